"""Groups under groups: how one comes to hang under another, and how it comes off, each told to the webhooks that listen."""

import sqlite3

from kaizala_nb.emulator.announce import announce
from kaizala_nb.emulator.answers import group_event
from kaizala_nb.emulator.core import Transaction


def link(transaction: Transaction, user_id: str, parent_id: str, child: sqlite3.Row) -> None:
    """A group becomes a sub-group. Nothing happens if it is one already."""
    if transaction.hierarchy.link(parent_id, child["id"]):
        announce(transaction, "GroupAdded", parent_id, user_id, _event(child))


def unlink(transaction: Transaction, user_id: str, parent_id: str, child: sqlite3.Row) -> bool:
    """A group is a sub-group no longer; it goes on by itself. False if it was none."""
    if not transaction.hierarchy.unlink(parent_id, child["id"]):
        return False
    announce(transaction, "GroupRemoved", parent_id, user_id, _event(child))
    return True


def _event(child: sqlite3.Row) -> dict[str, object]:
    return group_event(child["id"], child["name"], child["photo"], child["type"])
