"""Reacting, and the cursors by which one asks what has changed since. Each function is called inside a transaction."""

from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.identifiers import new_id

_TICKS_OF_EPOCH = 621_355_968_000_000_000
"""1970-01-01 in .NET ticks: 100 ns since the first day of the year 1."""


def react(emulator: Emulator, user_id: str, reference_id: str, kind: str, text: str) -> str:
    """React to what was sent; gives the reaction's id. A second like is the first one."""
    reactions = emulator.store.reactions
    before = reactions.like_of(reference_id, user_id) if kind == "Like" else None
    if before:
        return before["id"]
    group_id = emulator.store.events.group_of(reference_id)
    reaction_id = new_id()
    reactions.put(reaction_id, group_id, reference_id, user_id, kind, text, emulator.clock.now())
    return reaction_id


def cursor(milliseconds: int) -> int:
    """A time (epoch ms) as a cursor."""
    return _TICKS_OF_EPOCH + milliseconds * 10_000


def since(cursor: int) -> int:
    """A cursor as a time (epoch ms); 0 for the beginning."""
    return max(0, (cursor - _TICKS_OF_EPOCH) // 10_000)
