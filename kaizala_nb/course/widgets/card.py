"""A card on a phone that waits for an answer: buttons for a poll and a job, fields for the questions of a survey."""

from typing import Any

from kaizala_nb.course.sandbox.phone import Phone
from kaizala_nb.toolkit.display import faces

_UNKNOWN_QUESTION: dict[str, Any] = {"title": "Your answer", "type": "Text", "options": []}
"""The field of a custom card: only the card's own package knows its questions."""

_HINTS = {
    "Numeric": "a number",
    "Location": "latitude, longitude, name",
    "Image": "a media resource",
    "AttachmentList": "a media resource",
}


def content(card: dict[str, Any]) -> dict[str, Any]:
    """What the browser draws of a card.

    It has an ``id`` and a ``title``. A poll and a job have ``buttons``: each has its ``words``, and the ``answers`` that a press on
    it gives. Other cards have ``questions``: each has a ``title``, a ``type``, ``options`` and a ``hint``.
    """
    drawn = {"id": card["actionId"], "title": card["text"] or card["actionType"], "buttons": [], "questions": []}
    questions = card["questions"]
    if card["actionType"] == "Job":
        done = card["answers"] == ["Done"]
        return drawn | {"buttons": [{"words": "Not done" if done else "Done", "answers": [not done]}]}
    if len(questions) == 1 and questions[0]["type"] == "SingleOption":
        return drawn | {"buttons": [_choice(title, card["answers"] == [[title]]) for title in questions[0]["options"]]}
    return drawn | {"questions": [one | {"hint": _HINTS.get(one["type"], "")} for one in _questions(card)]}


def _choice(title: str, is_answer: bool) -> dict[str, Any]:
    return {"words": f"✓ {title}" if is_answer else title, "answers": [title]}


def _questions(card: dict[str, Any]) -> list[dict[str, Any]]:
    return card["questions"] or [_UNKNOWN_QUESTION]


def answer(phone: Phone, card: dict[str, Any], answers: list[Any]) -> None:
    """Answer a card with what the browser gives: one answer for each question, None for no answer. For a job: whether it is done.

    A time is in milliseconds since 1970. A text that cannot be read is sent as it was typed: the service then says what it wants.
    Raises :class:`~kaizala_nb.toolkit.client.errors.ApiError` if the service does not accept it.
    """
    if card["actionType"] == "Job":
        phone.complete(card["actionId"], bool(answers[0]))
        return
    phone.answer(card["actionId"], *map(_sent_answer, _questions(card), answers))


def _sent_answer(question: dict[str, Any], value: Any) -> Any:
    if question["type"] != "Location" or not value:
        return value
    parts = [part.strip() for part in value.split(",", 2)]
    latitude, longitude, name = [*parts, "", ""][:3]
    return {"lt": latitude, "lg": longitude, "n": name}


def still(drawn: dict[str, Any]) -> str:
    """The picture of a card in HTML, from its :func:`content`."""
    title = faces.element("p", drawn["title"], "kz-title")
    buttons = [faces.element("span", button["words"], "jupyter-button") for button in drawn["buttons"]]
    fields = []
    for question in drawn["questions"]:
        fields.append(faces.element("div", question["title"], "widget-label"))
        fields.append(faces.element("div", question["hint"], "kz-typed kz-quiet"))
    send = faces.element("span", "Answer", "jupyter-button") if fields else ""
    return faces.box(title, " ".join(buttons), *fields, send)
