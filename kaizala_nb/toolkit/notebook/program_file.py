"""The file of a program, which says in a notebook what it is and what it needs."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.display.faces import count
from kaizala_nb.toolkit.notebook.program import Program

if TYPE_CHECKING:
    _Path = Path
else:
    _Path = type(Path())  # before Python 3.12, only the class of the system can have classes of its own

_VARIABLE = re.compile(r"""os\.environ(?:\.get\()?\[?["'](\w+)["']""")
_ASKED = re.compile(r"""os\.environ\.get\(["'](\w+)["']\) or input\(["'](.+?): ["']\)""")


class ProgramFile(_Path):
    """A path. As the last value of a cell it says what the program sends, asks for and needs."""

    words = ""

    @classmethod
    def of(cls, path: Path, program: Program) -> "ProgramFile":
        """The file at this path, which has this program."""
        file = cls(path)
        asked = dict(_ASKED.findall(program.text))
        needed = [one for one in dict.fromkeys(_VARIABLE.findall(program.text)) if one not in asked]
        variables = "this environment variable" if len(needed) == 1 else "these environment variables"
        were = "was" if program.refused == 1 else "were"
        refused = (
            f" {count(program.refused, 'request')} that {were} refused {were} left out." if program.refused else ""
        )
        sends = f"{path} is written: it sends {count(program.requests, 'request')} again.{refused}"
        asks = [f"While it runs, it asks for: {label} (unless {name} is set)." for name, label in asked.items()]
        needs = [f"Before you run it, set {variables}: {', '.join(needed)}."] if needed else []
        file.words = "\n".join([sends, *asks, *needs])
        return file

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """For IPython."""
        printer.text(self.words or repr(self))
