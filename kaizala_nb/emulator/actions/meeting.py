"""A meeting ("Let's Meet"): what it is about, when and where, and who comes."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator
from pydantic_core import PydanticCustomError

from kaizala_nb.emulator.actions import choosing
from kaizala_nb.emulator.actions.kind import Card, Kind, StoredAction
from kaizala_nb.emulator.actions.location import Location
from kaizala_nb.emulator.actions.questions import Title
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.values import LONGEST_TEXT, MEETING_ANSWERS
from kaizala_nb.emulator.wire import Flag, Text, Whole, Wire, at_most, between, iso

_USUAL_MINUTES = 30  # documented


def _with_time_zone(value: Any) -> Any:
    """A time as text. One without a time zone is of UTC."""
    if not isinstance(value, str) or "T" not in value.strip().upper():
        raise PydanticCustomError("time", "it must be a time such as 2026-11-24T14:00:00Z")
    text = value.strip()
    has_zone = text.endswith(("Z", "z")) or "+" in text[10:] or "-" in text[10:]
    return text if has_zone else text + "Z"


def _of_our_age(value: datetime) -> datetime:
    if not 1900 < value.year < 9000:  # beyond, a time zone leads out of what can be written
        raise PydanticCustomError("time", "its year must be between 1901 and 8999")
    return value


class MeetingBody(Wire):
    """Title and start are needed. ``duration`` is read too, as the documentation's sample has it."""

    title: Title
    starting_time: Annotated[AwareDatetime, BeforeValidator(_with_time_zone), AfterValidator(_of_our_age)]
    duration_in_mins: Annotated[Whole, between(1, 60 * 24 * 366)] | None = None
    duration: Annotated[Whole, between(1, 60 * 24 * 366)] | None = None
    place: Location | None = None
    agenda: Annotated[Text, at_most(LONGEST_TEXT, "characters")] = ""
    is_sender_only: Flag = False


def _store(transaction: Transaction, body: MeetingBody) -> StoredAction:
    minutes = body.duration_in_mins
    if minutes is None and not transaction.strict:
        minutes = body.duration
    fields = {
        "title": body.title,
        "startingTime": int(body.starting_time.timestamp() * 1000),
        "agenda": body.agenda,
        "duration": minutes or _USUAL_MINUTES,
        "isSenderOnly": body.is_sender_only,
        "place": body.place.long if body.place else None,
    }
    return StoredAction(fields)


def _summary(card: Card) -> dict[str, Any]:
    body = card.body | {"startingTime": iso(card.body["startingTime"])}
    fields = {name: value for name, value in body.items() if value is not None}
    return {"actionId": card.id} | fields | {"responseCount": card.response_count}


def _question(card: Card) -> dict[str, Any]:
    return choosing.question(card.body["title"], MEETING_ANSWERS)


KIND = Kind(
    "LetsMeet",
    _store,
    _summary,
    choosing.with_responses(_summary, _question),
    body=MeetingBody,
    answer=lambda card, body: choosing.answer(MEETING_ANSWERS, body),
    replaces=True,
    questions=lambda card: [_question(card)],
)
