"""A card on a phone that waits for an answer: buttons for a poll and a job, fields for the questions of a survey."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from kaizala_nb.course.sandbox.phone import Phone
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.inputs import PressButton, Presses
from kaizala_nb.toolkit.widgets.style import html

_NONE = "(no answer)"
_UNKNOWN_QUESTION = {"title": "Your answer", "type": "Text"}
"""The field of a custom card: only the card's own package knows its questions."""


class OpenCard(widgets.VBox):
    """A card and the widgets to answer it. ``on_answer`` is called after each answer."""

    def __init__(self, card: dict[str, Any], phone: Phone, on_answer: Callable[[], None]) -> None:
        self.card = card
        self._phone = phone
        self._on_answer = on_answer
        self._presses = Presses()
        self._note = widgets.HTML()
        self._fields: list[widgets.Widget] = []
        title = widgets.HTML(html(faces.element("div", card["text"] or card["actionType"], "kz-title")))
        super().__init__([title, *self._controls(), self._note])

    def _controls(self) -> list[widgets.Widget]:
        questions = self.card["questions"]
        if self.card["actionType"] == "Job":
            done = self.card["answers"] == ["Done"]
            return [self._button("Not done" if done else "Done", lambda: self._phone.complete(self._id, not done))]
        if len(questions) == 1 and questions[0]["type"] == "SingleOption":
            return [widgets.HBox([self._choice(title) for title in questions[0]["options"]])]
        self._fields = [_field(question) for question in questions or [_UNKNOWN_QUESTION]]
        return [*self._fields, self._button("Answer", self._answer)]

    def _answer(self) -> None:
        self._phone.answer(self._id, *map(_answer_in, self._fields))

    def _choice(self, title: str) -> PressButton:
        is_answer = self.card["answers"] == [[title]]
        return self._button(f"✓ {title}" if is_answer else title, lambda: self._phone.answer(self._id, title))

    def _button(self, words: str, action: Callable[[], None]) -> PressButton:
        return PressButton(words, lambda: self._press(action), self._presses)

    def _press(self, action: Callable[[], None]) -> None:
        try:
            action()
        except ApiError as trouble:
            self._note.value = html(faces.element("p", str(trouble), "kz-problem"))
            return
        self._on_answer()

    @property
    def _id(self) -> str:
        return self.card["actionId"]


def _field(question: dict[str, Any]) -> widgets.Widget:
    common = {"description": question["title"]}
    if question["type"] == "SingleOption":
        return widgets.Dropdown(options=[(_NONE, None), *((title, title) for title in question["options"])], **common)
    if question["type"] == "MultiOption":
        return widgets.SelectMultiple(options=question["options"], rows=min(len(question["options"]), 5), **common)
    if question["type"] == "DateTime":
        return widgets.NaiveDatetimePicker(**common)
    return widgets.Text(continuous_update=False, placeholder=_HINTS.get(question["type"], ""), **common)


_HINTS = {
    "Numeric": "a number",
    "Location": "latitude, longitude, name",
    "Image": "a media resource",
    "AttachmentList": "a media resource",
}


def _answer_in(field: widgets.Widget) -> Any:
    """The answer in a field, as the service takes it; None if there is none. A time is in the zone of this computer.

    A text that cannot be read is sent as it was typed: the service then says what it wants.
    """
    if isinstance(field, widgets.SelectMultiple):
        return list(field.value) or None
    is_location = isinstance(field, widgets.Text) and field.placeholder == _HINTS["Location"]
    if not is_location or not field.value:
        return field.value or None
    parts = [part.strip() for part in field.value.split(",", 2)]
    latitude, longitude, name = [*parts, "", ""][:3]
    return {"lt": latitude, "lg": longitude, "n": name}
