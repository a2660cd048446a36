"""A list of rows. Rows can be added, moved and removed, with the mouse or by keyboard alone.

After a row was added, the focus is in the new row. After a row was moved, the focus stays on the button that moved it. After a row
was removed, the focus is on the row that took its place. A screen reader reads before each label which row it belongs to. All of
this holds for lists inside rows too.
"""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.entry import Entry, OnChange, paragraph
from kaizala_nb.toolkit.widgets.inputs import EnterKey, PressButton, Presses, focus_on
from kaizala_nb.toolkit.widgets.style import html


class Row:
    """One row: its number, its entry, its buttons, and its problem if there is one."""

    def __init__(self, rows: "Rows", entry: Entry) -> None:
        self.entry = entry
        self._rows = rows
        self._title = widgets.HTML()
        self._title.add_class("kz-number")
        self._buttons = widgets.HBox()
        self._buttons.add_class("kz-row-buttons")
        self._problem = widgets.HTML()
        self.wrong = False
        if rows.flat:
            inside = [widgets.HBox([self._title, entry.box, self._buttons]), self._problem]
        else:
            inside = [widgets.HBox([self._title, self._buttons]), entry.box, self._problem]
        inside[0].add_class("kz-row-line")
        self.box = widgets.VBox(inside)
        self.box.add_class("kz-row")
        if not rows.flat:
            self.box.add_class("kz-row-boxed")

    def set_number(self, number: int, owner: str) -> None:
        """Set the number of the row, and what its list belongs to."""
        self.name = f"{self._rows.noun} {number}"
        self._title.value = html(faces.element("span", self.name))
        self.entry.set_owner(f"{owner}, {self.name.lower()}" if owner else self.name)

    def renew(self, *, first: bool, last: bool) -> None:
        """Make new buttons. A click on an old button, which may be heard late, then does nothing to another row."""
        name = self.name.lower()
        self.up = self._button("Up", lambda: self._rows.move(self, -1), f"Move {name} up", first)
        self.down = self._button("Down", lambda: self._rows.move(self, 1), f"Move {name} down", last)
        self.remove = self._button("Remove", lambda: self._rows.remove(self), f"Remove {name}", False)
        self._buttons.children = (self.up, self.down, self.remove)

    def _button(self, words: str, on_press: Callable[[], None], meaning: str, disabled: bool) -> PressButton:
        look = self._rows.look
        button = PressButton(words, on_press, self._rows.presses, tooltip=meaning, disabled=disabled, **look)
        button.add_class("kz-small")
        return button

    def say(self, problem: str) -> None:
        """Show a problem below the row; "" shows nothing."""
        self.wrong = bool(problem)
        self._problem.value = paragraph(problem, "kz-problem")


class Rows(Entry):
    """An entry for a list: a row for each value. Empty rows at the end do not count.

    Args:
        noun: What one row is called: "Question".
        make: Makes an entry for a new row.
        on_change: See :data:`~kaizala_nb.toolkit.widgets.entry.OnChange`.
        check: Is called with the value of a row, and raises ``ValueError`` if it is wrong.
        first: How many rows there are at the beginning.
        flat: Whether a row fits on one line.
        adds: Whether there is a button that adds a row.
    """

    as_written = True
    shows_problems = True

    def __init__(
        self,
        noun: str,
        make: Callable[[], Entry],
        on_change: OnChange,
        *,
        check: Callable[[Any], object] = lambda value: value,
        first: int = 1,
        flat: bool = False,
        adds: bool = True,
    ) -> None:
        self.noun, self.flat = noun, flat
        self.presses = Presses()
        self._make, self._check, self._on_change = make, check, on_change
        self._owner = ""
        self._rows: list[Row] = []
        self._first = first
        self._list = widgets.VBox()
        article = "an" if noun[0] in "AEIOU" else "a"
        self._add = PressButton(f"Add {article} {noun.lower()}", self.add, self.presses)
        # shared by all buttons, because each of these two is a model of its own in the page
        self.look = {
            "layout": self._add.layout,
            "style": self._add.style,
        }
        self._add.add_class("kz-small")
        self.box = widgets.VBox([self._list, self._add] if adds else [self._list])
        self.box.add_class("kz-rows")

    # -- the list ----------------------------------------------------------------------------------------------------

    @property
    def entries(self) -> list[Entry]:
        """The entries of the rows."""
        return [row.entry for row in self._rows]

    def put(self, value: Any) -> None:
        values = [] if value in (None, "") else [value]
        if isinstance(value, list | tuple):
            values = list(value)
        self._rows = [self._row(one) for one in values]
        while len(self._rows) < self._first:
            self._rows.append(self._row())
        self._draw()

    def append(self, value: Any) -> None:
        """Add a row with a value at the end."""
        self._rows.append(self._row(value))
        self._draw()
        self._on_change()

    def _row(self, value: Any = None) -> Row:
        entry = self._make()
        entry.put(value)
        row = Row(self, entry)
        if self.flat and isinstance(entry.to_focus, widgets.Text):
            EnterKey(entry.to_focus, lambda: self._add_after(row))
        return row

    def value(self) -> list[Any]:
        return [row.entry.value() for row in self._filled()]

    def fingerprint(self) -> list[Any]:
        return [row.entry.fingerprint() for row in self._filled()]

    def _filled(self) -> Sequence[Row]:
        """The rows, without the empty ones at the end."""
        last = max((index for index, row in enumerate(self._rows) if not row.entry.empty), default=-1)
        return self._rows[: last + 1]

    # -- what is pressed ---------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Add an empty row at the end, and go on in it."""
        self._insert(len(self._rows))

    def _add_after(self, row: Row) -> None:
        """Go on in the next row, after Enter in a row. If that is not empty, insert a row before it."""
        position = self._rows.index(row) + 1
        if position < len(self._rows) and self._rows[position].entry.empty:
            focus_on(self._rows[position].entry.to_focus)
        elif not row.entry.empty:
            self._insert(position)

    def _insert(self, position: int) -> None:
        self._rows.insert(position, self._row())
        self._draw()
        self._on_change()
        focus_on(self._rows[position].entry.to_focus)

    def move(self, row: Row, by: int) -> None:
        """Move a row up (-1) or down (1)."""
        if row not in self._rows:
            return
        position = self._rows.index(row) + by
        if not 0 <= position < len(self._rows):
            return
        self._rows.remove(row)
        self._rows.insert(position, row)
        self._draw()
        self._on_change()
        button, other = (row.up, row.down) if by < 0 else (row.down, row.up)
        focus_on(other if button.disabled else button)

    def remove(self, row: Row) -> None:
        """Remove a row, with its value."""
        if row not in self._rows:
            return
        position = self._rows.index(row)
        self._rows.remove(row)
        self._draw()
        self._on_change()
        focus_on(self._rows[min(position, len(self._rows) - 1)].remove if self._rows else self.to_focus)

    # -- what it says ------------------------------------------------------------------------------------------------

    @property
    def wrong(self) -> bool:
        """Whether a row shows a problem."""
        return any(row.wrong for row in self._rows)

    @property
    def to_focus(self) -> widgets.DOMWidget:
        wrong = next((row for row in self._rows if row.wrong), None)
        if wrong is not None:
            return wrong.entry.to_focus
        return self._rows[0].entry.to_focus if self._rows else self._add

    def mark(self) -> str:
        first = ""
        filled = self._filled()
        for number, row in enumerate(self._rows, 1):
            problem = row.entry.mark() if row in filled else ""
            if row in filled and not problem:
                try:
                    self._check(row.entry.value())
                except ValueError as trouble:
                    problem = str(trouble)
            problem = f"{self.noun} {number}: {problem}" if problem else ""
            row.say(problem)
            first = first or problem
        return first

    def text(self) -> str:
        texts = [f"{number}. {row.entry.text()}" for number, row in enumerate(self._filled(), 1)]
        return "\n  ".join(["", *texts]) if texts else ""

    def set_owner(self, owner: str) -> None:
        self._owner = owner
        self._number()

    def _draw(self) -> None:
        self._number()
        for row in self._rows:
            row.renew(first=row is self._rows[0], last=row is self._rows[-1])
        self._list.children = tuple(row.box for row in self._rows)

    def _number(self) -> None:
        for number, row in enumerate(self._rows, 1):
            row.set_number(number, self._owner)

    def follow(self) -> None:
        for entry in self.entries:
            entry.follow()
