"""What a refusal means and what to do next: the words of the panels, for any service.

The service says in its own terms what went wrong. The words here explain it to somebody who has never seen an API, with at most two
sentences in a row of the panel. Three ask in turn: the step, whose declaration may say what its refusals mean; then the session's
advisor; then the HTTP status.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kaizala_nb.toolkit.client.code import line_of
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.errors import Advice
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.display import faces


@dataclass(frozen=True)
class Refusal:
    """A refused request, and what is known about it. ``now`` is the time by the service's clock, in epoch milliseconds.

    ``has_other_token`` says that it carried another token than that of the variable which its step names. ``arguments`` are the
    values that the caller chose, by their names.
    """

    step: Step
    status: int
    code: str
    message: str
    environment: Environment
    now: int | None
    renew_tokens: bool
    renewal_failed: bool = False
    retry_after: int | None = None
    has_other_token: bool = False
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """The service's own words."""
        return ": ".join(part for part in (self.code, self.message) if part) or "Nothing more than the status."


@dataclass(frozen=True)
class Meaning:
    """What a refusal means, what to do, and what has changed; a headline too, where the status says too little. See
    :class:`~kaizala_nb.toolkit.client.panel.Advice`."""

    meaning: str
    todo: str
    changed: str = "Nothing."
    todo_in_form: str = ""
    headline: str = ""


Advisor = Callable[[Refusal], Meaning | None]
"""Says what a refusal means, or None if it does not know."""


def by_status(advisors: Mapping[int, Advisor]) -> Advisor:
    """One advisor made of several, one for each status."""

    def advise(refusal: Refusal) -> Meaning | None:
        advisor = advisors.get(refusal.status)
        return advisor(refusal) if advisor else None

    return advise


def advise(refusal: Refusal, advisor: Advisor) -> Advice:
    """What to say about a refusal: the words of its step, or else of the advisor, or else of the status."""
    words = by_status(refusal.step.refusals)(refusal) or advisor(refusal) or usual(refusal)
    return Advice(refusal.said, words.meaning, words.todo, words.changed, words.todo_in_form, headline=words.headline)


def usual(refusal: Refusal) -> Meaning:
    """What the status means in HTTP."""
    explain = _BY_STATUS.get(refusal.status, _trouble if refusal.status >= 500 else _other)
    return explain(refusal)


def _bad_request(refusal: Refusal) -> Meaning:
    return Meaning(
        f"A field is missing, or it holds a value that the service does not take. {refusal.step.undone}",
        "Read what the service said: it may name the field. Correct it and send again.",
    )


def _not_authenticated(refusal: Refusal) -> Meaning:
    what = "a token or a key is missing, or is not good"
    return Meaning(f"The service does not know who you are: {what}. {refusal.step.undone}", _how_to_be_known(refusal))


def _how_to_be_known(refusal: Refusal) -> str:
    """What gives a good token: the request of the collection that fetches it, or a value of the user's."""
    step, api = refusal.step, refusal.step.service.variable
    variable = step.token_variable if isinstance(step, ForeignStep) else ""
    if step.token:
        variable = step.token.variable
    secrets = [one for one in step.parameters if one.secret]
    for name in (variable, *(one.wire for one in secrets if one.place == "variable")):
        giver = refusal.environment.fillers.get(name)
        if giver is not None and giver is not step:
            return f"Send {refusal.environment.masker(giver.name)} first: {line_of(giver, refusal.environment)}"
    if variable:
        return f'Set a good token, then send again: {api}.environment["{variable}"] = "..."'
    if secrets:
        return f"Give a good value, then send again: {', '.join(f'{one.name}=...' for one in secrets)}"
    return "Look at the header that holds your key."


def _not_allowed(refusal: Refusal) -> Meaning:
    return Meaning(
        f"The service knows who you are, and you may not do this. {refusal.step.undone}",
        "Ask the person who manages your access. After a permission is added, you may need a new token.",
    )


def _not_found(refusal: Refusal) -> Meaning:
    return Meaning(
        f"The service has nothing at this address. {refusal.step.undone}", "Check the address and the ids in it."
    )


def _media_type(refusal: Refusal) -> Meaning:
    return Meaning(
        "The body has no type, or a type that the service does not take.",
        "Name the type, such as image/png, and send again.",
    )


def _too_many(refusal: Refusal) -> Meaning:
    return Meaning(
        f"You sent more requests than the service takes in that time. {refusal.step.undone}",
        f"Wait {waiting(refusal, 'a minute')}, then send again.",
    )


def _trouble(refusal: Refusal) -> Meaning:
    repeat = (
        "Send it again."
        if refusal.step.safe_to_repeat
        else "Check whether it was done. If it was, do not send it again: a second POST makes a second one."
    )
    return Meaning(
        "The service failed while it worked on the request.",
        f"Wait {waiting(refusal, 'a moment')}. {repeat}",
        "Not known: it may have been done.",
    )


def _other(refusal: Refusal) -> Meaning:
    return Meaning(f"The service did not take the request. {refusal.step.undone}", "Read what the service said.")


def waiting(refusal: Refusal, usually: str) -> str:
    """How long the service asks to wait; ``usually`` if it does not say."""
    return usually if refusal.retry_after is None else faces.count(refusal.retry_after, "second")


_BY_STATUS: Mapping[int, Callable[[Refusal], Meaning]] = {
    400: _bad_request,
    401: _not_authenticated,
    403: _not_allowed,
    404: _not_found,
    415: _media_type,
    429: _too_many,
}
