"""The WSGI application of a stand-in: what reaches it over HTTP, and how an answer leaves it.

The host that a request names is looked at first. What stands under ``/_stand_in/`` is the control plane; the stand-in answers all
the rest, to pages of any origin.
"""

from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from kaizala_nb.serving.hosts import foreign_host
from kaizala_nb.serving.served import WSGI
from kaizala_nb.toolkit.stand_in.cookies import own_cookies
from kaizala_nb.toolkit.stand_in.headers import Headers, headers_of, own_headers, preflight
from kaizala_nb.toolkit.stand_in.refusals import refusal
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.stand_in import StandIn

CONTROL = "/_stand_in/"
"""Where its control plane is."""
MOST_BODY_BYTES = 16 * 1024 * 1024
"""The longest body of a request to the service."""
_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_WITHOUT_BODY = (204, 304)


def make_application(stand_in: StandIn) -> WSGI:
    """The application: every method and every path reaches the stand-in."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        response, headers = _answer(stand_in, environ)
        return _write(environ, start_response, response, headers)

    return application


def _answer(stand_in: StandIn, environ: dict[str, Any]) -> tuple[Response, Headers]:
    host = environ.get("HTTP_HOST", "")
    if foreign := foreign_host(host, stand_in.allow_hosts):
        words = (
            f"This stand-in does not answer to the host {foreign[:200]}. Start it with --allow-host {foreign[:200]}."
        )
        response = refusal(403, "hostRefused", words)
        return response, own_headers(response)
    path = _path(environ)
    if path.startswith(CONTROL):
        from kaizala_nb.toolkit.stand_in.control import control

        response = control(stand_in, _request(environ, path), CONTROL)
        return response, own_headers(response)
    if environ["REQUEST_METHOD"] == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ:
        return Response(204), preflight(environ.get("HTTP_ACCESS_CONTROL_REQUEST_HEADERS", ""))
    if int(environ.get("CONTENT_LENGTH") or 0) > MOST_BODY_BYTES:
        response = refusal(
            413, "tooLarge", f"The body is too long: a stand-in takes {MOST_BODY_BYTES:,} bytes at most."
        )
    else:
        response = _possible(stand_in.answer(_request(environ, path)))
    return response, headers_of(response, stand_in.catalogue.bases, f"{environ['wsgi.url_scheme']}://{host}")


def _possible(response: Response) -> Response:
    """The answer, or words about it if HTTP has no such status."""
    if 200 <= response.status <= 999:
        return response
    words = f"The answer has the status {response.status}, which no answer can have. Change it in the saved example."
    return refusal(500, "impossibleStatus", words)


def _write(
    environ: dict[str, Any], start_response: Callable[..., Any], response: Response, headers: Headers
) -> Iterable[bytes]:
    reason = response.reason if response.reason.isascii() and response.reason.isprintable() else ""
    phrase = reason[:100] or _PHRASES.get(response.status, "Answer")
    if response.status in _WITHOUT_BODY:
        start_response(f"{response.status} {phrase}", headers)
        return []
    start_response(f"{response.status} {phrase}", [*headers, ("Content-Length", str(len(response.body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [response.body]


def _request(environ: dict[str, Any], path: str) -> Request:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length) if length else b""
    return Request(environ["REQUEST_METHOD"], path, environ.get("QUERY_STRING", ""), tuple(_headers(environ)), body)


def _path(environ: dict[str, Any]) -> str:
    """The path as it was sent. A door may know only the decoded one."""
    sent = environ.get("REQUEST_URI", "")
    if sent.startswith("/"):
        return str(sent.partition("?")[0])
    return quote(environ.get("PATH_INFO", "").encode("latin-1"), safe="/@:~!$&'()*+,;=-._")


def _headers(environ: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The headers. Of the cookies, only those that a stand-in set: a browser sends those of the notebook server too."""
    for name, value in environ.items():
        if name == "HTTP_COOKIE":
            value = own_cookies(value)
        if (name.startswith("HTTP_") or name in ("CONTENT_TYPE", "CONTENT_LENGTH")) and value:
            yield name.removeprefix("HTTP_").replace("_", "-").title(), value
