"""One answer among some: what a poll and a meeting have in common."""

from collections.abc import Callable, Sequence
from typing import Any

from kaizala_nb.emulator.actions import questions
from kaizala_nb.emulator.actions.kind import Card
from kaizala_nb.emulator.bodies import as_model
from kaizala_nb.emulator.errors import ANSWER_INVALID, Plain, Refusal
from kaizala_nb.emulator.wire import Wire


class ChoiceBody(Wire):
    """What somebody chooses: titles, or the number of a choice from 0."""

    answers: list[Any]


def question(title: str, choices: Sequence[str]) -> dict[str, Any]:
    """The question of a card, in the shape that the questions of a survey have."""
    return {"title": title, "type": "SingleOption", "options": [{"title": choice} for choice in choices]}


def answer(titles: Sequence[str], body: dict[str, Any]) -> dict[str, Any]:
    """What is stored of a response. Raises Refusal (400) for more than one choice, or one that there is not."""
    answers = as_model(ChoiceBody, body, at=("actionBody",)).answers
    if len(answers) != 1:
        raise Refusal(ANSWER_INVALID, number=1, reason=Plain("it takes one choice"))
    choice = answers[0]
    if isinstance(choice, list) and len(choice) == 1:
        choice = choice[0]
    title = _title(titles, choice)
    if title is None:
        raise Refusal(ANSWER_INVALID, number=1, reason=Plain("it must be one of " + ", ".join(map(repr, titles[:10]))))
    return {"responseName": "", "responseLocation": None, "answers": [[title]]}


def _title(titles: Sequence[str], choice: Any) -> str | None:
    """The title that a choice means. A title wins over a number."""
    if isinstance(choice, bool) or not isinstance(choice, str | int):
        return None
    text = str(choice).strip()
    if isinstance(choice, str):
        for title in titles:
            if title.strip().casefold() == text.casefold():
                return title
    for number, title in enumerate(titles):
        if str(number) == text:
            return title
    return None


def with_responses(
    summary: Callable[[Card], dict[str, Any]], question_of: Callable[[Card], dict[str, Any]]
) -> Callable[[Card], dict[str, Any]]:
    """The details of a card: its summary, and its responses where they are wanted."""

    def details(card: Card) -> dict[str, Any]:
        if not card.full:
            return summary(card)
        responses = questions.response_entries(card, [question_of(card)], anonymous=False)
        return summary(card) | {"responses": responses}

    return details
