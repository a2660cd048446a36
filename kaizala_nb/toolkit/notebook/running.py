"""A run of many requests from a notebook, as ``kaizala-nb collection run`` does it, with a table at the end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.practice.files import practice_uploads
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Collection, Folder, Step
from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.runner.foreign import rows_of
from kaizala_nb.toolkit.runner.needs import steps_in_folders
from kaizala_nb.toolkit.runner.run import Result, Run

if TYPE_CHECKING:
    import pandas as pd

_MOST_NAMED = 20
_COLUMNS = {
    "folder": "string",
    "request": "string",
    "outcome": "string",
    "seconds": "floating",
    "checks": "string",
    "problem": "string",
}


def run(
    collection: Collection,
    session: Session,
    *,
    folder: str | Iterable[str],
    working_dir: Path | None,
    iteration_data: str | Path | None,
    bail: bool,
    delay: float,
) -> "pd.DataFrame":
    """Send the requests in their order, each once, and give a row for each; see :meth:`PostmanApi.run`."""
    steps = _steps(collection, [folder] if isinstance(folder, str) else list(folder))
    rows = _rows(iteration_data)
    uploads = practice_uploads(collection) if session.practice else {}
    one_run = Run(session, before=_nothing, files=working_dir, uploads=uploads, bail=bail, delay=delay, by_cell=True)
    results = list(_results(session, steps, rows, one_run))
    mask = session.environment.masker
    records = [
        {
            "folder": mask(one.folder.name),
            "request": mask(one.step.name),
            "outcome": one.outcome,
            "seconds": round(one.seconds, 3),
            "checks": f"{one.checks.summary}." if one.checks else "",
            "problem": mask(one.problem),
        }
        for one in results
    ]
    words = _words(results, steps)
    return tables.rows(
        records, _COLUMNS, if_empty="No request was sent.", below=(f'<p class="kz-note">{escape(words)}</p>', words)
    )


def _results(
    session: Session, steps: list[tuple[Folder, Step]], rows: Sequence[Mapping[str, str]], one_run: Run
) -> Iterator[Result]:
    """The result of each request. What is done stays when somebody interrupts."""
    from kaizala_nb.toolkit.widgets.gathering import gathering

    scripting, done, failed = session.scripting, 0, 0
    whole = len(steps) * max(1, len(rows))
    bar = gathering("Requests")
    scripting.iterations = max(1, len(rows))
    try:
        with _each_once(session):
            for iteration, row in enumerate(rows or [{}]):
                if rows:
                    session.environment.use_row(row)
                scripting.iteration = iteration
                for result in one_run.results(steps):
                    done += 1
                    failed += result.outcome == "failed"
                    bar.at(f"{min(done, whole):,} of {whole:,}, {failed:,} failed")
                    yield result
    finally:
        scripting.iteration, scripting.iterations = 0, 1
        session.environment.use_row({})
        words = f"{min(done, whole):,} of {whole:,}, {failed:,} failed"
        bar.end(f"stopped: {words}" if one_run.interrupted else words, whole=not one_run.interrupted)


@contextmanager
def _each_once(session: Session) -> Iterator[None]:
    """Inside the block each request is sent once, as newman does."""
    before = session.retry_trouble, session.wait_when_throttled
    session.retry_trouble = session.wait_when_throttled = False
    try:
        yield
    finally:
        session.retry_trouble, session.wait_when_throttled = before


def _nothing(step: Step) -> None:
    """Nothing is needed before a step is sent."""


def _steps(collection: Collection, names: list[str]) -> list[tuple[Folder, Step]]:
    try:
        return steps_in_folders(collection, map(str, names))
    except errors.UnknownStepError as trouble:
        raise errors.not_sent(
            str(trouble), f"There are: {', '.join(trouble.names[:_MOST_NAMED])}.", kind=errors.UnknownStepError
        ) from None


def _rows(iteration_data: str | Path | None) -> list[dict[str, str]]:
    if iteration_data is None:
        return []
    try:
        return rows_of(Path(str(iteration_data)).expanduser())
    except PostmanFileError as trouble:
        raise errors.not_sent(str(trouble), "Name a file of CSV or JSON with a row for each iteration.") from None


def _words(results: list[Result], steps: list[tuple[Folder, Step]]) -> str:
    """What the run came to."""
    passed = sum(one.outcome == "passed" for one in results)
    sentences = [f"{passed:,} of {faces.count(len(results), 'request')} passed."]
    if any("would change data" in one.problem for one in results if one.outcome == "skipped"):
        variable = next(step.service.variable for _, step in steps)
        sentences.append(f"To send those that change data: {variable}.allow_changes = True")
    return " ".join(sentences)
