"""What an ``Api`` has sent so far: as a table, and as a program that sends it again."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kaizala_nb.toolkit.client import errors, saving
from kaizala_nb.toolkit.client.practice.environment import PracticeEnvironment
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.notebook.journal import Journal
from kaizala_nb.toolkit.notebook.program import is_sealed, program_of, sealed
from kaizala_nb.toolkit.notebook.program_file import ProgramFile, hidden_module

if TYPE_CHECKING:
    import pandas as pd


class Recorded:
    """A part of an ``Api``, which has ``session``."""

    session: Session
    _journal: Journal

    def _record(self) -> None:
        """Note from now on what is sent."""
        self._journal = Journal()
        self.session.recorders.append(self._journal.record)

    @property
    def journal(self) -> "pd.DataFrame":
        """What this notebook sent, and what came: a row for each request, in their order; see :attr:`Journal.df`."""
        return self._journal.df

    def program(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write what this notebook sent, in order, as one program that needs ``requests`` alone. It gives the path, which a
        notebook shows with what the program needs.

        What a reply gave and a later request holds is taken from that reply. Secrets come from environment variables, such as
        ``API_CARD_TOKEN``, and so do values in whose places the practice service had its own. A request that the service refused
        (400 to 499) is left out, unless a later one holds what its reply gave; the first lines say how many. So is one that it sent
        on to a host that you have not named. Which requests were sent, :attr:`journal` says.

        Args:
            path: The file to write.
            overwrite: Whether it may replace any file. A program that it wrote, and that nobody has changed, it replaces anyway.

        Raises:
            InputError: There is such a file already, or it cannot be written, or it would hide a module, as ``requests.py``
                would. Or nothing was sent yet, or all of it was refused.
        """
        entries = list(self._journal)
        if not entries:
            raise errors.not_sent(
                "Nothing was sent yet.", "Press Send in a form, or run a call; then run this cell again."
            )
        variables = self.session.environment
        made_up = variables.made_up if isinstance(variables, PracticeEnvironment) else {}
        program = program_of(entries, self._journal.forgotten, made_up)
        if not program.requests:
            raise errors.not_sent(
                "There is nothing to send again: the service refused all that was sent, or sent it on to a host that you have not"
                " named.",
                "Send a request that it takes; then run this cell again.",
            )
        if hidden := _hidden_module(path):
            raise errors.not_sent(
                f"{str(path)!r} would hide the module {hidden!r}: whatever imports that would run this program.",
                f'Give a name with a dash, which no import finds: "{hidden}-program.py".',
            )
        written = saving.write(path, sealed(program.text), overwrite=overwrite or _is_own_program(path))
        return ProgramFile.of(written, program, practised=self.session.practice is not None)


def _hidden_module(path: str | Path) -> str:
    with suppress(OSError, ValueError, TypeError, RuntimeError):  # as below
        return hidden_module(Path(path).expanduser())
    return ""


def _is_own_program(path: str | Path) -> bool:
    with suppress(OSError, ValueError, TypeError, RuntimeError):  # whoever writes it says what is wrong
        return is_sealed(Path(path).expanduser())
    return False
