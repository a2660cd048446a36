"""A lesson at a desk: its cells run one by one in this process, so that what a learner might do can be tried at any of them.

The cells run in a folder of their own, with the example of a collection in it. No kernel and no page: forms exist and wait,
``send_once`` sends them. A cell that is refused, as its tag says, is passed over as Run All does.
"""

import ast
import re
import shutil
import sys
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from kaizala_nb import Kaizala, KaizalaError
from kaizala_nb.course.lessons import Check
from kaizala_nb.course.teaching.lab import copy_example
from kaizala_nb.toolkit.notebook.api import PostmanApi
from tests.course.lessons.runner import NOTEBOOKS, read

REFUSED, YOUR_TURN, ANSWER = "raises-exception", "your-turn", "answer"


def path_of(number: str) -> Path:
    """The notebook of a lesson."""
    return next(NOTEBOOKS.glob(f"{number}-*.ipynb"))


def tags(cell: NotebookNode) -> list[str]:
    """What a cell is tagged with."""
    return cell.metadata.get("tags", [])


class Desk:
    """A lesson and whoever works through it."""

    def __init__(self, number: str) -> None:
        self.cells = read(path_of(number)).cells
        self._begin()

    def _begin(self) -> None:
        self.names: dict[str, Any] = {}
        self.refusals: dict[int, KaizalaError] = {}
        self.next = 0
        self.folder = Path(tempfile.mkdtemp(prefix="desk-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        copy_example(self.folder)

    @property
    def kaizala(self) -> Kaizala:
        """The notebook's own."""
        return self.names["kaizala"]

    def run(self, code: str) -> Any:
        """Run code as a cell of its own; gives what its last line is."""
        tree = ast.parse(code)
        last = ast.Expression(tree.body.pop().value) if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        with chdir(self.folder):
            exec(compile(tree, "<cell>", "exec"), self.names)  # noqa: S102
            value = eval(compile(last, "<cell>", "eval"), self.names) if last else None  # noqa: S307
        if "matplotlib.pyplot" in sys.modules:  # a cell's chart ends with the cell, as in a notebook
            sys.modules["matplotlib.pyplot"].close("all")
        return value

    def run_cell(self, index: int) -> Any:
        """Run one cell of the lesson; one that is to be refused has to be."""
        cell = self.cells[index]
        if cell.cell_type != "code":
            return None
        if REFUSED not in tags(cell):
            return self.run(cell.source)
        try:
            self.run(cell.source)
        except KaizalaError as refused:
            self.refusals[index] = refused
            return None
        raise AssertionError(f"Cell {index} was to be refused")

    def run_to(self, index: int) -> None:
        """Run the cells up to this one, without it."""
        while self.next < index:
            self.run_cell(self.next)
            self.next += 1

    def find(self, text: str, after: int = 0) -> int:
        """The first cell, from ``after`` on, that holds a text."""
        return next(index for index in range(after, len(self.cells)) if text in self.cells[index].source)

    def your_turn(self, check: str) -> int:
        """The cell to work in for a check: the last one tagged so before the cell that asks for it."""
        asks = self._asks(check)
        return max(index for index in range(asks) if YOUR_TURN in tags(self.cells[index]))

    def answer(self, check: str) -> str:
        """The code of the folded answer to a check."""
        fold = self.cells[self.find("<details>", self._asks(check))].source
        return re.search(r"```python\n(.*?)```", fold, re.DOTALL)[1]

    def _asks(self, check: str) -> int:
        call = f'kaizala.check("{check}"'
        return next(index for index, cell in enumerate(self.cells) if cell.cell_type == "code" and call in cell.source)

    @contextmanager
    def tried(self, code: str) -> Iterator[None]:
        """What somebody tries here; afterwards all is as it was: the service and its journal, variables and names."""
        state, variables, names = self.kaizala.sandbox.snapshot(), self._variables(), dict(self.names)
        others = [one for one in names.values() if isinstance(one, PostmanApi)]
        before = [(one, one.sandbox.snapshot(), _scopes(one), one.session.wait_when_throttled) for one in others]
        inbox = self.kaizala._inbox
        paused = inbox is not None and inbox.paused
        session = self.kaizala.session
        renews, waits = session.renew_tokens, session.wait_when_throttled
        journal = self.kaizala.sandbox._emulator.value.journal
        calls = journal.calls
        try:
            self.run(code)
            yield
        finally:
            self.kaizala.sandbox.restore(state)
            session.renew_tokens, session.wait_when_throttled = renews, waits
            if paused and inbox is not None:
                inbox.pause()
            journal._calls.clear()
            journal._calls.extend(calls)
            self.kaizala.environment.clear()
            self.kaizala.environment.update(variables)
            for other, state, scopes, waits in before:
                other.sandbox.reset()  # the journal too, which no snapshot holds
                other.sandbox.restore(state)
                other.session.wait_when_throttled = waits
                for scope, entries in scopes.items():
                    other.environment._scopes[scope].clear()
                    other.environment._scopes[scope].update(entries)
            self.names = names

    def check(self, name: str, **given: Any) -> Check:
        """A check, as it stands now."""
        return self.kaizala.check(name, **given)

    def _variables(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.kaizala.environment.items()}

    def close(self) -> None:
        """Leave."""
        for name in ("kaizala", "library"):
            if name in self.names:
                self.names[name].close()


class SharedDesk(Desk):
    """A desk of several tests, which come in any order. Each runs to its cell first; if the desk is beyond it, the lesson begins
    anew."""

    def run_to(self, index: int) -> None:
        """Run the cells up to this one, without it."""
        if index < self.next:
            self.close()
            self._begin()
        super().run_to(index)


def _scopes(api: PostmanApi) -> dict[str, dict[str, Any]]:
    """The variables of each scope. A request that fills a variable fills it in a scope of its own."""
    return {scope: dict(entries) for scope, entries in api.environment._scopes.items()}
