"""A table of calls that shows itself as a timeline: a line a call, the oldest first, failures marked."""

from collections.abc import Callable
from numbers import Integral
from typing import Any

import pandas as pd

from kaizala_nb.toolkit.display import faces, timeline
from kaizala_nb.toolkit.tables.table import Table

_MOST_LINES = 100  # the newest calls, in an output
_NEEDED = {"method", "path", "status", "at"}


class Timeline(Table):
    """A DataFrame of calls. Shown, it is a timeline, as long as it has the columns ``method``, ``path``, ``status`` and ``at``.

    It may have ``request`` (a Postman name), ``errorCode`` and ``caller`` too. All else is as in pandas.
    """

    @property
    def _constructor(self) -> "Callable[..., Timeline]":
        return Timeline

    def chart(self) -> timeline.Chart:
        """Who called what, when: a lane for each caller, a mark for each call.

        Raises:
            ValueError: a column is missing.
        """
        if not self._has_calls():
            raise ValueError(f"A chart of calls needs the columns {', '.join(sorted(_NEEDED))}.")
        return timeline.Chart(self._lines())

    def _repr_html_(self) -> str | None:
        if not self._has_calls():
            return super()._repr_html_()
        return faces.output(timeline.html(self.tail(_MOST_LINES)._lines(), len(self)))

    def _has_calls(self) -> bool:
        return set(self.columns) >= _NEEDED and self.columns.is_unique

    def _lines(self) -> list[timeline.CallLine]:
        return [_line(row[0], dict(zip(self.columns, row[1:], strict=True))) for row in self.itertuples(name=None)]


def _line(label: Any, call: dict[str, Any]) -> timeline.CallLine:
    """The line of a row. A row that somebody has changed may hold anything."""
    at, status = call["at"], call["status"]
    return timeline.CallLine(
        number=str(label),
        at=int(at.timestamp() * 1000) if isinstance(at, pd.Timestamp) else None,
        request=_text(call.get("request")),
        method=_text(call["method"]),
        path=_text(call["path"]),
        status=int(status) if isinstance(status, Integral) else 0,
        error_code=_text(call.get("errorCode")),
        caller=_text(call.get("caller")),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
