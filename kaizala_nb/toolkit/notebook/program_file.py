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


class ProgramFile(_Path):
    """A path. As the last value of a cell it says what the program sends, and which environment variables it needs."""

    words = ""

    @classmethod
    def of(cls, path: Path, program: Program) -> "ProgramFile":
        """The file at this path, which has this program."""
        file = cls(path)
        needed = ", ".join(dict.fromkeys(_VARIABLE.findall(program.text)))
        were = "was" if program.refused == 1 else "were"
        refused = (
            f" {count(program.refused, 'request')} that {were} refused {were} left out." if program.refused else ""
        )
        needs = f" Before you run it, set these environment variables: {needed}." if needed else ""
        file.words = f"{path} is written: it sends {count(program.requests, 'request')} again.{refused}{needs}"
        return file

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """For IPython."""
        printer.text(self.words or repr(self))
