"""What a table looks like, in HTML and in text: the same for a reply and for a DataFrame.

Texts stand left, numbers right. Ids are short; see :mod:`kaizala_nb.toolkit.display.ids`. In HTML, whoever points at an id sees the
whole of it, and whoever copies it has the whole of it. No script is needed for that: the middle of the id stands in the page, in
letters of no size, and "…" comes from the style sheet, which is not copied. In text, only what is seen can be copied. So ids are
short there only if the table has many columns.

A notebook keeps every output, and a browser draws it. So an output shows a part of a long table, and has a limit in bytes.
"""

from collections.abc import Callable, Sequence
from html import escape

import pandas as pd

from kaizala_nb.toolkit.display import faces, ids
from kaizala_nb.toolkit.tables.shown import Column, Extent, Shown, nothing

EXCERPT = (
    Extent(20, 0, 30, 120),
    Extent(20, 0, 20, 40),
    Extent(10, 0, 10, 40),
    Extent(5, 0, 10, 20),
    Extent(1, 0, 5, 20),
)
"""For an output that shows a table among other things: the first of these that fits into its limit."""

_LONGEST = 120  # characters of a cell
_LONGEST_TEXT = 60  # characters of a cell in plain text, where lines do not wrap
_ONE_LINE = 40  # characters of a cell that never wraps
_ALL = 10**9
_COPIED = "Ids are shortened; copied, they are whole."
_IN_CODE = "Ids are shortened; in code, they are whole."


def alone(most_columns: int | None = None) -> tuple[Extent, ...]:
    """For an output that shows only a table: as much of it as the options of pandas say, or else less, until it fits.

    ``most_columns`` is how many columns are shown of a table that has a limit of its own.
    """
    rows, columns, longest = (pd.get_option(f"display.{name}") for name in ("max_rows", "max_columns", "max_colwidth"))
    rows, longest = rows or _ALL, longest or _ALL
    as_set = Extent(rows - rows // 2, rows // 2, columns or _ALL, max(longest, _LONGEST))
    extents = as_set, Extent(10, 10, 20, _LONGEST), Extent(5, 5, 10, 40), Extent(1, 1, 5, 20)
    return tuple(extent._replace(columns=min(extent.columns, most_columns or _ALL)) for extent in extents)


def html(table: pd.DataFrame, most: int, extents: Sequence[Extent] = EXCERPT) -> str:
    """A table in HTML of at most ``most`` bytes, and what is left out. All its texts are escaped."""
    if not table.size:
        return faces.element("p", nothing(table), "kz-quiet")
    return _first_that_fits(lambda extent: _html(Shown(table, extent)), most, extents)


def text(
    table: pd.DataFrame,
    most: int,
    extents: Sequence[Extent] = EXCERPT,
    lay_out: Callable[[pd.DataFrame], str] = pd.DataFrame.to_string,
) -> str:
    """The same in plain text. ``lay_out`` makes one text of a table of texts."""
    if not table.size:
        return nothing(table)

    def draw(extent: Extent) -> str:
        shown = Shown(table, extent._replace(longest=min(extent.longest, _LONGEST_TEXT)))
        notes = shown.notes(_IN_CODE if shown.has_many_columns else "")
        lines = [line.rstrip() for line in lay_out(_texts(shown)).splitlines()]
        return "\n".join([*lines, *notes])

    return _first_that_fits(draw, most, extents)


def _first_that_fits(draw: Callable[[Extent], str], most: int, extents: Sequence[Extent]) -> str:
    drawn = ""
    for extent in extents:
        drawn = draw(extent)
        if faces.weight(drawn) <= most:
            break
    return drawn


def _html(shown: Shown) -> str:
    head = "".join(_head(column) for column in shown.labels + shown.columns)
    rows = []
    for row in range(shown.count):
        if row == shown.gap:
            width = len(shown.labels) + len(shown.columns)
            rows.append(f'<tr><td colspan="{width}" class="kz-quiet">… {escape(shown.rows_left_out)} …</td></tr>')
        labels = [_cell("th", column, row, shown) for column in shown.labels]
        cells = [_cell("td", column, row, shown) for column in shown.columns]
        rows.append(f"<tr>{''.join(labels + cells)}</tr>")
    drawn = f'<table class="dataframe"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    notes = " ".join(shown.notes(_COPIED))
    below = faces.element("p", notes, "kz-quiet kz-note") if notes else ""
    return faces.wide(drawn, label=f"Table, {shown.size}", kind="kz-data") + below


def _head(column: Column) -> str:
    if not column.name:
        return "<td></td>"
    side = ' class="kz-right"' if column.is_number else ""
    return f'<th scope="col"{side}>{escape(column.name)}</th>'


def _cell(tag: str, column: Column, row: int, shown: Shown) -> str:
    words = column.texts[row]
    kinds = []
    if column.is_number:
        kinds.append("kz-right")
    if column.is_numbering:
        kinds.append("kz-nr")
    if len(ids.shortened_in(words, shown.short)) > _ONE_LINE:
        kinds.append("kz-long")
    attributes = ' scope="row"' if tag == "th" else ""
    attributes += f' class="{" ".join(kinds)}"' if kinds else ""
    attributes += f' title="{column.moments[row]}"' if column.moments[row] else ""
    return f"<{tag}{attributes}>{_content(words, column, shown)}</{tag}>"


def _content(words: str, column: Column, shown: Shown) -> str:
    """A text as HTML, with the ids in it short. Other ids are in code type too, and whole."""
    if words and ids.names_ids(column.name) and not ids.in_text(words):
        return f"<code>{escape(words)}</code>"
    return ids.ID.sub(lambda found: _id(found[0], shown.short[found[0]]), escape(words))


def _id(whole: str, short: ids.ShortId) -> str:
    middle = f"<span>{short.middle}</span>" if short.middle else ""
    return f'<code class="kz-id" title="{whole}">{short.head}{middle}{short.tail}</code>'


def _texts(shown: Shown) -> pd.DataFrame:
    """What is shown, as a table of texts. Those that stand left have blanks behind them: pandas writes all texts to the right."""
    names, columns = [], []
    for column in shown.columns:
        name, texts = column.name, _lines(column, shown)
        if not column.is_number:
            width = max(map(len, [name, *texts]))
            name, texts = name.ljust(width), [words.ljust(width) for words in texts]
        names.append(name)
        columns.append(texts)
    labels = [" ".join(parts) for parts in zip(*(_lines(column, shown) for column in shown.labels), strict=True)]
    title = " ".join(column.name for column in shown.labels) or None
    table = pd.DataFrame(dict(enumerate(columns)), index=pd.Index(labels, name=title, dtype=object), dtype=object)
    table.columns = pd.Index(names, dtype=object)
    return table


def _lines(column: Column, shown: Shown) -> list[str]:
    """The texts of a column, a line each. Where rows are left out there is a line with "…"."""
    texts = column.texts
    if shown.has_many_columns:
        texts = [ids.shortened_in(words, shown.short) for words in texts]
    return texts if shown.gap is None else [*texts[: shown.gap], "…", *texts[shown.gap :]]
