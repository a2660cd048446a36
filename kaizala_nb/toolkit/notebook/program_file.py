"""The file of a program, which says in a notebook what it is and what it needs."""

import sys
from contextlib import suppress
from importlib.machinery import SOURCE_SUFFIXES
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.display.faces import count
from kaizala_nb.toolkit.notebook.program import Program

if TYPE_CHECKING:
    _Path = Path
else:
    _Path = type(Path())  # before Python 3.12, only the class of the system can have classes of its own


def hidden_module(path: Path) -> str:
    """The name of the module that Python would no longer find beside a file at this path; "" if there is none."""
    name = path.stem
    if path.suffix.lower() not in SOURCE_SUFFIXES or not name.isidentifier():
        return ""
    return name if name in sys.stdlib_module_names or _is_installed(name, path.resolve().parent) else ""


def _is_installed(name: str, beside: Path) -> bool:
    """Whether there is a module of this name that does not lie ``beside`` the file."""
    with suppress(ImportError, ValueError):  # ValueError: the module of what runs now, such as __main__
        spec = find_spec(name)
        if spec is None:
            return False
        places = [spec.origin] if spec.origin else spec.submodule_search_locations or []
        return any(Path(place).resolve().parent != beside for place in places)
    return True


class ProgramFile(_Path):
    """A path. As the last value of a cell it says what the program sends, asks for and needs."""

    words = ""

    @classmethod
    def of(cls, path: Path, program: Program, *, practised: bool = False) -> "ProgramFile":
        """The file at this path, which has this program. ``practised``: its requests went to a practice service."""
        file = cls(path)
        variables = "this environment variable" if len(program.needs) == 1 else "these environment variables"
        were = "was" if program.refused == 1 else "were"
        refused = (
            f" {count(program.refused, 'request')} that {were} refused {were} left out." if program.refused else ""
        )
        stopped = (
            f" {count(program.stopped, 'request')} that the service sent on to a host that you have not named"
            f" {'was' if program.stopped == 1 else 'were'} left out."
            if program.stopped
            else ""
        )
        where = ", to the real service" if practised else ""
        sends = f"{path} is written: it sends {count(program.requests, 'request')} again{where}.{refused}{stopped}"
        asks = [f"While it runs, it asks for: {label} (unless {name} is set)." for name, label in program.asks.items()]
        needs = [f"Before you run it, set {variables}: {', '.join(program.needs)}."] if program.needs else []
        made_up = (
            [f"The practice service had values of its own for: {', '.join(program.made_up)}."]
            if program.made_up
            else []
        )
        file.words = "\n".join([sends, *asks, *needs, *made_up])
        return file

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """For IPython."""
        printer.text(self.words or repr(self))
