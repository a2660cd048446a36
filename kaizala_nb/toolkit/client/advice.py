"""What a refusal means, and what to do next: the words of the panels, for any service.

A service says what went wrong in its own terms; here stands what that means for somebody who has never seen an API. At most two
sentences a row where that can be done. A step may declare what a refusal of it means, and so may whoever makes the session; what
neither says is read off the HTTP status.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.errors import Advice
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.display import faces


@dataclass(frozen=True)
class Refusal:
    """A refused request and what is known around it. ``now`` is the service's clock, in epoch milliseconds."""

    step: Step
    status: int
    code: str
    message: str
    environment: Environment
    now: int | None
    renew_tokens: bool
    renewal_failed: bool = False
    retry_after: int | None = None

    @property
    def said(self) -> str:
        """The service's own words."""
        return ": ".join(part for part in (self.code, self.message) if part) or "Nothing more than the status."


@dataclass(frozen=True)
class Meaning:
    """What a refusal means, what to do, and what has changed."""

    meaning: str
    todo: str
    changed: str = "Nothing."


Advisor = Callable[[Refusal], Meaning | None]
"""Knows what a refusal means; None where it does not."""


def by_status(advisors: Mapping[int, Advisor]) -> Advisor:
    """An advisor out of one for each status."""

    def advise(refusal: Refusal) -> Meaning | None:
        advisor = advisors.get(refusal.status)
        return advisor(refusal) if advisor else None

    return advise


def advise(refusal: Refusal, advisor: Advisor) -> Advice:
    """What to say of a refusal: as its step declares it, or as this advisor knows it, or as the status has it."""
    found = by_status(refusal.step.refusals)(refusal) or advisor(refusal) or usual(refusal)
    return Advice(said=refusal.said, meaning=found.meaning, todo=found.todo, changed=found.changed)


def usual(refusal: Refusal) -> Meaning:
    """What HTTP says that such a status means."""
    known = _BY_STATUS.get(refusal.status, _trouble if refusal.status >= 500 else _other)
    return known(refusal)


def _bad_request(refusal: Refusal) -> Meaning:
    return Meaning(
        f"A field is missing, or holds what the service does not take. {refusal.step.undone}",
        "Read what the service said: it may name the field. Correct it and send again.",
    )


def _not_authenticated(refusal: Refusal) -> Meaning:
    token = refusal.step.token
    todo = (
        f"Set {token} to a token that is good, then send again." if token else "Look at the header that holds your key."
    )
    return Meaning(
        f"The service does not know who you are: a token or a key is missing or not good. {refusal.step.undone}", todo
    )


def _not_allowed(refusal: Refusal) -> Meaning:
    return Meaning(
        f"The service knows who you are, and you may not do this. {refusal.step.undone}",
        "Ask whoever manages your access. A permission that is added may need a new token.",
    )


def _not_found(refusal: Refusal) -> Meaning:
    return Meaning(
        f"The service knows nothing under this address. {refusal.step.undone}", "Check the address and the ids in it."
    )


def _media_type(refusal: Refusal) -> Meaning:
    return Meaning(
        "The body has no type, or one that is not taken here.", "Name the type, such as image/png, and send again."
    )


def _too_many(refusal: Refusal) -> Meaning:
    return Meaning(
        f"The service takes only so many requests in a time. {refusal.step.undone}",
        f"Wait {waiting(refusal, 'a minute')}, then send again.",
    )


def _trouble(refusal: Refusal) -> Meaning:
    repeat = (
        "Send it again."
        if refusal.step.safe_to_repeat
        else "Look whether it was done before you send it again: POST makes another one."
    )
    return Meaning(
        "The service failed while it worked on the request.",
        f"Wait {waiting(refusal, 'a moment')}. {repeat}",
        "Not known: it may have been done.",
    )


def _other(refusal: Refusal) -> Meaning:
    return Meaning(f"The service did not take the request. {refusal.step.undone}", "Read what the service said.")


def waiting(refusal: Refusal, usually: str) -> str:
    """How long the service asks to wait, or ``usually`` where it does not say."""
    return usually if refusal.retry_after is None else faces.count(refusal.retry_after, "second")


_BY_STATUS: Mapping[int, Callable[[Refusal], Meaning]] = {
    400: _bad_request,
    401: _not_authenticated,
    403: _not_allowed,
    404: _not_found,
    415: _media_type,
    429: _too_many,
}
