"""A table as it is shown beneath a reply: its first rows, long texts cut short. The DataFrame itself keeps all of it."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 20
_LONGEST = 120  # characters of a cell
_LONGEST_TEXT = 60  # of a cell in plain text, where nothing wraps


def html(table: "pd.DataFrame") -> str:
    """The table in HTML; whatever is in it is escaped."""
    return f'<div class="kz-table">{_short(table, _LONGEST).to_html(escape=True, border=0, notebook=False)}</div>'


def text(table: "pd.DataFrame") -> str:
    """The table in plain text."""
    return _short(table, _LONGEST_TEXT).to_string()


def left_out(rows: int) -> str:
    """What to say below it of the rows that are not shown; "" if all are."""
    return f"The first {MOST_ROWS} of {rows:,} rows; .df has them all." if rows > MOST_ROWS else ""


def _short(table: "pd.DataFrame", longest: int) -> "pd.DataFrame":
    shown = table.head(MOST_ROWS).copy()
    for place in range(shown.shape[1]):  # by place: a name may be anything
        column = shown.iloc[:, place]
        if str(column.dtype) in ("object", "string", "str"):
            shown.isetitem(place, column.astype(object).map(lambda value: _cut(value, longest)))
    return shown.set_axis([_cut(name, longest) for name in shown.columns], axis=1)


def _cut(value: Any, longest: int) -> Any:
    """A text, or a list or object as one, that is not too long."""
    if not isinstance(value, str | list | dict):
        return value
    words = value if isinstance(value, str) else repr(value)
    if len(words) <= longest:
        return value
    return f"{words[: longest - 1]}…"
