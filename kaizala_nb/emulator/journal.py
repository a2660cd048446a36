"""What was asked of the service, newest last: a bounded ring, in memory, that holds neither headers nor bodies."""

from collections import deque
from typing import Any

MOST_CALLS = 1000
_LONGEST_PATH = 500


class Journal:
    """The service's own record of the requests that it received; those to the control plane are not among them."""

    def __init__(self) -> None:
        self._calls: deque[dict[str, Any]] = deque(maxlen=MOST_CALLS)

    def note(
        self, *, at: int, method: str, path: str, status: int, milliseconds: float, error_code: str | None
    ) -> None:
        """Remember a call. ``at`` is in epoch milliseconds."""
        call = {
            "at": at,
            "method": method,
            "path": path[:_LONGEST_PATH],
            "status": status,
            "milliseconds": round(milliseconds, 3),
        }
        self._calls.append(call | ({"errorCode": error_code} if error_code else {}))

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The calls, oldest first: ``at``, ``method``, ``path`` as sent, ``status``, ``milliseconds``, ``errorCode`` if refused."""
        return list(self._calls)

    def clear(self) -> None:
        """Forget them."""
        self._calls.clear()
