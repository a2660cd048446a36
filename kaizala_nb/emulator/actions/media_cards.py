"""Pictures, albums, audio, documents and videos; places and pictures with a place, which only phones send."""

from typing import Annotated, Any

from kaizala_nb.emulator.actions.kind import Kept, Kind, Shown
from kaizala_nb.emulator.answers import album_entry, file_entry
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.resource import files_of
from kaizala_nb.emulator.values import LONGEST_TEXT
from kaizala_nb.emulator.wire import Filled, Text, Wire, at_most


class MediaBody(Wire):
    """A media resource, and a caption."""

    media_resource: Filled
    caption: Annotated[Text, at_most(LONGEST_TEXT, "characters")] = ""


def _keep(transaction: Transaction, body: MediaBody) -> Kept:
    files = files_of(body.media_resource, "actionBody.mediaResource")
    return Kept({"caption": body.caption, "files": files})


def _picture(shown: Shown) -> dict[str, Any]:
    return {"imageUrl": shown.body["files"][0]["url"], "caption": shown.body["caption"]}


def _album(shown: Shown) -> dict[str, Any]:
    return album_entry(shown.body["files"], shown.body["caption"])


def _file(shown: Shown) -> dict[str, Any]:
    return file_entry(shown.body["files"][0], shown.body["caption"])


def _place(shown: Shown) -> dict[str, Any]:
    return dict(shown.body)


def _media(name: str, shown: Any) -> Kind:
    return Kind(
        name,
        _keep,
        shown,
        shown,
        body=MediaBody,
        has_action_id=False,
        title=lambda card: card.body["caption"] or card.body["files"][0]["name"],
    )


def _sent_by_phones(name: str) -> Kind:
    return Kind(
        name, lambda transaction, body: Kept(body), _place, _place, title=lambda shown: shown.body.get("name", "")
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
