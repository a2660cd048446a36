"""What came of an answer that a person gave on their phone."""

from collections.abc import Callable, Mapping
from typing import Any

from kaizala_nb.toolkit.client import errors

Card = Mapping[str, Any]
"""A card as a phone has it, with its ``questions`` and its owner's ``answers``; empty where the phone does not have it."""


class Answered:
    """An answer to a card. Its repr says how many of the questions have an answer now: "Asha answered 2 of 3 questions."

    Args:
        who: Who answered, as a sentence begins: "Asha".
        read: Reads the card as it is now.
    """

    def __init__(self, who: str, read: Callable[[], Card]) -> None:
        self._who = who
        self._read = read

    def __repr__(self) -> str:
        card = self._read()
        questions = len(card.get("questions") or [])
        given = sum(answer is not None for answer in card.get("answers") or [])
        if questions < 2:
            return f"{self._who} answered."
        missing = "" if given == questions else " Give one answer for each question, in the same call."
        return f"{self._who} answered {given} of {questions} questions.{missing}"


def one_for_each(answers: list[Any], read: Callable[[], Card]) -> list[Any]:
    """The answers, where somebody has given one list that holds an answer for each of several questions.

    A list of texts is one answer to a first question of which several options are chosen. ``read`` reads the card.
    """
    if len(answers) != 1 or not isinstance(answers[0], list | tuple):
        return answers
    questions = read().get("questions") or []
    if len(questions) < 2 or len(answers[0]) != len(questions):
        return answers
    are_titles = questions[0]["type"] == "MultiOption" and all(isinstance(answer, str) for answer in answers[0])
    return answers if are_titles else list(answers[0])


def refused(trouble: str) -> errors.InputError:
    """The error for an answer that cannot be given. The card stays as it is, so nobody needs to send it again."""
    order = 'Write the card, and then an answer for each question: answer(card, "Sea", 2, datetime(2030, 7, 1)).'
    return errors.not_sent(trouble, f"{order} Run only this line again, not the one that sent the card.")
