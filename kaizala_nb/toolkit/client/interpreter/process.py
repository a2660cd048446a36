"""The process in which scripts run, seen from outside: it is started when it is needed, asked, and ended."""

import json
import os
import queue
import subprocess
import sys
import threading
import weakref
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_WORKER = Path(__file__).with_name("worker.py")
_LONGEST_LINE = 64_000_000  # bytes
_START = 30.0  # seconds
_LIBRARIES = (
    "SYSTEMROOT",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
)  # where a system finds what Python itself is made of
Message = tuple[str, Any]


class Ended(Exception):
    """The process has ended, or what it says is none of its words."""


class Late(Exception):
    """The process has said nothing for too long."""


def folder_of_quickjs() -> str | None:
    """The folder in which QuickJS is installed; None if it is not."""
    found = find_spec("quickjs")
    if found is None or found.origin is None:
        return None
    return str(Path(found.origin).parent.parent)


class Process:
    """A process for scripts. It inherits no variable of ours, and no open file.

    Raises :class:`Ended` if it cannot be started.
    """

    def __init__(self, quickjs: str, memory: int) -> None:
        # -I -S: nothing of the user's, and no installed package but the one that it is told of
        command = [sys.executable, "-I", "-S", str(_WORKER), quickjs, str(memory)]
        variables = {name: os.environ[name] for name in _LIBRARIES if name in os.environ}
        try:
            self._process = subprocess.Popen(  # noqa: S603  (Python itself, with a file of ours)
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=variables,
                cwd=_WORKER.parent,
            )
        except (OSError, ValueError) as trouble:
            raise Ended(str(trouble)) from None
        self._lines: queue.Queue[bytes] = queue.Queue(maxsize=1000)
        threading.Thread(target=_read, args=(self._process, self._lines), daemon=True).start()
        self.end = weakref.finalize(self, _end, self._process)
        try:
            started = self.hear(_START)
        except Late:
            started = ("", None)
        if started != ("ready", None):
            self.end()
            raise Ended("it does not start")

    def tell(self, content: Any) -> None:
        """Write a value of JSON to it. Raises :class:`Ended`."""
        pipe = self._process.stdin
        try:
            if pipe is None:
                raise Ended
            pipe.write(json.dumps(content).encode() + b"\n")
            pipe.flush()
        except (OSError, ValueError):
            raise Ended from None

    def hear(self, seconds: float) -> Message:
        """What it says next: a word and what belongs to it. Raises :class:`Late` or :class:`Ended`."""
        try:
            line = self._lines.get(timeout=max(seconds, 0.001))
        except queue.Empty:
            raise Late from None
        try:
            kind, content = json.loads(line)
        except (ValueError, TypeError, RecursionError):
            raise Ended from None
        if not isinstance(kind, str):
            raise Ended
        return kind, content


def _read(process: "subprocess.Popen[bytes]", lines: "queue.Queue[bytes]") -> None:
    pipe = process.stdout
    while pipe is not None:
        line = pipe.readline(_LONGEST_LINE)
        lines.put(line)
        if not line.endswith(b"\n"):
            break


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue
    process.wait()
