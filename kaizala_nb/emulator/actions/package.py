"""Announcements, and custom cards: action packages, with properties. A package needs no registration."""

from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from kaizala_nb.emulator.actions import questions
from kaizala_nb.emulator.actions.kind import Kept, Kind, Shown
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

    def kept(self) -> dict[str, str]:
        """As it is kept and shown."""
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


def _keep_package(transaction: Transaction, body: PackageBody) -> Kept:
    kept = {
        "title": body.title,
        "isSenderOnly": body.is_sender_only,
        "isAnonymous": body.is_anonymous,
        "acceptMultipleResponses": body.accept_multiple_responses,
        "questions": [question.kept() for question in body.questions],
    }
    expires = transaction.now + body.validity * HOUR_MS
    return Kept(kept, expires, merged([], body.properties))


def merged(before: list[dict[str, str]], changes: list[Property]) -> list[dict[str, str]]:
    """Properties after some were set, by name."""
    by_name = {one["name"]: one for one in before} | {one.name: one.kept() for one in changes}
    return list(by_name.values())


def _package(shown: Shown) -> dict[str, Any]:
    listed = {"actionId": shown.id} | shown.body | {"title": shown.body["title"] or shown.row["package_id"]}
    listed |= {"responseCount": shown.response_count, "expiryDate": iso(shown.row["expires"])}
    return listed | ({"properties": shown.properties} if shown.properties else {})


def _package_details(shown: Shown) -> dict[str, Any]:
    if not shown.full:
        return _package(shown)
    responses = questions.shown(shown, shown.body["questions"], anonymous=shown.body["isAnonymous"])
    return _package(shown) | {"responses": responses}


def _listed_by_commas(value: Any) -> Any:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, list):
        return value
    raise PydanticCustomError("list", "it must be a list of media resources")


class AnnouncementBody(Wire):
    """A message; the title may be left out, as the collection does."""

    title: Annotated[Text, at_most(LONGEST_TEXT, "characters")] = ""
    message: Title
    media_resources: Annotated[
        list[Text], BeforeValidator(_listed_by_commas), at_most(MOST_RESOURCES, "resources")
    ] = []


def _keep_announcement(transaction: Transaction, body: AnnouncementBody) -> Kept:
    files = [file for one in body.media_resources for file in files_of(one, "actionBody.mediaResources")]
    return Kept({"title": body.title, "message": body.message, "files": files})


def _announcement(shown: Shown) -> dict[str, Any]:
    sender = shown.row["sender_name"] or shown.row["sender_number"]
    files = [
        {"url": file["url"], "fileName": file["name"], "mediaUrl": file["url"], "mediaFileName": file["name"]}
        for file in shown.body["files"]
    ]
    return {
        "actionId": shown.id,
        "title": shown.body["title"] or f"Sent by {sender}",
        "message": shown.body["message"],
        "mediaResources": files,
    }


ANNOUNCEMENT = Kind(
    "Announcement",
    _keep_announcement,
    _announcement,
    _announcement,
    body=AnnouncementBody,
    in_queries=False,
    title=lambda shown: ": ".join(part for part in (shown.body["title"], shown.body["message"]) if part),
)
PACKAGE = Kind(
    "ActionPackage",
    _keep_package,
    _package,
    _package_details,
    body=PackageBody,
    answer=lambda shown, body: questions.answer(shown.body["questions"], body),
    many=lambda shown: shown.body["acceptMultipleResponses"],
    title=lambda shown: shown.body["title"] or shown.row["package_id"],
)
