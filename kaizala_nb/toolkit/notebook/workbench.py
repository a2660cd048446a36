"""What a notebook does with the collection of a file, beside sending one request: looks, runs, notes, goes over to other values."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kaizala_nb.toolkit.client import errors, saving
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.display.sentence import Sentence
from kaizala_nb.toolkit.notebook import running
from kaizala_nb.toolkit.notebook.journal import Journal
from kaizala_nb.toolkit.notebook.opening import Given, Opening
from kaizala_nb.toolkit.notebook.program import program_of
from kaizala_nb.toolkit.notebook.report import Report

if TYPE_CHECKING:
    import pandas as pd


class Workbench:
    """A part of the ``Api`` of a file, which has ``collection``, ``session`` and ``environment``."""

    collection: Collection
    session: Session
    _opening: Opening
    _journal: Journal

    @property
    def environment(self) -> Environment:
        """The variables, under Postman's names."""
        return self.session.environment

    def _set_up(self, opening: Opening) -> None:
        """Begin, with what the user gave to open the file."""
        self._opening = opening
        self._journal = Journal()
        self.session.recorders.append(self._journal.record)

    @property
    def journal(self) -> "pd.DataFrame":
        """What this notebook sent, and what came: a row for each request, in their order; see :attr:`Journal.df`."""
        return self._journal.df

    @property
    def report(self) -> "pd.DataFrame":
        """What of the file did not carry over, request by request, with the reason; see :attr:`Report.df`."""
        return Report(self.collection, self.session, self._opening.working_dir).df

    def run(
        self,
        folder: str | Iterable[str] = (),
        *,
        iteration_data: str | Path | None = None,
        bail: bool = False,
        delay: float = 0.0,
    ) -> "pd.DataFrame":
        """Send the requests in their order, each once, with the values of now. Interrupt the kernel, and what is done stays.

        Scripts have their turns. Replies fill variables, which stay filled. At a real service only GET and HEAD are sent, unless
        ``allow_changes`` is True.

        Args:
            folder: The folder to run, or several; or a request. Left out, it is all of them.
            iteration_data: A file of CSV or JSON. All requests are sent for each of its rows, with its values.
            bail: Whether to stop at the first failure.
            delay: Seconds to wait between two requests.

        Returns:
            A row for each request: ``folder``, ``request``, ``outcome`` ("passed", "failed", "skipped", "not run"), ``seconds``,
            ``checks``, ``problem``. All texts are masked.

        Raises:
            UnknownStepError: There is no such folder.
            InputError: The file of data cannot be read.
        """
        return running.run(
            self.collection,
            self.session,
            folder=folder,
            working_dir=self._opening.working_dir,
            iteration_data=iteration_data,
            bail=bail,
            delay=delay,
        )

    def program(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write what this notebook sent, in order, as one program that needs ``requests`` alone. It gives the path.

        What a reply gave and a later request holds is taken from that reply. Secrets come from environment variables, such as
        ``API_CARD_TOKEN``. Which requests these are, :attr:`journal` says.

        Args:
            path: The file to write.
            overwrite: Whether it may replace a file.

        Raises:
            InputError: There is such a file already, or it cannot be written. Or nothing was sent yet.
        """
        entries = list(self._journal)
        if not entries:
            raise errors.not_sent("Nothing was sent yet.", "Send a request first, by a form or by a call.")
        return saving.write(path, program_of(entries, self._journal.forgotten).encode(), overwrite=overwrite)

    def use(self, environment: Given, *, use_environ: str | Iterable[str] = ()) -> Sentence:
        """Work with another environment. All that came with the former one is forgotten: its secrets, what you have set, what
        replies have filled, fetched tokens, cookies, and secrets that wait in forms.

        Args:
            environment: As in :meth:`Api.from_postman`.
            use_environ: As there.

        Raises:
            InputError: As there. Then the former environment stays.
        """
        self._opening.fill(self.environment, self.collection, environment, use_environ)
        self.environment.forget_typed()
        self.session.forget()
        filled = sum(1 for value in self.environment.values() if value)
        return Sentence(
            f"{filled} of {faces.count(len(self.environment), 'variable')} have a value. All else is forgotten."
        )
