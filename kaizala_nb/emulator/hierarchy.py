"""Groups under groups: put one under another, and take it away again. Webhooks that listen are told."""

import sqlite3

from kaizala_nb.emulator.announce import announce
from kaizala_nb.emulator.answers import group_event
from kaizala_nb.emulator.core import Transaction


def link(transaction: Transaction, user_id: str, parent_id: str, child: sqlite3.Row) -> None:
    """Make a group a sub-group. Nothing happens if it is one already."""
    if transaction.hierarchy.link(parent_id, child["id"]):
        announce(transaction, "GroupAdded", parent_id, user_id, _event(child))


def unlink(transaction: Transaction, user_id: str, parent_id: str, child: sqlite3.Row) -> bool:
    """Make a group a sub-group no longer; it stays a group. False if it was no sub-group."""
    if not transaction.hierarchy.unlink(parent_id, child["id"]):
        return False
    announce(transaction, "GroupRemoved", parent_id, user_id, _event(child))
    return True


def _event(child: sqlite3.Row) -> dict[str, object]:
    return group_event(child["id"], child["name"], child["photo"], child["type"])
