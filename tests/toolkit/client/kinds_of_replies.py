"""A service that answers with whatever it is told to, and an ``Api`` whose requests ask for it."""

import json
from pathlib import Path
from typing import Any

from kaizala_nb import Api
from kaizala_nb.toolkit.client.reply import Reply
from tests.toolkit.client.conftest import Scripted, respond


class Service:
    """``says(...)`` gives the reply to a request of somebody's file that is answered so."""

    def __init__(self, scripted: Scripted, folder: Path) -> None:
        self.scripted = scripted
        self._folder = folder

    def api(self, *requests: dict[str, Any], **more: Any) -> Any:
        """The collection of these requests, called One, Two, Three."""
        names = ("One", "Two", "Three")
        items = [{"name": name, "request": one} for name, one in zip(names, requests, strict=False)]
        path = self._folder / "library.json"
        path.write_text(json.dumps({"info": {"name": "Library"}, "item": items}), encoding="utf-8")
        return Api.from_postman(path, **more)

    def says(self, body: bytes | str, kind: str = "application/json", status: int = 200, **headers: str) -> Reply:
        """The reply of a service with this body and this type."""
        content = body.encode() if isinstance(body, str) else body
        self.scripted.answer = lambda handler: respond(handler, status, content, Content_Type=kind, **headers)
        reply: Reply = self.api({"method": "GET", "url": f"{self.scripted.url}/books"})["One"]()
        return reply
