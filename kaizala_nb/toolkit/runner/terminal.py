"""A run in a terminal: its progress, a table at its end, and a JUnit file if one is wanted."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import click

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Folder, Step
from kaizala_nb.toolkit.runner.run import Result, Run
from kaizala_nb.toolkit.runner.summary import RunProgress, table

INTERRUPTED = 130
"""The exit status after Ctrl-C."""


class CannotWrite(Exception):
    """The JUnit file cannot be written."""


class RunContext(Protocol):
    """What a run works with: a session, the variables, and the files of the collection by name.

    ``before`` is called before each step is sent.
    """

    @property
    def session(self) -> Session: ...
    @property
    def environment(self) -> Environment: ...
    @property
    def uploads(self) -> Mapping[str, bytes]: ...
    def before(self, step: Step) -> None: ...


class Output:
    """Writes sentences to standard error, without spoiling the progress of a run."""

    def __init__(self) -> None:
        self.progress: RunProgress | None = None

    def say(self, text: str) -> None:
        """Write a sentence."""
        if self.progress is not None:
            self.progress.say(text)
        else:
            click.echo(text, err=True)


def run_in_terminal(
    name: str,
    steps: list[tuple[Folder, Step]],
    context: RunContext,
    *,
    files: Path | None,
    bail: bool,
    junit: Path | None,
    output: Output,
    rows: Sequence[Mapping[str, str]] = (),
    delay: float = 0.0,
) -> int:
    """Run the steps, and print the result of each.

    Args:
        name: The name of the collection.
        steps: The steps, each with its folder.
        context: What the run works with.
        files: See :class:`~kaizala_nb.toolkit.runner.run.Run`.
        bail: See :class:`~kaizala_nb.toolkit.runner.run.Run`.
        junit: The JUnit file to write, if any.
        output: Writes the sentences of the session.
        rows: Rows of data: the steps run once for each, with its values before those of the variables.
        delay: See :class:`~kaizala_nb.toolkit.runner.run.Run`.

    Returns:
        The exit status: 0 if all steps have passed or were skipped, 1 if one has not, 130 after Ctrl-C.

    Raises:
        CannotWrite: the JUnit file cannot be written.
    """
    if junit is not None:
        _try_to_write(junit)
    mask = context.environment.masker
    scripting = context.session.scripting
    run = Run(context.session, before=context.before, files=files, bail=bail, uploads=context.uploads, delay=delay)
    count = max(1, len(rows))
    progress = output.progress = RunProgress(count * len(steps), mask)
    results: list[Result] = []
    scripting.iterations = count
    for iteration, row in enumerate(rows or [{}]):
        if rows:
            context.environment.use_row(row)
        scripting.iteration = iteration
        for result in run.results(steps, lambda step: progress.sending(step.name)):
            results.append(result)
            progress.done(result)
    progress.end()
    click.echo(table(results, mask))
    if junit is not None:
        _write(junit, name, results, mask)
    if run.interrupted:
        return INTERRUPTED
    return int(any(result.outcome in ("failed", "not run") for result in results))


def _try_to_write(path: Path) -> None:
    """Say before the run that the file cannot be written. What is in it stays as it is."""
    try:
        with path.open("ab"):
            pass
    except OSError as trouble:
        raise CannotWrite(f"{path} cannot be written: {trouble.strerror}.") from None


def _write(path: Path, name: str, results: list[Result], mask: Callable[[str], str]) -> None:
    from kaizala_nb.toolkit.runner.junit import report

    try:
        path.write_bytes(report(name, results, mask))
    except OSError as trouble:
        raise CannotWrite(f"{path} cannot be written: {trouble.strerror}.") from None
