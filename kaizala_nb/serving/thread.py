"""Door one: a daemon thread in this process. Without a port, it takes a free port of this computer."""

import threading

from waitress import wasyncore

from kaizala_nb.serving.served import Served
from kaizala_nb.serving.server import address, listen


class ServerThread:
    """A server. It listens as soon as it is made. ``url`` is its address."""

    def __init__(self, served: Served, host: str = "127.0.0.1", port: int = 0) -> None:
        self._server = listen(served, host, port)
        self._stop = served.stop
        served.start()
        self.url = address(self._server)
        self._lock = threading.Lock()  # nobody may write to the pipe that wakes the loop while it is closed
        self._stopping = False
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=f"serves {served.ident}", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._stopping:
            wasyncore.loop(timeout=1, map=self._server._map, use_poll=True, count=1)
        self._server.task_dispatcher.shutdown(cancel_pending=True, timeout=1)
        with self._lock:
            self._closed = True
            wasyncore.close_all(self._server._map, ignore_all=True)

    def close(self) -> None:
        """Stop listening, and end the thread. A second call does nothing."""
        with self._lock:
            first, self._stopping = not self._stopping, True
            if not self._closed:
                self._server.pull_trigger()
        self._thread.join(5)
        if first:
            self._stop()
