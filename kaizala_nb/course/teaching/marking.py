"""Marks: runs each notebook of a class against a Kaizala of its own, and notes which checks the notebook passes.

A check counts if it passes at any time of the run, or at the end of the run. So a solution below its check counts, a check that
somebody deleted is asked too, and a later section takes nothing away. Outputs that came with the file do not count.

Some checks need what only the notebook has: a number, a function. So they are asked at the end as the notebook asks for them, or as
the lesson does where somebody deleted that: ``kaizala.check("04 your turn", answer=answer)``.

This runs other people's code with the rights of the person who marks. Marking stops a notebook after a time, throws its outputs
away as they come, and gives it no address and no secret of another Kaizala. It gives no more safety than that: only a computer
that holds nothing else does.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from kaizala_nb.course.lessons import word_of
from kaizala_nb.course.lessons.check import RESULT
from kaizala_nb.course.teaching import kernel, lab, notebooks

_OWN_KAIZALA = Path(__file__).with_name("own_kaizala.py")
_CHECK_SECONDS = 20
"""Seconds for the checks at the end."""
_INTERRUPT_SECONDS = 10
"""Seconds that a notebook has to stop after an interruption. Then its kernel is killed."""


@dataclass(frozen=True)
class Lesson:
    """A lesson as marking knows it: its number, the names of its checks, the ids of its cells, and how it asks for each check."""

    number: str
    checks: list[str]
    cells: frozenset[str]
    calls: dict[str, list[str]]


class Result(NamedTuple):
    """How many lines of a check are done, of how many."""

    done: int
    of: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.done / self.of


@dataclass
class Mark:
    """A row: a notebook, its lesson, its best result in each check, and a remark."""

    file: Path
    lesson: Lesson | None = None
    results: dict[str, Result] = field(default_factory=dict)
    remark: str = ""

    def cell(self, check: str) -> str:
        """The result of a check in words: "done", "1 of 2", "not checked". It is "" where the check is another lesson's.

        Of a part that was run it is "ran": nothing in it is the learner's own.
        """
        if self.lesson is None or check not in self.lesson.checks:
            return ""
        result = self.results.get(check)
        if result is None:
            return "not checked"
        return word_of(check) if result.done == result.of else f"{result.done} of {result.of}"


def lessons() -> list[Lesson]:
    """The lessons that came with the package."""
    known = []
    for file in lab.lesson_files():
        notebook = notebooks.read(file)
        ids = frozenset(cell.id for cell in notebook.cells if "id" in cell)
        known.append(Lesson(file.name[:2], notebooks.checks(notebook), ids, notebooks.check_calls(notebook)))
    return known


def files_in(folder: Path) -> list[Path]:
    """The notebooks in a folder and in the folders below it, without those in hidden folders."""
    paths = (file.relative_to(folder) for file in folder.rglob("*.ipynb"))
    return sorted(folder / file for file in paths if not any(part.startswith((".", "__")) for part in file.parts))


async def mark(folder: Path, known: list[Lesson], seconds: float) -> AsyncIterator[Mark]:
    """Run the notebooks of a folder one after the other. Each may take so many seconds."""
    for file in files_in(folder):
        row = Mark(file.relative_to(folder))
        try:
            notebook = notebooks.read(file)
        except notebooks.NotANotebook as trouble:
            row.remark = f"not a notebook: {trouble}"
        except OSError as trouble:
            row.remark = f"cannot be read: {trouble.strerror}"
        else:
            row.lesson = _lesson_of(notebook, known)
            if row.lesson is None:
                row.remark = "none of the lessons"
            else:
                await _run(notebook, row, row.lesson, seconds)
        yield row


def _lesson_of(notebook: NotebookNode, known: list[Lesson]) -> Lesson | None:
    """The lesson that most cells come from, by their ids: an editor keeps them. Else the lesson of most checks in the notebook."""
    ids = {cell.get("id") for cell in notebook.cells}
    checks = set(notebooks.checks(notebook))

    def cells_of(lesson: Lesson) -> int:
        return len(lesson.cells & ids)

    def checks_of(lesson: Lesson) -> int:
        return len(checks.intersection(lesson.checks))

    for likeness in (cells_of, checks_of):
        nearest = max(known, key=likeness, default=None)
        if nearest is not None and likeness(nearest):
            return nearest
    return None


class _Marker(NotebookClient):
    """Keeps the results of checks and the first error, and no output: so a notebook that prints for ever fills no memory."""

    def __init__(self, notebook: NotebookNode, **options: Any) -> None:
        super().__init__(notebook, **options)
        self.results: list[object] = []
        self.error = ""
        self.halted = False
        self._theirs = len(notebook.cells)

    def output(self, outs: list[Any], msg: dict[str, Any], display_id: str | None, cell_index: int) -> None:
        content = msg["content"]
        if msg["msg_type"] == "error" and not (self.error or self.halted or self._may_fail(cell_index)):
            self.error = f"cell {cell_index + 1}: {_word(content.get('ename'))}"
        elif RESULT in content.get("data", {}):
            self.results.append(content["data"][RESULT])

    async def cells(self) -> None:
        """Run the cells, to the last or until halted."""
        for index, cell in enumerate(self.nb.cells):
            if cell.cell_type == "code" and not self.halted:
                await self.async_execute_cell(cell, index)

    async def ask(self, calls: list[str]) -> None:
        """Ask for checks, each in a cell of its own."""
        for call in calls:
            self.nb.cells.append(new_code_cell(call))
            await self.async_execute_cell(self.nb.cells[-1], len(self.nb.cells) - 1)

    def _may_fail(self, index: int) -> bool:
        return index >= self._theirs or "raises-exception" in self.nb.cells[index].metadata.get("tags", ())


async def _run(notebook: NotebookNode, row: Mark, lesson: Lesson, seconds: float) -> None:
    remarks = []
    checks, calls = lesson.checks, lesson.calls | notebooks.check_calls(notebook)
    clean = notebooks.clean(notebook)
    async with kernel.started(_Marker, clean, first=[_OWN_KAIZALA], allow_errors=True, timeout=None) as client:
        try:
            if not await _ends(client, client.cells(), seconds):
                remarks.append(f"stopped after {seconds:g} seconds")
            row.results = _best(client.results, checks)
            missing = [check for check in checks if check not in row.results or row.results[check].share < 1]
            asked = [call for check in missing for call in calls[check]]
            if not await _ends(client, client.ask(asked), _CHECK_SECONDS):
                remarks.append("its checks did not answer")
        except DeadKernelError:
            remarks.append("its kernel died")
        row.results = _best(client.results, checks)
        remarks.append(client.error)
    row.remark = "; ".join(filter(None, remarks))


async def _ends(client: _Marker, work: Coroutine[Any, Any, None], seconds: float) -> bool:
    """Whether the work ends in time. If not, it is interrupted; if that does not help, its kernel is killed.

    The task is never cancelled: nbclient would think that the kernel died. Raises ``DeadKernelError``.
    """
    task = asyncio.create_task(work)
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if not done:
        client.halted = True
        await kernel.manager(client).interrupt_kernel()
        stopped, _ = await asyncio.wait({task}, timeout=_INTERRUPT_SECONDS)
        if not stopped:
            await kernel.manager(client).shutdown_kernel(now=True)
    await task
    client.halted = False
    return bool(done)


def _best(outputs: list[object], checks: list[str]) -> dict[str, Result]:
    """The best result of each check. A notebook may show anything: what is not the result of a check does not count."""
    best: dict[str, Result] = {}
    for output in outputs:
        if not isinstance(output, dict) or output.get("check") not in checks:
            continue
        done, of = output.get("done"), output.get("of")
        if type(done) is type(of) is int and 0 <= done <= of and of > 0:
            result = Result(done, of)
            best[output["check"]] = max(best.get(output["check"], result), result, key=lambda result: result.share)
    return best


def _word(name: object) -> str:
    return re.sub(r"[^\w.]", "", str(name))[:60] or "an error"
