"""``{{variables}}`` of anybody's collection, filled in as Postman does.

A value may hold variables again. They are filled too, nineteen times at most: so circles end. What is still left then has no value.
Nothing is escaped: a value stands in the request as it is, and the address is encoded afterwards.
"""

import re
from collections.abc import Callable
from typing import Any

from kaizala_nb.toolkit.collection.foreign import CannotSend

VARIABLE = re.compile(r"\{\{([^{}]*)\}\}")
_MOST_ROUNDS = 19
_LONGEST = 20_000_000  # characters: a value that holds itself twice would double in each round


class Filler:
    """Fills in variables. ``find`` gives the value of a name, or None.

    Attributes:
        used: The names of the variables that were filled in.
        missing: The names that have no value, in their order.
    """

    def __init__(self, find: Callable[[str], str | None]) -> None:
        self._find = find
        self.used: set[str] = set()
        self.missing: dict[str, None] = {}

    def text(self, text: str) -> str:
        """The text with values in place of variables."""
        for _ in range(_MOST_ROUNDS):
            if "{{" not in text:
                return text
            filled = VARIABLE.sub(self._value, text)
            if filled == text:
                break
            text = filled
            if len(text) > _LONGEST:
                raise CannotSend("Its variables hold one another, and become too long.")
        self.missing |= dict.fromkeys(VARIABLE.findall(text))
        return text

    def json(self, value: Any) -> Any:
        """A value of JSON with each of its texts filled, and the names in it too."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.json(one) for one in value]
        if isinstance(value, dict):
            return {name: self.json(one) for name, one in value.items()}
        return value

    def _value(self, match: re.Match[str]) -> str:
        value = self._find(match[1])
        if value is None:
            return match[0]
        self.used.add(match[1])
        return value


def names_in(value: Any) -> list[str]:
    """The names of the variables in all texts of a value, each once, in their order."""
    found: dict[str, None] = {}
    to_do = [value]
    while to_do:
        one = to_do.pop()
        if isinstance(one, str):
            if "{{" in one:
                found |= dict.fromkeys(VARIABLE.findall(one))
        elif isinstance(one, list):
            to_do += reversed(one)
        elif isinstance(one, dict):
            to_do += reversed(one.values())
    return list(found)
