"""A sign-in by OAuth on Kaizala's own sign-in page: type the number, read the PIN off the phone, type the PIN.

This module does what a browser does. It fetches the page, finds the form in the HTML, and sends the form back with its fields
filled in. At the end the service sends the browser to another address, which holds a code. That address is read but not opened:
it belongs to somebody else.
"""

from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urljoin, urlsplit

from kaizala_nb.course.sandbox.control_plane import LOCAL_KAIZALA
from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.control_plane import exchange
from kaizala_nb.toolkit.client.exchange import Answer, Http
from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.masking import MASK, Secret
from kaizala_nb.toolkit.client.refusals import json_object
from kaizala_nb.toolkit.client.tracebacks import without_frames
from kaizala_nb.toolkit.display import faces

if TYPE_CHECKING:
    import pandas as pd

_TIMEOUT = 10.0
_MOST_BYTES = 1_000_000  # of one sign-in page
_MOST_REQUESTS = 4
_MOST_SHOWN = 500  # bytes of an address in an output
_COLUMNS = {"request": "string", "sent": "string", "status": "integer", "answer": "string"}


class SignInVisit:
    """The result of a sign-in on the sign-in page: ``df`` has a row for each exchange, ``code`` is the code for the connector."""

    def __init__(self, exchanges: list[dict[str, Any]], target: str) -> None:
        self._exchanges = exchanges
        self._target = target

    @property
    def code(self) -> str:
        """The code in the address that the service sent the browser to. The connector exchanges it. Its repr is a mask."""
        return Secret(_code_in(self._target))

    @property
    def df(self) -> "pd.DataFrame":
        """A row for each exchange: the request, the names of the fields that were sent, the status, the answer in words."""
        return tables.rows(self._exchanges, _COLUMNS)

    def __repr__(self) -> str:
        return faces.text_table([[*_COLUMNS], *self._rows()])

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        html = faces.output(faces.table([*_COLUMNS], self._rows()))
        return {"text/html": html, "text/plain": repr(self)}

    def _rows(self) -> list[list[str]]:
        return [[str(exchange[name]) for name in _COLUMNS] for exchange in self._exchanges]


@without_frames
def visit(page: str, query: Mapping[str, str], number: str, read_pin: Callable[[], str], home: str) -> SignInVisit:
    """Sign in on the sign-in page.

    Args:
        page: The address of the page.
        query: What the address asks for: ``client_id`` and ``redirect_uri``.
        number: The mobile number that is typed.
        read_pin: Reads the PIN off the phone.
        home: The address of the Kaizala that the page must belong to. A PIN is typed nowhere else.

    Raises:
        InputError: the page is on another host, or it asks for something else than a number or a PIN.
        RefusedError: the service does not show the page, or does not accept the number or the PIN.
        NoSandboxError: nobody answers.
        TimedOut, ReplyTooLarge: a page takes longer than 10 seconds, or has more than 1 MB.
    """
    _check(page, home)
    values: dict[str, Callable[[], str]] = {"mobileNumber": lambda: number, "pin": read_pin}
    exchanges: list[dict[str, Any]] = []
    with Http() as browser:
        method, address, fields = "GET", page, dict[str, str]()
        parameters = {name: value for name, value in query.items() if value}
        for _ in range(_MOST_REQUESTS):
            content = {"params": parameters} if method == "GET" else {"data": fields}
            answer = exchange(LOCAL_KAIZALA, browser, method, address, _TIMEOUT, _MOST_BYTES, **content)
            target = answer.headers.get("Location", "") if 300 <= answer.status < 400 else ""
            if answer.status != 200 and not target:
                raise _refusal(answer)
            form = _SignInForm.read(answer.content.decode("utf-8", "replace"))
            path = f"{method} {urlsplit(address).path}"
            questions = faces.cut(", ".join(form.questions), _MOST_SHOWN)
            words = f"sent on to {_masked(target)}" if target else f"a page that asks for {questions}"
            names = list(parameters) if method == "GET" else [name for name in fields if name in values]
            exchanges.append({"request": path, "sent": ", ".join(names), "status": answer.status, "answer": words})
            if target:
                return SignInVisit(exchanges, target)
            if form.problem:
                raise _refused_error(form.problem, answer.status)
            if not form.questions or not set(form.questions) <= set(values):
                raise errors.InputError(f"The page asks for {questions or 'nothing'}, not for a number or a PIN.")
            method, address = "POST", _joined(address, form.action)
            _check(address, home)
            fields = form.hidden | {name: str(values[name]()) for name in form.questions}
    raise errors.InputError("The page asks again and again.")


class _SignInForm(HTMLParser):
    """The form on the page, and the problem that the page speaks of.

    ``action`` is where the form is sent, ``questions`` are the fields to fill in, ``hidden`` are fields that are sent as they are.
    """

    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.questions: list[str] = []
        self.hidden: dict[str, str] = {}
        self.problem = ""
        self._in_problem = False

    @classmethod
    def read(cls, html: str) -> "_SignInForm":
        """Read the form in this HTML."""
        form = cls()
        form.feed(html)
        form.close()
        return form

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.action = values.get("action", "")
        elif tag == "input" and values.get("type") == "hidden":
            self.hidden[values.get("name", "")] = values.get("value", "")
        elif tag == "input" and values.get("name"):
            self.questions.append(values["name"])
        self._in_problem = values.get("role") == "alert"

    def handle_endtag(self, tag: str) -> None:
        self._in_problem = False

    def handle_data(self, data: str) -> None:
        if self._in_problem:
            self.problem += data


def _check(address: str, home: str) -> None:
    try:
        same = origin_of(address) == origin_of(home)
    except ValueError:
        same = False
    if not same:
        summary = f"This is not a page of the Kaizala at {home}."
        raise errors.not_sent(
            f"{summary} A PIN is typed on Kaizala's own page and nowhere else.",
            "Begin the address with kaizala.sandbox.url.",
            summary=summary,
        )


def _masked(target: str) -> str:
    """An address with a mask in place of its code."""
    code = _code_in(target)
    return faces.cut(target.replace(code, MASK) if code else target, _MOST_SHOWN)


def _code_in(target: str) -> str:
    try:
        return parse_qs(urlsplit(target).query).get("code", [""])[0]
    except ValueError:  # it is not an address, so it has no code
        return ""


def _joined(address: str, action: str) -> str:
    """The address that a form is sent to. It is not checked here."""
    try:
        return urljoin(address, action)
    except ValueError:
        return action


def _refusal(answer: Answer) -> errors.RefusedError:
    body = json_object(answer.content)
    message = "Nothing more than the status."
    if "errorCode" in body and "message" in body:
        message = f"{body['errorCode']}: {body['message']}"
    return _refused_error(message, answer.status)


def _refused_error(message: str, status: int) -> errors.RefusedError:
    advice = errors.Advice(
        message,
        "The page does not let this person in, or not for this connector.",
        "Look at client_id and redirect_uri: the connector has to be registered with just this redirect URL.",
        "Nothing.",
    )
    return errors.refusal_of(status)(f"{status} {message}", status=status, advice=advice)
