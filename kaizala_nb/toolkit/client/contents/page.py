"""The largest table of an HTML page. Nothing of the page runs, and nothing that it names is opened."""

from html.parser import HTMLParser

from kaizala_nb.toolkit.client.contents.rows import MOST_COLUMNS, MOST_ROWS, Rows
from kaizala_nb.toolkit.display import faces

_MOST_READ = 1_000_000  # characters
_MOST_OPEN, _MOST_SPAN = 20, 100
_HIDDEN = ("script", "style", "template")


def html_rows(words: str) -> Rows | None:
    """The rows of the table with the most rows; None if the page has no table of two columns and a row."""
    reader = _Reader()
    reader.feed(words[:_MOST_READ])  # it is not closed: that would look at a broken end again and again
    tables = [table for table in reader.tables if len(table) > 1 and len(table[0]) > 1]
    if not tables:
        return None
    head, *body = max(tables, key=len)
    names = _names(head)
    records = [{name: cell or None for name, cell in zip(names, row, strict=False)} for row in body[:MOST_ROWS]]
    note = f"The largest of {faces.count(len(tables), 'table')}." if len(tables) > 1 else ""
    return Rows(records, note=note)


def _names(head: list[str]) -> list[str]:
    names: list[str] = []
    for number, cell in enumerate(head, 1):
        name = cell or f"column {number}"
        names.append(f"{name} ({number})" if name in names else name)
    return names


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._span = 1
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "table" and len(self._open) < _MOST_OPEN:
            self._end_cell()
            self._open.append([])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            self._cell, self._span = [], _span(dict(attrs).get("colspan"))

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self.tables.append([row for row in self._open.pop() if row])

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._hidden:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is None or not self._open:
            return
        rows = self._open[-1] or [[]]
        self._open[-1] = rows
        text = " ".join("".join(self._cell).split())
        room = MOST_COLUMNS - len(rows[-1])
        rows[-1] += [text] * min(self._span, room)
        self._cell = None


def _span(value: str | None) -> int:
    return min(int(value), _MOST_SPAN) if value and value.isascii() and value.isdecimal() and value != "0" else 1
