"""A survey: questions, and answers until some hour."""

from typing import Annotated, Any

from kaizala_nb.emulator.actions import questions
from kaizala_nb.emulator.actions.kind import Card, Kind, StoredAction
from kaizala_nb.emulator.actions.questions import Questions, Title
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.values import HOUR_MS, LONGEST_HOURS, LONGEST_TEXT
from kaizala_nb.emulator.wire import Flag, Text, Whole, Wire, at_most, between, iso, not_empty, one_of

_USUAL_HOURS = 24  # documented
VISIBILITY = ("All", "Sender", "Admin", "MembersAndSubscribers")  # 0 to 3


class SurveyBody(Wire):
    """Title and questions are needed."""

    title: Title
    due_date: Annotated[Whole, between(0, LONGEST_HOURS)] = _USUAL_HOURS
    is_anonymous: Flag = False
    is_sender_only: Flag = False
    accept_multiple_responses: Flag = False
    questions: Annotated[Questions, not_empty]
    visibility: Annotated[str, one_of(*VISIBILITY)] = "All"
    description: Annotated[Text, at_most(LONGEST_TEXT, "characters")] = ""


def _store(transaction: Transaction, body: SurveyBody) -> StoredAction:
    expires = transaction.now + body.due_date * HOUR_MS
    fields = {
        "title": body.title,
        "description": body.description,
        "isAnonymous": body.is_anonymous,
        "isSenderOnly": body.is_sender_only or body.visibility == "Sender",
        "isAdminOnly": body.visibility == "Admin",
        "acceptMultipleResponses": body.accept_multiple_responses,
        "questions": [question.as_json() for question in body.questions],
    }
    return StoredAction(fields, expires)


def _summary(card: Card) -> dict[str, Any]:
    return {
        "actionId": card.id,
        "title": card.body["title"],
        "responseCount": card.response_count,
        "expiryDate": iso(card.row["expires"]),
    }


def _details(card: Card) -> dict[str, Any]:
    if not card.full:
        return _summary(card)
    body = card.body
    fields = {name: body[name] for name in ("isAnonymous", "isSenderOnly", "acceptMultipleResponses", "questions")}
    responses = questions.response_entries(card, body["questions"], anonymous=body["isAnonymous"])
    return _summary(card) | fields | {"responses": responses}


KIND = Kind(
    "Survey",
    _store,
    _summary,
    _details,
    body=SurveyBody,
    answer=lambda card, body: questions.answer(card.body["questions"], body),
    many=lambda card: card.body["acceptMultipleResponses"],
)
