"""A card on a phone: what it asks, what was answered, and how it is answered."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from kaizala_nb.course.sandbox.phone import Phone
from kaizala_nb.course.sandbox.phone_words import answer_in_words
from kaizala_nb.toolkit.display import faces

_UNKNOWN_QUESTION: dict[str, Any] = {"title": "Your answer", "type": "Text", "options": []}
"""The field of a custom card: only the card's own package knows its questions."""
_DONE: dict[str, Any] = {"title": "", "type": "Done", "options": []}
"""The tick of a job."""

_HINTS = {
    "Numeric": "a number",
    "Location": "latitude, longitude, name",
    "Image": "a media resource",
    "AttachmentList": "a media resource",
}
_LABELS = {"LetsMeet": "Meeting", "Poll": "Poll", "Survey": "Survey", "Job": "Job", "Announcement": "Announcement"}
_CHOICES = ("Poll", "LetsMeet")
_MOST_PROPERTIES = 10


def content(phone: Phone, card: dict[str, Any]) -> dict[str, Any]:
    """What the browser draws of a card.

    It has an ``id``, a ``label`` ("Poll"), a ``title``, and ``notes``: lines with a ``text``, and a time ``at`` if there is one.
    ``questions`` each have a ``title``, a ``type``, ``options``, a ``hint`` and a ``value`` to begin with. They can be answered if
    it is ``open``. ``answers`` are lines as the notes, with a ``title``; None if nobody has answered on this phone. ``results`` are
    the options of a poll with a ``title``, a ``count``, and whether it is ``own``; None where they are not shown. ``answer`` and
    ``again`` are the words on the buttons, ``whose`` marks what the phone's owner chose.
    """
    whose = "yours" if phone.number == phone.you or not phone.name else f"{phone.name}'s"
    questions = _questions(card)
    return {
        "id": card["actionId"],
        "label": _LABELS.get(card["actionType"], "Card"),
        "title": _title(card),
        "notes": _notes(phone, card),
        "questions": _drawn_questions(card, questions) if card["open"] else [],
        "open": card["open"],
        "answers": _answers(card, questions),
        "results": _results(card),
        "answer": "Answer" if whose == "yours" else f"Answer as {phone.name}",
        "again": "Answer again" if card.get("former") is None else "Change answer",
        "whose": whose,
    }


def _questions(card: dict[str, Any]) -> list[dict[str, Any]]:
    if card["actionType"] == "Job":
        return [_DONE]
    if card["actionType"] == "Announcement":
        return []
    return card["questions"] or [_UNKNOWN_QUESTION]


def _drawn_questions(card: dict[str, Any], questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    drawn = []
    for question, former in _with_former(card, questions):
        title = "" if card["actionType"] in _CHOICES else question["title"]  # their title is their question
        hint = _HINTS.get(question["type"], "")
        drawn.append(question | {"title": title, "hint": hint, "value": _begins_with(question, former)})
    return drawn


def _with_former(card: dict[str, Any], questions: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Any]]:
    """Each question, with the answer that the next one takes the place of; None without one."""
    former = card.get("former") or []  # an earlier release says none
    for index, question in enumerate(questions):
        yield question, former[index] if index < len(former) else None


def _begins_with(question: dict[str, Any], former: Any) -> Any:
    """What a field begins with: the answer that it changes. A text field begins with the text that means it."""
    if former is None or question["type"] in ("Done", "MultiOption", "DateTime"):
        return former
    if question["type"] == "SingleOption":
        return former[0]
    if question["type"] == "Location":
        return ", ".join(str(part) for part in (former["lt"], former["lg"], former["n"]) if part != "")
    return answer_in_words(former, "")


def _title(card: dict[str, Any]) -> str:
    if card["actionType"] == "Announcement":
        return card["details"]["title"] if card["text"] != card["details"]["message"] else ""
    return card["text"] or card["actionType"]


def _notes(phone: Phone, card: dict[str, Any]) -> list[dict[str, Any]]:
    details, notes = card["details"], []
    if card["actionType"] == "Announcement":
        notes.append({"text": details["message"]})
    if card["actionType"] == "LetsMeet":
        starts = datetime.fromisoformat(details["startingTime"]).timestamp() * 1000
        notes.append({"text": f"For {faces.count(details['duration'], 'minute')}, from", "at": starts})
        notes.extend({"text": text} for text in ((details.get("place") or {}).get("name"), details["agenda"]) if text)
    if card["actionType"] == "Job":
        people = ", ".join(phone.who(one["number"], one["name"]) for one in card.get("people", ()))
        notes.append({"text": f"For {people}. {details['responseCount']} of {details['assigneeCount']} done."})
    for one in card["properties"][:_MOST_PROPERTIES]:
        notes.append({"text": f"{one['name']}: {one['value']}"})
    if card.get("until") and card["open"]:
        notes.append({"text": "Until", "at": card["until"]})
    return notes


def _answers(card: dict[str, Any], questions: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
    if card["answers"] is None:
        return None
    lines = []
    for index, answer in enumerate(card["answers"]):
        question = questions[index] if index < len(questions) else _UNKNOWN_QUESTION
        title = "" if question is _UNKNOWN_QUESTION else question["title"]
        is_time = question["type"] == "DateTime" and isinstance(answer, int)
        lines.append(
            {"title": title} | ({"text": "", "at": answer} if is_time else {"text": answer_in_words(answer, "")})
        )
    return lines


def _results(card: dict[str, Any]) -> list[dict[str, Any]] | None:
    counts = card.get("results")
    if counts is None or (card["open"] and card["answers"] is None):
        return None
    chosen = (card["answers"] or [None])[0] or []
    return [
        {"title": title, "count": count, "own": title in chosen}
        for title, count in zip(card["questions"][0]["options"], counts, strict=False)
    ]


def answer(phone: Phone, card: dict[str, Any], answers: list[Any]) -> None:
    """Answer a card with what the browser gives: one answer for each question, None for no answer. For a job: whether it is done.

    A time is in milliseconds since 1970. A text that cannot be read is sent as it was typed: the service then says what it wants.
    Raises :class:`~kaizala_nb.toolkit.client.errors.ApiError` if the service does not accept it.
    """
    if card["actionType"] == "Job":
        phone.complete(card["actionId"], bool(answers[0]))
        return
    asked = _with_former(card, _questions(card))
    values = [_sent_answer(question, former, value) for (question, former), value in zip(asked, answers, strict=False)]
    unasked = (card.get("former") or [])[len(values) :]  # a custom card may have more answers than the phone has fields
    phone.answer(card["actionId"], *values, *unasked)


def _sent_answer(question: dict[str, Any], former: Any, value: Any) -> Any:
    if former is not None and value == _begins_with(question, former):
        return former  # nobody has touched it
    if question["type"] != "Location" or not value:
        return value
    parts = [part.strip() for part in value.split(",", 2)]
    latitude, longitude, name = [*parts, "", ""][:3]
    return {"lt": latitude, "lg": longitude, "n": name}
