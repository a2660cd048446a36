"""The questions of a survey: each has a title and a type, options where one chooses, and may be invisible."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from kaizala_nb.course.kinds.annotations import QUESTION_TYPES, WITH_OPTIONS
from kaizala_nb.course.kinds.values import read_question
from kaizala_nb.course.widgets.fields.lists import one_of, options
from kaizala_nb.toolkit.widgets.entry import Changed, Entry, Part, line, menu
from kaizala_nb.toolkit.widgets.fields.lines import written
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
    """A question. Its options come and go with its type; what was typed there comes back with them."""

    as_written = True

    def __init__(self, changed: Changed) -> None:
        self._changed = changed
        self._title = line("Title", changed, wire="title")
        self._type = menu("Type", [(f"{name}: {_TYPES[name]}", name) for name in QUESTION_TYPES], self._turn)
        self._hidden = Part(widgets.Checkbox(indent=False), "Invisible", "isInvisible")
        self._hidden.widget.observe(lambda change: changed(), "value")
        self._options: Rows | None = None
        self._given: Any = None  # options, until they are needed
        self._name = ""
        self._below = widgets.HBox([self._type.widget, self._hidden.widget])
        self._below.add_class("kz-parts")
        self.box = widgets.VBox([self._title.widget, self._below])

    @property
    def to_focus(self) -> widgets.DOMWidget:
        options_wrong = self._title.widget.value.strip() and self._options is not None and self._options.wrong
        return self._options.to_focus if options_wrong else self._title.widget

    @property
    def _has_options(self) -> bool:
        return self._type.widget.value in WITH_OPTIONS

    def _turn(self) -> None:
        self._draw()
        self._changed()

    def _draw(self) -> None:
        if self._has_options and self._options is None:
            self._options = options(self._changed)
            self._options.put(self._given)
            self._options.called(self._name)
        below = (self._options.box,) if self._has_options else ()
        self.box.children = (self._title.widget, self._below, *below)

    @property
    def empty(self) -> bool:
        return self.shown() == {"title": "", "type": QUESTION_TYPES[0]}

    def shown(self) -> dict[str, Any]:
        return (
            {"title": self._title.widget.value, "type": self._type.widget.value}
            | ({"options": self._options.shown()} if self._has_options else {})
            | ({"isInvisible": True} if self._hidden.widget.value else {})
        )

    def put(self, value: Any) -> None:
        parts = (
            {"title": value} if not isinstance(value, Mapping) else {str(name).lower(): value[name] for name in value}
        )
        self._title.widget.value = written(parts.get("title"))
        self._type.widget.value = one_of(QUESTION_TYPES, parts.get("type"))
        self._hidden.widget.value = bool(parts.get("isinvisible", parts.get("is_invisible")))
        self._given, self._options = parts.get("options"), None
        self._draw()

    def mark(self) -> str:
        if not self._title.widget.value.strip():  # said first, as it stands first
            return "It needs a title."
        return self._options.mark() if self._has_options else ""

    def text(self) -> str:
        chosen = f": {', '.join(self._options.shown())}" if self._has_options else ""
        hidden = ", invisible" if self._hidden.widget.value else ""
        return f"{self._title.widget.value} ({self._type.widget.value}{chosen}{hidden})"

    def called(self, name: str) -> None:
        for part in (self._title, self._type, self._hidden):
            part.called(name)
        self._name = name
        if self._options is not None:
            self._options.called(name)


def questions(changed: Changed) -> Rows:
    """A survey to build."""
    return Rows("Question", lambda: QuestionEntry(changed), changed, read=read_question)
