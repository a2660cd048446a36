"""What a delivery says of an action or of a response to one, in the order of fields that a captured delivery had."""

import sqlite3
from typing import Any

from kaizala_nb.emulator.actions import questions
from kaizala_nb.emulator.actions.kind import Shown
from kaizala_nb.emulator.actions.kinds import KINDS
from kaizala_nb.emulator.identifiers import unversioned
from kaizala_nb.emulator.wire import iso

_NOBODY = "00000000-0000-0000-0000-000000000000"
_MEDIA = ("Image", "Album", "Audio", "Document", "Video")


def created(shown: Shown) -> tuple[str, dict[str, Any]] | None:
    """The event type and data of an action that was sent; None for one that raises no event."""
    kind, body, row = shown.row["kind"], shown.body, shown.row
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
        people = {
            "assignedTo": shown.numbers(body["assignedTo"]),
            "title": body["title"],
            "dueDate": iso(body["dueDate"]),
            "actionId": shown.id,
            "groupId": row["group_id"],
        }
        return "JobCreated", people
    name = _event_name(kind)
    if name is None:
        return None
    data = _named(shown) | {
        "title": body.get("title") or body.get("question") or row["package_id"],
        "creatorId": row["sender_id"],
        "isAnonymous": body.get("isAnonymous", False),
        **({"expiryDate": iso(row["expires"])} if row["expires"] else {}),
        "questions": [_question(question) for question in KINDS[kind].questions(shown)],
        "Properties": shown.properties,
    }
    return f"{name}Created", data


def responded(shown: Shown, row: sqlite3.Row, body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The event type and data of a response. ``row`` is the response with ``number`` and ``name`` of who gave it."""
    kind, is_update = shown.row["kind"], row["updates"] > 0
    if kind == "Job":
        response = {
            "assignee": row["number"],
            "assigneeName": row["name"],
            "assigneeProfilePic": "",
            "isCompleted": body["isCompleted"],
        }
        data = {"actionId": shown.id, "groupId": shown.row["group_id"], "responseId": row["id"]}
        return "JobResponse", data | {"responseDetails": {"response": response}}
    anonymous = shown.body.get("isAnonymous", False)
    who = questions.responder(row, anonymous=anonymous)
    answered = questions.with_answers(KINDS[kind].questions(shown), body["answers"])
    data = _named(shown) | {
        "responseId": row["id"],
        "isUpdateResponse": is_update,
        "responder": who["responder"],
        "responderId": who["responderId"],
        "creatorId": _NOBODY,
        "responderName": who["responderName"],
        "responderProfilePic": who["responderProfilePic"],
        "isAnonymous": anonymous,
        "responseDetails": {"responseWithQuestions": answered},
        "Properties": shown.properties,
    }
    return f"{_event_name(kind)}Response", data


def _event_name(kind: str) -> str | None:
    names = {"ActionPackage": "Action", "Survey": "Survey", "Poll": "Poll", "LetsMeet": "LetsMeet"}
    return names.get(kind)


def _named(shown: Shown) -> dict[str, Any]:
    package, group = shown.row["package_id"], shown.row["group_id"]
    packages = {"actionPackageId": unversioned(package), "packageId": package} if package else {}
    return {"actionId": shown.id, **packages, "groupId": group, "sourceGroupId": group}


def _question(question: dict[str, Any]) -> dict[str, Any]:
    asked = {"title": question["title"], "type": question["type"], "options": question.get("options", [])}
    return asked | ({"isInvisible": True} if question.get("isInvisible") else {})
