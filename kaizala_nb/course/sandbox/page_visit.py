"""Somebody signs in on Kaizala's own page, as OAuth has it: opens it, gives the number, reads the PIN off the phone, gives that.

It is done as a browser does it: the page is fetched, its form is read out of the HTML and sent back with what was filled in. Where
the service then sends the browser is read and not gone to: what waits there is somebody else's, and holds a code in its address.
"""

from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urljoin, urlsplit

from kaizala_nb.course.sandbox.sandbox import ask
from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.exchange import Answer, Http
from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.masking import MASK, Secret
from kaizala_nb.toolkit.client.refusals import json_object
from kaizala_nb.toolkit.client.tracebacks import without_frames
from kaizala_nb.toolkit.display import faces

if TYPE_CHECKING:
    import pandas as pd

_TIMEOUT = 10.0
_MOST_BYTES = 1_000_000  # of a page
_MOST_PAGES = 4
_MOST_SHOWN = 500  # bytes of an address in an output
_COLUMNS = {"request": "string", "sent": "string", "status": "integer", "answer": "string"}


class PageVisit:
    """What came of signing in on a page: ``df`` has a row an exchange, ``code`` is what it was done for."""

    def __init__(self, exchanges: list[dict[str, Any]], landed: str) -> None:
        self._exchanges = exchanges
        self._landed = landed

    @property
    def code(self) -> str:
        """The code in the address that the browser was sent to, for the connector to exchange. Its repr is a mask."""
        return Secret(_code_in(self._landed))

    @property
    def df(self) -> "pd.DataFrame":
        """Request, names of the fields that were sent, status, and what came back."""
        return tables.rows(self._exchanges, _COLUMNS)

    def __repr__(self) -> str:
        return faces.text_table([[*_COLUMNS], *([str(one[name]) for name in _COLUMNS] for one in self._exchanges)])

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        body = [[str(one[name]) for name in _COLUMNS] for one in self._exchanges]
        return {"text/html": faces.page(faces.table([*_COLUMNS], body)), "text/plain": repr(self)}


@without_frames
def visit(page: str, query: Mapping[str, str], number: str, read_pin: Callable[[], str], home: str) -> PageVisit:
    """Sign in on a page.

    Args:
        page: Its address.
        query: What is asked of it in the address: ``client_id`` and ``redirect_uri``.
        number: Whose mobile number is typed.
        read_pin: Looks at the phone for the PIN.
        home: The address of the Kaizala whose page it has to be: a PIN is typed nowhere else.

    Raises:
        InputError: The page is of another host, or asks for something that is neither number nor PIN.
        RefusedError: The service does not show the page, or takes neither number nor PIN.
        NoSandboxError: Nobody answers.
        TimedOut, ReplyTooLarge: A page does not come to its end in time, or has more than 1 MB.
    """
    _check(page, home)
    fill: dict[str, Callable[[], str]] = {"mobileNumber": lambda: number, "pin": read_pin}
    exchanges: list[dict[str, Any]] = []
    with Http() as browser:
        method, address, sent, shown = "GET", page, {}, {name: value for name, value in query.items() if value}
        for _ in range(_MOST_PAGES):
            where = {"params": shown} if method == "GET" else {"data": sent}
            answer = ask(browser, method, address, _TIMEOUT, _MOST_BYTES, **where)
            landed = answer.headers.get("Location", "") if 300 <= answer.status < 400 else ""
            if answer.status != 200 and not landed:
                raise _refused(answer)
            form = _Page.read(answer.content.decode("utf-8", "replace"))
            path = f"{method} {urlsplit(address).path}"
            asked = faces.cut(", ".join(form.asks), _MOST_SHOWN)
            came = f"sent on to {_masked(landed)}" if landed else f"a page that asks for {asked}"
            names = shown if method == "GET" else [name for name in sent if name in fill]
            exchanges.append({"request": path, "sent": ", ".join(names), "status": answer.status, "answer": came})
            if landed:
                return PageVisit(exchanges, landed)
            if form.problem:
                raise _said(form.problem, answer.status)
            if not form.asks or not set(form.asks) <= set(fill):
                raise errors.InputError(f"The page asks for {asked or 'nothing'}, and not for a number or a PIN.")
            method, address = "POST", _joined(address, form.action)
            _check(address, home)
            sent = form.hidden | {name: str(fill[name]()) for name in form.asks}
    raise errors.InputError("The page asks again and again.")


class _Page(HTMLParser):
    """The form of a page: where it is sent, what it asks for, what travels with it; and what the page says is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.asks: list[str] = []
        self.hidden: dict[str, str] = {}
        self.problem = ""
        self._in_problem = False

    @classmethod
    def read(cls, html: str) -> "_Page":
        """The page in this HTML."""
        page = cls()
        page.feed(html)
        page.close()
        return page

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.action = held.get("action", "")
        elif tag == "input" and held.get("type") == "hidden":
            self.hidden[held.get("name", "")] = held.get("value", "")
        elif tag == "input" and held.get("name"):
            self.asks.append(held["name"])
        self._in_problem = held.get("role") == "alert"

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
        summary = f"This is no page of the Kaizala at {home}."
        raise errors.not_sent(
            f"{summary} A PIN is typed on Kaizala's own page and nowhere else.",
            "Begin the address with kaizala.sandbox.url.",
            summary=summary,
        )


def _masked(landed: str) -> str:
    """An address without its code."""
    code = _code_in(landed)
    return faces.cut(landed.replace(code, MASK) if code else landed, _MOST_SHOWN)


def _code_in(landed: str) -> str:
    try:
        return parse_qs(urlsplit(landed).query).get("code", [""])[0]
    except ValueError:  # what is no address holds no code
        return ""


def _joined(address: str, action: str) -> str:
    """Where a page sends its form; checked by whoever goes there."""
    try:
        return urljoin(address, action)
    except ValueError:
        return action


def _refused(answer: Answer) -> errors.RefusedError:
    said = json_object(answer.content)
    message = "Nothing more than the status."
    if "errorCode" in said and "message" in said:
        message = f"{said['errorCode']}: {said['message']}"
    return _said(message, answer.status)


def _said(message: str, status: int) -> errors.RefusedError:
    advice = errors.Advice(
        message,
        "The page does not let this person in, or not for this connector.",
        "Look at client_id and redirect_uri: the connector has to be registered with just this redirect URL.",
        "Nothing.",
    )
    return errors.refusal_of(status)(f"{status} {message}", status=status, advice=advice)
