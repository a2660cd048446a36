"""Opens the lessons in JupyterLab: those of the clone, or a copy where there is no clone.

The lessons are in the wheel, and with them a Postman collection as an example. A copy belongs to the learner: a file that is
already there is never written over.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

import kaizala_nb

COPY = "kaizala-lessons"
EXAMPLE = (
    "library.postman_collection.json",
    "library.postman_environment.json",
    "readers.csv",
    "cover.png",
)
"""The example of a Postman collection, with the files that its requests upload; they lie beside the lessons."""

_QUIET = ("--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate")

_OURS = Path(__file__).resolve().parent / "jupyter"
"""A folder of Jupyter's settings and extensions: JupyterLab asks nobody about news, and opens Postman collections from its file
browser and its launcher. The learner's own settings count before it, and nothing is written to the learner's folder."""
_FRESH_KERNEL = Path(__file__).with_name("fresh_kernel.py")


class NoJupyterLab(Exception):
    """JupyterLab is not installed here."""


def lessons() -> Path:
    """The folder of the lessons that came with the package."""
    clone = Path(__file__).resolve().parents[3] / "notebooks"
    return clone if clone.is_dir() else Path(kaizala_nb.__file__).parent / "notebooks"


def lesson_files() -> list[Path]:
    """The lessons that came with the package, in order."""
    return sorted(lessons().glob("[0-9][0-9]-*.ipynb"))


def is_clone() -> bool:
    """Whether the package runs from a clone, whose notebooks may be worked on."""
    root = Path(__file__).resolve().parents[3]
    return (root / "notebooks").is_dir() and (root / "pyproject.toml").is_file()


def copy_lessons(folder: Path, content: Callable[[Path], bytes] = Path.read_bytes) -> list[Path]:
    """Copy the lessons and the example that ``folder`` does not have yet, and return the paths of the copies.

    ``content`` gives the bytes to write for a lesson; the example is copied as it is. Raises ``OSError`` where that fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    copies = []
    for file in [*lesson_files(), *_example()]:
        data = content(file) if file.suffix == ".ipynb" else file.read_bytes()
        try:
            with (folder / file.name).open("xb") as copy:
                copy.write(data)
        except FileExistsError:
            continue
        copies.append(folder / file.name)
    return copies


def copy_example(folder: Path) -> None:
    """Put the files of the example into a folder. Raises ``OSError`` where that fails."""
    for file in _example():
        shutil.copy(file, folder)


def _example() -> list[Path]:
    return [file for file in (lessons() / name for name in EXAMPLE) if file.is_file()]


def variables() -> dict[str, str]:
    """The environment for JupyterLab: this one, with our defaults and extensions, and what a kernel runs at its start.

    Somebody's own ``PYTHONSTARTUP`` stays.
    """
    paths = ("JUPYTER_CONFIG_PATH", "JUPYTER_PATH")  # of several folders there, the first counts most
    ours = {name: os.pathsep.join(filter(None, [os.environ.get(name), str(_OURS)])) for name in paths}
    return {"PYTHONSTARTUP": str(_FRESH_KERNEL)} | dict(os.environ) | ours


def is_installed() -> bool:
    """Whether JupyterLab is."""
    return importlib.util.find_spec("jupyterlab") is not None


def command(folder: Path, arguments: tuple[str, ...], notebook: str = "", *, alone: bool = False) -> list[str]:
    """The command that opens JupyterLab on a notebook of a folder. Raises :class:`NoJupyterLab`.

    Args:
        folder: The folder that JupyterLab shows.
        arguments: What else JupyterLab is given.
        notebook: The name of the notebook. Without it, the first lesson.
        alone: Show the notebook only, with the side bar closed.
    """
    if not is_installed():
        raise NoJupyterLab
    name = notebook or sorted(folder.glob("00-*.ipynb"))[0].name
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    page = f"/{'doc' if alone else 'lab'}/tree/{quote(name)}"
    options = [f"--ServerApp.root_dir={folder}", f"--LabApp.default_url={page}"]
    return [sys.executable, "-m", "jupyterlab", *options, *_QUIET, *as_root, *arguments]


def start(started: list[str]) -> NoReturn:
    """Run JupyterLab by this command, and end with it."""
    if sys.platform != "win32":
        os.execve(started[0], started, variables())  # noqa: S606  (JupyterLab replaces us, so that a signal for us ends it)
    try:
        ran = subprocess.run(started, check=False, env=variables())  # noqa: S603  (our own interpreter, no shell)
        raise SystemExit(ran.returncode)
    except KeyboardInterrupt:
        raise SystemExit(0) from None
