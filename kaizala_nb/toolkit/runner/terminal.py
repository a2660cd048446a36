"""A run as a terminal shows it: progress while it goes on, a table at its end, a file for CI systems."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import click

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Folder, Step
from kaizala_nb.toolkit.runner.junit import report
from kaizala_nb.toolkit.runner.run import Result, Run
from kaizala_nb.toolkit.runner.summary import Progress, table

INTERRUPTED = 130
"""The exit status of what was stopped by Ctrl-C."""


class CannotWrite(Exception):
    """The file for the results cannot be written."""


class Place(Protocol):
    """Where a run takes place: what sends, the variables, the files that come along, and what has to be done before a step."""

    session: Session
    environment: Environment
    uploads: Mapping[str, bytes]

    def before(self, step: Step) -> None: ...


class Output:
    """Where sentences go: above the progress line, while there is one."""

    def __init__(self) -> None:
        self.progress: Progress | None = None

    def say(self, text: str) -> None:
        """Say a sentence on standard error."""
        if self.progress is not None:
            self.progress.say(text)
        else:
            click.echo(text, err=True)


def run_in_terminal(
    name: str,
    steps: list[tuple[Folder, Step]],
    place: Place,
    *,
    files: Path | None,
    bail: bool,
    junit: Path | None,
    output: Output,
) -> int:
    """Run the steps and print what came of each. Gives the exit status: 0 if all passed.

    ``name`` is the collection's; for ``files`` and ``bail`` see :class:`~kaizala_nb.toolkit.runner.run.Run`; ``junit`` is a file
    for the results. Raises :class:`CannotWrite`.
    """
    mask = place.environment.masker
    running = Run(place.session, before=place.before, files=files, bail=bail, uploads=place.uploads)
    output.progress = Progress(len(steps), mask)
    results: list[Result] = []
    interrupted = False
    going = running.results(steps)
    for _, step in steps:
        output.progress.sending(step.name)
        try:
            results.append(next(going))
        except KeyboardInterrupt:
            interrupted = True
            break
        output.progress.done(results[-1])
    output.progress.end()
    results += [Result(folder, step, "not run") for folder, step in steps[len(results) :]]
    click.echo(table(results, mask))
    if junit is not None:
        _write(junit, name, results, mask)
    if interrupted:
        return INTERRUPTED
    return int(any(result.outcome != "passed" for result in results))


def _write(path: Path, name: str, results: list[Result], mask: Callable[[str], str]) -> None:
    try:
        path.write_bytes(report(name, results, mask))
    except OSError as trouble:
        raise CannotWrite(f"{path} cannot be written: {trouble.strerror}.") from None
