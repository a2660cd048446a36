"""What is wrong with a value, in a sentence; and the value as it is sent. One check a kind of Kaizala's."""

import re
import unicodedata
from typing import Any

from kaizala_nb.course.kinds import values
from kaizala_nb.course.kinds.mobile_number import parse_mobile_number
from kaizala_nb.toolkit.collection import checks
from kaizala_nb.toolkit.display import ids

_BETWEEN_DIGITS = ("Zs", "Pd", "Cf", "Cc")
"""Unicode's categories of blanks, hyphens and marks that are not seen."""


def mobile_number(parameter: checks.Rules, value: object) -> str:
    return parse_mobile_number(checks.text(parameter, value))


def mobile_numbers(parameter: checks.Rules, value: object) -> list[str]:
    numbers = []
    for entry in checks.texts(parameter, value):
        if ids.ID.fullmatch(entry.strip()):
            raise ValueError(f"{entry!r} is an id, not a mobile number such as +44 7700 900001.")
        try:
            numbers.append(parse_mobile_number(entry))
        except ValueError as trouble:
            raise ValueError(f"{entry!r}: {trouble}") from None
    return numbers


def pin(parameter: checks.Rules, value: object) -> str:
    """Six digits, of any script; with blanks and hyphens between them, as people read a PIN off a phone."""
    characters = [character for character in str(value) if unicodedata.category(character) not in _BETWEEN_DIGITS]
    digits = "".join(str(unicodedata.decimal(character, character)) for character in characters)
    if not re.fullmatch(r"[0-9]{6}", digits):
        count = sum(character.isdigit() for character in digits)
        raise ValueError(
            f"That was {count} digits. A PIN has 6." if count != 6 else "A PIN has 6 digits and nothing else."
        )
    return digits


def place(parameter: checks.Rules, value: object) -> dict[str, Any]:
    return values.read_place(value)


def poll_choices(parameter: checks.Rules, value: object) -> list[Any]:
    return values.read_each("Choice", values.read_choice, value)


def questions(parameter: checks.Rules, value: object) -> list[Any]:
    return values.read_each("Question", values.read_question, value)


def properties(parameter: checks.Rules, value: object) -> list[dict[str, str]]:
    return values.read_properties(value)


def answers(parameter: checks.Rules, value: object) -> list[Any]:
    return values.read_each("Answer", values.read_answer, value)
