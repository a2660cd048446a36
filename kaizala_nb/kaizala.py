"""The one object that a notebook holds: ``kaizala = Kaizala()``.

It brings the wings together: the collection's steps, bound to a session that sends them; the variables; and the local Kaizala
with its phones, where there is one.
"""

import difflib
import os
import weakref
from collections.abc import Iterable, Iterator
from typing import Any

from kaizala_nb import faces
from kaizala_nb.client import errors
from kaizala_nb.client.environment import Environment
from kaizala_nb.client.hosts import origin_of
from kaizala_nb.client.notebook import show_errors_as_panels
from kaizala_nb.client.reply import Reply
from kaizala_nb.client.session import Session
from kaizala_nb.collection import Folder, Step, UnknownStep
from kaizala_nb.sandbox import Phone, Sandbox
from kaizala_nb.steps import collection


class UnknownAttribute(errors.UnknownStepError, AttributeError):
    """No request of a folder has this name in Python."""


class BoundStep:
    """A step that can be sent: ``kaizala.groups.create_group(name="Field team")``. A call always sends."""

    def __init__(self, step: Step, session: Session) -> None:
        self.step = step
        self._session = session
        self.__name__ = step.slug
        self.__qualname__ = f"{step.folder}.{step.slug}"
        self.__doc__ = f"{step.name}: {step.method} {step.path}\n\n{step.doc}"
        self.__signature__ = step.signature.replace(return_annotation=Reply)

    def __call__(self, *args: Any, **kwargs: Any) -> Reply:
        try:
            given = self.step.bind(*args, **kwargs)
        except TypeError as trouble:
            raise _wrong_arguments(self.step, trouble) from None
        return self._session.send(self.step, given)

    def __repr__(self) -> str:
        return f"<{self.step.name}: {self.step.method} {self.step.path}>"


class BoundFolder:
    """The requests of a folder, by their names in Python."""

    def __init__(self, folder: Folder, session: Session) -> None:
        self.__doc__ = folder.name
        self._name = folder.name
        self._steps = {step.slug: BoundStep(step, session) for step in folder}

    def __getattr__(self, slug: str) -> BoundStep:
        steps = self.__dict__.get("_steps", {})
        if slug in steps:
            return steps[slug]
        if slug.startswith("_"):
            raise AttributeError(slug)
        raise _unknown(
            UnknownAttribute, slug, difflib.get_close_matches(slug, steps, n=1, cutoff=0.5), f"dir() of {self._name}"
        )

    def __dir__(self) -> list[str]:
        return list(self._steps)

    def __iter__(self) -> Iterator[BoundStep]:
        return iter(self._steps.values())

    def __repr__(self) -> str:
        return f"{self._name}\n" + "\n".join(f"  {slug:<22}{bound.step.name}" for slug, bound in self._steps.items())


class Kaizala:
    """A Kaizala to learn with.

    ``Kaizala()`` starts one in this notebook: no account, no phone, no internet. ``Kaizala(url="http://127.0.0.1:8600")`` talks to
    one that runs; it makes no call until you do.

    Args:
        url: The address of another Kaizala.
        application_id: The connector's id there; else the variable ``KAIZALA_APPLICATION_ID``.
        application_secret: Its secret; else ``KAIZALA_APPLICATION_SECRET``.
        key: The key of its control plane, if it is a local one: for the phones. Else ``KAIZALA_EMULATOR_KEY``.
        allow_hosts: Hosts beside that of ``url`` that tokens may go to: ``"host"``, ``"host:port"`` or ``"scheme://host:port"``.
        throttle: Whether a local Kaizala counts calls as the service did: 100 a minute.

    Raises:
        InputError: ``url`` or an entry of ``allow_hosts`` is no address.
    """

    authentication: BoundFolder
    groups: BoundFolder
    content: BoundFolder

    def __init__(
        self,
        url: str | None = None,
        *,
        application_id: str | None = None,
        application_secret: str | None = None,
        key: str | None = None,
        allow_hosts: Iterable[str] = (),
        throttle: bool = False,
    ) -> None:
        show_errors_as_panels()
        self.is_local = url is None
        if url is None:
            self.sandbox = Sandbox.start(throttle=throttle, name_request=_postman_name)
            weakref.finalize(self, self.sandbox.close)
            who = "the local Kaizala"
            self._connector = (self.sandbox.application_id, self.sandbox.application_secret)
        else:
            url = _checked(url)
            self.sandbox = Sandbox(url, key or os.environ.get("KAIZALA_EMULATOR_KEY"), name_request=_postman_name)
            who = "Kaizala(url=...)"
            self._connector = (
                application_id or os.environ.get("KAIZALA_APPLICATION_ID", ""),
                application_secret or os.environ.get("KAIZALA_APPLICATION_SECRET", ""),
            )
        self._who = who
        self.environment = Environment(collection)
        self._fill_environment()
        try:
            self.session = Session(self.environment, self.sandbox.url, allow_hosts=allow_hosts)
        except ValueError as trouble:
            raise errors.InputError(str(trouble)) from None
        self._bound = {folder.slug: BoundFolder(folder, self.session) for folder in collection.folders.values()}
        self.__dict__.update(self._bound)

    def __getitem__(self, name: str) -> BoundStep:
        """A request by its Postman name: ``kaizala["Step1 - Create a group"]``."""
        try:
            step = collection[name]
        except UnknownStep as trouble:
            raise _unknown(errors.UnknownStepError, name, trouble.near[:1], "list(kaizala)") from None
        return getattr(self._bound[step.folder], step.slug)

    def __iter__(self) -> Iterator[str]:
        """The Postman names, in the collection's order."""
        return (step.name for step in collection)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    def phone(self, number: str | None = None, name: str = "") -> Phone:
        """The phone of a number at the local Kaizala; without a number, your own, that of ``{{mobile-number}}``."""
        own = self.environment["mobile-number"]
        return self.sandbox.phone(number or own, name, own)

    def reset(self) -> str:
        """Empty the local Kaizala and the variables."""
        self.sandbox.reset()
        self.environment.clear()
        self._fill_environment()
        return "Empty again. Run the lesson from its first cell."

    def close(self) -> None:
        """Stop the local Kaizala, if there is one in this notebook, and close the connections."""
        self.session.close()
        self.sandbox.close()

    def _fill_environment(self) -> None:
        application_id, application_secret = self._connector
        values = {
            "api-root": self.sandbox.url,
            "application-id": application_id,
            "application-secret": application_secret,
        }
        self.environment.fill(values, source=self._who)

    def _card(self) -> tuple[str, list[tuple[str, str]]]:
        connector = self.environment["application-id"] or "none yet"
        if not self.is_local:
            return "Kaizala, by address. No call was made yet.", [
                ("Address", self.sandbox.url),
                ("Connector", connector),
            ]
        title = "A local Kaizala is running in this notebook. Nothing leaves this computer."
        clock = faces.moment(self.sandbox.now)
        return title, [("Address", self.sandbox.url), ("Connector", connector), ("Its clock", clock)]

    def __repr__(self) -> str:
        return f"<Kaizala at {self.sandbox.url}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        title, lines = self._card()
        html = faces.page(faces.box(faces.element("p", title, "kz-title"), faces.rows(lines)))
        return {"text/html": html, "text/plain": f"{title}\n{faces.text_rows(lines)}"}


def _postman_name(method: str, path: str) -> str:
    step = collection.match(method, path)
    return step.name if step else ""


def _checked(url: str) -> str:
    try:
        return str(origin_of(url))
    except ValueError as trouble:
        raise errors.InputError(str(trouble)) from None


def _unknown(kind: type[errors.UnknownStepError], name: str, near: list[str], list_all: str) -> errors.UnknownStepError:
    meaning = f"No request is called {name!r}." + (f" Did you mean {near[0]!r}?" if near else "")
    return kind(meaning, advice=errors.Advice("Nothing: no request was sent.", meaning, f"See them all: {list_all}."))


def _wrong_arguments(step: Step, trouble: TypeError) -> errors.InputError:
    meaning = f"{step.slug}(): {trouble}."
    return errors.InputError(
        meaning,
        step=step.name,
        advice=errors.Advice(
            "Nothing: no request was sent.",
            meaning,
            f"Its parameters: {', '.join(step.signature.parameters) or 'none'}.",
        ),
    )
