"""An entry: the widgets in which one value is filled in. There is a class for each kind of value.

An entry knows nothing of parameters and requests. So the same class serves a field of a form, a part of a row, and an answer.
"""

from collections.abc import Callable
from html import escape
from typing import Any, Self

import ipywidgets as widgets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.style import html

OnChange = Callable[[], None]
"""Is called when the value of an entry has changed."""


class Entry:
    """The base class of entries. ``box`` is the widget that holds all others.

    ``as_written`` says that a call takes the value as it is; otherwise the value is checked first, and the call takes what the
    check gives. ``shows_problems`` says that the entry itself shows what :meth:`mark` finds, beside the row with the problem.
    """

    box: widgets.Widget
    as_written = False
    shows_problems = False

    def value(self) -> Any:
        """The value as it is filled in; None, "" or an empty list if nothing is filled in."""
        raise NotImplementedError

    def put(self, value: Any) -> None:
        """Fill in a value, in any form that a call takes; None empties the entry. It is called once before the entry is used."""
        raise NotImplementedError

    def take_over(self, other: Self) -> None:
        """Fill in what was filled in in another entry of this class."""
        self.put(other.value())

    @property
    def to_focus(self) -> widgets.DOMWidget:
        """The widget that gets the keyboard's focus when something is wrong with the value."""
        return self.box

    @property
    def empty(self) -> bool:
        """Whether nothing is filled in."""
        return self.value() in (None, "", [])

    def fingerprint(self) -> Any:
        """A value that stays equal as long as the same would be sent."""
        return self.value()

    def mark(self) -> str:
        """A sentence about the first part that is wrong; "" if no part is. Rows show their sentences beside themselves too."""
        return ""

    def text(self) -> str:
        """The value in plain text; "" if nothing is filled in."""
        value = self.value()
        return "" if value is None else str(value)

    def set_owner(self, owner: str) -> None:
        """Set what the entry belongs to, such as "Question 2". A screen reader reads it before the label."""

    def follow(self) -> None:
        """Adapt to the other fields of the form, one of which has changed."""


def label(words: str, wire: str = "", owner: str = "") -> str:
    """A label in HTML: the words, then the name on the wire in code type. Only a screen reader reads the ``owner``."""
    unseen = f'<span class="kz-unseen">{escape(owner)}: </span>' if owner else ""
    return f"{unseen}{escape(words)}" + (f" <code>{escape(wire)}</code>" if wire else "")


class Part:
    """A widget with a label: a part of an entry."""

    def __init__(self, widget: widgets.Widget, words: str, wire: str = "") -> None:
        self.widget = widget
        self._words, self._wire = words, wire
        widget.description_allow_html = True
        self.set_owner("")

    def set_owner(self, owner: str) -> None:
        """Set what the part belongs to; see :meth:`Entry.set_owner`."""
        self.widget.description = label(self._words, self._wire, owner)


def text_part(words: str, on_change: OnChange, *, hint: str = "", wire: str = "") -> Part:
    """A part in which a text is typed, on one line."""
    text = widgets.Text(continuous_update=False, placeholder=hint)
    text._view_count = 0  # asks the front end to say when a page shows it: see focus_on
    text.observe(lambda change: on_change(), "value")
    return Part(text, words, wire)


def choice_part(words: str, options: Any, on_change: OnChange) -> Part:
    """A part in which one option is chosen."""
    dropdown = widgets.Dropdown(options=options)
    dropdown.observe(lambda change: on_change(), "value")
    return Part(dropdown, words)


def paragraph(words: str, kind: str) -> str:
    """A sentence below a field: its help (``kz-help``) or a problem (``kz-problem``). "" if there are no words."""
    return html(faces.element("p", words, kind)) if words else ""
