"""What a lesson asks for, and whether it is there. Checks look at what the service holds, never at anybody's code."""

from collections.abc import Callable

from kaizala_nb.client.errors import KaizalaError
from kaizala_nb.lessons import lesson_00
from kaizala_nb.lessons.check import Check, Line
from kaizala_nb.lessons.world import World

__all__ = ["Check", "Line", "World", "check"]

_CHECKS: dict[str, tuple[str, Callable[[World], list[Line]]]] = {
    "00": ("Check 00: the first message", lesson_00.first_message),
    "00 your turn": ("Check 00: your turn", lesson_00.third_person),
}


def check(name: str, world: World) -> Check:
    """The check of this name. It never raises: what cannot be looked at is not yet there, and why is said."""
    if name not in _CHECKS:
        return Check(f"There is no check {name!r}. There are: {', '.join(map(repr, _CHECKS))}.", [])
    title, look = _CHECKS[name]
    try:
        return Check(title, look(world))
    except KaizalaError as trouble:
        return Check(title, [Line(False, f"This cannot be checked here. {trouble}", ())])
