"""What JupyterLab's file browser and launcher ask for: the notebook of a Postman collection, as ``kaizala-nb open`` writes it.

It is an extension of Jupyter's server, and the server alone imports it. The page's part is
``jupyter/labextensions/kaizala-nb/static/remoteEntry.js``; it offers nothing where this part is not loaded.
"""

import asyncio
import json
import os
from http import HTTPStatus
from pathlib import Path

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.contents.fileio import FileManagerMixin
from jupyter_server.utils import ensure_async, url_path_join
from tornado import web

ADDRESS = "kaizala-nb/notebook"
_SETTING = "kaizalaNb"
"""JupyterLab's page reads it, and shows the commands then."""

_NO_FILES = "This JupyterLab keeps its files elsewhere than on its disk. In a terminal: kaizala-nb open FILE."
_NOT_THERE = (
    "There is no such file below JupyterLab's folder, or it is hidden. Look at the folder again, and choose the file."
)
_ROOT = "This is JupyterLab's own folder. Choose the file of a collection, or a folder that Postman wrote."


class _Refused(Exception):
    """There is no notebook, and the sentence says why."""


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    application = server.web_app
    address = url_path_join(application.settings["base_url"], ADDRESS)
    application.add_handlers(".*$", [(address, NotebookHandler)])
    application.settings.setdefault("page_config_data", {})[_SETTING] = True


class NotebookHandler(APIHandler):
    """Writes the notebook beside the collection whose ``path`` is posted, unless it is there.

    Gives ``{"notebook": path, "lines": sentences}``, or status 400 with a sentence: ``{"message": sentence}``. Paths are those of
    the contents manager. What that does not show, such as a hidden file or one outside its folder, is not opened.
    """

    auth_resource = "contents"

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Write it."""
        given = self.get_json_body()
        path = given.get("path") if isinstance(given, dict) else None
        try:
            if not isinstance(path, str):
                raise _Refused('The path of a collection is missing: {"path": "library.postman_collection.json"}.')
            answer = await self._written(path)
        except _Refused as refused:
            self.set_status(HTTPStatus.BAD_REQUEST)
            answer = {"message": str(refused)}
        self.finish(json.dumps(answer))

    async def _written(self, path: str) -> dict[str, object]:
        manager = self.contents_manager
        if not isinstance(manager, FileManagerMixin):
            raise _Refused(_NO_FILES)
        try:
            await ensure_async(manager.get(path, content=False))
            file = Path(os.path.abspath(manager._get_os_path(path)))  # by the manager's own rule of what it shows
        except web.HTTPError:
            raise _Refused(_NOT_THERE) from None
        root = Path(os.path.abspath(manager.root_dir))
        if file == root:
            raise _Refused(_ROOT)  # its notebook would lie outside
        notebook, lines = await asyncio.to_thread(_notebook_of, file)
        return {"notebook": notebook.relative_to(root).as_posix(), "lines": lines}


def _notebook_of(file: Path) -> tuple[Path, list[str]]:
    """The notebook, and what there is to say of it. Raises :class:`_Refused` if the file is no collection."""
    from kaizala_nb.course.teaching.opening import prepare
    from kaizala_nb.toolkit.client.errors import ApiError
    from kaizala_nb.toolkit.notebook.workbench import notebook_beside

    notebook = notebook_beside(file)
    lines: list[str] = []
    try:
        prepare(file, notebook, lines.append, option="")
    except ApiError as trouble:
        raise _Refused(f"{trouble} {trouble.advice.todo}") from None
    return notebook, lines
