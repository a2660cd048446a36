"""Rows that can be added, moved and removed, with the mouse or by keyboard alone.

Whoever adds a row goes on in it; whoever moves one stays on the button that moves it; whoever removes one goes on with the row that
took its place. Each label says to a screen reader which row it belongs to. Rows that hold rows themselves work the same way.
"""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.entry import Changed, Entry, said
from kaizala_nb.toolkit.widgets.inputs import EnterKey, PressButton, Presses, focus_on
from kaizala_nb.toolkit.widgets.style import html


class Row:
    """One row: its number, what is filled in, its buttons, and what is wrong with it."""

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

    def called(self, number: int, belongs_to: str) -> None:
        """Say which row it is."""
        self.name = f"{self._rows.noun} {number}"
        self._title.value = html(faces.element("span", self.name))
        self.entry.called(f"{belongs_to}, {self.name.lower()}" if belongs_to else self.name)

    def renew(self, *, first: bool, last: bool) -> None:
        """New buttons: a page has them anew with the row, and a click on an old one, heard late, does nothing to another row."""
        name = self.name.lower()
        self.up = self._button("Up", lambda: self._rows.move(self, -1), f"Move {name} up", first)
        self.down = self._button("Down", lambda: self._rows.move(self, 1), f"Move {name} down", last)
        self.remove = self._button("Remove", lambda: self._rows.remove(self), f"Remove {name}", False)
        self._buttons.children = (self.up, self.down, self.remove)

    def _button(self, words: str, pressed: Callable[[], None], meaning: str, disabled: bool) -> PressButton:
        look = self._rows.look
        button = PressButton(words, pressed, self._rows.presses, tooltip=meaning, disabled=disabled, **look)
        button._view_count = 0  # asks to be told when it is on a page, so that it can be given the focus
        button.add_class("kz-small")
        return button

    def say(self, problem: str) -> None:
        """What is wrong with it; "" for nothing."""
        self.wrong = bool(problem)
        self._problem.value = said(problem, "kz-problem")


class Rows(Entry):
    """A list. ``noun`` is what a row is called, ``make`` makes an empty one, ``read`` raises ``ValueError`` for what is wrong
    with one. ``first`` rows are there from the start. ``flat``: a row is a line. ``adds`` is False where rows come from elsewhere.

    Empty rows at the end are none.
    """

    as_written = True
    says_itself = True

    def __init__(
        self,
        noun: str,
        make: Callable[[], Entry],
        changed: Changed,
        *,
        read: Callable[[Any], object] = lambda value: value,
        first: int = 1,
        flat: bool = False,
        adds: bool = True,
    ) -> None:
        self.noun, self.flat = noun, flat
        self.presses = Presses()
        self._make, self._read, self._changed = make, read, changed
        self._belongs_to = ""
        self._rows: list[Row] = []
        self._first = first
        self._list = widgets.VBox()
        article = "an" if noun[0] in "AEIOU" else "a"
        self._add = PressButton(f"Add {article} {noun.lower()}", self.add, self.presses)
        self._add._view_count = 0
        self.look = {
            "layout": self._add.layout,
            "style": self._add.style,
        }  # shared: each is a model of its own in the page
        self._add.add_class("kz-small")
        self.box = widgets.VBox([self._list, self._add] if adds else [self._list])
        self.box.add_class("kz-rows")

    # -- the list ----------------------------------------------------------------------------------------------------

    @property
    def entries(self) -> list[Entry]:
        """What the rows hold."""
        return [row.entry for row in self._rows]

    def put(self, value: Any) -> None:
        values = list(value) if isinstance(value, list | tuple) else [] if value in (None, "") else [value]
        self._rows = [self._row(one) for one in values]
        while len(self._rows) < self._first:
            self._rows.append(self._row())
        self._draw()

    def append(self, value: Any) -> None:
        """One more row, at the end."""
        self._rows.append(self._row(value))
        self._draw()
        self._changed()

    def _row(self, value: Any = None) -> Row:
        entry = self._make()
        entry.put(value)
        row = Row(self, entry)
        if self.flat and isinstance(entry.to_focus, widgets.Text):
            EnterKey(entry.to_focus, lambda: self._add_after(row))
        return row

    def shown(self) -> list[Any]:
        return [row.entry.shown() for row in self._filled()]

    def compared(self) -> list[Any]:
        return [row.entry.compared() for row in self._filled()]

    def _filled(self) -> Sequence[Row]:
        """The rows without the empty ones at the end."""
        last = max((index for index, row in enumerate(self._rows) if not row.entry.empty), default=-1)
        return self._rows[: last + 1]

    # -- what is pressed ---------------------------------------------------------------------------------------------

    def add(self) -> None:
        """One more row at the end, to go on in."""
        self._insert(len(self._rows))

    def _add_after(self, row: Row) -> None:
        """Enter in a line: on to the next one, which is made if it is not there."""
        place = self._rows.index(row) + 1
        if place < len(self._rows) and self._rows[place].entry.empty:
            focus_on(self._rows[place].entry.to_focus)
        elif not row.entry.empty:
            self._insert(place)

    def _insert(self, place: int) -> None:
        self._rows.insert(place, self._row())
        self._draw()
        self._changed()
        focus_on(self._rows[place].entry.to_focus)

    def move(self, row: Row, by: int) -> None:
        """Move a row up (-1) or down (1)."""
        if row not in self._rows:
            return
        place = self._rows.index(row) + by
        if not 0 <= place < len(self._rows):
            return
        self._rows.remove(row)
        self._rows.insert(place, row)
        self._draw()
        self._changed()
        wanted, other = (row.up, row.down) if by < 0 else (row.down, row.up)
        focus_on(other if wanted.disabled else wanted)

    def remove(self, row: Row) -> None:
        """Take a row away, with what stands in it."""
        if row not in self._rows:
            return
        place = self._rows.index(row)
        self._rows.remove(row)
        self._draw()
        self._changed()
        focus_on(self._rows[min(place, len(self._rows) - 1)].remove if self._rows else self.to_focus)

    # -- what it says ------------------------------------------------------------------------------------------------

    @property
    def wrong(self) -> bool:
        """Whether it says of a row that something is wrong with it."""
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
                    self._read(row.entry.shown())
                except ValueError as trouble:
                    problem = str(trouble)
            problem = f"{self.noun} {number}: {problem}" if problem else ""
            row.say(problem)
            first = first or problem
        return first

    def text(self) -> str:
        lines = [f"{number}. {row.entry.text()}" for number, row in enumerate(self._filled(), 1)]
        return "\n  ".join(["", *lines]) if lines else ""

    def called(self, name: str) -> None:
        self._belongs_to = name
        self._number()

    def _draw(self) -> None:
        self._number()
        for row in self._rows:
            row.renew(first=row is self._rows[0], last=row is self._rows[-1])
        self._list.children = tuple(row.box for row in self._rows)

    def _number(self) -> None:
        for number, row in enumerate(self._rows, 1):
            row.called(number, self._belongs_to)

    def follow(self) -> None:
        for entry in self.entries:
            entry.follow()
