"""Runs the scripts of a collection as Postman does: one after the other, each in a world of its own, with ``pm``.

A script has what Postman's sandbox has, without its libraries (lodash, moment, ajv and others), and without files, network and
Python. What it sends with ``pm.sendRequest``, the session sends, by its own rules. What takes too long or too much is ended; it
keeps what it had said by then.
"""

import json
import time
from collections import deque
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.interpreter.hearing import Hearing, whole
from kaizala_nb.toolkit.client.interpreter.process import Ended, Late, Process, folder_of_quickjs
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.dynamic import value_of
from kaizala_nb.toolkit.collection.scopes import SCOPES
from kaizala_nb.toolkit.collection.scripts.outcome import Outcome, Said, Scene, Script

Send = Callable[[dict[str, Any]], Said]


class Interpreter:
    """An engine that carries scripts out in QuickJS. Its process starts with the first script and serves all that follow.

    Args:
        send: Sends a request of a script, a dictionary in the shape of Postman's format 2.1, and gives the reply. What it raises,
            the script sees as an error; the text of it is all that the script sees.
        seconds: The running time of a script (5). What ``send`` takes is apart, and so is the time that a script waits.
        patience: How many seconds a script may wait in all, with ``setTimeout`` (60).
        memory: The most memory of a script, in bytes (256 MB).

    Raises :class:`~kaizala_nb.toolkit.client.errors.InputError` where QuickJS is not installed.
    """

    def __init__(self, send: Send, *, seconds: float = 5.0, patience: float = 60.0, memory: int = 256_000_000) -> None:
        folder = folder_of_quickjs()
        if folder is None:
            raise errors.not_sent(
                "Scripts are run by QuickJS, which is not installed.",
                'Install it with pip install "kaizala-nb[scripts]", or leave out that scripts are to run.',
            )
        self._quickjs = folder
        self._send = send
        self._seconds = seconds
        self._patience = patience
        self._memory = memory
        self._idle: deque[Process] = deque()

    def carry_out(self, scripts: Sequence[Script], scene: Scene) -> Outcome:
        """What the scripts do, in their order. One that ends early ends alone; after ``skipRequest`` no other has its turn."""
        outcome = Outcome()
        variables = {scope: dict(scene.variables.get(scope, {})) for scope in SCOPES}
        places = [script.place for script in scripts if script.place]
        for script in scripts:
            task = {
                "script": script.text,
                "patience": self._patience,
                "scene": {
                    "event": script.event,
                    "place": script.place,
                    "location": [*dict.fromkeys(places), scene.name],
                    "name": scene.name,
                    "request": outcome.request or scene.request,
                    "variables": variables,
                    "iteration": scene.iteration,
                    "iterations": scene.iterations,
                    "said": None if scene.said is None else said_for_script(scene.said),
                },
            }
            hearing = Hearing(outcome, script, variables)
            self._run(task, hearing)
            if outcome.skip:
                break
        return outcome

    def close(self) -> None:
        """End the processes. The next script would start another."""
        while self._idle:
            self._idle.pop().end()

    def _run(self, task: dict[str, Any], hearing: Hearing) -> None:
        process = None
        try:
            process = self._process()
            process.tell(task)
            self._hear(process, hearing)
            self._idle.append(process)
            return
        except Late:
            hearing.ends_early(f"It runs for more than {self._seconds:g} seconds")
        except Ended as trouble:
            hearing.ends_early(str(trouble) or "Its process has ended: it may have taken too much memory")
        except BaseException:  # also an interruption by the user, in the middle of a script
            if process is not None:
                process.end()
            raise
        if process is not None:
            process.end()

    def _process(self) -> Process:
        """A process that nobody else uses: scripts may run in several threads."""
        while self._idle:
            process = self._idle.pop()
            if process.is_alive():
                return process
            process.end()
        return Process(self._quickjs, self._memory)

    def _hear(self, process: Process, hearing: Hearing) -> None:
        deadline = time.monotonic() + self._seconds
        patience = self._patience
        while True:
            match process.hear(deadline - time.monotonic()):
                case "end", []:
                    return
                case "wait", [int() | float() as seconds]:
                    seconds = min(seconds, patience)
                    patience -= seconds
                    deadline += seconds
                case "send", [str(text)]:
                    asked = time.monotonic()
                    process.tell(self._sent(text))
                    deadline += time.monotonic() - asked
                case "dynamic", [str(name)]:
                    process.tell(self._dynamic(name, hearing))
                case kind, given:
                    hearing.take(kind, given)

    def _sent(self, text: str) -> str:
        """The answer to a request of a script, as JSON."""
        try:
            request = whole(json.loads(text))
            return json.dumps({"said": said_for_script(self._send(request))})
        except (errors.ApiError, CannotSend) as trouble:
            return json.dumps({"error": str(trouble)})
        except (ValueError, RecursionError):
            return json.dumps({"error": "This request cannot be read."})

    def _dynamic(self, name: str, hearing: Hearing) -> str | None:
        try:
            return value_of(name)
        except CannotSend as trouble:
            hearing.note(str(trouble))
            return None


def said_for_script(said: Said) -> dict[str, Any]:
    """A reply as our JavaScript wants it."""
    try:
        status = HTTPStatus(said.status)
        standard, detail = status.phrase, status.description
    except ValueError:
        standard, detail = "", ""
    return {
        "status": said.status,
        "reason": said.reason,
        "standard": standard,
        "detail": detail,
        "headers": [list(header) for header in said.headers],
        "text": _text(said),
        "size": len(said.body),
        "milliseconds": round(said.seconds * 1000),
    }


def _text(said: Said) -> str:
    types = [value for name, value in said.headers if name.lower() == "content-type"]
    charset = "utf-8"
    for part in types[-1].split(";")[1:] if types else []:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'")
    try:
        return said.body.decode(charset, "replace")
    except (LookupError, ValueError):
        return said.body.decode("utf-8", "replace")
