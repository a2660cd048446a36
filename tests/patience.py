"""How long a test waits for something: machines that run tests are shared, and slow at times. No test asserts a time."""

import time
from collections.abc import Callable

DEADLINE = 120
"""Seconds to wait for anything before giving up."""


def wait_until(there: Callable[[], bool], seconds: float = DEADLINE) -> None:
    """Wait for something. Raises ``TimeoutError``."""
    end = time.monotonic() + seconds
    while not there():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)
