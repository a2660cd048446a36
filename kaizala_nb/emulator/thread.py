"""Door one: a daemon thread in this process, on a free port of this computer. What ``Kaizala()`` starts in a notebook."""

import threading
from contextlib import suppress

from waitress import wasyncore

from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.server import address, listen


class ServerThread:
    """A local Kaizala that listens from the moment it is made. ``url`` is its address."""

    def __init__(self, emulator: Emulator, host: str = "127.0.0.1", port: int = 0) -> None:
        self._server = listen(emulator, host, port)
        self.url = address(self._server)
        self._thread = threading.Thread(target=self._run, name="local Kaizala", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with suppress(OSError):  # its sockets are closed under it when it stops
            self._server.run()

    def close(self) -> None:
        """Stop listening and end the thread. May be called twice."""
        if self._thread.is_alive():
            self._server.trigger.pull_trigger(lambda: wasyncore.close_all(self._server._map, ignore_all=True))
            self._thread.join(5)
            self._server.task_dispatcher.shutdown(cancel_pending=True, timeout=1)
