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
_INHERITED = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZ")
"""Where a system finds what Python itself is made of; and the time zone."""

Message = tuple[str, list[Any]]


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
    """A process for scripts. It inherits no open file, and of the variables only the time zone and where Python lies.

    Raises :class:`Ended` if it cannot be started.
    """

    def __init__(self, quickjs: str, memory: int) -> None:
        # -I -S: nothing of the user's, and no installed package but the one that it is told of
        command = [sys.executable, "-I", "-S", str(_WORKER), quickjs, str(memory)]
        variables = {name: os.environ[name] for name in _INHERITED if name in os.environ}
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
            raise Ended(f"No process can be started for it: {trouble}") from None
        self._lines: queue.Queue[bytes] = queue.Queue(maxsize=1000)
        is_over = threading.Event()
        threading.Thread(target=_read, args=(self._process, self._lines, is_over), daemon=True).start()
        self.end = weakref.finalize(self, _end, self._process, is_over)  # also when Python ends
        try:
            started = self.hear(_START)
        except Late:
            started = ("", [])
        if started != ("ready", []):
            self.end()
            raise Ended("The process for it does not start")

    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

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
            kind, *given = json.loads(line)
        except (ValueError, TypeError, RecursionError):
            raise Ended from None
        if not isinstance(kind, str):
            raise Ended
        return kind, given


def _read(process: "subprocess.Popen[bytes]", lines: "queue.Queue[bytes]", is_over: threading.Event) -> None:
    if process.stdout is None:
        return
    with process.stdout as pipe:
        line = b"\n"
        while line.endswith(b"\n") and not is_over.is_set():
            line = pipe.readline(_LONGEST_LINE)
            while not is_over.is_set():
                try:
                    lines.put(line, timeout=0.5)
                    break
                except queue.Full:
                    continue


def _end(process: "subprocess.Popen[bytes]", is_over: threading.Event) -> None:
    is_over.set()
    process.kill()
    try:
        if process.stdin is not None:
            process.stdin.close()
    except OSError:  # what was not written yet
        pass
    process.wait()
