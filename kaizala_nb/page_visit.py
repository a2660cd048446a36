"""Somebody signs in on Kaizala's own page, as OAuth has it: opens it, gives the number, reads the PIN off the phone, gives that.

It is done as a browser does it: the page is fetched, its form is read out of the HTML and sent back with what was filled in. Where
the service then sends the browser is read and not gone to: what waits there is somebody else's, and holds a code in its address.
"""

from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urljoin, urlsplit

import requests

from kaizala_nb import faces
from kaizala_nb.client import errors
from kaizala_nb.client.hosts import origin_of
from kaizala_nb.client.masking import MASK, Secret

if TYPE_CHECKING:
    import pandas as pd

_TIMEOUT = 10.0
_MOST_PAGES = 4
_COLUMNS = ["request", "sent", "status", "answer"]


class PageVisit:
    """What came of signing in on a page: ``df`` has a row an exchange, ``code`` is what it was done for."""

    def __init__(self, exchanges: list[dict[str, Any]], landed: str) -> None:
        self._exchanges = exchanges
        self._landed = landed

    @property
    def code(self) -> str:
        """The code in the address that the browser was sent to, for the connector to exchange. Its repr is a mask."""
        return Secret(parse_qs(urlsplit(self._landed).query).get("code", [""])[0])

    @property
    def df(self) -> "pd.DataFrame":
        """Request, names of the fields that were sent, status, and what came back."""
        import pandas as pd

        return pd.DataFrame(self._exchanges, columns=_COLUMNS).convert_dtypes()

    def __repr__(self) -> str:
        return faces.text_table([_COLUMNS, *([str(one[name]) for name in _COLUMNS] for one in self._exchanges)])

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        body = [[str(one[name]) for name in _COLUMNS] for one in self._exchanges]
        return {"text/html": faces.page(faces.table(_COLUMNS, body)), "text/plain": repr(self)}


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
    """
    _check(page, home)
    fill: dict[str, Callable[[], str]] = {"mobileNumber": lambda: number, "pin": read_pin}
    exchanges: list[dict[str, Any]] = []
    with requests.Session() as browser:
        browser.trust_env = False
        method, address, sent, shown = "GET", page, {}, {name: value for name, value in query.items() if value}
        for _ in range(_MOST_PAGES):
            where = {"params": shown} if method == "GET" else {"data": sent}
            try:
                answer = browser.request(method, address, **where, timeout=_TIMEOUT, allow_redirects=False)
            except requests.RequestException:
                raise errors.NoSandboxError(f"No local Kaizala answers at {home}.") from None
            landed = answer.headers.get("Location", "") if 300 <= answer.status_code < 400 else ""
            if answer.status_code != 200 and not landed:
                raise _refused(answer)
            form = _Page.read(answer.text)
            path = f"{method} {urlsplit(address).path}"
            asked = ", ".join(form.asks)
            came = f"sent on to {_masked(landed)}" if landed else f"a page that asks for {asked}"
            names = shown if method == "GET" else [name for name in sent if name in fill]
            exchanges.append({"request": path, "sent": ", ".join(names), "status": answer.status_code, "answer": came})
            if landed:
                return PageVisit(exchanges, landed)
            if form.problem:
                raise _said(form.problem, answer.status_code)
            if not form.asks or not set(form.asks) <= set(fill):
                raise errors.InputError(f"The page asks for {asked or 'nothing'}, and not for a number or a PIN.")
            method, address = "POST", urljoin(address, form.action)
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
        raise errors.InputError(
            f"This is no page of the Kaizala at {home}.",
            advice=errors.Advice(
                "Nothing: no request was sent.",
                f"This is no page of the Kaizala at {home}. A PIN is typed on Kaizala's own page and nowhere else.",
                "Begin the address with kaizala.sandbox.url.",
            ),
        )


def _masked(landed: str) -> str:
    """An address without its code."""
    code = parse_qs(urlsplit(landed).query).get("code", [""])[0]
    return landed.replace(code, MASK) if code else landed


def _refused(answer: requests.Response) -> errors.RefusedError:
    try:
        said = answer.json()
        message = ": ".join(str(said[name]) for name in ("errorCode", "message"))
    except (ValueError, KeyError, TypeError):
        message = "Nothing more than the status."
    return _said(message, answer.status_code)


def _said(message: str, status: int) -> errors.RefusedError:
    advice = errors.Advice(
        message,
        "The page does not let this person in, or not for this connector.",
        "Look at client_id and redirect_uri: the connector has to be registered with just this redirect URL.",
        "Nothing.",
    )
    return errors.refusal_of(status)(f"{status} {message}", status=status, advice=advice)
