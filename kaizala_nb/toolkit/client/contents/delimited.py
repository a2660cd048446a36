"""CSV and the like: a row a line, with a sign between the cells; and JSON lines: an object a line."""

import csv
import io
import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kaizala_nb.toolkit.client.contents.rows import MOST_COLUMNS, MOST_ROWS, Rows, first_rows
from kaizala_nb.toolkit.client.json_text import read_json

_SIGNS = (",", ";", "\t", "|")
_MOST_CELLS = 1_000_000
_LOOKED_AT = 20  # rows that tell the sign
_LEAST = 3  # rows of a text that says nowhere that it is CSV
_LONGEST_NAME = 40
_WHOLE = re.compile("-?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?")
_BEFORE_RECORD = "\x1e"  # RFC 7464
_FLAGS = {"true": True, "false": False}


def csv_rows(words: str, *, is_sure: bool) -> Rows | None:
    """The rows of a text that is CSV; None if it is none. ``is_sure``: its type says so. Otherwise the text itself must look so."""
    first_line = words[:100_000].partition("\n")[0]
    if any(first_line.count(sign) > MOST_COLUMNS for sign in _SIGNS):
        return None
    try:
        sign = _sign_of(words, is_sure)
        return None if sign is None else _rows(csv.reader(io.StringIO(words, newline=""), delimiter=sign))
    except csv.Error:
        return None


def _sign_of(words: str, is_sure: bool) -> str | None:
    """The sign between the cells: with it, the first rows have equally many cells, and more than with any other."""
    head = words[:100_000]
    best, width = None, 1
    for sign in _SIGNS:
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=sign)
        rows = [row for row in itertools.islice(reader, _LOOKED_AT) if row]
        widths = {len(row) for row in rows}
        if len(widths) == 1 and width < len(rows[0]) <= MOST_COLUMNS and (is_sure or _looks_like_a_table(rows)):
            best, width = sign, len(rows[0])
    return "," if best is None and is_sure else best


def _looks_like_a_table(rows: Sequence[Sequence[str]]) -> bool:
    names = rows[0]
    return len(rows) >= _LEAST and _are_names(names) and all(len(name) <= _LONGEST_NAME for name in names)


def _are_names(cells: Sequence[str]) -> bool:
    """Whether a row has the names of columns: none is empty, none is there twice, none is a number."""
    return all(cell.strip() and not _NUMBER.fullmatch(cell) for cell in cells) and len(set(cells)) == len(cells)


def _rows(reader: Iterable[list[str]]) -> Rows | None:
    rows = (row for row in reader if row)
    first = next(rows, None)
    if first is None or len(first) > MOST_COLUMNS:
        return None
    names = first if _are_names(first) else [f"column {number}" for number in range(1, len(first) + 1)]
    body = rows if names is first else itertools.chain([first], rows)
    most = min(MOST_ROWS, _MOST_CELLS // len(names))
    kept = list(itertools.islice(body, most))
    is_cut = next(body, None) is not None
    columns = [_values([row[at] if at < len(row) else "" for row in kept]) for at in range(len(names))]
    if any(len(row) > len(names) for row in kept):
        names, columns = [*names, "more"], [*columns, [row[len(names) :] or None for row in kept]]
    records = [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]
    note = f"The table has the first {most:,} rows. reply.content has all." if is_cut else ""
    return Rows(records, note=note)


def _values(cells: list[str]) -> list[Any]:
    """The values of a column: all numbers, all flags, or all texts. An empty cell has no value."""
    filled = {cell for cell in cells if cell}
    convert: Callable[[str], Any] = str
    if not filled:
        return [None] * len(cells)
    if all(map(_WHOLE.fullmatch, filled)):
        convert = int
    elif all(map(_NUMBER.fullmatch, filled)):
        convert = float
    elif all(cell.lower() in _FLAGS for cell in filled):
        convert = _flag
    values = {cell: convert(cell) for cell in filled}
    return [values.get(cell) for cell in cells]


def _flag(cell: str) -> bool:
    return _FLAGS[cell.lower()]


def json_lines(words: str) -> Rows | None:
    """The rows of JSON lines: each line is an object or a list, and there is more than one. None for any other text."""
    filled = (text for line in io.StringIO(words) if (text := line.strip().lstrip(_BEFORE_RECORD)))
    lines = list(itertools.islice(filled, MOST_ROWS + 1))
    try:
        records = read_json(f"[{','.join(lines)}]")  # all at once: that is much faster
    except ValueError:
        return None
    is_lines = len(records) == len(lines) > 1 and all(isinstance(one, dict | list) for one in records)
    return first_rows(records, len(lines)) if is_lines else None
