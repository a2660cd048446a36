"""A run of steps, one after the other, each with the values of its example. It gives a result for each step.

A request has passed if the service has accepted it, and if its reply has filled the variables that later requests need. Of somebody
else's collection, no check must fail; a check may want any status. A script may say which request comes next.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PureWindowsPath
from typing import Any, Literal

from kaizala_nb.toolkit.client.checks import Checks
from kaizala_nb.toolkit.client.errors import ApiError, HeldBack, Skipped
from kaizala_nb.toolkit.client.scripting import Turns
from kaizala_nb.toolkit.client.sending import Watch
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.client.waiting import pause
from kaizala_nb.toolkit.collection import Folder, Step, Upload
from kaizala_nb.toolkit.collection.postman.scripts import saved_for_sure
from kaizala_nb.toolkit.runner.jumps import Jumps
from kaizala_nb.toolkit.runner.words import in_terminal

Outcome = Literal["passed", "failed", "skipped", "not run"]
"""A step is skipped if a script leaves it out. It is not run if the run ends before it."""


@dataclass(frozen=True)
class Result:
    """The result of a step. ``seconds`` is how long it took.

    ``started`` is when it was sent, in seconds of the epoch. If it failed, ``problem`` is a sentence that says why, and ``report``
    has all details; "" if only checks failed. ``checks``, ``notes`` and ``log`` are what came of the scripts of somebody else's
    collection. All texts are masked.
    """

    folder: Folder
    step: Step
    outcome: Outcome
    seconds: float = 0.0
    problem: str = ""
    report: str = ""
    started: float = 0.0
    checks: Checks = field(default_factory=Checks)
    notes: tuple[str, ...] = ()
    log: tuple[str, ...] = ()


class Run:
    """A run of steps.

    Args:
        session: Sends the requests.
        before: Is called before each step is sent. It may raise an :class:`ApiError`.
        files: The folder of the files to upload. No file outside it is opened, whatever its name is.
        uploads: Files that come with the collection, by name.
        bail: Whether to stop at the first failure.
        delay: Seconds to wait between two steps.
        by_cell: Whether it is a cell of a notebook that runs; see :class:`~kaizala_nb.toolkit.client.consent.Consent`.

    Attributes:
        interrupted: Whether somebody has pressed Ctrl-C. No more steps are run then.
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
        by_cell: bool = False,
    ) -> None:
        self._session = session
        self._before = before
        self._files = files
        self._uploads = uploads or {}
        self._bail = bail
        self._delay = delay
        self._by_cell = by_cell
        self._stopped = False
        self.interrupted = False

    def results(
        self, steps: list[tuple[Folder, Step]], sending: Callable[[Step], None] = lambda step: None
    ) -> Iterator[Result]:
        """The result of each step, as soon as it is there. ``sending`` is called before each.

        Scripts may say which step comes next, so that a step has several results. At the end come the steps that had no turn.
        """
        jumps = Jumps([step for _, step in steps])
        times: Counter[int] = Counter()
        at = 0
        while at < len(steps) and not self._stopped:
            folder, step = steps[at]
            sending(step)
            try:
                if self._delay and times:
                    pause(self._delay)
                started = time.time()
                result, turns = self._one(folder, step)
            except KeyboardInterrupt:
                self.interrupted = self._stopped = True
                break
            times[at] += 1
            at, problem = jumps.after(at, turns.outcome.next_request, times) if turns else (at + 1, "")
            if problem:
                report = "\n".join(filter(None, [problem, result.report]))
                result = replace(result, outcome="failed", problem=result.problem or problem, report=report)
            if result.outcome == "failed" and self._bail:
                self._stopped = True
            yield replace(result, started=started)
        for number, (folder, step) in enumerate(steps):
            if not times[number]:
                yield Result(folder, step, "not run" if self._stopped else "skipped")

    def _one(self, folder: Folder, step: Step) -> tuple[Result, Turns | None]:
        """The result of a step, and the turns of its scripts if it came so far."""
        turns: list[Turns] = []
        started = time.perf_counter()
        problem = report = ""
        outcome: Outcome = "passed"
        try:
            self._before(step)
            watch = Watch(scripts=turns.append, by_cell=self._by_cell)
            reply = self._session.send(step, self._arguments(step), watch=watch)
        except _NoFile as trouble:
            outcome, problem, report = "failed", str(trouble), str(trouble)
        except Skipped as trouble:
            outcome, problem = "skipped", str(trouble)
        except HeldBack as trouble:
            outcome, problem = "skipped", f"Not sent: this would change data on {trouble.host}."
        except ApiError as trouble:
            trouble = in_terminal(trouble, step).but(checks=Checks())  # the checks are told for themselves
            outcome, problem, report = "failed", str(trouble), trouble.as_text()
        else:
            empty = [name for name in saved_for_sure(step) if name not in reply.saved]
            if empty:
                outcome, problem = "failed", f"The reply fills no {', '.join(empty)}."
                report = f"{problem}\n{reply.status_line}"
        result = Result(folder, step, outcome, time.perf_counter() - started, problem, report)
        return (_with_scripts(result, turns[0]), turns[0]) if turns else (result, None)

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
            return Upload(PureWindowsPath(name).name or name, self._uploads[name])
        option = "working_dir=..." if self._by_cell else "--working-dir"
        advice = f"Name its folder with {option}." if self._files is None else f"It is not in {self._files}."
        raise _NoFile(f"It uploads a file, {name!r}. {advice}")


def _with_scripts(result: Result, turns: Turns) -> Result:
    """The result with what came of the scripts: it is a failure if a check failed, or if a script ended early."""
    checks, error = turns.checks, turns.error
    result = replace(result, checks=checks, notes=tuple(turns.notes), log=turns.log)
    if result.outcome == "failed" or not (checks.failed or error):
        return result
    return replace(result, outcome="failed", problem=error or f"{checks.summary}.", report=error)


class _NoFile(Exception):
    """There is no file with the name in an upload."""
