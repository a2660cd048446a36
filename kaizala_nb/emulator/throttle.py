"""The limit on calls in a minute: 100 for a connector, 300 for all connectors of the tenant together.

The counts are documented; the window is not, and is a fixed minute on the emulator's clock that opens with its first call.
A refused call does not count. Windows are kept in memory: after a restart every connector begins afresh.
"""

import threading

from kaizala_nb.emulator.errors import THROTTLED, Refusal
from kaizala_nb.emulator.values import WINDOW_MS
from kaizala_nb.serving.clock import Clock

CONNECTOR_LIMIT = 100
TENANT_LIMIT = 300

_TENANT = ""  # no connector's id


class Throttle:
    """Counts the calls of each connector and of the tenant. ``enabled`` False lets everything pass."""

    def __init__(self, clock: Clock, enabled: bool) -> None:
        self.enabled = enabled
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: dict[str, tuple[int, int]] = {}

    def count(self, application_id: str) -> None:
        """Count a call of this connector.

        Raises Refusal with the whole seconds until the window closes when a limit is reached.
        """
        if not self.enabled:
            return
        now = self._clock.now()
        with self._lock:
            windows = []
            for name, limit in ((application_id, CONNECTOR_LIMIT), (_TENANT, TENANT_LIMIT)):
                opened, calls = self._windows.get(name, (now, 0))
                if not 0 <= now - opened < WINDOW_MS:
                    opened, calls = now, 0
                if calls >= limit:
                    seconds = -((now - opened - WINDOW_MS) // 1000)
                    raise Refusal(THROTTLED, retry_after=seconds, seconds=seconds)
                windows.append((name, (opened, calls + 1)))
            self._windows.update(windows)

    def clear(self) -> None:
        """Open every window afresh."""
        with self._lock:
            self._windows.clear()
