"""What a webhook is told of an action, or of a response to one. The fields have the order of a captured delivery."""

import sqlite3
from typing import Any

from kaizala_nb.emulator.actions import questions
from kaizala_nb.emulator.actions.kind import Card
from kaizala_nb.emulator.actions.kinds import KINDS
from kaizala_nb.emulator.identifiers import unversioned
from kaizala_nb.emulator.wire import iso

_NOBODY = "00000000-0000-0000-0000-000000000000"
_MEDIA = ("Image", "Album", "Audio", "Document", "Video")


def creation(card: Card) -> tuple[str, dict[str, Any]] | None:
    """The event type and data of an action that was sent; None for one that raises no event."""
    kind, body, row = card.row["kind"], card.body, card.row
    if kind in _MEDIA:
        media = [{"mediaUrl": file["url"], "mediaFileName": file["name"]} for file in body["files"]]
        return "AttachmentCreated", {"media": media, "actionType": kind, "caption": body["caption"]}
    if kind == "Announcement":
        media = [
            {"url": file["url"], "fileName": file["name"], "mediaUrl": file["url"], "mediaFileName": file["name"]}
            for file in body["files"]
        ]
        title = body["title"] or f"Sent by {row['sender_name'] or row['sender_number']}"
        return "Announcement", {"text": body["message"], "title": title, "media": media}
    if kind == "Job":
        data = {
            "assignedTo": card.numbers(body["assignedTo"]),
            "title": body["title"],
            "dueDate": iso(body["dueDate"]),
            "actionId": card.id,
            "groupId": row["group_id"],
        }
        return "JobCreated", data
    name = _event_name(kind)
    if name is None:
        return None
    data = _ids(card) | {
        "title": body.get("title") or body.get("question") or row["package_id"],
        "creatorId": row["sender_id"],
        "isAnonymous": body.get("isAnonymous", False),
        **({"expiryDate": iso(row["expires"])} if row["expires"] else {}),
        "questions": [questions.entry(question) for question in KINDS[kind].questions(card)],
        "Properties": card.properties,
    }
    return f"{name}Created", data


def response(card: Card, row: sqlite3.Row, body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The event type and data of a response. ``row`` is the response with ``number`` and ``name`` of who gave it."""
    kind, is_update = card.row["kind"], row["updates"] > 0
    if kind == "Job":
        details = {
            "assignee": row["number"],
            "assigneeName": row["name"],
            "assigneeProfilePic": "",
            "isCompleted": body["isCompleted"],
        }
        data = {"actionId": card.id, "groupId": card.row["group_id"], "responseId": row["id"]}
        return "JobResponse", data | {"responseDetails": {"response": details}}
    anonymous = card.body.get("isAnonymous", False)
    who = questions.responder(row, anonymous=anonymous)
    answers = questions.with_answers(KINDS[kind].questions(card), body["answers"])
    data = _ids(card) | {
        "responseId": row["id"],
        "isUpdateResponse": is_update,
        "responder": who["responder"],
        "responderId": who["responderId"],
        "creatorId": _NOBODY,
        "responderName": who["responderName"],
        "responderProfilePic": who["responderProfilePic"],
        "isAnonymous": anonymous,
        "responseDetails": {"responseWithQuestions": answers},
        "Properties": card.properties,
    }
    return f"{_event_name(kind)}Response", data


def _event_name(kind: str) -> str | None:
    names = {"ActionPackage": "Action", "Survey": "Survey", "Poll": "Poll", "LetsMeet": "LetsMeet"}
    return names.get(kind)


def _ids(card: Card) -> dict[str, Any]:
    package, group = card.row["package_id"], card.row["group_id"]
    packages = {"actionPackageId": unversioned(package), "packageId": package} if package else {}
    return {"actionId": card.id, **packages, "groupId": group, "sourceGroupId": group}
