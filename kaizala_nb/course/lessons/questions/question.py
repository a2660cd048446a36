"""A question of a lesson: one sentence, and up to four choices, each with the reason why it is right or not."""

from dataclasses import dataclass

MOST_CHOICES = 4


@dataclass(frozen=True)
class Choice:
    """A choice. ``why`` is one sentence: the reason why it is right, or why it is not."""

    text: str
    why: str
    is_right: bool = False


@dataclass(frozen=True)
class Question:
    """A question. One of its choices is right.

    Attributes:
        name: Its name in ``kaizala.ask(name)``; it begins with the number of its lesson.
        sentence: What is asked.
        choices: The choices, in the order in which they are shown.
    """

    name: str
    sentence: str
    choices: tuple[Choice, ...]


def right(text: str, why: str) -> Choice:
    """The right choice."""
    return Choice(text, why, is_right=True)


def wrong(text: str, why: str) -> Choice:
    """A choice that is not right."""
    return Choice(text, why)
