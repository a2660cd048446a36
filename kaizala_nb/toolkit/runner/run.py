"""Runs steps one after the other, each as its example has it, and says what came of each.

A request has passed when it was answered with success, and when its reply filled the variables that it fills for those after it.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Folder, Step, Upload
from kaizala_nb.toolkit.collection.postman.scripts import saved_for_sure

Outcome = Literal["passed", "failed", "not run"]


@dataclass(frozen=True)
class Result:
    """What came of a step, and in how many ``seconds``. Of one that failed, ``problem`` says why in a sentence and ``report`` at
    length; both are masked."""

    folder: Folder
    step: Step
    outcome: Outcome
    seconds: float = 0.0
    problem: str = ""
    report: str = ""


class Run:
    """One run over the steps.

    Args:
        session: What sends them.
        before: Does what has to be done before a step is sent. It may raise an error of the family.
        files: The folder in which the files are that uploads name. No other is opened, whatever they are called.
        uploads: Files that come with the collection, by name.
        bail: Stop at the first failure.
    """

    def __init__(
        self,
        session: Session,
        *,
        before: Callable[[Step], None],
        files: Path | None = None,
        bail: bool = False,
        uploads: Mapping[str, bytes] | None = None,
    ) -> None:
        self._session = session
        self._before = before
        self._files = files
        self._uploads = uploads or {}
        self._bail = bail
        self._stopped = False

    def stop(self) -> None:
        """Run no more of them."""
        self._stopped = True

    def results(self, steps: list[tuple[Folder, Step]]) -> Iterator[Result]:
        """The result of each step, as it comes."""
        for folder, step in steps:
            if self._stopped:
                yield Result(folder, step, "not run")
                continue
            result = self._one(folder, step)
            if result.outcome == "failed" and self._bail:
                self._stopped = True
            yield result

    def _one(self, folder: Folder, step: Step) -> Result:
        started = time.perf_counter()
        try:
            self._before(step)
            reply = self._session.send(step, self._given(step))
        except _NoFile as trouble:
            return Result(folder, step, "failed", time.perf_counter() - started, str(trouble), str(trouble))
        except ApiError as trouble:
            return Result(folder, step, "failed", time.perf_counter() - started, str(trouble), trouble.as_text())
        taken = time.perf_counter() - started
        empty = [name for name in saved_for_sure(step) if name not in reply.saved]
        if empty:
            problem = f"The reply fills no {', '.join(empty)}."
            return Result(folder, step, "failed", taken, problem, f"{problem}\n{reply.status_line}")
        return Result(folder, step, "passed", taken)

    def _given(self, step: Step) -> dict[str, Any]:
        given = dict(step.example)
        for parameter in step.parameters:
            if parameter.kind == "files":
                names = given.get(parameter.name, parameter.default)
                names = [names] if isinstance(names, str) else names
                if isinstance(names, list | tuple):
                    given[parameter.name] = [self._file(name) for name in names]
        return given

    def _file(self, name: object) -> Upload:
        """The file of this name, which came with a collection: it opens nothing outside of the folder that was named for it."""
        found = Upload.inside(self._files, name) if self._files is not None and isinstance(name, str) else None
        if found is not None:
            return found
        if isinstance(name, str) and name in self._uploads:
            return Upload(name, self._uploads[name])
        where = "--working-dir names the folder of such files." if self._files is None else f"In {self._files} is none."
        raise _NoFile(f"It uploads a file, {name!r}. {where}")


class _NoFile(Exception):
    """An upload names a file that there is not."""
