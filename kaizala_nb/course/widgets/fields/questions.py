"""The questions of a survey. Each has a title and a type; some types have options; a question may be invisible."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from kaizala_nb.course.kinds.annotations import QUESTION_TYPES, WITH_OPTIONS
from kaizala_nb.course.kinds.values import read_question
from kaizala_nb.course.widgets.fields.lists import one_of, options
from kaizala_nb.toolkit.widgets.entry import Entry, OnChange, Part, choice_part, text_part
from kaizala_nb.toolkit.widgets.fields.single import input_text
from kaizala_nb.toolkit.widgets.rows import Rows

_TYPES = {
    "Text": "a text",
    "SingleOption": "one of several options",
    "MultiOption": "some of several options",
    "Numeric": "a number",
    "Location": "a place",
    "DateTime": "a date and time",
    "Image": "a picture",
    "AttachmentList": "files",
}


class QuestionEntry(Entry):
    """A row for a question. It shows options only for a type that has them; options that were typed come back with the type."""

    as_written = True

    def __init__(self, on_change: OnChange) -> None:
        self._on_change = on_change
        self._title = text_part("Title", on_change, wire="title")
        self._type = choice_part("Type", [(f"{name}: {_TYPES[name]}", name) for name in QUESTION_TYPES], self._turn)
        self._hidden = Part(widgets.Checkbox(indent=False), "Invisible", "isInvisible")
        self._hidden.widget.observe(lambda change: on_change(), "value")
        self._options: Rows | None = None
        self._first_options: Any = None  # until the row shows options
        self._owner = ""
        self._below = widgets.HBox([self._type.widget, self._hidden.widget])
        self._below.add_class("kz-parts")
        self.box = widgets.VBox([self._title.widget, self._below])

    @property
    def to_focus(self) -> widgets.DOMWidget:
        if self._title.widget.value.strip() and self._options is not None and self._options.wrong:
            return self._options.to_focus
        return self._title.widget

    @property
    def _has_options(self) -> bool:
        return self._type.widget.value in WITH_OPTIONS

    @property
    def _options_in_use(self) -> Rows | None:
        """The options, while the type has them."""
        return self._options if self._has_options else None

    def _turn(self) -> None:
        self._draw()
        self._on_change()

    def _draw(self) -> None:
        if self._has_options and self._options is None:
            self._options = options(self._on_change)
            self._options.put(self._first_options)
            self._options.set_owner(self._owner)
        below = () if self._options_in_use is None else (self._options_in_use.box,)
        self.box.children = (self._title.widget, self._below, *below)

    @property
    def empty(self) -> bool:
        return self.value() == {"title": "", "type": QUESTION_TYPES[0]}

    def value(self) -> dict[str, Any]:
        question = {"title": self._title.widget.value, "type": self._type.widget.value}
        if self._options_in_use is not None:
            question["options"] = self._options_in_use.value()
        if self._hidden.widget.value:
            question["isInvisible"] = True
        return question

    def put(self, value: Any) -> None:
        parts = (
            {"title": value} if not isinstance(value, Mapping) else {str(name).lower(): value[name] for name in value}
        )
        self._title.widget.value = input_text(parts.get("title"))
        self._type.widget.value = one_of(QUESTION_TYPES, parts.get("type"))
        self._hidden.widget.value = bool(parts.get("isinvisible", parts.get("is_invisible")))
        self._first_options, self._options = parts.get("options"), None
        self._draw()

    def mark(self) -> str:
        if not self._title.widget.value.strip():  # the title comes first, so its problem does too
            return "It needs a title."
        return "" if self._options_in_use is None else self._options_in_use.mark()

    def text(self) -> str:
        titles = "" if self._options_in_use is None else f": {', '.join(self._options_in_use.value())}"
        hidden = ", invisible" if self._hidden.widget.value else ""
        return f"{self._title.widget.value} ({self._type.widget.value}{titles}{hidden})"

    def set_owner(self, owner: str) -> None:
        for part in (self._title, self._type, self._hidden):
            part.set_owner(owner)
        self._owner = owner
        if self._options is not None:
            self._options.set_owner(owner)


def questions(on_change: OnChange) -> Rows:
    """An entry for the questions of a survey."""
    return Rows("Question", lambda: QuestionEntry(on_change), on_change, check=read_question)
