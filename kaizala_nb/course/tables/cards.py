"""The table of cards: a row for each card, and a column for each thing that is on it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.tables.columns import build, records_of, unique_name

if TYPE_CHECKING:
    import pandas as pd

_HEAD = ("referenceId", "actionId", "packageId", "actionType", "sender", "sentAt")
_BODIES = ("actionBody", "actionDetails")
_LISTS = {"choices": "title", "options": "title", "questions": "title", "images": "imageUrl"}
"""Lists on a card, and the one field that the table shows of their entries."""


def cards(value: Any) -> "pd.DataFrame":
    """A row for each card: its ids, type, sender and time; then its title, counts, choices, place and so on."""
    return build([flat(record) for record in records_of(value, "actions")], first=_HEAD)


def body_of(card: Mapping[str, Any]) -> Mapping[str, Any]:
    """The body of a card: what its sender wrote. The card itself if it has no body."""
    return next((card[name] for name in _BODIES if isinstance(card.get(name), Mapping)), card)


def flat(card: Mapping[str, Any]) -> dict[str, Any]:
    """A card as one row."""
    body = body_of(card)
    if body is card:
        return dict(card)
    head: dict[str, Any] = {}
    package = card.get("packageId") or card.get("id")
    if package:
        head["packageId"] = package
    if "actionId" in body:
        head["actionId"] = body["actionId"]
    head |= card
    left_out = {*_BODIES, *_HEAD, "id", "actions"}
    if card.get("sentAt"):
        left_out.add("creationTime")
    row = {name: head[name] for name in _HEAD if name in head}
    row |= {name: entry for name, entry in card.items() if name not in left_out}
    for name, entry in body.items():
        if name not in ("actionId", "responses"):
            for column, value in _columns(name, entry).items():
                row[unique_name(column, row)] = value
    return row


def _columns(name: str, entry: Any) -> dict[str, Any]:
    """The columns of one field of a card."""
    if name in _LISTS and isinstance(entry, list):
        field = _LISTS[name]
        return {name: [one.get(field) if isinstance(one, Mapping) and field in one else one for one in entry]}
    if name == "place" and isinstance(entry, Mapping):
        return {"place": entry.get("name")} | {key: value for key, value in entry.items() if key != "name"}
    if name == "properties" and isinstance(entry, list) and all(isinstance(one, Mapping) for one in entry):
        return {name: {str(one.get("name")): one.get("value") for one in entry}}
    return {name: entry}
