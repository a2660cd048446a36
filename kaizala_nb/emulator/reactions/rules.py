"""Reactions, and the cursors with which one asks for what is new.

A cursor is a time in ticks, which are finer than the clock. No two reactions have the same ticks. So somebody who asks twice
within a millisecond misses nothing.
"""

from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.identifiers import new_id

_TICKS_OF_EPOCH = 621_355_968_000_000_000
"""1970-01-01 in .NET ticks: 100 ns since the first day of the year 1."""


def react(transaction: Transaction, user_id: str, reference_id: str, kind: str, text: str) -> str:
    """React to what was sent; gives the id of the reaction. A second like is the first one again."""
    reactions = transaction.reactions
    before = reactions.like_of(reference_id, user_id) if kind == "Like" else None
    if before:
        return before["id"]
    group_id = transaction.events.get(reference_id)["group_id"]
    reaction_id = new_id()
    now = transaction.now
    reactions.put(reaction_id, group_id, reference_id, user_id, kind, text, now, ticks(now))
    return reaction_id


def cursor(transaction: Transaction) -> int:
    """The cursor to ask with next time: no reaction so far is after it, and every later one is."""
    return max(transaction.reactions.newest(), ticks(transaction.now - 1))


def ticks(milliseconds: int) -> int:
    """A time (epoch ms) in ticks."""
    return _TICKS_OF_EPOCH + milliseconds * 10_000
