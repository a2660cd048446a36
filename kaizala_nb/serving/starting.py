"""The start of a process that serves."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Inside the block, nobody looks for objects that could be thrown away; afterwards, not among those that are there already.

    A process that starts to serve makes what stays until its end: to look through that again and again takes time for nothing.
    """
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()
