"""Faults: the next calls fail in the way that somebody asked for. So one sees what a client does about it.

A fault strikes before the service sees the request, so nothing is carried out, unless the fault says so. Calls of the control plane
never fail.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from kaizala_nb.emulator.errors import FAULT, error_body
from kaizala_nb.emulator.wire import JSON_TYPE, dumps
from kaizala_nb.serving.faults import Fault, Faults
from kaizala_nb.serving.served import WSGI, ConnectionDropped

CONTROL = "/_emulator/"

_CODES = {
    400: "InvalidParameters",
    401: "Unauthenticated",
    403: "Unauthorized",
    404: "NotFound",
    415: "UnsupportedMediaType",
    429: "TooManyRequests",
    503: "ServiceUnavailable",
}


@dataclass(frozen=True)
class KaizalaFault(Fault):
    """A fault with what only a local Kaizala can do.

    ``truncate`` sends half of the answer; ``moved`` answers 308 to this address; ``carried_out``: the service does what was
    asked, and only the answer goes wrong.
    """

    truncate: bool = False
    moved: str = ""
    carried_out: bool = False


class Faulty:
    """WSGI middleware that lets faults strike.

    It calls ``note(method, path, status)`` for each answer of its own, and ``sleep(seconds)`` to wait.
    """

    def __init__(
        self,
        app: WSGI,
        faults: Faults[KaizalaFault],
        date: Callable[[], str],
        note: Callable[[str, str, int], None],
        sleep: Callable[[float], None],
    ) -> None:
        self._app = app
        self._faults = faults
        self._date = date
        self._note = note
        self._sleep = sleep

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        fault = None if path.startswith(CONTROL) else self._faults.take(lambda one: one.meets(method, path))
        if fault is None:
            return self._app(environ, start_response)
        self._sleep(fault.delay)
        own = fault.reset or fault.status is not None or fault.body is not None or fault.moved
        if fault.carried_out or not own:
            status, headers, content = self._call(environ)
        if own:
            status, headers, content = self._answer(fault, environ)
            self._note(method, path, 0 if fault.reset else int(status[:3]))
        if fault.reset:
            raise ConnectionDropped
        start_response(status, headers)
        if method == "HEAD":
            return []
        return [content[: len(content) // 2] if fault.truncate else content]

    def _call(self, environ: dict[str, Any]) -> tuple[str, list[tuple[str, str]], bytes]:
        start: list[Any] = []
        parts = self._app(environ, lambda status, headers, trouble=None: start.extend((status, headers)))
        content = b"".join(parts)
        return start[0], list(start[1]), content

    def _answer(self, fault: KaizalaFault, environ: dict[str, Any]) -> tuple[str, list[tuple[str, str]], bytes]:
        status = fault.status or 200
        if fault.moved:
            status = 308
        content, kind = fault.body.encode() if fault.body is not None else b"{}", JSON_TYPE
        if fault.body is not None and not _is_json(fault.body):
            kind = "text/html; charset=utf-8"
        elif fault.body is None and status >= 400:
            situation = FAULT._replace(status=status, code=_CODES.get(status, FAULT.code))
            content = dumps(error_body(situation))
        headers = [("Content-Type", kind), ("Content-Length", str(len(content))), ("Date", self._date())]
        headers.append(("Access-Control-Allow-Origin", "*"))
        if fault.retry_after is not None:
            headers.append(("Retry-After", str(fault.retry_after)))
        if fault.moved:
            query = environ.get("QUERY_STRING", "")
            path = quote(environ.get("PATH_INFO", "").encode("latin-1"), safe="/@:~!$&'()*+,;=-._")
            headers.append(("Location", fault.moved.rstrip("/") + path + (f"?{query}" if query else "")))
        return f"{status} Fault", headers, content


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
