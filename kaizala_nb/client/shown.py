"""A table as it is shown beneath a reply: its first rows, long texts cut short, and ids too where there are many columns.

The DataFrame itself keeps all of it, and the words below the table say so.
"""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 20
_MANY_COLUMNS = 7  # from here on ids would push out of sight what one wants to read
_LONGEST = 120  # characters of a cell
_LONGEST_TEXT = 60  # of a cell in plain text, where nothing wraps
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(@\d+)?", re.IGNORECASE)


def html(table: "pd.DataFrame") -> str:
    """The table in HTML; whatever is in it is escaped."""
    return f'<div class="kz-table">{_short(table, _LONGEST).to_html(escape=True, border=0, notebook=False)}</div>'


def text(table: "pd.DataFrame") -> str:
    """The table in plain text."""
    return _short(table, _LONGEST_TEXT).to_string()


def left_out(table: "pd.DataFrame") -> list[str]:
    """What to say below it of what is not shown, a line each."""
    words = []
    if len(table) > MOST_ROWS:
        words.append(f"The first {MOST_ROWS} of {len(table):,} rows; .df has them all.")
    if _is_wide(table) and any(_is_id(value) for value in table.head(MOST_ROWS).to_numpy(dtype=object).flat):
        words.append("Ids are cut short; .df has them whole.")
    return words


def _short(table: "pd.DataFrame", longest: int) -> "pd.DataFrame":
    wide, shown = _is_wide(table), table.head(MOST_ROWS).copy()
    for place in range(shown.shape[1]):  # by place: a name may be anything
        column = shown.iloc[:, place]
        if str(column.dtype) in ("object", "string", "str"):
            shown.isetitem(place, column.astype(object).map(lambda value: _cut(value, longest, wide)))
    return shown.set_axis([_cut(name, longest) for name in shown.columns], axis=1)


def _cut(value: Any, longest: int, ids: bool = False) -> Any:
    """A text, or a list or object as one, that is not too long."""
    if ids and _is_id(value):
        return f"{value[:8]}…"
    if not isinstance(value, str | list | dict):
        return value
    words = value if isinstance(value, str) else repr(value)
    return value if len(words) <= longest else f"{words[: longest - 1]}…"


def _is_wide(table: "pd.DataFrame") -> bool:
    return table.shape[1] >= _MANY_COLUMNS


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None
