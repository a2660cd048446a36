"""Cards: a row a card, with what is written on it as columns of their own."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.tables.columns import apart, build, records_of

if TYPE_CHECKING:
    import pandas as pd

_HEAD = ("referenceId", "actionId", "packageId", "actionType", "sender", "sentAt")
_BODIES = ("actionBody", "actionDetails")
_LISTS = {"choices": "title", "options": "title", "questions": "title", "images": "imageUrl"}
"""Lists on a card of which one field says what one wants to know."""


def cards(value: Any) -> "pd.DataFrame":
    """A row a card: ids, type, sender, when; then title and counts, a poll's choices, a place, and so on."""
    return build([flat(record) for record in records_of(value, "actions")], first=_HEAD)


def body_of(card: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is written on a card; the card itself where it has no body."""
    return next((card[name] for name in _BODIES if isinstance(card.get(name), Mapping)), card)


def flat(card: Mapping[str, Any]) -> dict[str, Any]:
    """A card as one row."""
    body = body_of(card)
    if body is card:
        return dict(card)
    packages = {"packageId": package} if (package := card.get("packageId") or card.get("id")) else {}
    actions = {"actionId": body["actionId"]} if "actionId" in body else {}
    known = {**packages, **actions, **card}
    left_out = {*_BODIES, *_HEAD, "id", "actions", *(["creationTime"] if card.get("sentAt") else [])}
    row = {name: known[name] for name in _HEAD if name in known}
    row |= {name: entry for name, entry in card.items() if name not in left_out}
    for name, entry in body.items():
        if name not in ("actionId", "responses"):
            for column, held in _columns(name, entry).items():
                row[apart(column, row)] = held
    return row


def _columns(name: str, entry: Any) -> dict[str, Any]:
    """A field of a card as columns."""
    if name in _LISTS and isinstance(entry, list):
        wanted = _LISTS[name]
        return {name: [one.get(wanted) if isinstance(one, Mapping) and wanted in one else one for one in entry]}
    if name == "place" and isinstance(entry, Mapping):
        return {"place": entry.get("name")} | {key: held for key, held in entry.items() if key != "name"}
    if name == "properties" and isinstance(entry, list) and all(isinstance(one, Mapping) for one in entry):
        return {name: {str(one.get("name")): one.get("value") for one in entry}}
    return {name: entry}
