"""The process in which scripts run: QuickJS, and nothing else. It is started by its path, and imports nothing of this package.

It takes lines of JSON, one for each script, and answers with lines of JSON: what the script says, as it says it; then ``end``. So
nothing is lost when it is killed. A script sees no object of Python: it calls one function, with two texts.

Arguments: the folder in which QuickJS is installed; the most memory of a script, in bytes.
"""

import hashlib
import hmac
import json
import os
import queue
import sys
import threading
import time
from pathlib import Path

MOST_MESSAGES = 20_000  # of one kind, from one script
MOST_SENT = 100  # requests
MOST_SIGNS = 30_000_000  # of all messages of a script
LONGEST = 10_000  # characters of a text that is only shown
SHOWN = ("result", "log", "error", "missing", "note")
ASKED = ("send", "dynamic")
STACK = 512 * 1024
PARTS = [
    "host", "dates", "values", "assertion", "words", "members", "bytes", "lists", "variables", "address", "request", "response",
    "replies", "crypto", "libraries", "timers", "tests", "console", "old", "sending", "pm", "start",
]  # fmt: skip
"""The files of our own JavaScript, in their order."""


def prelude() -> str:
    """Our own JavaScript as one function: it takes the host, and gives what carries a script out."""
    folder = Path(__file__).with_name("pm")
    texts = [(folder / f"{name}.js").read_text(encoding="utf-8") for name in PARTS]
    return "(function (host) {\n'use strict';\n" + "\n".join(texts) + "\n})"


def limit_process(memory: int) -> None:
    """Opens no file and no connection from now on, and takes no more memory than that, where the system can hold it to that."""
    try:
        import resource
    except ImportError:  # Windows
        return
    in_use = 0
    status = Path("/proc/self/statm")
    if status.exists():
        in_use = int(status.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    limits = {"RLIMIT_CORE": 0, "RLIMIT_FSIZE": 0, "RLIMIT_NOFILE": 3}
    if in_use:
        limits["RLIMIT_AS"] = in_use + 2 * memory
    for name, value in limits.items():
        try:
            resource.setrlimit(getattr(resource, name), (value, value))
        except (OSError, ValueError):
            continue


class Host:
    """What a script may call. It never raises: an error of Python in the middle of a script would end the process."""

    def __init__(self, lines: "queue.Queue[bytes]") -> None:
        self._lines = lines
        self._counts: dict[str, int] = {}
        self._signs = 0
        self._out = sys.stdout.buffer

    def begin(self) -> None:
        """Another script."""
        self._counts = {}
        self._signs = 0

    def call(self, kind: object, *given: object) -> str | None:
        """Passes on what the script says. ``enough`` ends it. Requests and dynamic variables are answered by the parent."""
        try:
            if not isinstance(kind, str) or not all(isinstance(one, str | int | float | None) for one in given):
                return "enough"
            if kind == "hash":
                return hashed(*map(str, given))
            if not self._has_room(kind, given):
                return "enough"
            most = LONGEST if kind in SHOWN else None
            self.say(kind, *(one[:most] if isinstance(one, str) else one for one in given))
            return self._answer() if kind in ASKED else None
        except Exception:
            return "enough"

    def say(self, kind: str, *given: object) -> None:
        """Write a line to the parent."""
        self._out.write(json.dumps([kind, *given]).encode() + b"\n")
        self._out.flush()

    def _has_room(self, kind: str, given: tuple[object, ...]) -> bool:
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        self._signs += sum(len(one) for one in given if isinstance(one, str) and kind not in SHOWN)
        most = MOST_SENT if kind == "send" else MOST_MESSAGES
        if count <= most and self._signs <= MOST_SIGNS:
            return True
        self.say("over", kind)
        return False

    def _answer(self) -> str | None:
        answer = json.loads(self._lines.get())
        return answer if isinstance(answer, str) else None


def hashed(name: str, *given: str) -> str:
    """A hash in hexadecimal digits; with a key, its HMAC. Message and key: how each is written (hex or text), and its text."""
    ways, texts = given[::2], given[1::2]
    message, *keys = [
        bytes.fromhex(text) if way == "hex" else text.encode() for way, text in zip(ways, texts, strict=True)
    ]
    if keys:
        return hmac.new(keys[0], message, name.lower()).hexdigest()
    return hashlib.new(name.lower(), message, usedforsecurity=False).hexdigest()


class World:
    """A world for one script: our own JavaScript is in it, and the script finds nothing of another script."""

    def __init__(self, code: str, host: Host, memory: int) -> None:
        import quickjs

        self._context = quickjs.Context()
        self._context.set_memory_limit(memory)
        self._context.set_max_stack_size(STACK)
        self._context.add_callable("host", host.call)
        self._step = self._context.eval(f"({code})((host => (delete globalThis.host, host))(host))")
        self._host = host

    def run(self, task: dict[str, object]) -> None:
        """Carry out a script, and all that it has left for later."""
        import quickjs

        try:
            self._step("begin", json.dumps(task))
            self._go_on(float(str(task["patience"])))
            self._step("finish", "null")
        except (quickjs.JSException, quickjs.StackOverflow) as trouble:
            self._host.say("error", str(trouble).split("\n")[0][:LONGEST], 0)

    def _go_on(self, patience: float) -> None:
        while True:
            while self._context.execute_pending_job():
                pass
            delay = self._step("delay", "null") / 1000
            if delay < 0:
                return
            if delay > patience:
                self._host.say("error", "It waits for too long", 0)
                return
            patience -= delay
            self._host.say("wait", delay)
            time.sleep(delay)
            self._step("next", "null")


def read_into(lines: "queue.Queue[bytes]") -> None:
    """Read what the parent writes. When there is no parent any more, end, whatever a script is doing."""
    for line in sys.stdin.buffer:
        lines.put(line)
    os._exit(0)


def main() -> None:
    """Serve one script after the other."""
    sys.path.append(sys.argv[1])
    memory = int(sys.argv[2])
    import quickjs  # noqa: F401  (no file can be opened later)

    code = prelude()
    lines: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=read_into, args=(lines,), daemon=True).start()
    host = Host(lines)
    time.localtime()  # reads the time zone, while it can
    limit_process(memory)
    world = World(code, host, memory)
    host.say("ready")
    while True:
        task = json.loads(lines.get())
        host.begin()
        try:
            world.run(task)
        except MemoryError:
            host.say("error", "It takes more memory than it may", 0)
        host.say("end")
        world = World(code, host, memory)  # for the next script, while nobody waits


if __name__ == "__main__":
    main()
