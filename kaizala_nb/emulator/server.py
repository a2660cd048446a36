"""The socket: waitress, bound to this computer, with bounds on what it takes, and errors of its own in the service's shape."""

import logging
from typing import Any

from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask, WSGITask

from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import ENCODING_UNKNOWN, HEADERS_TOO_LONG, REQUEST_TOO_LONG, UNREADABLE, error_body
from kaizala_nb.emulator.faults import ConnectionDropped
from kaizala_nb.emulator.wire import JSON_TYPE, dumps

_SITUATIONS = {413: REQUEST_TOO_LONG, 431: HEADERS_TOO_LONG, 501: ENCODING_UNKNOWN}
_MOST_HEADER_BYTES = 65_536
_MOST_BODY_BYTES = 64 * 1024 * 1024  # beyond what any room takes, so that rooms can say no in their own words
_THREADS = 8


class _ServiceError(ErrorTask):
    """What never reached the application, being no HTTP that can be used: refused with the three keys all the same."""

    def execute(self) -> None:
        situation = _SITUATIONS.get(self.request.error.code, UNREADABLE)
        body = dumps(error_body(situation))
        self.status = f"{situation.status} Refused"
        self.response_headers += [("Content-Type", JSON_TYPE), ("Connection", "close")]
        self.close_on_finish = True
        self.content_length = len(body)
        self.write(body)


class _Service(WSGITask):
    """A call, whose connection the application may want to be closed with no answer."""

    def get_environment(self) -> dict[str, Any]:
        """What the application is told. Before HTTP/1.1 nobody needs to name a host: then it is the address that was called."""
        environ = super().get_environment()
        if self.request.version != "1.1" and not environ.get("HTTP_HOST"):
            host, port = self.channel.server.effective_host, self.channel.server.effective_port
            environ["HTTP_HOST"] = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        return environ

    def execute(self) -> None:
        try:
            super().execute()
        except ConnectionDropped:
            self.close_on_finish = True
            self.wrote_header = True  # or an empty answer would be sent


class _Channel(HTTPChannel):
    task_class = _Service
    error_task_class = _ServiceError


def listen(emulator: Emulator, host: str, port: int) -> BaseWSGIServer:
    """A server that listens already and answers once it is ``run``. Raises ``OSError`` when the port is taken."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it counts every request that waits
    server = create_server(
        emulator.wsgi,
        map={},
        host=host,
        port=port,
        threads=_THREADS,
        ident="Kaizala",
        clear_untrusted_proxy_headers=True,
        max_request_header_size=_MOST_HEADER_BYTES,
        max_request_body_size=_MOST_BODY_BYTES,
        channel_timeout=60,
    )
    server.channel_class = _Channel
    return server


def address(server: BaseWSGIServer) -> str:
    """Where a server listens."""
    return f"http://{server.effective_host}:{server.effective_port}"
