"""Announcements, and custom cards: action packages, with properties. A package needs no registration."""

from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from kaizala_nb.emulator.actions import questions
from kaizala_nb.emulator.actions.kind import Card, Kind, StoredAction
from kaizala_nb.emulator.actions.questions import Questions, Title
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.resource import files_of
from kaizala_nb.emulator.values import HOUR_MS, LONGEST_HOURS, LONGEST_TEXT, MOST_PROPERTIES, MOST_RESOURCES
from kaizala_nb.emulator.wire import Filled, Flag, Text, Whole, Wire, at_most, between, iso, one_of

_USUAL_HOURS = 24  # documented
PROPERTY_TYPES = ("Text", "Numeric", "Location", "DateTime", "StringList", "Attachment", "StringSet", "AttachmentList")


class Property(Wire):
    """A property of a card. Its value is always a text."""

    name: Filled
    type: Annotated[str, one_of(*PROPERTY_TYPES)] = "Text"
    value: Text = ""

    def as_json(self) -> dict[str, str]:
        """As it is stored, and as answers have it."""
        return {"name": self.name, "type": self.type, "value": self.value}


Properties = Annotated[list[Property], at_most(MOST_PROPERTIES, "properties")]


class PackageBody(Wire):
    """Everything may be left out."""

    title: Annotated[Text, at_most(LONGEST_TEXT, "characters")] = ""
    validity: Annotated[Whole, between(0, LONGEST_HOURS)] = _USUAL_HOURS
    properties: Properties = []
    questions: Questions = []
    is_anonymous: Flag = False
    is_sender_only: Flag = False
    accept_multiple_responses: Flag = True


def _store_package(transaction: Transaction, body: PackageBody) -> StoredAction:
    fields = {
        "title": body.title,
        "isSenderOnly": body.is_sender_only,
        "isAnonymous": body.is_anonymous,
        "acceptMultipleResponses": body.accept_multiple_responses,
        "questions": [question.as_json() for question in body.questions],
    }
    expires = transaction.now + body.validity * HOUR_MS
    return StoredAction(fields, expires, merge_properties([], body.properties))


def merge_properties(before: list[dict[str, str]], changes: list[Property]) -> list[dict[str, str]]:
    """Properties after some were set, by name."""
    by_name = {one["name"]: one for one in before} | {one.name: one.as_json() for one in changes}
    return list(by_name.values())


def _package(card: Card) -> dict[str, Any]:
    summary = {"actionId": card.id} | card.body | {"title": _title(card)}
    summary |= {"responseCount": card.response_count, "expiryDate": iso(card.row["expires"])}
    if card.properties:
        summary["properties"] = card.properties
    return summary


def _title(card: Card) -> str:
    return card.body["title"] or card.row["package_id"]


def _package_details(card: Card) -> dict[str, Any]:
    if not card.full:
        return _package(card)
    responses = questions.response_entries(card, card.body["questions"], anonymous=card.body["isAnonymous"])
    return _package(card) | {"responses": responses}


def _split_at_commas(value: Any) -> Any:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, list):
        return value
    raise PydanticCustomError("list", "it must be a list of media resources")


class AnnouncementBody(Wire):
    """A message; the title may be left out, as the collection does."""

    title: Annotated[Text, at_most(LONGEST_TEXT, "characters")] = ""
    message: Title
    media_resources: Annotated[list[Text], BeforeValidator(_split_at_commas), at_most(MOST_RESOURCES, "resources")] = []


def _store_announcement(transaction: Transaction, body: AnnouncementBody) -> StoredAction:
    files = [file for one in body.media_resources for file in files_of(one, "actionBody.mediaResources")]
    return StoredAction({"title": body.title, "message": body.message, "files": files})


def _announcement(card: Card) -> dict[str, Any]:
    sender = card.row["sender_name"] or card.row["sender_number"]
    files = [
        {"url": file["url"], "fileName": file["name"], "mediaUrl": file["url"], "mediaFileName": file["name"]}
        for file in card.body["files"]
    ]
    return {
        "actionId": card.id,
        "title": card.body["title"] or f"Sent by {sender}",
        "message": card.body["message"],
        "mediaResources": files,
    }


ANNOUNCEMENT = Kind(
    "Announcement",
    _store_announcement,
    _announcement,
    _announcement,
    body=AnnouncementBody,
    in_queries=False,
    title=lambda card: ": ".join(part for part in (card.body["title"], card.body["message"]) if part),
)
PACKAGE = Kind(
    "ActionPackage",
    _store_package,
    _package,
    _package_details,
    body=PackageBody,
    answer=lambda card, body: questions.answer(card.body["questions"], body),
    many=lambda card: card.body["acceptMultipleResponses"],
    title=_title,
)
