"""``kaizala-nb lessons``: copies for a class, marks, pages to read, clean files. What is heavy loads when a command runs."""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from kaizala_nb.toolkit.display.terminal import line

_FOLDER = click.Path(path_type=Path, file_okay=False)
_OTHER_PEOPLES_CODE = """\
This runs other people's code on this computer, with your rights: {count} from {folder}.
Do it where nothing else lies. Ctrl+C stops it."""


@click.group()
def lessons() -> None:
    """For teachers: hand the lessons out, mark what comes back, make pages to read."""


@lessons.command()
@click.argument("folder", type=_FOLDER)
@click.option(
    "--answers",
    type=click.Choice(["folded", "none", "shown"]),
    default="folded",
    show_default=True,
    help="Folded away below each exercise; left out; or shown, and filled in so that Run All passes every check.",
)
def copy(folder: Path, answers: str) -> None:
    """Write clean lessons into FOLDER. A file that is there already is left as it is."""
    with _needs_jupyter():
        from kaizala_nb.course.teaching import handout
    try:
        written = handout.copy(folder, answers)
    except OSError as trouble:
        raise click.ClickException(f"The lessons cannot be written to {folder}: {trouble.strerror}.") from None
    for file in written:
        click.echo(line(file))
    click.echo(f"{_count(written)} written to {line(folder)}. What was there is as it was.", err=True)


@lessons.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option(
    "--time-limit",
    type=click.FloatRange(min=1),
    default=120,
    show_default=True,
    help="Seconds that a notebook may run.",
)
def mark(folder: Path, time_limit: float) -> None:
    """Run each notebook in FOLDER against a Kaizala of its own, and print a table as CSV: which checks does it pass?

    A row a notebook, a column a check: "done", "1 of 2", "not checked"; empty where the check is another lesson's.
    This runs other people's code on this computer.
    """
    with _needs_jupyter():
        import asyncio

        from kaizala_nb.course.teaching import marking
    known = marking.lessons()
    checks = [check for lesson in known for check in lesson.checks]
    click.echo(_OTHER_PEOPLES_CODE.format(count=_count(marking.handed_in(folder)), folder=line(folder)), err=True)
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["notebook", "lesson", *checks, "remark"])
    sys.stdout.flush()

    async def rows() -> None:
        async for row in marking.mark(folder, known, time_limit):
            number = row.lesson.number if row.lesson else ""
            said = [row.said(check) for check in checks]
            table.writerow(map(_cell, [str(row.file), number, *said, row.remark]))
            sys.stdout.flush()

    try:
        asyncio.run(rows())
    except KeyboardInterrupt:
        raise SystemExit(130) from None


@lessons.command()
@click.argument("folder", type=_FOLDER)
def pages(folder: Path) -> None:
    """Run each lesson and write it into FOLDER as a page to read, with what its cells show. Pages of before are written over."""
    with _needs_jupyter():
        from kaizala_nb.course.teaching import pages
    try:
        for page in pages.write(folder):
            click.echo(line(page))
    except pages.LessonFailed as trouble:
        raise click.ClickException(f"{trouble}") from None
    except OSError as trouble:
        raise click.ClickException(f"The pages cannot be written to {folder}: {trouble.strerror}.") from None


@lessons.command()
@click.argument("files", type=click.Path(path_type=Path, dir_okay=False, exists=True), nargs=-1, required=True)
def clean(files: tuple[Path, ...]) -> None:
    """Take outputs, counts and the state of widgets out of notebooks, in place."""
    with _needs_jupyter():
        from kaizala_nb.course.teaching import notebooks
    for file in files:
        try:
            made = notebooks.text(notebooks.clean(notebooks.read(file)))
            if made != file.read_text(encoding="utf-8"):
                file.write_text(made, encoding="utf-8")
                click.echo(line(file))
        except (notebooks.NotANotebook, OSError) as trouble:
            raise click.ClickException(f"{file}: {trouble}") from None


@contextmanager
def _needs_jupyter() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as trouble:
        if trouble.name and trouble.name.startswith("kaizala_nb"):
            raise
        raise click.ClickException('Jupyter is not installed. Install it: pip install "kaizala-nb[lab]"') from None


def _count(things: list[Any]) -> str:
    return f"{len(things)} notebook{'' if len(things) == 1 else 's'}"


def _cell(text: str) -> str:
    """A cell of the table. A spreadsheet must not read the name of a file as a formula, nor a terminal as a command."""
    text = line(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
