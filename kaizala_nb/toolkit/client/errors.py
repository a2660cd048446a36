"""What can go wrong, in one family.

ApiError
├── InputError                  nothing was sent: a value is missing or wrong (also a ValueError)
├── UnknownNameError            an object has no such name (also an AttributeError)
├── NotSettableError            a name of an object can be read or called, and not be set (also an AttributeError)
├── UnknownStepError            no request has this name (also a KeyError and an AttributeError)
├── UnknownVariableError        no variable has this name (also a KeyError)
├── UntrustedHostError          nothing was sent: the address is not one that you allowed
├── HeldBack                    nothing was sent: a cell that runs must not change data of a real service
├── Skipped                     nothing was sent: a script of the collection leaves the request out
├── NoReplyError                the service did not answer
│   ├── ConnectionTrouble         nobody listens there, or the connection broke
│   ├── TimedOut                  it took too long
│   └── Interrupted               you stopped it (also a KeyboardInterrupt)
├── UnreadableReplyError        it answered, but the answer cannot be used
│   ├── ReplyTooLarge             more bytes than the session takes
│   └── NotJSON                   no JSON, cut off, or nested too deeply
└── RefusedError                the service said no
    ├── BadRequest                400
    ├── NotAuthenticated          401
    ├── NotAllowed                403
    ├── NotFound                  404
    ├── WrongMediaType            415
    ├── TooManyRequests           429
    └── ServiceTrouble            500 and above

An error holds data for code that handles it: status, code, message, category and request. A notebook shows it as a panel that says
what happened, what it means and what to do next. Neither its text nor its repr holds a secret.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import Any, Self, TypeVar, overload

from kaizala_nb.toolkit.client.checks import Checks
from kaizala_nb.toolkit.client.panel import MOST_ROW, Advice, Panel
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.display import faces

CORRECT_IN_FORM = "Correct it in the form, and press Send."
"""What to do about a value that is wrong, in a form."""

_NOTHING_SENT = "Nothing: no request was sent."


class ApiError(Exception):
    """Something between you and the service went wrong.

    Attributes:
        status: The HTTP status, None if no answer came.
        code: The service's ``errorCode``, or None.
        message: The service's ``message``, or None.
        category: The service's ``errorCategoryKey``, or None.
        request: The request as it was sent, masked.
        step: The Postman name of the request.
        reply_text: The body of the answer, masked.
        advice: What the panel says.
        gathered: When many pages of a list were fetched: the table of those that came before the error.
        checks: What came of the checks of somebody else's collection. None of them wanted the status that came.
    """

    headline = "Something went wrong"
    verdict = "Not sent"
    may_be_of_no_request = False  # and if it is, no step is named: nobody wanted to send anything

    gathered: Any = None
    checks = Checks()
    labels: Sequence[str] = ()
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
        usual = Advice(_NOTHING_SENT, summary, "Correct it, and run the cell again.", todo_in_form=CORRECT_IN_FORM)
        advice = advice or usual
        is_of_request = bool(step or request) or not self.may_be_of_no_request
        self.advice = replace(advice, is_of_request=is_of_request)
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
        """A copy of this error with other attributes: ``error.but(gathered=table)``. The error itself stays as it is."""
        other = copy(self)
        other._know(facts)
        return other

    def in_form(self) -> Self:
        """A copy of this error for somebody who fills in a form: it names the field and the button, where a call has Python."""
        advice = self.advice
        return self.but(advice=replace(advice, todo=advice.todo_in_form or advice.todo))

    def __str__(self) -> str:
        return faces.cut(str(self.args[0]), MOST_ROW)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    @property
    def __notes__(self) -> list[str]:  # type: ignore[override]  # nobody adds one
        """What to do, as Python shows it below the message of a traceback: in a program nobody sees the panel."""
        return [f"What to do: {self.advice.todo}"]

    @property
    def title(self) -> str:
        """The first line of the panel."""
        return f"{self.verdict}: {self._headline}" if self.advice.is_of_request else self._headline

    @property
    def _headline(self) -> str:
        return self.advice.headline or self.headline.format(service=self._service.name, Service=self._service.at_start)

    @property
    def _panel(self) -> Panel:
        return Panel(
            self.title, self.step, self.advice, self.request, self.reply_text, self.status, self.checks, self.labels
        )

    def as_text(self) -> str:
        """The panel in plain text."""
        return self._panel.as_text()

    def as_html(self) -> str:
        """The panel as HTML. All texts from outside are escaped."""
        return faces.output(self.panel())

    def panel(self) -> str:
        """The panel without the style sheet, for a form that has it already."""
        return self._panel.as_html()

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        return {"text/html": self.as_html(), "text/plain": self.as_text()}

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback, where it cannot show HTML."""
        return self.as_text().splitlines()


class InputError(ApiError, ValueError):
    """A value is missing or wrong. ``problems`` maps each parameter to a sentence; nothing was sent."""

    headline = "Something is missing or wrong"
    may_be_of_no_request = True
    problems: dict[str, str] = {}  # noqa: RUF012  (a class-wide empty default, replaced, never changed)


_Kind = TypeVar("_Kind", bound=ApiError)


@overload
def not_sent(
    meaning: str, todo: str, *, kind: type[_Kind], summary: str = "", step: str = "", **facts: Any
) -> _Kind: ...
@overload
def not_sent(meaning: str, todo: str, *, summary: str = "", step: str = "", **facts: Any) -> InputError: ...
def not_sent(
    meaning: str,
    todo: str,
    *,
    kind: type[ApiError] = InputError,
    summary: str = "",
    step: str = "",
    todo_in_form: str = "",
    **facts: Any,
) -> ApiError:
    """An error from before the sending. ``meaning`` says what is wrong, ``todo`` what to do about it.

    ``summary`` is the text of the exception; without it, that is ``meaning``. ``facts`` are further attributes of this ``kind``.
    """
    return kind(
        summary or meaning, step=step, advice=Advice(_NOTHING_SENT, meaning, todo, todo_in_form=todo_in_form), **facts
    )


def not_pickled(what: str) -> InputError:
    """The error for something that a pickle would write with its secrets: for ``%store``, a cache, another process."""
    meaning = f"{what} is not pickled: the file would hold tokens that everybody can read."
    return not_sent(
        meaning, "Pickle the data that you read from it, such as reply.df. Sign in again where you need it."
    )


class UnknownNameError(ApiError, AttributeError):
    """An object of a notebook has no such name, and no method of this name."""

    headline = "There is no such name"
    may_be_of_no_request = True


class NotSettableError(ApiError, AttributeError):
    """A property or a method of an object of a notebook cannot be set."""

    headline = "This cannot be set"
    may_be_of_no_request = True


class NoPartsError(ApiError, TypeError):
    """An object of a notebook has no parts of its own to take with brackets."""

    headline = "This has no parts for brackets"
    may_be_of_no_request = True


class UnknownStepError(ApiError, KeyError, AttributeError):
    """No request of the collection, and no folder, has this name. If the name of a folder was wanted, ``names`` are all folders."""

    headline = "There is no request of this name"
    may_be_of_no_request = True
    names: tuple[str, ...] = ()


class UnknownVariableError(ApiError, KeyError):
    """No variable has this name."""

    headline = "There is no variable of this name"
    may_be_of_no_request = True


class UntrustedHostError(ApiError):
    """The address is not one that you allowed. ``host`` is its host. No token went there."""

    headline = "This host is not one you allowed"
    host = ""


class HeldBack(ApiError):
    """The request would change data of a real service, and a cell that runs must not do that. ``host`` is the host."""

    headline = "This would change data"
    host = ""


class Skipped(ApiError):
    """A script of the collection leaves this request out (``pm.execution.skipRequest``)."""

    headline = "The collection leaves this request out"


class NoReplyError(ApiError):
    """No answer came."""

    headline = "{Service} did not answer"
    verdict = "No reply"


class ConnectionTrouble(NoReplyError):
    """Nobody listens at the address (``nobody_listens``), or the connection broke before the answer was complete.

    ``no_tls``: there was no safe connection.
    """

    nobody_listens = False
    no_tls = False


class TimedOut(NoReplyError):
    """The answer did not come within the session's ``timeout``."""


class Interrupted(NoReplyError, KeyboardInterrupt):
    """You interrupted the kernel while the request was on its way. What was typed into a form stays there."""

    headline = "You stopped the request"
    verdict = "Interrupted"


class UnreadableReplyError(ApiError):
    """An answer came, and it cannot be used."""

    headline = "The answer of {service} cannot be used"
    verdict = "Unreadable"


class ReplyTooLarge(UnreadableReplyError):
    """The answer has more bytes than the session takes."""


class NotJSON(UnreadableReplyError):
    """The answer is no JSON, was cut off, or is nested too deeply."""


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
    """401: the token, or another proof of who you are, is missing or not good."""

    headline = "{Service} does not know who you are"


class NotAllowed(RefusedError):
    """403: your token lacks a permission, or you may not change this."""

    headline = "{Service} knows you, and you may not do this"


class NotFound(RefusedError):
    """404: the service has no such thing, or no such path."""

    headline = "There is no such thing"


class WrongMediaType(RefusedError):
    """415: the file has no type, or a type that the service does not take."""

    headline = "Wrong kind of file"


class TooManyRequests(RefusedError):
    """429: more requests than the service takes in a minute. ``retry_after``: how many seconds it asks you to wait."""

    headline = "Too many requests"
    retry_after: int | None = None


class ServiceTrouble(RefusedError):
    """500 and above: the service failed. Your request may be correct."""

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
