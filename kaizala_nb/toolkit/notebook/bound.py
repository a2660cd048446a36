"""A step that can be sent, and the folders that such steps stand in: ``api.books.add_a_book``.

A step knows neither session nor widget. Here it meets both.
"""

import difflib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.code import code_of
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.cells import FormsOfCells

if TYPE_CHECKING:
    from kaizala_nb.toolkit.widgets.form import Form


class Beside(Protocol):
    """What stands beside the requests of a folder, and makes several of them: a function with a name and a docstring."""

    __name__: str

    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...


class BoundStep:
    """A step that can be sent: ``api.books.add_a_book(title="Emma")``. A call always sends."""

    def __init__(self, step: Step, session: Session, forms: FormsOfCells) -> None:
        self.step = step
        self._session = session
        self._forms = forms
        self.__name__ = step.slug
        self.__qualname__ = f"{step.folder}.{step.slug}"
        self.__doc__ = f"{step.name}: {step.method} {step.shown_path}\n\n{step.doc}"
        self.__signature__ = step.signature.replace(return_annotation=Reply)

    def __call__(self, /, *args: Any, **kwargs: Any) -> Reply:
        return self._session.send(self.step, self._bind(args, kwargs))

    def form(self, /, *args: Any, **kwargs: Any) -> "Form":
        """The request as a form that waits; the values given stand in its fields."""
        from kaizala_nb.toolkit.widgets.form import Form

        given = self._bind(args, kwargs)
        self._session.check_choices(self.step, given)  # a menu cannot show what it has not got
        try:
            return self._forms.form(self.step.name, given, lambda: Form(self.step, self._session, given))
        except (TypeError, ValueError, OverflowError):  # no field can show such a value: the check says why
            self._session.check_all(self.step, given)
            raise

    def code(self, language: str = "python", /, *args: Any, **kwargs: Any) -> str:
        """This call as code, with the values given: ``add_a_book.code("curl", title="Emma")``. Nothing is sent.

        ``"python"`` is the line that makes it here; ``"requests"``, ``"curl"``, ``"csharp"`` and ``"javascript"`` are programs
        that need nothing of ours, and take secrets from environment variables such as ``API_ACCESS_TOKEN``.
        """
        outgoing = self._session.outgoing(self.step, self._bind(args, kwargs))
        return code_of(outgoing, language)

    def _bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, object]:
        try:
            return self.step.bind(*args, **kwargs)
        except TypeError as trouble:
            raise _wrong_arguments(self.step, trouble) from None

    def __repr__(self) -> str:
        return f"<{self.step.name}: {self.step.method} {self.step.shown_path}>"


class BoundFolder:
    """The requests of a folder, by their names in Python; ``beside`` them is what makes several."""

    def __init__(
        self,
        name: str,
        steps: Iterable[Step],
        session: Session,
        forms: FormsOfCells,
        beside: Iterable[Beside] = (),
    ) -> None:
        self.__doc__ = name
        self._name = name
        self._steps = {step.slug: BoundStep(step, session, forms) for step in steps}
        self._beside = {one.__name__: one for one in beside}

    def __getattr__(self, slug: str) -> Any:
        steps = {**self.__dict__.get("_steps", {}), **self.__dict__.get("_beside", {})}
        if slug in steps:
            return steps[slug]
        if slug.startswith("_"):
            raise AttributeError(slug)
        raise unknown_step(slug, difflib.get_close_matches(slug, steps, n=1, cutoff=0.5), f"dir() of {self._name}")

    def __dir__(self) -> list[str]:
        return [*self._steps, *self._beside]

    def __iter__(self) -> Iterator[BoundStep]:
        return iter(self._steps.values())

    def __repr__(self) -> str:
        lines = [("", slug, bound.step.name) for slug, bound in self._steps.items()]
        lines += [("", name, one.__doc__.partition("\n")[0]) for name, one in self._beside.items()]
        return f"{self._name}\n{faces.text_table(lines)}"


def unknown_step(name: str, near: list[str], list_all: str) -> errors.ApiError:
    """The error for a name that no request has; ``near`` are those that are like it, ``list_all`` shows them all."""
    meaning = f"No request is called {name!r}." + (f" Did you mean {near[0]!r}?" if near else "")
    return errors.not_sent(meaning, f"See them all: {list_all}.", kind=errors.UnknownStepError)


def _wrong_arguments(step: Step, trouble: TypeError) -> errors.InputError:
    meaning = f"{step.slug}(): {trouble}."
    todo = f"Its parameters: {', '.join(step.signature.parameters) or 'none'}."
    return errors.not_sent(meaning, todo, step=step.name)
