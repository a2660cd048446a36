"""What is filled in for one value: widgets, and what stands in them. One class a kind of value.

An entry knows neither parameter nor request, so the same one serves a field of a form, a part of a row, and an answer.
"""

from collections.abc import Callable
from html import escape
from typing import Any, Self

import ipywidgets as widgets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.style import html

Changed = Callable[[], None]
"""Called when what stands in an entry has changed."""


class Entry:
    """What is filled in. ``box`` is all of it; ``to_focus`` is where the keyboard goes on when something is wrong with it.

    ``as_written``: a call takes what stands here as it is, and a line of Python says it so; else it is checked first.
    ``says_itself``: what :meth:`mark` finds is shown here, beside the row that it is about.
    """

    box: widgets.Widget
    as_written = False
    says_itself = False

    def shown(self) -> Any:
        """The value as it stands; None, "" or an empty list where nothing does."""
        raise NotImplementedError

    def put(self, value: Any) -> None:
        """Let a value stand here, in any of the ways that a call takes it; None for nothing. It is told at least once."""
        raise NotImplementedError

    def take_over(self, other: Self) -> None:
        """Let stand here what was put into another entry of this kind."""
        self.put(other.shown())

    @property
    def to_focus(self) -> widgets.DOMWidget:
        """The first widget that can be typed into or pressed."""
        return self.box

    @property
    def empty(self) -> bool:
        """Whether nothing stands here."""
        return self.shown() in (None, "", [])

    def compared(self) -> Any:
        """What tells two states apart: it is equal as long as the same would be sent."""
        return self.shown()

    def mark(self) -> str:
        """What is wrong with a part, in a sentence; "" where nothing is. Rows say it beside themselves as well."""
        return ""

    def text(self) -> str:
        """The value in plain text; "" where nothing stands here."""
        value = self.shown()
        return "" if value is None else str(value)

    def called(self, name: str) -> None:
        """Say to a screen reader what this belongs to: "Question 2"."""

    def follow(self) -> None:
        """Another field of the form has changed."""


def label(words: str, wire: str = "", belongs_to: str = "") -> str:
    """A label in HTML: words, the name on the wire in code type, and, for a screen reader alone, what it belongs to."""
    before = f'<span class="kz-unseen">{escape(belongs_to)}: </span>' if belongs_to else ""
    return f"{before}{escape(words)}" + (f" <code>{escape(wire)}</code>" if wire else "")


class Part:
    """A widget with a label, as a part of an entry. ``words`` is the label, ``belongs_to`` what comes before it unseen."""

    def __init__(self, widget: widgets.Widget, words: str, wire: str = "") -> None:
        self.widget = widget
        self._words, self._wire = words, wire
        widget.description_allow_html = True
        self.called("")

    def called(self, belongs_to: str, words: str = "") -> None:
        """Change what it belongs to, or what it is called itself."""
        self._words = words or self._words
        self.widget.description = label(self._words, self._wire, belongs_to)


def line(words: str, changed: Changed, *, hint: str = "", wire: str = "") -> Part:
    """A line of text, as a part."""
    text = widgets.Text(continuous_update=False, placeholder=hint)
    text._view_count = 0  # asks to be told when it is on a page, so that it can be given the focus
    text.observe(lambda change: changed(), "value")
    return Part(text, words, wire)


def menu(words: str, options: Any, changed: Changed) -> Part:
    """A choice of one, as a part."""
    dropdown = widgets.Dropdown(options=options)
    dropdown.observe(lambda change: changed(), "value")
    return Part(dropdown, words)


def said(words: str, kind: str) -> str:
    """A sentence under a field: its help (``kz-help``), or what is wrong (``kz-problem``). "" for no words."""
    return html(faces.element("p", words, kind)) if words else ""
