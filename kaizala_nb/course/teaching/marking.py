"""Who got how far: runs each handed-in notebook against a Kaizala of its own and notes which checks it passes.

A check counts when it passed at any time of the run, or passes at its end: so a solution below its check counts, a check that
was deleted is asked all the same, and what a later section changes takes nothing away. Outputs that came with the file count for
nothing.

This runs other people's code with the rights of whoever marks. A notebook is stopped after a time, its outputs are thrown away
as they come, and it gets no address or secret of another Kaizala; more than that, only a computer that holds nothing else gives.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from kaizala_nb.course.lessons.check import RESULT
from kaizala_nb.course.teaching import kernel, lab, notebooks

_OWN_KAIZALA = Path(__file__).with_name("own_kaizala.py")
_FOR_A_CHECK = 20
"""Seconds for the checks at the end."""
_TO_HEED = 10
"""Seconds that a notebook has to heed an interruption before its kernel is killed."""


@dataclass(frozen=True)
class Lesson:
    """What a handed-in notebook is compared with."""

    number: str
    checks: list[str]
    cells: frozenset[str]


@dataclass
class Mark:
    """A row: a notebook, what it reached in each check of its lesson, what was noticed."""

    file: Path
    lesson: Lesson | None = None
    reached: dict[str, tuple[int, int]] = field(default_factory=dict)
    """How many things of how many, by check."""
    remark: str = ""

    def said(self, check: str) -> str:
        """The check in words: "done", "1 of 2", "not checked"; "" when it is another lesson's."""
        if self.lesson is None or check not in self.lesson.checks:
            return ""
        done, of = self.reached.get(check, (0, 0))
        return "not checked" if not of else "done" if done == of else f"{done} of {of}"


def lessons() -> list[Lesson]:
    """The lessons that came with the package."""
    made = []
    for file in sorted(lab.lessons().glob("[0-9]*.ipynb")):
        notebook = notebooks.read(file)
        ids = frozenset(cell.id for cell in notebook.cells if "id" in cell)
        made.append(Lesson(file.name[:2], notebooks.checks(notebook), ids))
    return made


def handed_in(folder: Path) -> list[Path]:
    """The notebooks in a folder and the folders in it, but for those that JupyterLab and others keep for themselves."""
    found = (file.relative_to(folder) for file in folder.rglob("*.ipynb"))
    return sorted(folder / file for file in found if not any(part.startswith((".", "__")) for part in file.parts))


async def mark(folder: Path, known: list[Lesson], seconds: float) -> AsyncIterator[Mark]:
    """Run the notebooks of a folder one after the other; each may take so many seconds."""
    for file in handed_in(folder):
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
                await _run(notebook, row, seconds)
        yield row


def _lesson_of(notebook: NotebookNode, known: list[Lesson]) -> Lesson | None:
    """The lesson that most of its cells come from, by their ids, which editing leaves alone; else by the checks that it calls."""
    ids = {cell.get("id") for cell in notebook.cells}
    called = set(notebooks.checks(notebook))
    near = max(known, key=lambda one: (len(one.cells & ids), len(called.intersection(one.checks))), default=None)
    return near if near and (near.cells & ids or called.intersection(near.checks)) else None


class _Marker(NotebookClient):
    """Keeps what checks said and which errors came, and no output: a notebook that prints for ever fills no memory."""

    def __init__(self, notebook: NotebookNode, **options: Any) -> None:
        super().__init__(notebook, **options)
        self.results: list[Any] = []
        self.error = ""
        self.halted = False
        self._theirs = len(notebook.cells)

    def output(self, outs: list, msg: dict[str, Any], display_id: str | None, cell_index: int) -> None:
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

    async def ask(self, checks: list[str]) -> None:
        """Ask for checks, each in a cell of its own."""
        for name in checks:
            self.nb.cells.append(new_code_cell(f"kaizala.check({name!r})"))
            await self.async_execute_cell(self.nb.cells[-1], len(self.nb.cells) - 1)

    def _may_fail(self, index: int) -> bool:
        return index >= self._theirs or "raises-exception" in self.nb.cells[index].metadata.get("tags", ())


async def _run(notebook: NotebookNode, row: Mark, seconds: float) -> None:
    remarks = []
    first = [_OWN_KAIZALA]
    async with kernel.started(
        notebooks.clean(notebook), first=first, client=_Marker, allow_errors=True, timeout=None
    ) as client:
        try:
            if not await _ends(client, client.cells(), seconds):
                remarks.append(f"stopped after {seconds:g} seconds")
            _note(client.results, row)
            missing = [name for name in row.lesson.checks if row.said(name) != "done"]
            if not await _ends(client, client.ask(missing), _FOR_A_CHECK):
                remarks.append("its checks did not answer")
        except DeadKernelError:
            remarks.append("its kernel died")
        _note(client.results, row)
    row.remark = "; ".join([*remarks, *([client.error] if client.error else [])])


async def _ends(client: _Marker, work: Coroutine[Any, Any, None], seconds: float) -> bool:
    """Whether it ends in time. If not it is interrupted, and if it does not heed that its kernel is killed.

    It is never cancelled: nbclient takes that for the death of the kernel. Raises ``DeadKernelError``.
    """
    task = asyncio.create_task(work)
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if not done:
        client.halted = True
        await client.km.interrupt_kernel()
        heeded, _ = await asyncio.wait({task}, timeout=_TO_HEED)
        if not heeded:
            await client.km.shutdown_kernel(now=True)
    await task
    client.halted = False
    return bool(done)


def _note(results: list[Any], row: Mark) -> None:
    """Keep the best of each check. What a notebook shows may be anything: what is not a check's result is passed over."""
    for result in results:
        if not isinstance(result, dict) or result.get("check") not in row.lesson.checks:
            continue
        done, of = result.get("done"), result.get("of")
        if type(done) is type(of) is int and 0 <= done <= of and of > 0:
            best = row.reached.get(result["check"], (0, of))
            row.reached[result["check"]] = max(best, (done, of), key=lambda pair: pair[0] / pair[1])


def _word(name: object) -> str:
    return re.sub(r"[^\w.]", "", str(name))[:60] or "an error"
