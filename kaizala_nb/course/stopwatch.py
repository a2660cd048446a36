"""A stopwatch for a lesson: when each cell was run. It is off until somebody asks for it, and nothing leaves the kernel."""

import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client.sentence import Sentence
from kaizala_nb.toolkit.client.suggesting import Suggesting
from kaizala_nb.toolkit.display import faces

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = {"cell": "string", "at": "number", "until the next": "number"}
_MOST_CELLS = 2_000
_LONGEST_LINE = 88  # characters of the first line of a cell


@dataclass(repr=False)
class Stopwatch(Suggesting):
    """Notes the minutes since it was started, at the start of each cell. It shows itself as its table.

    ``clock`` gives seconds.
    """

    clock: Any = time.monotonic
    _began: float | None = None
    _cells: list[tuple[str, float]] = field(default_factory=list)

    @property
    def runs(self) -> bool:
        """Whether it was started."""
        return self._began is not None

    def start(self) -> Sentence:
        """Start, or start anew."""
        shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
        if shell is not None and not self.runs:
            shell.events.register("pre_run_cell", lambda info: self.note(info.raw_cell))
        self._began, self._cells = self.clock(), []
        return Sentence("The stopwatch runs. It stays in this kernel, and nothing is sent. Look at it: kaizala.minutes")

    def note(self, code: str) -> None:
        """A cell begins to run."""
        if self._began is None or len(self._cells) >= _MOST_CELLS:
            return
        lines = [line.strip() for line in str(code).splitlines() if line.strip()]
        self._cells.append((lines[0][:_LONGEST_LINE] if lines else "", self.clock()))

    @property
    def df(self) -> "pd.DataFrame":
        """A row a cell: its first line, when it was run, and how long it was until the next one, in minutes; below, the sum."""
        began = self._began or 0.0
        times = [at for _, at in self._cells]
        now = self.clock()
        ends = [*times[1:], now][: len(times)]
        records = [
            {"cell": cell, "at": round((at - began) / 60, 1), "until the next": round((end - at) / 60, 1)}
            for (cell, at), end in zip(self._cells, ends, strict=True)
        ]
        words = f"In minutes. It is {(now - began) / 60:.1f} minutes since the stopwatch was started."
        below = (faces.element("p", words, "kz-quiet kz-note"), words)
        return tables.rows(records, _COLUMNS, below=below)

    def __repr__(self) -> str:
        return repr(self.df)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        table: Any = self.df  # pandas' stubs do not know its HTML
        return {"text/html": table._repr_html_(), "text/plain": repr(table)}
