"""Door three: a ``requests`` adapter that calls the application itself: no socket, no thread, so it runs where there are none."""

import io
import sys
import time
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from requests import ConnectionError, PreparedRequest, Response
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3 import HTTPResponse

from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.faults import ConnectionDropped


class InProcessAdapter(BaseAdapter):
    """``session.mount("http://", InProcessAdapter(emulator))``: the host in the URL may be any that the emulator answers to."""

    def __init__(self, emulator: Emulator) -> None:
        super().__init__()
        self._wsgi = emulator.wsgi
        self._outbox = emulator.outbox
        self._responses = HTTPAdapter()

    def send(self, request: PreparedRequest, **options: Any) -> Response:
        """Call the application and give its answer as ``requests`` would have."""
        began: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], trouble: Any = None) -> None:
            began[:] = [status, headers]

        started = time.perf_counter()
        try:
            parts = self._wsgi(_environ(request), start_response)
        except ConnectionDropped as trouble:
            raise ConnectionError(trouble, request=request) from None
        try:
            content = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        self._outbox.flush()  # where there are no threads, what happened is delivered after the call
        status, headers = began
        number, _, reason = status.partition(" ")
        raw = HTTPResponse(
            body=io.BytesIO(content),
            headers=headers,
            status=int(number),
            reason=reason,
            preload_content=False,
            version=11,
        )
        response = self._responses.build_response(request, raw)
        response.elapsed = response.elapsed.__class__(seconds=time.perf_counter() - started)
        return response

    def close(self) -> None:
        """Nothing is open."""


def _environ(request: PreparedRequest) -> dict[str, Any]:
    url = urlsplit(request.url)
    body = request.body or b""
    body = body.encode() if isinstance(body, str) else bytes(body)
    headers = {f"HTTP_{name.upper().replace('-', '_')}": str(value) for name, value in request.headers.items()}
    environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(url.path).decode("latin-1"),
        "QUERY_STRING": url.query,
        "SERVER_NAME": url.hostname,
        "SERVER_PORT": str(url.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": url.netloc,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "CONTENT_LENGTH": str(len(body)),
    } | headers
    if "HTTP_CONTENT_TYPE" in environ:
        environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE")
    environ.pop("HTTP_CONTENT_LENGTH", None)
    return environ
