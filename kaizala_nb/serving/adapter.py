"""Door three: a ``requests`` adapter that calls the application itself. It needs no socket and no thread.

Requests and answers are the same as through a socket. urllib3 divides a body into pieces, and ``http.client`` reads the answer. A
request that the socket would refuse before the application sees it is refused here too.
"""

import io
import logging
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from email.utils import formatdate
from http.client import HTTPResponse
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import urllib3
from requests import ConnectionError, PreparedRequest, ReadTimeout, Response
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3.util.request import body_to_chunks

from kaizala_nb.serving.served import MOST_BODY_BYTES, MOST_HEADER_BYTES, ConnectionDropped, Served, Written

_PIECE = 16_384

log = logging.getLogger("kaizala_nb.serving")


class InProcessAdapter(BaseAdapter):
    """``session.mount("http://", InProcessAdapter(served))``. The address may name any host that the application accepts."""

    def __init__(self, served: Served) -> None:
        super().__init__()
        self._served = served
        self._responses = HTTPAdapter()

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,
        timeout: float | tuple[float | None, float | None] | urllib3.Timeout | None = None,
        verify: bool | str = True,
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> Response:
        """Call the application, and give its answer as a response of ``requests``.

        Nothing interrupts the application. If it takes longer than ``timeout``, the error comes when it has ended.
        """
        if not isinstance(timeout, urllib3.Timeout):
            connect, read = timeout if isinstance(timeout, tuple) else (timeout, timeout)
            timeout = urllib3.Timeout(connect=connect, read=read)
        headers = _headers(request)
        body = _body(request)
        started = time.monotonic()
        status = _status_of_refusal(request, headers, body)
        try:
            answer = self._refusal(status) if status else self._call(_environ(request, headers, body))
        except ConnectionDropped as trouble:
            raise ConnectionError(trouble, request=request) from None
        self._served.after_call()
        if isinstance(timeout.read_timeout, int | float) and time.monotonic() - started > timeout.read_timeout:
            raise ReadTimeout(f"Read timed out. (read timeout={timeout.read_timeout})", request=request)
        response = self._responses.build_response(request, _answer(request, self._served.ident, *answer))
        response.connection = self  # type: ignore[assignment]  # the types know one adapter alone
        return response

    def _call(self, environ: dict[str, Any]) -> Written:
        head: list[Any] = []
        content: list[bytes] = []

        def start_response(status: str, headers: list[tuple[str, str]], trouble: Any = None) -> Callable[[bytes], None]:
            head[:] = [status, headers]
            return content.append

        try:
            parts = self._served.application(environ, start_response)
            try:
                content.extend(parts)
            finally:
                getattr(parts, "close", lambda: None)()
            status, headers = head
        except ConnectionDropped:
            raise
        except Exception:
            log.exception("%s %s failed", environ["REQUEST_METHOD"], environ["PATH_INFO"])
            return self._refusal(500)
        return status, headers, b"".join(content)

    def _refusal(self, status: int) -> Written:
        line, headers, body = self._served.refuse(status)
        return line, [*headers, ("Content-Length", str(len(body))), ("Connection", "close")], body

    def close(self) -> None:
        """Do nothing: there is no connection to close."""


def _headers(request: PreparedRequest) -> list[tuple[str, str]]:
    """The headers as the application gets them, without blanks around the values.

    Raises ``UnicodeEncodeError`` for a value that Latin-1 cannot encode, as a socket does.
    """
    fields = []
    for name, value in request.headers.items():
        name, value = (text.decode("latin-1") if isinstance(text, bytes) else str(text) for text in (name, value))
        fields.append((name, value.encode("latin-1").decode("latin-1").strip(" \t")))
    return fields


def _body(request: PreparedRequest) -> bytes:
    """The body. The reading stops as soon as the body is too long."""
    content = bytearray()
    try:
        for piece in body_to_chunks(request.body, request.method or "", _PIECE).chunks or ():
            content += piece.encode() if isinstance(piece, str) else piece
            if len(content) >= MOST_BODY_BYTES:
                break
    except OSError as trouble:
        raise ConnectionError(trouble, request=request) from trouble
    return bytes(content)


def _status_of_refusal(request: PreparedRequest, headers: Iterable[tuple[str, str]], body: bytes) -> int | None:
    """The status for a request that must not reach the application; None for any other."""
    fields = {name.lower(): value for name, value in headers}
    if (
        len(f"{request.method}{request.path_url}") + sum(len(name + value) + 4 for name, value in headers)
        >= MOST_HEADER_BYTES
    ):
        return 431
    if fields.get("transfer-encoding", "chunked").lower() != "chunked":
        return 501
    length = fields.get("content-length", "0")
    if not (length.isascii() and length.isdigit()):
        return 400
    return 413 if max(len(body), int(length)) >= MOST_BODY_BYTES else None


def _environ(request: PreparedRequest, headers: Iterable[tuple[str, str]], body: bytes) -> dict[str, Any]:
    url = urlsplit(request.url or "")
    # WSGI could not tell "X_Y" from "X-Y", so servers leave out "X_Y"
    fields = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in headers if "_" not in name}
    environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(url.path).decode("latin-1"),
        "QUERY_STRING": url.query,
        "REQUEST_URI": request.path_url,
        "SERVER_NAME": url.hostname,
        "SERVER_PORT": str(url.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": url.netloc.rpartition("@")[2],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    } | fields
    environ["CONTENT_LENGTH"] = environ.pop("HTTP_CONTENT_LENGTH", str(len(body)))
    if environ.pop("HTTP_TRANSFER_ENCODING", None):  # the body was in chunks, and is whole now
        environ["CONTENT_LENGTH"] = str(len(body))
    if "HTTP_CONTENT_TYPE" in environ:
        environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE")
    return environ


class _AnswerSocket:
    """What ``http.client`` reads an answer from, in place of a socket."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def makefile(self, mode: str) -> io.BytesIO:
        """The answer as a file."""
        return io.BytesIO(self._content)


def _answer(
    request: PreparedRequest, ident: str, status: str, headers: list[tuple[str, str]], content: bytes
) -> urllib3.HTTPResponse:
    names = {name.lower() for name, _ in headers}
    defaults = (("Server", ident), ("Date", formatdate(usegmt=True)))  # as the socket does
    headers = [*headers, *((name, value) for name, value in defaults if name.lower() not in names)]
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers), ""]
    head = "".join(f"{line}\r\n" for line in lines)
    answer = _AnswerSocket(head.encode("latin-1") + content)
    read = HTTPResponse(answer, method=request.method)  # type: ignore[arg-type]  # of a socket it needs ``makefile`` alone
    read.begin()
    return urllib3.HTTPResponse(
        body=read,
        headers=urllib3.HTTPHeaderDict(read.msg.items()),
        status=read.status,
        reason=read.reason,
        preload_content=False,
        decode_content=False,
        version=read.version,
        original_response=read,
        request_method=request.method,
    )
