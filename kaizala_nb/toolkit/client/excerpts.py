"""Excerpts: the part of something long that an output shows. A table has its first rows, a long text its beginning.

A notebook keeps every output, and a browser draws it, so an excerpt has a limit in bytes. The data itself stays whole. Words below
the excerpt say what is left out.
"""

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.tables.columns import as_they_are

if TYPE_CHECKING:
    import pandas as pd


class _Extent(NamedTuple):
    rows: int
    columns: int
    longest: int  # characters of a cell


_EXTENTS = (_Extent(20, 30, 120), _Extent(20, 20, 40), _Extent(10, 10, 40), _Extent(5, 10, 20), _Extent(1, 5, 20))
"""How much of a table an excerpt shows: the first of these that fits into the limit."""
_LONGEST_TEXT = 60  # characters of a cell in plain text, where lines do not wrap
_MANY_COLUMNS = 7  # from this number on, whole ids would push the other columns out of sight
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(@\d+)?", re.IGNORECASE)
_LONGEST_JSON = 200  # characters of a text in JSON that is shortened
_MOST_ENTRIES = 20  # of a list or an object in JSON that is shortened


def html(table: "pd.DataFrame", most: int) -> str:
    """The first rows of a table in HTML of at most ``most`` bytes, and what is left out. All its texts are escaped."""

    def draw(extent: _Extent) -> str:
        drawn = _short(table, extent).to_html(escape=True, border=0, notebook=False)
        drawn = drawn.replace("<th></th>", "<td></td>")  # above the numbers of the rows nothing is headed
        below = (faces.element("p", line, "kz-quiet") for line in _left_out(table, extent))
        return faces.wide(drawn) + "".join(below)

    return _first_that_fits(draw, most)


def text(table: "pd.DataFrame", most: int) -> str:
    """The same excerpt in plain text."""

    def draw(extent: _Extent) -> str:
        short = _short(table, extent._replace(longest=min(extent.longest, _LONGEST_TEXT)))
        return "\n".join([short.to_string(), *_left_out(table, extent)])

    return _first_that_fits(draw, most)


def json_text(value: Any, most: int, whole: str = "", indent: int | None = 2) -> str:
    """JSON as text of at most ``most`` bytes; ``whole`` says where the whole JSON is.

    Long texts and lists in it are shortened first, so that the reader sees what comes after them.
    """
    # without indentation first, because to indent long JSON takes long
    if len(json.dumps(value, ensure_ascii=False)) <= most:
        words = json.dumps(value, indent=indent, ensure_ascii=False)
        if faces.size(words) <= most:
            return words
    words = json.dumps(_shorter(value), indent=indent, ensure_ascii=False)
    if faces.size(words) <= most:
        return words + (f"\n… Shortened here: {whole}" if whole else "")
    return faces.cut(words, most, whole)


def indented(value: Any) -> str:
    """The whole of a JSON value as text."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def body(content: str, most: int, whole: str = "", indent: int | None = None) -> str:
    """A body as text of at most ``most`` bytes. If it is JSON, it is shortened as JSON."""
    if len(content) <= most and faces.size(content) <= most:
        return content
    try:
        return json_text(read_json(content), most, whole, indent)
    except ValueError:
        return faces.cut(content, most, whole)


def _first_that_fits(draw: Callable[[_Extent], str], most: int) -> str:
    drawn = ""
    for extent in _EXTENTS:
        drawn = draw(extent)
        if faces.weight(drawn) <= most:
            break
    return drawn


def _left_out(table: "pd.DataFrame", extent: _Extent) -> list[str]:
    """The lines below an excerpt that say what it leaves out."""
    words = []
    if len(table) > extent.rows:
        rows = "first" if extent.rows == 1 else f"first {extent.rows}"
        words.append(f"The {rows} of {len(table):,} rows; .df has them all.")
    if table.shape[1] > extent.columns:
        words.append(f"The first {extent.columns} of {table.shape[1]:,} columns; .df has them all.")
    first = table.iloc[: extent.rows, : extent.columns]
    if _is_wide(table) and any(_is_id(value) for value in first.to_numpy(dtype=object).flat):
        words.append("Ids are cut short; .df has them whole.")
    return words


def _short(table: "pd.DataFrame", extent: _Extent) -> "pd.DataFrame":
    wide, short = _is_wide(table), table.iloc[: extent.rows, : extent.columns].copy()
    for number in range(short.shape[1]):  # by number: two columns may have one name
        column = short.iloc[:, number]
        if str(column.dtype) in ("object", "string", "str"):
            cut = [_cut(value, extent.longest, wide) for value in column]
            short.isetitem(number, as_they_are(cut, column.index))  # type: ignore[arg-type]  # a Series is taken too
    names = [_cut(name, extent.longest) for name in short.columns]
    return short.set_axis(as_they_are(names).array, axis=1)


def _cut(value: Any, longest: int, ids: bool = False) -> Any:
    """A value whose text has at most ``longest`` characters, and how many more there are. ``ids``: an id is cut short too."""
    if ids and _is_id(value):
        return f"{value[:8]}…"
    if not isinstance(value, str | list | dict):
        return value
    words = value if isinstance(value, str) else repr(value)
    return value if len(words) <= longest else _first(words, longest)


def _first(words: str, longest: int) -> str:
    return f"{words[:longest]}… {faces.count(len(words) - longest, 'character')} more"


def _shorter(value: Any) -> Any:
    """JSON that keeps only the beginning of each long text, list and object in it."""
    if isinstance(value, str):
        return value if len(value) <= _LONGEST_JSON else _first(value, _LONGEST_JSON)
    more = f"… {len(value) - _MOST_ENTRIES:,} more" if isinstance(value, list | dict) else ""
    if isinstance(value, list):
        first = [_shorter(entry) for entry in value[:_MOST_ENTRIES]]
        return [*first, more] if len(value) > _MOST_ENTRIES else first
    if isinstance(value, dict):
        entries = list(value.items())[:_MOST_ENTRIES]
        some = {_shorter(name): _shorter(entry) for name, entry in entries}
        return {**some, "…": more} if len(value) > _MOST_ENTRIES else some
    return value


def _is_wide(table: "pd.DataFrame") -> bool:
    return table.shape[1] >= _MANY_COLUMNS


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None
