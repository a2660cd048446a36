"""A job: something to do, for some people, until some hour."""

from typing import Annotated, Any

from kaizala_nb.emulator import numbers
from kaizala_nb.emulator.actions.kind import Card, Kind, StoredAction
from kaizala_nb.emulator.actions.questions import Title
from kaizala_nb.emulator.answers import job_response_entry
from kaizala_nb.emulator.bodies import as_model
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.values import HOUR_MS, LONGEST_HOURS, MOST_MEMBERS
from kaizala_nb.emulator.wire import Flag, Text, Whole, Wire, at_most, between, iso, not_empty

_USUAL_HOURS = 24  # documented


class JobBody(Wire):
    """What, who, and in how many hours from now."""

    title: Title
    assigned_to: Annotated[list[Text], at_most(MOST_MEMBERS, "numbers"), not_empty]
    due_date: Annotated[Whole, between(0, LONGEST_HOURS)] = _USUAL_HOURS


class JobResponse(Wire):
    """Done, or not."""

    is_completed: Flag


def _store(transaction: Transaction, body: JobBody) -> StoredAction:
    people = [transaction.users.of_number(numbers.required(number))["id"] for number in body.assigned_to]
    due = transaction.now + body.due_date * HOUR_MS
    return StoredAction({"title": body.title, "assignedTo": list(dict.fromkeys(people)), "dueDate": due})


def _people_who_did_it(card: Card) -> set[str]:
    return {row["user_id"] for row, body in card.responses if body["isCompleted"]}


def _summary(card: Card) -> dict[str, Any]:
    done, people = _people_who_did_it(card), card.body["assignedTo"]
    return {
        "actionId": card.id,
        "title": card.body["title"],
        "assigneeCount": len(people),
        "responseCount": len(done),
        "isCompleted": bool(people) and done >= set(people),
    }


def _details(card: Card) -> dict[str, Any]:
    summary = _summary(card)
    details = summary | {"dueDate": iso(card.body["dueDate"]), "status": summary["isCompleted"]}
    if not card.full:
        return details
    responses = [
        job_response_entry(row["id"], row["number"], row["name"], body["isCompleted"]) for row, body in card.responses
    ]
    return details | {"responses": responses}


def _answer(card: Card, body: dict[str, Any]) -> dict[str, Any]:
    return {"isCompleted": as_model(JobResponse, body, at=("actionBody",)).is_completed}


KIND = Kind("Job", _store, _summary, _details, body=JobBody, answer=_answer, replaces=True)
