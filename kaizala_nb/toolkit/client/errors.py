"""What can go wrong, in one family.

ApiError
├── InputError                  nothing was sent: a value is missing or wrong (also a ValueError)
├── UnknownStepError            no request has this name (also a KeyError and an AttributeError)
├── UnknownVariableError        no variable has this name (also a KeyError)
├── UntrustedHostError          nothing was sent: the address is none that was allowed
├── NoReplyError                the service did not answer
│   ├── ConnectionTrouble         nobody listens there, or the line went dead
│   └── TimedOut                  it took too long
├── UnreadableReplyError        it answered, and not in a way that can be used
│   ├── ReplyTooLarge             more bytes than the session takes
│   └── NotJSON                   no JSON, cut off, or nested too deep
└── RefusedError                the service said no
    ├── BadRequest                400
    ├── NotAuthenticated          401
    ├── NotAllowed                403
    ├── NotFound                  404
    ├── WrongMediaType            415
    ├── TooManyRequests           429
    └── ServiceTrouble            500 and above

An error is data first: status, code, message, category and request, for code that handles it. Shown in a notebook it is a
panel that says what happened, what it means and what to do next. Neither its text nor its repr holds a secret.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Self, TypeVar, overload

from kaizala_nb.toolkit.client import excerpts
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.display import faces

_NOTHING_SENT = "Nothing: no request was sent."
_MOST_ROW, _MOST_REPLY = 4_000, 30_000  # bytes in an output


@dataclass(frozen=True)
class Advice:
    """What a panel says: what the service said, what that means, what to do, and what changed."""

    said: str
    meaning: str
    todo: str
    changed: str = "Nothing."

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The four rows, always in this order."""
        return (
            ("The service said", self.said),
            ("What it means", self.meaning),
            ("What to do", self.todo),
            ("What changed", self.changed),
        )


class ApiError(Exception):
    """Something between you and the service went wrong.

    ``status`` is the HTTP status, ``code``, ``message`` and ``category`` are the service's ``errorCode``, ``message`` and
    ``errorCategoryKey``: each ``None`` where there was no answer. ``request`` is the request as it was sent, masked; ``step``
    the Postman name of it; ``reply_text`` the body of the answer, masked; ``advice`` what the panel says; ``gathered`` the table of
    what had come before, where many pages were asked for.
    """

    headline = "Something went wrong"
    verdict = "Not sent"

    gathered: Any = None
    status: int | None = None
    code: str | None = None
    message: str | None = None
    category: str | None = None

    def __init__(
        self,
        summary: str,
        *,
        advice: Advice | None = None,
        step: str = "",
        request: Any = None,
        reply_text: str = "",
        service: Service | None = None,
        **facts: Any,
    ) -> None:
        super().__init__(summary)
        self.advice = advice or Advice(_NOTHING_SENT, summary, "Correct it, and run the cell again.")
        self.step = step
        self.request = request
        self.reply_text = reply_text
        self._service = service or Service()
        self._know(facts)

    def _know(self, facts: Mapping[str, Any]) -> None:
        for name, value in facts.items():
            if name not in self.__dict__ and not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, value)

    def but(self, **facts: Any) -> Self:
        """This error with more facts, or other ones: ``error.but(gathered=table)``. What was raised stays as it was."""
        other = copy(self)
        other._know(facts)
        return other

    def __str__(self) -> str:
        return faces.cut(str(self.args[0]), _MOST_ROW)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    @property
    def title(self) -> str:
        """The first line of the panel."""
        return f"{self.verdict}: {self._headline}"

    @property
    def _headline(self) -> str:
        return self.headline.format(service=self._service.name, Service=self._service.at_start)

    def _step_shown(self) -> str:
        return faces.cut(self.step, _MOST_ROW)  # a name from somebody else's file may be anything

    def _folds(self) -> list[tuple[str, str]]:
        request = [("Request", str(self.request))] if self.request else []
        reply = excerpts.body(self.reply_text, _MOST_REPLY, "error.reply_text", indent=2)
        return request + ([("Reply", reply)] if reply else [])

    def _rows(self) -> list[tuple[str, str]]:
        return [(name, faces.cut(words, _MOST_ROW)) for name, words in self.advice.rows]

    def as_text(self) -> str:
        """The panel in plain text."""
        parts = [self.title, self._step_shown(), faces.text_rows(self._rows())]
        parts += [f"{title}:\n{content}" for title, content in self._folds()]
        return "\n".join(part for part in parts if part)

    def as_html(self) -> str:
        """The panel as HTML; whatever came from outside is escaped."""
        return faces.page(self.panel())

    def panel(self) -> str:
        """The panel alone, for a form that shows it in its own box."""
        return faces.box(
            faces.element("p", self.title, "kz-title"),
            faces.element("div", self._step_shown(), "kz-quiet") if self.step else "",
            faces.rows(self._rows()),
            *(faces.fold(title, faces.code(content)) for title, content in self._folds()),
            kind="kz-refused",
            label=self.title,
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        return {"text/html": self.as_html(), "text/plain": self.as_text()}

    def _render_traceback_(self) -> list[str]:
        """IPython shows this instead of a traceback, where it has no room for HTML."""
        return self.as_text().splitlines()


class InputError(ApiError, ValueError):
    """A value is missing or wrong. ``problems`` maps each parameter to a sentence; nothing was sent."""

    headline = "Something is missing or wrong"
    problems: dict[str, str] = {}  # noqa: RUF012  (a class-wide empty default, replaced, never changed)


_Kind = TypeVar("_Kind", bound=ApiError)


@overload
def not_sent(
    meaning: str, todo: str, *, kind: type[_Kind], summary: str = "", step: str = "", **facts: Any
) -> _Kind: ...
@overload
def not_sent(meaning: str, todo: str, *, summary: str = "", step: str = "", **facts: Any) -> InputError: ...
def not_sent(
    meaning: str, todo: str, *, kind: type[ApiError] = InputError, summary: str = "", step: str = "", **facts: Any
) -> ApiError:
    """An error from before anything was sent: ``meaning`` says what is wrong, ``todo`` what to do about it.

    ``summary`` is its one line, ``meaning`` if left out; ``facts`` are what else this ``kind`` knows.
    """
    return kind(summary or meaning, step=step, advice=Advice(_NOTHING_SENT, meaning, todo), **facts)


def not_pickled(what: str) -> InputError:
    """The error for what would hold a secret in clear in a pickle's file: ``%store``, a cache, another process."""
    meaning = f"{what} is not pickled: the file would hold tokens in clear."
    return not_sent(meaning, "Pickle what you read from it, such as reply.df; sign in anew where it is needed.")


class UnknownStepError(ApiError, KeyError, AttributeError):
    """No request of the collection, and no folder, has this name. ``names`` are all folders, where one was named."""

    headline = "There is no request of this name"
    names: tuple[str, ...] = ()


class UnknownVariableError(ApiError, KeyError):
    """No variable has this name."""

    headline = "There is no variable of this name"


class UntrustedHostError(ApiError):
    """An address is none of those that were allowed. ``host`` names it; no token went there."""

    headline = "This host is not one you allowed"
    host = ""


class NoReplyError(ApiError):
    """No answer came."""

    headline = "{Service} did not answer"
    verdict = "No reply"


class ConnectionTrouble(NoReplyError):
    """Nobody listens at the address (``nobody_listens``), or the line went dead before the answer was complete."""

    nobody_listens = False


class TimedOut(NoReplyError):
    """The answer took longer than the session waits."""


class UnreadableReplyError(ApiError):
    """An answer came that cannot be used."""

    headline = "The answer of {service} cannot be used"
    verdict = "Unreadable"


class ReplyTooLarge(UnreadableReplyError):
    """The answer has more bytes than the session takes."""


class NotJSON(UnreadableReplyError):
    """The answer is no JSON, was cut off, or is nested too deep."""


class RefusedError(ApiError):
    """The service said no. See ``status``, ``code``, ``message`` and ``category``."""

    headline = "{Service} refused the request"

    def __init__(self, summary: str, *, status: int | None = None, **rest: Any) -> None:
        super().__init__(summary, **rest)
        self.status = status

    @property
    def title(self) -> str:
        return f"Refused: {self.status}  {self._headline}"


class BadRequest(RefusedError):
    """400: a field is missing or wrong."""

    headline = "{Service} could not read the request"


class NotAuthenticated(RefusedError):
    """401: no token, or one that is not good; or another proof that is not."""

    headline = "{Service} does not know who you are"


class NotAllowed(RefusedError):
    """403: what you showed lacks a permission, or you may not change this."""

    headline = "{Service} knows you, and you may not do this"


class NotFound(RefusedError):
    """404: no such thing or path."""

    headline = "There is no such thing"


class WrongMediaType(RefusedError):
    """415: a file without its type, or of a type that the service does not take."""

    headline = "Wrong kind of file"


class TooManyRequests(RefusedError):
    """429: more calls than the service takes in a minute. ``retry_after`` is how many seconds it asks to wait."""

    headline = "Too many requests"
    retry_after: int | None = None


class ServiceTrouble(RefusedError):
    """500 and above: the service failed, whatever you sent."""

    headline = "{Service} has a problem, not you"


_BY_STATUS = {
    400: BadRequest,
    401: NotAuthenticated,
    403: NotAllowed,
    404: NotFound,
    415: WrongMediaType,
    429: TooManyRequests,
}


def refusal_of(status: int) -> type[RefusedError]:
    """The class of the family for an HTTP status."""
    return _BY_STATUS.get(status, ServiceTrouble if status >= 500 else RefusedError)
