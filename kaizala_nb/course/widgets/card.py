"""A card on a phone that waits for an answer: a poll's choices and a job as buttons, a survey's questions as fields."""

from collections.abc import Callable
from typing import Any, Protocol

import ipywidgets as widgets

from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.inputs import PressButton, Presses
from kaizala_nb.toolkit.widgets.style import html

_NONE = "(no answer)"
_UNASKED = [{"title": "Your answer", "type": "Text"}]
"""What there is to fill in on a card of which only its own package knows the questions."""


class Answers(Protocol):
    """Whose phone it is."""

    def answer(self, card: str, *answers: Any) -> None: ...
    def complete(self, job: str, done: bool = True) -> None: ...


class OpenCard(widgets.VBox):
    """The card, and what there is to press. ``answered`` is called after an answer."""

    def __init__(self, card: dict[str, Any], phone: Answers, answered: Callable[[], None]) -> None:
        self.card = card
        self._phone = phone
        self._answered = answered
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
        self._fields = [_field(question) for question in questions or _UNASKED]
        return [*self._fields, self._button("Answer", lambda: self._phone.answer(self._id, *map(_given, self._fields)))]

    def _choice(self, title: str) -> PressButton:
        chosen = self.card["answers"] == [[title]]
        return self._button(f"✓ {title}" if chosen else title, lambda: self._phone.answer(self._id, title))

    def _button(self, words: str, what: Callable[[], None]) -> PressButton:
        return PressButton(words, lambda: self._press(what), self._presses)

    def _press(self, what: Callable[[], None]) -> None:
        try:
            what()
        except ApiError as trouble:
            self._note.value = html(faces.element("p", str(trouble), "kz-problem"))
            return
        self._answered()

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


def _given(field: widgets.Widget) -> Any:
    """An answer as the service takes it. What cannot be read goes as it was typed, and the service says what it wants. A time is
    in the zone of this computer."""
    if isinstance(field, widgets.SelectMultiple):
        return list(field.value) or None
    if (
        isinstance(field, widgets.Dropdown | widgets.NaiveDatetimePicker)
        or field.placeholder != _HINTS["Location"]
        or not field.value
    ):
        return field.value or None
    parts = [part.strip() for part in field.value.split(",", 2)]
    return {"lt": parts[0], "lg": parts[1] if len(parts) > 1 else "", "n": parts[2] if len(parts) > 2 else ""}
