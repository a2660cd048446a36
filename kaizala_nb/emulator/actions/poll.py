"""A poll: one question, one answer a person, which may be changed. A meeting: who comes."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator
from pydantic_core import PydanticCustomError

from kaizala_nb.emulator.actions import questions
from kaizala_nb.emulator.actions.kind import Kept, Kind, Shown
from kaizala_nb.emulator.actions.questions import Place, Title
from kaizala_nb.emulator.bodies import as_model
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.errors import ANSWER_INVALID, Plain, Refusal
from kaizala_nb.emulator.resource import files_of
from kaizala_nb.emulator.values import HOUR_MS, LONGEST_HOURS, LONGEST_TEXT, MEETING_ANSWERS, MOST_CHOICES
from kaizala_nb.emulator.wire import Flag, Text, Whole, Wire, at_most, between, iso, not_empty

_USUAL_HOURS = 720  # documented
_USUAL_MINUTES = 30  # documented


class Choice(Wire):
    """A choice, which may have a picture."""

    title: Title
    image: Text = ""


class PollBody(Wire):
    """Question and choices are needed."""

    question: Title
    choices: Annotated[list[Choice], at_most(MOST_CHOICES, "choices"), not_empty]
    expiry_in_hours: Annotated[Whole, between(0, LONGEST_HOURS)] = _USUAL_HOURS
    is_sender_only: Flag = False


class Chosen(Wire):
    """What somebody chose: titles, or the number of a choice from 0."""

    answers: list[Any]


def _keep_poll(transaction: Transaction, body: PollBody) -> Kept:
    choices = []
    for choice in body.choices:
        picture = files_of(choice.image, "actionBody.choices.image")[0]["url"] if choice.image else ""
        choices.append({"title": choice.title} | ({"image": picture} if picture else {}))
    kept = {"question": body.question, "choices": choices, "isSenderOnly": body.is_sender_only}
    return Kept(kept, transaction.now + body.expiry_in_hours * HOUR_MS)


def _poll(shown: Shown) -> dict[str, Any]:
    body = shown.body
    return {
        "actionId": shown.id,
        "question": body["question"],
        "isSenderOnly": body["isSenderOnly"],
        "expiryDate": iso(shown.row["expires"]),
        "choices": body["choices"],
        "responseCount": shown.response_count,
    }


def _with_responses(shape: Any, question: Any) -> Any:
    def details(shown: Shown) -> dict[str, Any]:
        if not shown.full:
            return shape(shown)
        return shape(shown) | {"responses": questions.shown(shown, [question(shown)], anonymous=False)}

    return details


def _asked(shown: Shown) -> dict[str, Any]:
    titles = [{"title": choice["title"]} for choice in shown.body["choices"]]
    return {"title": shown.body["question"], "type": "SingleOption", "options": titles}


def _choose(titles: tuple[str, ...] | list[str], body: dict[str, Any]) -> dict[str, Any]:
    given = as_model(Chosen, body, at=("actionBody",)).answers
    if len(given) != 1:
        raise Refusal(ANSWER_INVALID, number=1, reason=Plain("it takes one choice"))
    chosen = given[0][0] if isinstance(given[0], list) and len(given[0]) == 1 else given[0]
    named = chosen.strip().casefold() if isinstance(chosen, str) else None
    found = [title for title in titles if title.strip().casefold() == named]
    if not found and isinstance(chosen, str | int) and not isinstance(chosen, bool):  # a title wins over a number
        found = [title for index, title in enumerate(titles) if str(index) == str(chosen).strip()]
    if found:
        return {"responseName": "", "responseLocation": None, "answers": [[found[0]]]}
    raise Refusal(ANSWER_INVALID, number=1, reason=Plain("it must be one of " + ", ".join(map(repr, titles[:10]))))


def _whole_time(value: Any) -> Any:
    if not isinstance(value, str) or "T" not in value.strip().upper():
        raise PydanticCustomError("time", "it must be a time such as 2026-11-24T14:00:00Z")
    text = value.strip()
    return text if text[-1:] in "Zz" or "+" in text[10:] or "-" in text[10:] else text + "Z"


def _of_our_age(value: datetime) -> datetime:
    if not 1900 < value.year < 9000:  # beyond, a time zone leads out of what can be written
        raise PydanticCustomError("time", "its year must be between 1901 and 8999")
    return value


class MeetingBody(Wire):
    """Title and start are needed. ``duration`` is read too, as the documentation's sample has it."""

    title: Title
    starting_time: Annotated[AwareDatetime, BeforeValidator(_whole_time), AfterValidator(_of_our_age)]
    duration_in_mins: Annotated[Whole, between(1, 60 * 24 * 366)] | None = None
    duration: Annotated[Whole, between(1, 60 * 24 * 366)] | None = None
    place: Place | None = None
    agenda: Annotated[Text, at_most(LONGEST_TEXT, "characters")] = ""
    is_sender_only: Flag = False


def _keep_meeting(transaction: Transaction, body: MeetingBody) -> Kept:
    kept = {
        "title": body.title,
        "startingTime": int(body.starting_time.timestamp() * 1000),
        "agenda": body.agenda,
        "duration": body.duration_in_mins or (None if transaction.strict else body.duration) or _USUAL_MINUTES,
        "isSenderOnly": body.is_sender_only,
        "place": body.place.long if body.place else None,
    }
    return Kept(kept)


def _meeting(shown: Shown) -> dict[str, Any]:
    kept = shown.body | {"startingTime": iso(shown.body["startingTime"])}
    listed = {"actionId": shown.id} | {name: value for name, value in kept.items() if value is not None}
    return listed | {"responseCount": shown.response_count}


def _coming(shown: Shown) -> dict[str, Any]:
    options = [{"title": title} for title in MEETING_ANSWERS]
    return {"title": shown.body["title"], "type": "SingleOption", "options": options}


POLL = Kind(
    "Poll",
    _keep_poll,
    _poll,
    _with_responses(_poll, _asked),
    body=PollBody,
    answer=lambda shown, body: _choose([choice["title"] for choice in shown.body["choices"]], body),
    replaces=True,
    questions=lambda shown: [_asked(shown)],
    title=lambda shown: shown.body["question"],
)
MEETING = Kind(
    "LetsMeet",
    _keep_meeting,
    _meeting,
    _with_responses(_meeting, _coming),
    body=MeetingBody,
    answer=lambda shown, body: _choose(MEETING_ANSWERS, body),
    questions=lambda shown: [_coming(shown)],
    replaces=True,
)
