"""The socket: waitress, with bounds on what it takes, and errors of its own in the words of whoever is served.

A thread is taken by a request that has arrived as a whole, so one that is sent by halves takes none. Connections are many, and near
their limit the one that has been idle longest is closed: a newcomer is always answered.
"""

import errno
import logging
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
"""Newcomers that are let in before anybody else is looked at again."""
_FRESH = 5
"""Seconds for which a connection counts as new."""
_FULL = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
_PAUSE = 0.2
"""Seconds without newcomers when there is no descriptor for one, and no connection to close for it."""


class _Refusal(ErrorTask):
    """What never reached the application, or broke it: refused in its words all the same."""

    def execute(self) -> None:
        self.status, headers, body = self.channel.server.refuse(self.request.error.code)
        self.response_headers += [*headers, ("Connection", "close")]
        self.close_on_finish = True
        self.content_length = len(body)
        self.write(body)


class _Call(WSGITask):
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

    def write(self, data: bytes) -> None:
        """Send a piece of the answer. To HEAD no body goes: it would be taken for the beginning of the next answer."""
        super().write(b"" if self.request.command == "HEAD" else data)


class _Channel(HTTPChannel):
    task_class = _Call
    error_task_class = _Refusal

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)
        self.begun = self.creation_time  # when the request that is arriving began to

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.begun = time.time()
        return super().received(data)

    @property
    def waits_for_nobody(self) -> bool:
        """Whether no call is being answered. Only the thread that reads may ask."""
        return not (self.requests or self.total_outbufs_len or self.will_close)

    @property
    def since(self) -> float:
        """Since when nothing has happened; of a request that is arriving, when it began to, however it drips."""
        return self.last_activity if self.request is None else self.begun

    def _flush_outbufs_below_high_watermark(self) -> None:
        """Whoever asks on and does not read what was answered is hung up on: waitress would hold a thread until they do."""
        if self.total_outbufs_len > self.adj.outbuf_high_watermark:
            self.will_close = True
            self.server.pull_trigger()


class _Threads(ThreadedTaskDispatcher):
    """The threads that answer, and one more for each call that waits for something outside."""

    def __init__(self) -> None:
        super().__init__()
        self._ended = False
        self.set_thread_count(_THREADS)

    def while_waiting(self, number: int) -> None:
        """So many of the calls wait."""
        if not self._ended:
            self.set_thread_count(_THREADS + number)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:
        self._ended = True
        return super().shutdown(cancel_pending, timeout)


class _Server(TcpWSGIServer):
    """waitress's, which is silent at its limit, with room made for whoever comes."""

    channel_class = _Channel
    next_channel_cleanup: float  # waitress's own
    _paused_until = 0.0

    def __init__(self, served: Served, threads: _Threads, how: Adjustments) -> None:
        self.refuse = served.refuse
        super().__init__(served.application, {}, dispatcher=threads, adj=how)

    def readable(self) -> bool:
        """Whether newcomers are let in. Asked before each look at the connections, so what is closed here is closed in it."""
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
            line, address = accepted
            try:
                self.set_socket_options(line)
            except OSError:  # gone already
                line.close()
                continue
            self.channel_class(self, line, self.fix_addr(address), self.adj, map=self._map)

    def _make_room(self, number: int) -> int:
        """Close so many connections at the next look, of those that wait for nobody: idle ones first, longest idle first, then
        requests that have been arriving longest. Who has only just come goes last. Gives how many there were."""
        fresh = time.time() - _FRESH

        def order(one: _Channel) -> tuple[bool, bool, float]:
            return (one.since > fresh, one.request is not None and one.since <= fresh, one.since)

        chosen = sorted((one for one in self.active_channels.values() if one.waits_for_nobody), key=order)[:number]
        for channel in chosen:
            channel.will_close = True
        return len(chosen)


def listen(served: Served, host: str, port: int) -> BaseWSGIServer:
    """A server that listens already and answers once it is ``run``. Raises ``OSError`` when the port is taken."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it counts every request that waits
    how = Adjustments(
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
        server = _Server(served, threads, how)
    except OSError:
        threads.shutdown()
        raise
    served.waiting.told = threads.while_waiting
    return server


def address(server: BaseWSGIServer) -> str:
    """Where a server listens."""
    return f"http://{server.effective_host}:{server.effective_port}"
