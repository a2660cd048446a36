"""``kaizala-nb lessons``: copies for a class, marks, pages to read, clean files. Jupyter loads when a command runs."""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kaizala_nb.toolkit.display.terminal import one_line

_FOLDER = click.Path(path_type=Path, file_okay=False)
_OTHER_PEOPLES_CODE = """\
This runs other people's code on this computer, with your rights: {count} from {folder}.
Do it on a computer that holds nothing else. Ctrl+C stops it."""


@click.group()
def lessons() -> None:
    """For teachers: copy the lessons for a class, mark the notebooks of a class, make pages to read."""


@lessons.command()
@click.argument("folder", type=_FOLDER)
@click.option(
    "--answers",
    type=click.Choice(["folded", "none", "shown"]),
    default="folded",
    show_default=True,
    help="folded: each answer is in a fold below its exercise. none: there are no answers. "
    "shown: the answers are open and in their cells, so Run All passes every check.",
)
def copy(folder: Path, answers: str) -> None:
    """Write clean lessons into FOLDER, and the example of a Postman collection. A file that is already there stays as it is."""
    from kaizala_nb.toolkit.display import faces

    with _needs_jupyter():
        from kaizala_nb.course.teaching import handout
    try:
        files = handout.copy(folder, answers)
    except OSError as trouble:
        raise click.ClickException(f"The lessons cannot be written to {folder}: {trouble.strerror}.") from None
    for file in files:
        click.echo(one_line(file))
    written = faces.count(len(files), "file")
    click.echo(f"{written} written to {one_line(folder)}. The files that were there have not changed.", err=True)


@lessons.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option(
    "--time-limit",
    type=click.FloatRange(min=1),
    default=120,
    show_default=True,
    help="How many seconds a notebook may run.",
)
def mark(folder: Path, time_limit: float) -> None:
    """Run each notebook in FOLDER against a Kaizala of its own. Print a table as CSV: which checks does it pass?

    The table has a row for each notebook and a column for each check: "done", "1 of 2" or "not checked". A part of a lesson that
    was run says "ran" instead of "done": nothing in it is the learner's own. A cell is empty where the check is another lesson's.

    This runs other people's code on this computer.
    """
    with _needs_jupyter():
        import asyncio

        from kaizala_nb.course.teaching import marking
    known = marking.lessons()
    checks = [check for lesson in known for check in lesson.checks]
    click.echo(_OTHER_PEOPLES_CODE.format(count=_count(marking.files_in(folder)), folder=one_line(folder)), err=True)
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["notebook", "lesson", *checks, "remark"])
    sys.stdout.flush()

    async def rows() -> None:
        async for row in marking.mark(folder, known, time_limit):
            number = row.lesson.number if row.lesson else ""
            results = [row.cell(check) for check in checks]
            table.writerow(map(_cell, [str(row.file), number, *results, row.remark]))
            sys.stdout.flush()

    try:
        asyncio.run(rows())
    except KeyboardInterrupt:
        raise SystemExit(130) from None


@lessons.command()
@click.argument("folder", type=_FOLDER)
def pages(folder: Path) -> None:
    """Run each lesson and write it as a page to read.

    The pages go into FOLDER, over old ones. They show the replies of the requests.
    """
    with _needs_jupyter():
        from kaizala_nb.course.teaching import pages
    try:
        for page in pages.write(folder):
            click.echo(one_line(page))
    except pages.LessonFailed as trouble:
        raise click.ClickException(f"{trouble}") from None
    except OSError as trouble:
        raise click.ClickException(f"The pages cannot be written to {folder}: {trouble.strerror}.") from None


@lessons.command()
@click.argument("files", type=click.Path(path_type=Path, dir_okay=False, exists=True), nargs=-1, required=True)
def clean(files: tuple[Path, ...]) -> None:
    """Take outputs, counts and the state of widgets out of the notebooks. The files change in place."""
    with _needs_jupyter():
        from kaizala_nb.course.teaching import notebooks
    for file in files:
        try:
            clean_text = notebooks.text(notebooks.clean(notebooks.read(file)))
            if clean_text != file.read_text(encoding="utf-8"):
                file.write_text(clean_text, encoding="utf-8")
                click.echo(one_line(file))
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


def _count(files: list[Path]) -> str:
    return f"{len(files)} notebook{'' if len(files) == 1 else 's'}"


def _cell(text: str) -> str:
    """A cell of the table. A spreadsheet must not read it as a formula, and a terminal must not read it as a command."""
    text = one_line(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
