"""A job: something to do, for some people, until some hour."""

from typing import Annotated, Any

from kaizala_nb.emulator import numbers
from kaizala_nb.emulator.actions.kind import Kept, Kind, Shown
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


def _keep(transaction: Transaction, body: JobBody) -> Kept:
    people = [transaction.users.of_number(numbers.required(number))["id"] for number in body.assigned_to]
    due = transaction.now + body.due_date * HOUR_MS
    return Kept({"title": body.title, "assignedTo": list(dict.fromkeys(people)), "dueDate": due})


def _done(shown: Shown) -> set[str]:
    return {row["user_id"] for row, body in shown.responses if body["isCompleted"]}


def _listed(shown: Shown) -> dict[str, Any]:
    done, people = _done(shown), shown.body["assignedTo"]
    return {
        "actionId": shown.id,
        "title": shown.body["title"],
        "assigneeCount": len(people),
        "responseCount": len(done),
        "isCompleted": bool(people) and done >= set(people),
    }


def _details(shown: Shown) -> dict[str, Any]:
    listed = _listed(shown)
    whole = listed | {"dueDate": iso(shown.body["dueDate"]), "status": listed["isCompleted"]}
    responses = [
        job_response_entry(row["id"], row["number"], row["name"], body["isCompleted"]) for row, body in shown.responses
    ]
    return whole | ({"responses": responses} if shown.full else {})


def _answer(shown: Shown, body: dict[str, Any]) -> dict[str, Any]:
    return {"isCompleted": as_model(JobResponse, body, at=("actionBody",)).is_completed}


KIND = Kind("Job", _keep, _listed, _details, body=JobBody, answer=_answer, replaces=True)
