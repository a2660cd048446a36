"""Lists and objects that objects of Postman hold: they are no copies."""

from typing import Any


class PartList(list[Any]):
    """A list that an object of Postman holds: who changes it changes that object, which is not understood."""


class PartObject(dict[str, Any]):
    """An object that an object of Postman holds, as :class:`PartList`."""


def part_of_postman(value: object) -> bool:
    """Whether a change of a value changes an object of Postman."""
    return isinstance(value, PartList | PartObject)
