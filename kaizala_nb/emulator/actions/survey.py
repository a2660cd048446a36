"""A survey: questions, and answers until some hour."""

from typing import Annotated, Any

from kaizala_nb.emulator.actions import questions
from kaizala_nb.emulator.actions.kind import Kept, Kind, Shown
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


def _keep(transaction: Transaction, body: SurveyBody) -> Kept:
    expires = transaction.now + body.due_date * HOUR_MS
    kept = {
        "title": body.title,
        "description": body.description,
        "isAnonymous": body.is_anonymous,
        "isSenderOnly": body.is_sender_only or body.visibility == "Sender",
        "isAdminOnly": body.visibility == "Admin",
        "acceptMultipleResponses": body.accept_multiple_responses,
        "questions": [question.kept() for question in body.questions],
    }
    return Kept(kept, expires)


def _listed(shown: Shown) -> dict[str, Any]:
    return {
        "actionId": shown.id,
        "title": shown.body["title"],
        "responseCount": shown.response_count,
        "expiryDate": iso(shown.row["expires"]),
    }


def _details(shown: Shown) -> dict[str, Any]:
    if not shown.full:
        return _listed(shown)
    body = shown.body
    asked = {name: body[name] for name in ("isAnonymous", "isSenderOnly", "acceptMultipleResponses", "questions")}
    responses = questions.shown(shown, body["questions"], anonymous=body["isAnonymous"])
    return _listed(shown) | asked | {"responses": responses}


KIND = Kind(
    "Survey",
    _keep,
    _listed,
    _details,
    body=SurveyBody,
    answer=lambda shown, body: questions.answer(shown.body["questions"], body),
    many=lambda shown: shown.body["acceptMultipleResponses"],
)
