"""A poll: one question, and one answer a person, which may be changed."""

from typing import Annotated, Any

from kaizala_nb.emulator.actions import choosing
from kaizala_nb.emulator.actions.kind import Card, Kind, StoredAction
from kaizala_nb.emulator.actions.questions import Title
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.resource import files_of
from kaizala_nb.emulator.values import HOUR_MS, LONGEST_HOURS, MOST_CHOICES
from kaizala_nb.emulator.wire import Flag, Text, Whole, Wire, at_most, between, iso, not_empty

_USUAL_HOURS = 720  # documented


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


def _store(transaction: Transaction, body: PollBody) -> StoredAction:
    choices = []
    for choice in body.choices:
        picture = files_of(choice.image, "actionBody.choices.image")[0]["url"] if choice.image else ""
        choices.append({"title": choice.title} | ({"image": picture} if picture else {}))
    fields = {"question": body.question, "choices": choices, "isSenderOnly": body.is_sender_only}
    return StoredAction(fields, transaction.now + body.expiry_in_hours * HOUR_MS)


def _summary(card: Card) -> dict[str, Any]:
    return {
        "actionId": card.id,
        "question": card.body["question"],
        "isSenderOnly": card.body["isSenderOnly"],
        "expiryDate": iso(card.row["expires"]),
        "choices": card.body["choices"],
        "responseCount": card.response_count,
    }


def _titles(card: Card) -> list[str]:
    return [choice["title"] for choice in card.body["choices"]]


def _question(card: Card) -> dict[str, Any]:
    return choosing.question(card.body["question"], _titles(card))


KIND = Kind(
    "Poll",
    _store,
    _summary,
    choosing.with_responses(_summary, _question),
    body=PollBody,
    answer=lambda card, body: choosing.answer(_titles(card), body),
    replaces=True,
    questions=lambda card: [_question(card)],
    title=lambda card: card.body["question"],
)
