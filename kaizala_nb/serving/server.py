"""The socket: waitress, with limits on requests, and with errors in the words of the application.

Only a whole request gets a thread, so a request that arrives slowly takes none. There may be many connections. Near the limit, the
server closes the connection that has been idle longest, so it always answers a newcomer.
"""

import errno
import logging
import string
import time
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher, WSGITask

from kaizala_nb.serving.descriptors import most_connections
from kaizala_nb.serving.served import MOST_BODY_BYTES, MOST_HEADER_BYTES, ConnectionDropped, Served

_THREADS = 8
_AT_A_TIME = 64
"""How many newcomers are let in before the next look at the other connections."""
_TEXT = string.printable.encode()
"""What a request may begin with."""
_FRESH = 5
"""Seconds for which a connection counts as new."""
_FULL = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
_PAUSE = 0.2
"""Seconds without newcomers, if there is no descriptor for one and no connection that can be closed."""


class _Refusal(ErrorTask):
    """The answer to a request that did not reach the application, or at which it failed, in the application's words."""

    def execute(self) -> None:
        self.status, headers, body = self.channel.server.refuse(self.request.error.code)
        self.response_headers += [*headers, ("Connection", "close")]
        self.close_on_finish = True
        self.content_length = len(body)
        self.write(body)


class _Call(WSGITask):
    """A call of the application, which may ask to close the connection without an answer."""

    def get_environment(self) -> dict[str, Any]:
        """The environment of WSGI. Before HTTP/1.1 a request need not name a host; then it is the address of this server."""
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
            self.wrote_header = True  # otherwise waitress would send an empty answer

    def build_response_header(self) -> bytes:
        """Nothing that waitress sends at once: the headers wait for the first piece of the answer, and both are sent together."""
        self.channel.headers = super().build_response_header()
        return b""

    def write(self, data: bytes) -> None:
        """Send a piece of the answer. HEAD gets no body: the client would take it for the beginning of the next answer."""
        super().write(b"" if self.request.command == "HEAD" else data)
        self.channel.send_headers()


class _Channel(HTTPChannel):
    task_class = _Call
    error_task_class = _Refusal

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.begun = self.creation_time  # when the first byte of the current request arrived
        self.headers = b""  # those of an answer, as long as its first piece is not there

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.begun = time.time()
            if (
                data[:1] not in _TEXT
            ):  # no HTTP, such as TLS: waitress would wait for the end of a line that never comes
                data = data[:1] + b"\r\n\r\n"
        return super().received(data)

    def write_soon(self, data: Any) -> int:
        """Send a piece of an answer, behind the headers that wait for it. waitress would send them alone, which takes longer."""
        if self.headers and isinstance(data, bytes) and data:
            data, self.headers = self.headers + data, b""
        return int(super().write_soon(data))

    def send_headers(self) -> None:
        """Send the headers that wait still, because the answer has no body."""
        headers, self.headers = self.headers, b""
        self.write_soon(headers)

    @property
    def waits_for_nobody(self) -> bool:
        """Whether there is no call to answer. Only the thread that reads may ask this."""
        return not (self.requests or self.total_outbufs_len or self.will_close)

    @property
    def since(self) -> float:
        """When the last thing happened; while a request arrives, when its first byte came, even if more bytes come now and then."""
        return self.last_activity if self.request is None else self.begun

    def _flush_outbufs_below_high_watermark(self) -> None:
        """Close the connection of a client that sends more requests and does not read the answers. waitress would hold a thread
        until the client reads."""
        if self.total_outbufs_len > self.adj.outbuf_high_watermark:
            self.will_close = True
            self.server.pull_trigger()


class _Threads(ThreadedTaskDispatcher):
    """The threads that answer. There is one more for each call that waits for something outside."""

    def __init__(self) -> None:
        super().__init__()
        self._ended = False
        self.set_thread_count(_THREADS)

    def while_waiting(self, number: int) -> None:
        """Set the number of threads for this number of calls that wait."""
        if not self._ended:
            self.set_thread_count(_THREADS + number)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:
        self._ended = True
        return super().shutdown(cancel_pending, timeout)


class _Server(TcpWSGIServer):
    """The server of waitress. At its limit, waitress lets nobody in; this one closes connections to make room."""

    channel_class = _Channel
    next_channel_cleanup: float  # waitress's own
    _paused_until = 0.0

    def __init__(self, served: Served, threads: _Threads, adjustments: Adjustments) -> None:
        self.refuse = served.refuse
        super().__init__(served.application, {}, dispatcher=threads, adj=adjustments)

    def readable(self) -> bool:
        """Whether newcomers are let in. waitress asks before each look at the connections, and closes then what is marked here."""
        now = time.time()
        if now >= self.next_channel_cleanup:
            self.next_channel_cleanup = now + self.adj.cleanup_interval
            self.maintenance(now)
        limit = self.adj.connection_limit
        over = len(self._map) + min(_AT_A_TIME, limit // 4) - limit
        if over > 0:
            self._make_room(over)
        return self.accepting and now >= self._paused_until and len(self._map) < limit

    def handle_accept(self) -> None:
        for _ in range(_AT_A_TIME):
            try:
                accepted = self.accept()
            except OSError as trouble:
                if trouble.errno in _FULL and not self._make_room(_AT_A_TIME):
                    self._paused_until = time.time() + _PAUSE
                return
            if accepted is None:
                return
            connection, address = accepted
            try:
                self.set_socket_options(connection)
            except OSError:  # the client has left already
                connection.close()
                continue
            self.channel_class(self, connection, self.fix_addr(address), self.adj, map=self._map)

    def _make_room(self, number: int) -> int:
        """Mark this number of connections: they close at the next look. Gives how many there were to mark.

        A connection with a call to answer stays. First go the idle ones, then those whose request is still arriving, the oldest
        first of each. New connections go last.
        """
        new_since = time.time() - _FRESH
        channels = [one for one in self.active_channels.values() if one.waits_for_nobody]
        channels.sort(key=lambda one: one.since)
        new = [one for one in channels if one.since > new_since]
        idle = [one for one in channels if one.since <= new_since and one.request is None]
        arriving = [one for one in channels if one.since <= new_since and one.request is not None]
        marked = [*idle, *arriving, *new][:number]
        for channel in marked:
            channel.will_close = True
        return len(marked)


def listen(served: Served, host: str, port: int) -> BaseWSGIServer:
    """A server that listens already, and answers after ``run``. Raises ``OSError`` if another program uses the port."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns about every request that waits for a thread
    adjustments = Adjustments(
        host=host,
        port=port,
        ident=served.ident,
        clear_untrusted_proxy_headers=True,
        max_request_header_size=MOST_HEADER_BYTES,
        max_request_body_size=MOST_BODY_BYTES,
        channel_timeout=60,
        connection_limit=most_connections(),
        asyncore_use_poll=True,
    )
    threads = _Threads()
    try:
        server = _Server(served, threads, adjustments)
    except OSError:
        threads.shutdown()
        raise
    served.waiting.told = threads.while_waiting
    return server


def address(server: BaseWSGIServer) -> str:
    """The address of a server."""
    return f"http://{server.effective_host}:{server.effective_port}"
