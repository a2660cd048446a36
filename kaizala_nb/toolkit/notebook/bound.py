"""A step that can be sent, and the folders that such steps stand in: ``api.books.add_a_book``.

A step knows neither session nor widget. Here it meets both.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, cast, overload

from kaizala_nb.toolkit.client import errors, refusals
from kaizala_nb.toolkit.client.code import code_of
from kaizala_nb.toolkit.client.fixed_names import FixedNames
from kaizala_nb.toolkit.client.given import with_secret_headers
from kaizala_nb.toolkit.client.interrupts import stoppable
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.function import parameters_in_words
from kaizala_nb.toolkit.collection.step import P
from kaizala_nb.toolkit.collection.variation import WORDS, Unfit
from kaizala_nb.toolkit.display import faces, likeness
from kaizala_nb.toolkit.notebook.scripts import Scripts
from kaizala_nb.toolkit.widgets.cells import FormsOfCells

if TYPE_CHECKING:
    from kaizala_nb.toolkit.widgets.form import Form


_HOW_TO_VARY = (
    'Also: without=["field"] leaves fields out; headers={"Prefer": "..."} sends headers, and None takes one away.'
)


class Companion(Protocol):
    """What stands among the requests of a folder and makes several of them: a function with a name and a docstring."""

    __name__: str

    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...


def no_files(step: Step) -> dict[str, Any]:
    """No file is offered for a request."""
    return {}


class BoundStep(FixedNames, Generic[P]):
    """A step that can be sent: ``api.books.add_a_book(title="Emma")``. A call always sends.

    ``P`` are its parameters, where they were declared as a function's: an editor shows them, and a checker of types refuses others.
    ``form`` and ``code`` are called with the same values. ``offered`` gives the files that it sends if the caller chooses none.
    """

    step: Step[P]
    form: "BoundForm[P]"
    code: "BoundCode[P]"

    def __init__(
        self, step: Step[P], session: Session, forms: FormsOfCells, offered: Callable[[Step], dict[str, Any]] = no_files
    ) -> None:
        self.step = step
        self.form = BoundForm(step, session, forms, offered)
        self.code = BoundCode(step, session, offered)
        self._offered = offered
        self._session = session
        self.__name__ = step.slug
        self.__qualname__ = step.attribute
        varied = _HOW_TO_VARY if isinstance(step, ForeignStep) else ""
        parts = [f"{step.name}: {step.method} {step.shown_path}", step.doc, parameters_in_words(step), varied]
        self.__doc__ = session.environment.masker("\n\n".join(filter(None, parts)))

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> inspect.Signature:
            """Its signature, worked out when somebody looks: a file may have ten thousand requests."""
            if name == "__signature__":
                return self.step.signature.replace(return_annotation=Reply)
            raise AttributeError(name)

    # no docstring: an editor shows that of the step in its place
    def __call__(self, /, *args: P.args, **kwargs: P.kwargs) -> Reply:
        with stoppable(self.step):
            values = self._offered(self.step) | _values(self.step, args, kwargs, self._session)
            return self._session.send(self.step, values)

    @property
    def scripts(self) -> Scripts:
        """The scripts that have a turn with it, if it is a request of somebody else's file, and what was understood of them."""
        return Scripts(self.step, self._session.environment.masker)

    def __repr__(self) -> str:
        return f"<{self.step.name}: {self.step.method} {self.step.shown_path}>"


class BoundForm(FixedNames, Generic[P]):
    """The request as a form that waits; the values given stand in its fields.

    What a call needs may be left out here: the person fills it in. So a checker of types takes any part of the values. A name that
    there is not is an error when the cell runs, before there is a form.
    """

    def __init__(
        self, step: Step[P], session: Session, forms: FormsOfCells, offered: Callable[[Step], dict[str, Any]]
    ) -> None:
        self._step = step
        self._session = session
        self._forms = forms
        self._offered = offered
        self.__doc__ = type(self).__doc__

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> inspect.Signature:
            """Its signature; see :class:`BoundStep`."""
            if name == "__signature__":
                return self._step.signature.replace(return_annotation="Form")
            raise AttributeError(name)

    @overload
    def __call__(self, /, *args: P.args, **kwargs: P.kwargs) -> "Form": ...

    @overload
    def __call__(self, /, *args: Any, **kwargs: Any) -> "Form": ...

    def __call__(self, /, *args: Any, **kwargs: Any) -> "Form":
        from kaizala_nb.toolkit.widgets.form import Form

        step, session = self._step, self._session
        values = self._offered(step) | _values(step, args, kwargs, session)
        refusals.check_choices(step, values, session.environment)  # a menu cannot show what it has not got
        try:
            return self._forms.form(step.name, values, lambda key: Form(step, session, values, key))
        except (TypeError, ValueError, OverflowError):  # no field can show such a value: the check says why
            refusals.check_all(step, values, session.environment)
            raise


class BoundCode(FixedNames, Generic[P]):
    """This call as code, with the values given: ``add_a_book.code("curl", title="Emma")``. Nothing is sent.

    ``"python"`` is the line that makes it here; ``"requests"``, ``"curl"``, ``"csharp"`` and ``"javascript"`` are programs that
    need nothing of ours, and take secrets from environment variables such as ``API_ACCESS_TOKEN``.
    """

    def __init__(self, step: Step[P], session: Session, offered: Callable[[Step], dict[str, Any]]) -> None:
        self._step = step
        self._session = session
        self._offered = offered
        self.__doc__ = type(self).__doc__

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> inspect.Signature:
            """Its signature; see :class:`BoundStep`."""
            if name == "__signature__":
                language = inspect.Parameter(
                    "language", inspect.Parameter.POSITIONAL_ONLY, default="python", annotation=str
                )
                values = self._step.signature.parameters.values()
                named = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in values]
                return inspect.Signature([language, *named], return_annotation=str)
            raise AttributeError(name)

    def __call__(self, language: str = "python", /, *args: P.args, **kwargs: P.kwargs) -> str:
        values = self._offered(self._step) | _values(self._step, args, kwargs, self._session)
        outgoing = self._session.outgoing(self._step, values)
        return code_of(outgoing, language)


class Bound(Generic[P]):
    """Where a step stands in the class of its folder: ``add_a_book = Bound(books.add_a_book)``.

    Read off a folder it is the step that can be sent. It is all that an editor and a checker of types need to know the call.
    """

    def __init__(self, step: Step[P]) -> None:
        self.step = step

    @overload
    def __get__(self, folder: None, owner: type["BoundFolder"]) -> Self: ...

    @overload
    def __get__(self, folder: "BoundFolder", owner: type["BoundFolder"]) -> BoundStep[P]: ...

    def __get__(self, folder: "BoundFolder | None", owner: type["BoundFolder"]) -> Self | BoundStep[P]:
        if folder is None:
            return self
        return cast("BoundStep[P]", folder._step(self.step.slug))  # a folder holds its steps by name, not by type


class BoundFolder(FixedNames):
    """The requests of a folder, by their names in Python; ``companions`` make several of them.

    A class of its own says which requests a folder has (:class:`Bound`), so that a checker of types refuses any other name.

    Args:
        name: Its name in Postman.
        steps: Its requests. Each is bound when it is first asked for: a file may hold ten thousand.
        bind: Makes the request that can be sent.
        companions: What makes several of them.
        path: What code writes for it: ``"api.books"``.
        doc: What the file says of it.
    """

    def __init__(
        self,
        name: str,
        steps: Iterable[Step],
        bind: Callable[[Step], BoundStep[...]],
        companions: Iterable[Companion] = (),
        path: str = "api",
        doc: str = "",
    ) -> None:
        self.__doc__ = f"{name}\n\n{doc}".rstrip()
        self._name = name
        self._path = path
        self._bind = bind
        self._steps = {step.slug: step for step in steps}
        self._bound: dict[str, BoundStep[...]] = {}
        self._folders: dict[str, BoundFolder] = {}
        self._companions = {one.__name__: one for one in companions}
        vars(self).update(self._companions)

    def _step(self, slug: str) -> BoundStep[...]:
        """The request of this name in Python. Raises :class:`UnknownStepError`, which names one that is like it."""
        steps = vars(self).get("_steps", {})  # a copy that is being made has none yet
        if slug in steps:
            if slug not in self._bound:
                self._bound[slug] = self._bind(steps[slug])
            return self._bound[slug]
        if asked_by_python(slug):
            raise AttributeError(slug)
        raise unknown_step(slug, likeness.near(slug, dir(self)), f"dir({self._path})")

    def _inside(self, slug: str) -> "BoundStep[...] | BoundFolder":
        """The request or the folder of this name in Python. Raises as above."""
        folders = vars(self).get("_folders", {})
        return folders[slug] if slug in folders else self._step(slug)

    def _attributes(self) -> Iterator[tuple[str, str]]:
        """The slug of each request, also in folders inside, and what code writes behind this folder."""
        yield from ((slug, slug) for slug in self._steps)
        for name, folder in self._folders.items():
            yield from ((slug, f"{name}.{attribute}") for slug, attribute in folder._attributes())

    if not TYPE_CHECKING:  # a checker of types would take any name

        def __getattr__(self, slug: str) -> "BoundStep[...] | BoundFolder":
            return self._inside(slug)

    def __dir__(self) -> list[str]:
        return [*self._folders, *self._steps, *self._companions]

    def __iter__(self) -> Iterator[BoundStep[...]]:
        return (self._step(slug) for slug in self._steps)

    def __repr__(self) -> str:
        lines = [("", slug, f"a folder: {faces.count(_size(one), 'request')}") for slug, one in self._folders.items()]
        lines += [("", slug, step.name) for slug, step in self._steps.items()]
        lines += [("", name, (one.__doc__ or "").partition("\n")[0]) for name, one in self._companions.items()]
        return f"{self._name}\n{faces.text_table(lines)}"


def _size(folder: BoundFolder) -> int:
    return sum(1 for _ in folder._attributes())


class PostmanName(BoundStep[...]):
    """What a checker of types takes any name of a file for: which requests and folders there are is known once it was read.

    It takes it for a request that has names inside, as a folder has. There is no object of this class.
    """

    if TYPE_CHECKING:

        def __getattr__(self, slug: str) -> "PostmanName": ...

        def __iter__(self) -> Iterator[BoundStep[...]]: ...


class PostmanFolder(BoundFolder):
    """The requests and the folders in a folder of a file."""

    def __getattr__(self, slug: str) -> PostmanName:
        return cast("PostmanName", self._inside(slug))  # see there


def asked_by_python(name: str) -> bool:
    """Whether Python or a notebook looks for this name itself, as for ``_repr_html_``. A request may be called ``_3_log_in``."""
    return name.startswith("_") and not name[1:2].isdigit()


def unknown_step(name: str, near: list[str], list_all: str) -> errors.ApiError:
    """The error for a name that no request has; ``near`` are those that are like it, ``list_all`` shows them all."""
    meaning = f"No request is called {name!r}.{likeness.did_you_mean(near)}"
    return errors.not_sent(meaning, f"See them all: {list_all}", kind=errors.UnknownStepError)


def _values(step: Step, args: tuple[object, ...], kwargs: Mapping[str, object], session: Session) -> dict[str, object]:
    """The values by name. Raises :class:`InputError` for an argument that there is not; it names the one that it is like."""
    try:
        return with_secret_headers(step, step.bind(*args, **kwargs), session.environment)
    except TypeError as trouble:
        raise _wrong_arguments(step, trouble, kwargs) from None


def _wrong_arguments(step: Step, trouble: TypeError, kwargs: Iterable[str]) -> errors.ApiError:
    names = list(step.signature.parameters)
    unknown = [name for name in kwargs if name not in names]
    todo = f"Its parameters: {', '.join(names) or 'none'}."
    if isinstance(trouble, Unfit):
        names = [name for name in names if name not in WORDS]
        names += step.object_names if isinstance(step, ForeignStep) else []
        unknown, todo = [trouble.unknown] if trouble.unknown else [], trouble.todo or todo
    near = likeness.near(unknown[0], names) if unknown else []
    meaning = f"{step.slug}(): {trouble}.{likeness.did_you_mean(near)}"
    return errors.not_sent(meaning, todo, step=step.name)
