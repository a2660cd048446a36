"""Questions of surveys, polls and packages, and the answers to them."""

import sqlite3
from typing import Annotated, Any

from pydantic import ValidationError, model_validator
from pydantic_core import PydanticCustomError

from kaizala_nb.emulator.actions.kind import Shown
from kaizala_nb.emulator.answers import response_entry
from kaizala_nb.emulator.bodies import as_model
from kaizala_nb.emulator.errors import ANSWER_INVALID, Plain, Refusal
from kaizala_nb.emulator.resource import files_of
from kaizala_nb.emulator.values import LATEST_MS, LONGEST_TEXT, MOST_CHOICES, MOST_QUESTIONS, SECONDS_BELOW
from kaizala_nb.emulator.wire import Filled, Flag, Number, Text, Wire, at_most, between, one_of

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
_SAME = {"Date": "DateTime", "SingleSelect": "SingleOption", "MultiSelect": "MultiOption"}
_WITH_OPTIONS = ("SingleOption", "MultiOption")

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
        if _SAME.get(self.type, self.type) in _WITH_OPTIONS and not self.options:
            raise PydanticCustomError("options", f"a question of type {self.type} needs options")
        return self

    def kept(self) -> dict[str, Any]:
        """As it is kept and shown."""
        options = {"options": [{"title": option.title} for option in self.options]} if self.options else {}
        kind = _SAME.get(self.type, self.type)
        return {"title": self.title, "type": kind, "isInvisible": self.is_invisible} | options


class Place(Wire):
    """A place, in the short names of answers or in the long ones of cards; ``acc`` is how exact it is, in metres."""

    lt: Annotated[Number, between(-90, 90)] | None = None
    lg: Annotated[Number, between(-180, 180)] | None = None
    n: Text = ""
    acc: Number | None = None
    latitude: Annotated[Number, between(-90, 90)] | None = None
    longitude: Annotated[Number, between(-180, 180)] | None = None
    name: Text = ""

    @model_validator(mode="after")
    def _whole(self) -> "Place":
        if (self.lt is None or self.lg is None) and (self.latitude is None or self.longitude is None):
            raise PydanticCustomError("place", "a place has latitude and longitude")
        return self

    @property
    def long(self) -> dict[str, Any]:
        """``{"latitude", "longitude", "name"}``."""
        at = (self.lt, self.lg) if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)
        return {"latitude": at[0], "longitude": at[1], "name": self.name or self.n}

    @property
    def short(self) -> dict[str, Any]:
        """``{"lt", "lg", "n"}``, and ``acc`` where it was given."""
        place = self.long
        exact = {} if self.acc is None else {"acc": self.acc}
        return {"lt": place["latitude"], "lg": place["longitude"], "n": place["name"]} | exact


Questions = Annotated[list[Question], at_most(MOST_QUESTIONS, "questions")]


class Response(Wire):
    """A response to questions; what is not answered may be left out, null, "" or "-"."""

    response_name: Annotated[Text, at_most(LONGEST_TEXT, "characters")] = ""
    response_location: Place | None = None
    answers: Annotated[list[Any], at_most(MOST_QUESTIONS, "answers")]


def answer(questions: list[dict[str, Any]], body: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a response. Raises Refusal (400) for an answer that does not fit its question."""
    given = as_model(Response, body, at=("actionBody",))
    answers = []
    if questions and len(given.answers) > len(questions):
        raise Refusal(ANSWER_INVALID, number=len(questions) + 1, reason=Plain("there is no such question"))
    for index, one in enumerate(given.answers):
        question = questions[index] if questions else {"type": "Any"}
        try:
            answers.append(None if one in (None, "", "-", []) else _value(question, one))
        except ValueError as trouble:
            raise Refusal(ANSWER_INVALID, number=index + 1, reason=Plain(trouble)) from None
    place = given.response_location
    return {
        "responseName": given.response_name,
        "responseLocation": place.long if place else None,
        "answers": answers,
    }


def _value(question: dict[str, Any], given: Any) -> Any:
    kind, titles = question["type"], [option["title"] for option in question.get("options", ())]
    if kind in _WITH_OPTIONS:
        chosen = given if isinstance(given, list) else [given]
        if kind == "SingleOption" and len(chosen) != 1:
            raise ValueError("it takes one option")
        return [_option(titles, one) for one in chosen]
    if kind == "Numeric":
        return float(_as(_Number, {"value": given}, "it must be a number").value)
    if kind == "DateTime":
        moment = _as(_Number, {"value": given}, "it must be a time, as a number").value
        if abs(moment) > LATEST_MS:
            raise ValueError("it must be a time, in seconds or milliseconds since 1970")
        return int(moment * 1000 if abs(moment) < SECONDS_BELOW else moment)
    if kind == "Location":
        return _as(Place, given, 'it must be a place, {"lt": number, "lg": number, "n": name}').short
    if kind in ("Image", "AttachmentList"):
        given = given if isinstance(given, list) else [given]
        if kind == "Image" and len(given) != 1:
            raise ValueError("it takes one picture")
        return [{"mediaUrl": file["url"], "mediaFileName": file["name"]} for one in given for file in _files(one)]
    if kind in ("Any", "PhoneNumber"):
        return given
    return _as(_Text, {"value": given}, "it must be a text").value


class _Number(Wire):
    value: Number


class _Text(Wire):
    value: Annotated[Text, at_most(LONGEST_TEXT, "characters")]


def _as(model: type[Wire], value: Any, otherwise: str) -> Any:
    try:
        return model.model_validate(value)
    except ValidationError:
        raise ValueError(otherwise) from None


def _option(titles: list[str], given: Any) -> str:
    for title in titles:
        if isinstance(given, str) and given.strip().casefold() == title.strip().casefold():
            return title
    raise ValueError("it must be one of " + ", ".join(map(repr, titles[:10])))


def _files(resource: Any) -> list[dict[str, Any]]:
    if not isinstance(resource, str):
        raise ValueError("it must be a media resource")
    try:
        return files_of(resource, "answers")
    except Refusal:
        raise ValueError("it must be a media resource") from None


def with_answers(questions: list[dict[str, Any]], answers: list[Any]) -> list[dict[str, Any]]:
    """Questions with the answers to them, as replies and webhooks have them; without questions, the answers alone. A question
    that was left out has no answer."""
    asked = questions or [{"title": "", "type": "Text"}] * len(answers)
    return [
        {"title": question["title"], "type": question["type"], "options": question.get("options", [])}
        | ({"answer": answers[index]} if index < len(answers) and answers[index] is not None else {})
        | ({"isInvisible": True} if question.get("isInvisible") else {})
        for index, question in enumerate(asked)
    ]


def responder(row: sqlite3.Row, *, anonymous: bool) -> dict[str, Any]:
    """Who responded; blank where nobody may know."""
    return {
        "responder": "" if anonymous else row["number"],
        "responderId": "" if anonymous else row["user_id"],
        "responderName": "" if anonymous else row["name"],
        "responderProfilePic": "",
    }


def shown(action: Shown, questions: list[dict[str, Any]], *, anonymous: bool) -> list[dict[str, Any]]:
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
        for row, body in action.responses
    ]
