"""A run of steps, one after the other, each with the values of its example. It gives a result for each step.

A request has passed if the service has accepted it, and if its reply has filled the variables that later requests need.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.client.waiting import pause
from kaizala_nb.toolkit.collection import Folder, Step, Upload
from kaizala_nb.toolkit.collection.postman.scripts import saved_for_sure
from kaizala_nb.toolkit.runner.words import in_terminal

Outcome = Literal["passed", "failed", "not run"]


@dataclass(frozen=True)
class Result:
    """The result of a step. ``seconds`` is how long it took.

    ``started`` is when it was sent, in seconds of the epoch. If it failed, ``problem`` is a sentence that says why, and ``report``
    has all details. Both are masked.
    """

    folder: Folder
    step: Step
    outcome: Outcome
    seconds: float = 0.0
    problem: str = ""
    report: str = ""
    started: float = 0.0


class Run:
    """A run of steps.

    Args:
        session: Sends the requests.
        before: Is called before each step is sent. It may raise an :class:`ApiError`.
        files: The folder of the files to upload. No file outside it is opened, whatever its name is.
        uploads: Files that come with the collection, by name.
        bail: Whether to stop at the first failure.
        delay: Seconds to wait between two steps.
    """

    def __init__(
        self,
        session: Session,
        *,
        before: Callable[[Step], None],
        files: Path | None = None,
        bail: bool = False,
        uploads: Mapping[str, bytes] | None = None,
        delay: float = 0.0,
    ) -> None:
        self._session = session
        self._before = before
        self._files = files
        self._uploads = uploads or {}
        self._bail = bail
        self._delay = delay
        self._stopped = False

    def stop(self) -> None:
        """Run no more steps."""
        self._stopped = True

    def results(self, steps: list[tuple[Folder, Step]]) -> Iterator[Result]:
        """The result of each step, as soon as it is there."""
        for number, (folder, step) in enumerate(steps):
            if self._stopped:
                yield Result(folder, step, "not run")
                continue
            if number and self._delay:
                pause(self._delay)
            at = time.time()
            result = replace(self._one(folder, step), started=at)
            if result.outcome == "failed" and self._bail:
                self._stopped = True
            yield result

    def _one(self, folder: Folder, step: Step) -> Result:
        started = time.perf_counter()
        try:
            self._before(step)
            reply = self._session.send(step, self._arguments(step))
        except _NoFile as trouble:
            return Result(folder, step, "failed", time.perf_counter() - started, str(trouble), str(trouble))
        except ApiError as trouble:
            trouble = in_terminal(trouble, step)
            return Result(folder, step, "failed", time.perf_counter() - started, str(trouble), trouble.as_text())
        seconds = time.perf_counter() - started
        empty = [name for name in saved_for_sure(step) if name not in reply.saved]
        if empty:
            problem = f"The reply fills no {', '.join(empty)}."
            return Result(folder, step, "failed", seconds, problem, f"{problem}\n{reply.status_line}")
        return Result(folder, step, "passed", seconds)

    def _arguments(self, step: Step) -> dict[str, Any]:
        """The values of the example, with files in place of their names."""
        arguments = dict(step.example)
        for parameter in step.parameters:
            if parameter.kind == "files":
                names = arguments.get(parameter.name, parameter.default)
                names = [names] if isinstance(names, str) else names
                if isinstance(names, list | tuple) and not step.problem:
                    arguments[parameter.name] = [self._file(name) for name in names]
        return arguments

    def _file(self, name: object) -> Upload:
        """The file with this name. The name comes from a collection, so no file outside the folder of files is opened for it."""
        if self._files is not None and isinstance(name, str):
            upload = Upload.inside(self._files, name)
            if upload is not None:
                return upload
        if isinstance(name, str) and name in self._uploads:
            return Upload(name, self._uploads[name])
        advice = "Name its folder with --working-dir." if self._files is None else f"It is not in {self._files}."
        raise _NoFile(f"It uploads a file, {name!r}. {advice}")


class _NoFile(Exception):
    """There is no file with the name in an upload."""
