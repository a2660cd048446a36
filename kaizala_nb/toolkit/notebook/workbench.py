"""What a notebook does with the collection of a file, beside sending one request: looks, runs, notes, goes over to other values."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kaizala_nb.toolkit.client import arguments, errors
from kaizala_nb.toolkit.client.empty import to_fill_in
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.sentence import Sentence
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.postman.formats import stem_of
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.display.checklist import Checklist
from kaizala_nb.toolkit.notebook import running
from kaizala_nb.toolkit.notebook.learning import Learning
from kaizala_nb.toolkit.notebook.opening import Given, Opening
from kaizala_nb.toolkit.notebook.recorded import Recorded
from kaizala_nb.toolkit.notebook.report import Report
from kaizala_nb.toolkit.widgets.cells import FormsOfCells

if TYPE_CHECKING:
    import pandas as pd

    from kaizala_nb.toolkit.notebook.sandbox import Sandbox
    from kaizala_nb.toolkit.notebook.writing.files import Notebooks
    from kaizala_nb.toolkit.widgets.fill_in import FillIn


_NO_HOST = ("No host is named.", 'Name one, with scheme and port: allow_hosts("https://library.example.org").')


class Workbench(Recorded):
    """A part of the ``Api`` of a file, which has ``collection``, ``session`` and ``environment``."""

    _forms: FormsOfCells
    collection: Collection
    session: Session
    _opening: Opening
    _learning: Learning
    _sandbox: "Sandbox | None" = None

    @property
    def environment(self) -> Environment:
        """The variables, under Postman's names."""
        return self.session.environment

    def _set_up(self, opening: Opening) -> None:
        """Begin, with what the user gave to open the file."""
        self._opening = opening
        self._record()
        self._learning = Learning(self.environment)
        self.session.recorders.append(self._learning.record)

    def fill_in(self, *names: str) -> "FillIn | Sentence":
        """A form for the variables that requests use, that are empty, and that no reply fills. What is typed goes into
        ``environment``; nothing is sent. A secret has a field that does not show it, and is not saved with the notebook.

        ``names``: Ask for these variables instead, whether they are empty or not.

        Raises :class:`InputError` if a name is no text.
        """
        wanted = [arguments.text(name, "The name of a variable") for name in names]
        wanted = wanted or to_fill_in(self.collection, self.environment)
        if not wanted:
            return Sentence("Nothing is to be filled in: every variable has a value, or a reply fills it.")
        from kaizala_nb.toolkit.widgets.fill_in import FillIn

        environment, title = self.environment, f"Fill in: {self.collection.name}"  # not self: a widget lives long
        return self._forms.form("fill_in", {"names": wanted}, lambda key: FillIn(wanted, environment, title, key))

    def allow_hosts(self, *hosts: str) -> Sentence:
        """Name hosts that your secrets may go to, beside those that are named already:
        ``api.allow_hosts("https://api.library.example")``.

        Raises :class:`InputError` if one is no address. Then none is named.
        """
        wanted = [arguments.text(host, "A host") for host in hosts]
        if not wanted:
            raise errors.not_sent(*_NO_HOST)
        try:
            self.session.allowed.allow(wanted)
        except ValueError as trouble:
            raise errors.not_sent(str(trouble), _NO_HOST[1]) from None
        return Sentence(f"Secrets of yours may go to {', '.join(wanted)}.")

    def check(self, folder: str | None = None) -> Checklist:
        """How far a learner is at the end of a folder, line by line.

        One field of one request of the folder is to be sent with a value that is not the file's, by a call or by a form: of the
        first that makes something out of a text, or else of one that looks for something. If no request takes such a value, all of
        them are to be sent. What counts is what this notebook sent, and that it was answered with success.

        Raises :class:`UnknownStepError` if no folder is named, or if there is no such folder. It names those that there are.
        """
        return self._learning.check(self.collection, folder)

    @property
    def sandbox(self) -> "Sandbox":
        """What is around the practice service: its journal, faults, examples to choose, a reset.

        Raises :class:`InputError` if the requests go to a real service.
        """
        if self._sandbox is None:
            practice = self.session.practice
            if practice is None:
                file = self._opening.beside.name
                variable = next((step.service.variable for step in self.collection), "api")
                raise errors.not_sent(
                    "There is a sandbox only around the practice service, and these requests go to a real one.",
                    f"{variable} = Api.from_postman({file!r}, stand_in=True)",
                )
            from kaizala_nb.toolkit.notebook.sandbox import Sandbox

            self._sandbox = Sandbox(practice)
        return self._sandbox

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

    def notebook(
        self,
        path: str | Path,
        *,
        live: bool | None = None,
        code: bool = False,
        force: bool = False,
        bring_back: bool = False,
        allow_hosts: str | Iterable[str] = (),
    ) -> "Notebooks":
        """Write the collection as a notebook: a form and its reply for each request. Give the paths of what was written.

        A collection of more than 40 requests gets a notebook for each of its outermost folders, and ``path`` is their index. If
        the notebook was written before, the cells that you added or changed stay in it, and those that you deleted stay away.
        Outputs do not stay. ``.summary`` of what this gives says what became of the requests and of your cells, ``.where`` whom
        they speak to, and ``.note`` whether there are several environments, so that none is opened.

        Args:
            path: The notebook, such as ``"library.ipynb"``. It opens the file of the collection where that is now.
            live: True opens it at the real service, False with ``stand_in=True``; without that line, it does the same at the
                real service. None leaves that as it is in a notebook that is there; a new one has the practice service.
            code: Plain ``requests`` in place of forms, always at the real service. What is not GET or HEAD stands under
                ``if allow_changes:``.
            force: Replace a notebook that was not written from a collection, and all that you wrote into one that was.
            bring_back: Write the cells that you deleted too.
            allow_hosts: The hosts that the first cell names. Secrets go to no other ones. Without them, those of a notebook that is
                there.

        Raises:
            InputError: Such a notebook is there, or one that opens another file, and ``force`` is not given. Or it cannot be
                written.
        """
        try:
            from kaizala_nb.toolkit.notebook.writing.writer import Source, write

            mask = self.environment.masker
            hosts = (allow_hosts,) if isinstance(allow_hosts, str) else tuple(allow_hosts)
            source = Source(self.collection, self._opening.beside.absolute(), dir(type(self)), mask, hosts, code, live)
            return write(source, Path(path).expanduser(), force=force, bring_back=bring_back)
        except ImportError:
            raise errors.not_sent(
                "Notebooks are written with nbformat and mistune, which are not installed.",
                'Install them: pip install "kaizala-nb[lab]"',
            ) from None


def notebook_beside(file: Path) -> Path:
    """The notebook that is written beside a collection: ``library.ipynb`` for ``library.postman_collection.json``."""
    file = file.absolute()
    return file.with_name(f"{stem_of(file) or 'collection'}.ipynb")
