"""Pictures, albums, audio, documents and videos; and what only phones send: locations, and pictures with a location."""

from typing import Annotated, Any

from kaizala_nb.emulator.actions.kind import Card, Kind, StoredAction
from kaizala_nb.emulator.answers import album_entry, file_entry
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.resource import files_of
from kaizala_nb.emulator.values import LONGEST_TEXT
from kaizala_nb.emulator.wire import Filled, Text, Wire, at_most


class MediaBody(Wire):
    """A media resource, and a caption."""

    media_resource: Filled
    caption: Annotated[Text, at_most(LONGEST_TEXT, "characters")] = ""


def _store(transaction: Transaction, body: MediaBody) -> StoredAction:
    files = files_of(body.media_resource, "actionBody.mediaResource")
    return StoredAction({"caption": body.caption, "files": files})


def _picture(card: Card) -> dict[str, Any]:
    return {"imageUrl": card.body["files"][0]["url"], "caption": card.body["caption"]}


def _album(card: Card) -> dict[str, Any]:
    return album_entry(card.body["files"], card.body["caption"])


def _file(card: Card) -> dict[str, Any]:
    return file_entry(card.body["files"][0], card.body["caption"])


def _location(card: Card) -> dict[str, Any]:
    return dict(card.body)


def _media(name: str, card: Any) -> Kind:
    return Kind(
        name,
        _store,
        card,
        card,
        body=MediaBody,
        has_action_id=False,
        title=lambda card: card.body["caption"] or card.body["files"][0]["name"],
    )


def _sent_by_phones(name: str) -> Kind:
    return Kind(
        name,
        lambda transaction, body: StoredAction(body),
        _location,
        _location,
        title=lambda card: card.body.get("name", ""),
    )


KINDS = (
    _media("Image", _picture),
    _media("Album", _album),
    _media("Audio", _file),
    _media("Document", _file),
    _media("Video", _file),
    _sent_by_phones("ShareLocation"),
    _sent_by_phones("PhotoWithLocation"),
)
