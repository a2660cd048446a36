"""The questions of surveys and packages, and the answers to them."""

import sqlite3
from itertools import zip_longest
from typing import Annotated, Any

from pydantic import ValidationError, model_validator
from pydantic_core import PydanticCustomError

from kaizala_nb.emulator.actions.kind import Card
from kaizala_nb.emulator.actions.location import Location
from kaizala_nb.emulator.answers import response_entry
from kaizala_nb.emulator.bodies import as_model
from kaizala_nb.emulator.errors import ANSWER_INVALID, Plain, Refusal
from kaizala_nb.emulator.resource import files_of, write_again
from kaizala_nb.emulator.values import LATEST_MS, LONGEST_TEXT, MOST_CHOICES, MOST_QUESTIONS, SECONDS_BELOW
from kaizala_nb.emulator.wire import Filled, Flag, Number, Text, Wire, at_most, one_of

TYPES = (
    "Text",
    "SingleOption",
    "MultiOption",
    "Numeric",
    "Location",
    "DateTime",
    "Date",
    "Image",
    "AttachmentList",
    "PhoneNumber",
    "SingleSelect",
    "MultiSelect",
)
_SYNONYMS = {"Date": "DateTime", "SingleSelect": "SingleOption", "MultiSelect": "MultiOption"}
_WITH_OPTIONS = ("SingleOption", "MultiOption")
_WITH_FILES = ("Image", "AttachmentList")
_NO_ANSWER: tuple[object, ...] = (None, "", "-", [])

Title = Annotated[Filled, at_most(LONGEST_TEXT, "characters")]


class Option(Wire):
    """``{"title": "…"}``."""

    title: Title


class Question(Wire):
    """A question; options where one chooses among them."""

    title: Title
    type: Annotated[str, one_of(*TYPES)]
    is_invisible: Flag = False
    options: Annotated[list[Option], at_most(MOST_CHOICES, "options")] = []

    @model_validator(mode="after")
    def _has_options(self) -> "Question":
        if _SYNONYMS.get(self.type, self.type) in _WITH_OPTIONS and not self.options:
            raise PydanticCustomError("options", f"a question of type {self.type} needs options")
        return self

    def as_json(self) -> dict[str, Any]:
        """As it is stored, and as answers have it."""
        options = {"options": [{"title": option.title} for option in self.options]} if self.options else {}
        kind = _SYNONYMS.get(self.type, self.type)
        return {"title": self.title, "type": kind, "isInvisible": self.is_invisible} | options


Questions = Annotated[list[Question], at_most(MOST_QUESTIONS, "questions")]


class Response(Wire):
    """A response to questions; what is not answered may be left out, null, "" or "-"."""

    response_name: Annotated[Text, at_most(LONGEST_TEXT, "characters")] = ""
    response_location: Location | None = None
    answers: Annotated[list[Any], at_most(MOST_QUESTIONS, "answers")]


def answer(questions: list[dict[str, Any]], body: dict[str, Any]) -> dict[str, Any]:
    """What is stored of a response. Raises Refusal (400) for an answer that does not fit its question."""
    response = as_model(Response, body, at=("actionBody",))
    if questions and len(response.answers) > len(questions):
        raise Refusal(ANSWER_INVALID, number=len(questions) + 1, reason=Plain("there is no such question"))
    values = []
    for index, value in enumerate(response.answers):
        question = questions[index] if questions else {"type": "Any"}
        try:
            values.append(None if value in _NO_ANSWER else _value(question, value))
        except ValueError as trouble:
            raise Refusal(ANSWER_INVALID, number=index + 1, reason=Plain(trouble)) from None
    location = response.response_location
    return {
        "responseName": response.response_name,
        "responseLocation": location.long if location else None,
        "answers": values,
    }


def _value(question: dict[str, Any], value: Any) -> Any:
    """An answer as it is stored. Raises ``ValueError`` with a part of a sentence that says what it must be."""
    kind, titles = question["type"], [option["title"] for option in question.get("options", ())]
    if kind in _WITH_OPTIONS:
        choices = value if isinstance(value, list) else [value]
        if kind == "SingleOption" and len(choices) != 1:
            raise ValueError("it takes one option")
        return [_option(titles, choice) for choice in choices]
    if kind == "Numeric":
        return float(_as(_Number, {"value": value}, "it must be a number").value)
    if kind == "DateTime":
        moment = _as(_Number, {"value": value}, "it must be a time, as a number").value
        if abs(moment) > LATEST_MS:
            raise ValueError("it must be a time, in seconds or milliseconds since 1970")
        return int(moment * 1000 if abs(moment) < SECONDS_BELOW else moment)
    if kind == "Location":
        return _as(Location, value, 'it must be a place, {"lt": number, "lg": number, "n": name}').short
    if kind in _WITH_FILES:
        resources = value if isinstance(value, list) else [value]
        if kind == "Image" and len(resources) != 1:
            raise ValueError("it takes one picture")
        files = [file for resource in resources for file in _files(resource)]
        return [{"mediaUrl": file["url"], "mediaFileName": file["name"]} for file in files]
    if kind in ("Any", "PhoneNumber"):
        return value
    return _as(_Text, {"value": value}, "it must be a text").value


class _Number(Wire):
    value: Number


class _Text(Wire):
    value: Annotated[Text, at_most(LONGEST_TEXT, "characters")]


def _as(model: type[Wire], value: Any, otherwise: str) -> Any:
    try:
        return model.model_validate(value)
    except ValidationError:
        raise ValueError(otherwise) from None


def _option(titles: list[str], choice: Any) -> str:
    for title in titles:
        if isinstance(choice, str) and choice.strip().casefold() == title.strip().casefold():
            return title
    raise ValueError("it must be one of " + ", ".join(map(repr, titles[:10])))


def _files(resource: Any) -> list[dict[str, Any]]:
    if not isinstance(resource, str):
        raise ValueError("it must be a media resource")
    try:
        return files_of(resource, "answers")
    except Refusal:
        raise ValueError("it must be a media resource") from None


def as_sent(questions: list[dict[str, Any]], answers: list[Any]) -> list[Any]:
    """Answers that are stored, as a response takes them: files as a media resource, all others as they are."""
    return [
        _resource(value) if value and question and question["type"] in _WITH_FILES else value
        for question, value in zip_longest(questions, answers)
    ]


def _resource(files: list[dict[str, Any]]) -> str:
    return write_again([{"name": file["mediaFileName"], "url": file["mediaUrl"]} for file in files])


def with_answers(questions: list[dict[str, Any]], answers: list[Any]) -> list[dict[str, Any]]:
    """Questions with the answers to them, as replies and webhooks have them. A question that was left out has no answer.

    Where a card has no questions, each answer is one to a question without a title.
    """
    if not questions:
        return [entry({"title": "", "type": "Text"}, value) for value in answers]
    return [entry(question, value) for question, value in zip_longest(questions, answers)]


def entry(question: dict[str, Any], value: Any = None) -> dict[str, Any]:
    """A question as replies and webhooks have it, with the answer to it where there is one."""
    fields = {"title": question["title"], "type": question["type"], "options": question.get("options", [])}
    if value is not None:
        fields["answer"] = value
    if question.get("isInvisible"):
        fields["isInvisible"] = True
    return fields


def responder(row: sqlite3.Row, *, anonymous: bool) -> dict[str, Any]:
    """Who responded; blank where nobody may know."""
    return {
        "responder": "" if anonymous else row["number"],
        "responderId": "" if anonymous else row["user_id"],
        "responderName": "" if anonymous else row["name"],
        "responderProfilePic": "",
    }


def response_entries(card: Card, questions: list[dict[str, Any]], *, anonymous: bool) -> list[dict[str, Any]]:
    """The responses to an action, in the shape of their webhook."""
    return [
        response_entry(
            row["id"],
            responder(row, anonymous=anonymous),
            body,
            with_answers(questions, body["answers"]),
            anonymous=anonymous,
            is_update=row["updates"] > 0,
            at=row["at"],
        )
        for row, body in card.responses
    ]
