"""The one object that a notebook holds for a collection: ``api = Api.from_postman("library.postman_collection.json")``.

A collection knows what its requests are. A session knows how they are sent. An ``Api`` holds both, so each request is a call and a
form.
"""

import inspect
import sys
import weakref
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Never, cast
from urllib.parse import urlsplit

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.engines import Way
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.fixed_names import FixedNames
from kaizala_nb.toolkit.client.notebook import set_up_ipython
from kaizala_nb.toolkit.client.practice.environment import PracticeEnvironment
from kaizala_nb.toolkit.client.practice.files import practice_files
from kaizala_nb.toolkit.client.practice.secrets import without_secrets
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Collection, Step
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.display import faces, likeness
from kaizala_nb.toolkit.notebook import overview
from kaizala_nb.toolkit.notebook.assigned import assigned_name
from kaizala_nb.toolkit.notebook.bound import (
    BoundFolder,
    BoundStep,
    Companion,
    PostmanName,
    asked_by_python,
    no_files,
    unknown_step,
)
from kaizala_nb.toolkit.notebook.names import Names
from kaizala_nb.toolkit.notebook.opening import Given, Opening, files_in, found, opening_of, unknown_option
from kaizala_nb.toolkit.notebook.workbench import Workbench
from kaizala_nb.toolkit.widgets.cells import FormsOfCells, remove_from_outputs

_MOST_NAMED = 5
_LATER = "Coming back later?"
_RESTARTED = (
    "'model not found', 'is not defined', or a button that does nothing, can mean that the kernel has restarted: "
    "Kernel, Restart Kernel and Run up to Selected Cell."
)


class Api(FixedNames):
    """A collection whose requests can be sent: its folders are attributes, ``api.books.add_a_book(title="Emma")``.

    Args:
        collection: The requests, in their folders.
        session: What sends them.
        companions: What stands among the requests of a folder and makes several of them, by the folder's name in Python.
        classes: The classes of folders whose requests a checker of types is to know, by the same name.
        offered: Gives the files that a request sends if the caller chooses none, by the names of its parameters.
    """

    collection: Collection
    session: Session

    def __init__(
        self,
        collection: Collection,
        session: Session,
        companions: Mapping[str, Iterable[Companion]] | None = None,
        classes: Mapping[str, type[BoundFolder]] | None = None,
        offered: Callable[[Step], dict[str, Any]] = no_files,
    ) -> None:
        set_up_ipython()
        self.collection = collection
        self.session = session
        self._forms = FormsOfCells()
        forms = self._forms
        self._names = Names(
            collection,
            lambda step: BoundStep(step, session, forms, offered),  # not self: widgets hold the session
            self._variable,
            companions or {},
            classes or {},
            session.environment.masker,
        )

    @classmethod
    def from_postman(
        cls,
        path: str | Path,
        *,
        url: str | None = None,
        environment: Given = None,
        globals: Given = None,
        working_dir: str | Path | None = None,
        use_environ: str | Iterable[str] = (),
        allow_hosts: str | Iterable[str] | None = None,
        scripts: Way = "read",
        stand_in: bool | str = False,
        key: str | None = None,
        **unknown: Never,
    ) -> "PostmanApi":
        """The collection of a Postman file. No call is made until you make one. Each request goes where the file says.

        A request that holds a secret which you gave goes only to hosts that you have named: in the value of a variable, or in
        ``allow_hosts``. While scripts run, every request does, whatever it holds. Sentences call it as your code does:
        ``library = Api.from_postman(...)``.

        Args:
            path: The file; see :meth:`Collection.from_postman`. If it is not there, a file of its name in this folder is taken.
            url: The address of the service, if requests are to go to no other host at all, with or without a secret.
            environment: Variables to begin with. They count before those of the file. A file of Postman, JSON or YAML; a file
                ``.env``, where ``API_KEY`` counts for ``{{api_key}}`` too; the name of an environment beside the collection; or
                a dict with Postman's names.
            globals: The same for Postman's globals, which every other variable of the same name goes before.
            working_dir: The folder of the files that the collection names. They are taken from there, and from nowhere else.
            use_environ: Environment variables of this process to take: ``"API_KEY"``, or ``"api-key=MY_KEY"`` for
                ``{{api-key}}``. Each is a secret, unless it is an address.
            allow_hosts: Other hosts that requests may go to. If it is given, also as ``[]``, hosts in the files of
                ``environment`` and ``globals`` are not named: only those here, and those in values that you type.
            scripts: What becomes of its scripts. ``"read"``: what is understood of them is done. ``"run"``: they are run, apart
                from everything. ``"off"``: nothing.
            stand_in: True: nothing leaves this computer. A practice service in this kernel answers all requests, as the saved
                examples of the file say. Empty variables get practice values, and your secrets are not taken. It may also be
                the address of such a service: ``"http://127.0.0.1:8601"``, as ``kaizala-nb collection serve`` tells it.
            key: The key of that service, for :attr:`sandbox`.

        Raises:
            InputError: A file cannot be read. Or scripts cannot be taken in this way. Or ``environment`` or ``globals`` is
                neither a file nor a dict. Or ``url``, or an entry of ``allow_hosts``, is no address. Or ``url`` has a path. Or
                there is no such argument.
        """
        if unknown:
            raise unknown_option(next(iter(unknown)), inspect.signature(cls.from_postman))
        variable = assigned_name(sys._getframe(1), "from_postman") or Service().variable
        path = found(path)
        try:
            collection = Collection.from_postman(path, Service(name="", variable=variable))
        except ValueError as trouble:
            raise errors.not_sent(str(trouble), "Name the file of a Postman collection, or its folder.") from None
        if url and urlsplit(url).path.strip("/ ") + urlsplit(url).query:
            meaning = "The url has a path, and the paths of the requests are in the file."
            raise errors.not_sent(meaning, 'Give scheme, host and port alone: url="https://library.example.org".')
        opening = opening_of(collection, path, globals, working_dir, files_name_hosts=allow_hosts is None)
        as_in_file = collection
        collection = without_secrets(collection) if stand_in else collection
        variables = PracticeEnvironment(collection, as_in_file) if stand_in else Environment(collection)
        opening.fill(variables, collection, environment, use_environ)
        practice = None
        if stand_in:
            from kaizala_nb.toolkit.notebook.practising import practice_of  # it needs Flask

            remove_from_outputs(PostmanApi)  # one that nobody uses any more can end
            practice = practice_of(as_in_file, variables, stand_in, key)
        try:
            session = Session(
                variables,
                url,
                allow_hosts=allow_hosts or (),
                scripts=scripts,
                practice=practice,
            )
        except ValueError as trouble:
            if practice:
                practice.end()
            if isinstance(trouble, errors.ApiError):
                raise
            raise errors.not_sent(
                str(trouble), 'Give scheme, host and port: url="https://library.example.org".'
            ) from None
        return PostmanApi(collection, session, opening)

    @property
    def environment(self) -> Environment:
        """The variables, under Postman's names."""
        return self.session.environment

    @property
    def allow_changes(self) -> bool:
        """Whether cells that run may change data of a real service (False).

        If not, ``form.send_once()`` sends by itself only GET and HEAD there, and all else waits for the form's button. On this
        computer there is no such rule. A call sends at once anywhere: ``api.books.add_a_book(title="Emma")``.
        """
        return self.session.consent.allow_changes

    @allow_changes.setter
    def allow_changes(self, allowed: bool) -> None:
        if not isinstance(allowed, bool):
            raise errors.not_sent("allow_changes is True or False.", f"{self._variable}.allow_changes = True")
        self.session.consent.allow_changes = allowed

    def __getitem__(self, name: str) -> BoundStep:
        """A request by its Postman name: ``api["Add a book"]``."""
        steps = self.collection.named(str(name))
        if not steps:
            raise unknown_step(str(name), self.collection.near(str(name)), f"list({self._variable})")
        if len(steps) > 1:
            ways = ", ".join(f"{self._variable}.{step.attribute}" for step in steps[:_MOST_NAMED])
            meaning = f"{len(steps)} requests are called {str(name)!r}."
            raise errors.not_sent(meaning, f"Take one of them: {ways}.", kind=errors.UnknownStepError)
        return self._names.bound(steps[0])

    def _at_top(self, slug: str) -> BoundFolder | BoundStep[...]:
        """The folder, or the request outside all folders, of this name in Python.

        Raises :class:`UnknownStepError`, which names one that is like it.
        """
        names = vars(self).get("_names")  # a copy that is being made has none yet
        found = names.at_top(slug) if names else None
        if found is not None:
            return found
        if names is None or asked_by_python(slug):
            raise AttributeError(slug)
        near = names.near(slug)
        own = likeness.near(slug, [one for one in super().__dir__() if not one.startswith("_")], likeness=0.7)
        if own and likeness.near(slug, [*own, *near]) == own:
            meaning = f"{self._variable} has no {slug!r}.{likeness.did_you_mean(own)}"
            raise errors.not_sent(meaning, f"{self._variable}.{own[0]}", kind=errors.UnknownStepError)
        raise unknown_step(slug, near, f"dir({self._variable})")

    if not TYPE_CHECKING:  # a checker of types would take any name

        def __getattr__(self, slug: str) -> BoundFolder | BoundStep[...]:
            return self._at_top(slug)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._names})

    def __iter__(self) -> Iterator[str]:
        """The Postman names, in the collection's order."""
        return (step.name for step in self.collection)

    def _ipython_key_completions_(self) -> list[str]:
        """The Postman names; where several requests have one, each has that of its folder ahead."""
        names = [(folder.name, step.name) for folder in self.collection.folders for step in folder]
        times = Counter(name for _, name in names)
        return [name if times[name] == 1 else f"{title} / {name}" for title, name in names]

    @property
    def _variable(self) -> str:
        """What the code of a notebook calls this."""
        return next((step.service.variable for step in self.collection), "api")

    def close(self) -> None:
        """Close the connections."""
        self.session.close()

    _look = "kz-facts"  # short facts beside each other

    def _card(self) -> tuple[str, list[tuple[str, str]]]:
        """The title, and the lines below it, of what is shown of it."""
        home = self.session.allowed.home
        address = [("Address", str(home))] if home else []
        return self.collection.name, [
            *address,
            ("Requests", str(len(self.collection))),
            *self._folder_line(),
        ]

    def _folder_line(self) -> list[tuple[str, str]]:
        """The line of the folders; none where no request is in a folder."""
        return [("Folders", ", ".join(self._names.folders))] if self._names.folders else []

    def __repr__(self) -> str:
        home = self.session.allowed.home
        return f"<Api {self.collection.name!r}{f' at {home}' if home else ''}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        title, lines = self._card()
        later = faces.fold(_LATER, faces.element("p", _RESTARTED, "kz-note"))
        html = faces.output(faces.box(faces.element("p", title, "kz-title"), faces.rows(lines), later, kind=self._look))
        return {"text/html": html, "text/plain": f"{title}\n{faces.text_rows(lines)}\n\n{_LATER}\n{_RESTARTED}"}


def _nothing() -> None:
    """There is no practice service to end."""


class PostmanApi(Workbench, Api):
    """The collection of a file: which folders it has is known once it was read, so a checker of types takes any name.

    Args:
        collection: As above.
        session: As above.
        opening: What the user gave to open it.
    """

    def __init__(self, collection: Collection, session: Session, opening: Opening) -> None:
        own = practice_files if session.practice else no_files
        super().__init__(collection, session, offered=partial(files_in, opening.working_dir, own))
        self._set_up(opening)
        self._end = weakref.finalize(self, session.practice.end if session.practice else _nothing)

    def close(self) -> None:
        """Close the connections, and end the practice service, if one was started for this."""
        super().close()
        if self._sandbox is not None:
            self._sandbox.close()
        self._end()

    def __getattr__(self, slug: str) -> PostmanName:
        return cast("PostmanName", self._at_top(slug))  # see there

    _look = ""  # a description, and lists: one below the other

    def _card(self) -> tuple[str, list[tuple[str, str]]]:
        practice = self.session.practice
        return self.collection.name, [
            *overview.card(self.collection, self.environment, self._variable, practice),
            *self._folder_line(),
        ]
