"""How long a test waits for something: machines that run tests are shared, and slow at times. No test asserts a time.

What ends by itself is waited for up to ``DEADLINE``. A limit of the product is short in a test only where the test is about its
end. Where work must not grow faster than what it is done with, its lines are counted, or it has to end within ``bounded``.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

DEADLINE = 120
"""Seconds to wait for anything before giving up."""


def wait_until(there: Callable[[], bool], seconds: float = DEADLINE) -> None:
    """Wait for something. Raises ``TimeoutError``."""
    end = time.monotonic() + seconds
    while not there():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)


@contextmanager
def bounded() -> Iterator[None]:
    """What is done inside takes a second or two of this thread, and is given a minute: without its bound it would take hours."""
    begun = time.thread_time()
    yield
    assert time.thread_time() - begun < DEADLINE / 2


def lines_of(work: Callable[[], object]) -> int:
    """How many lines of Python run for it: as many on a slow machine as on a quick one."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
