"""Pieces of a call: the files that the user chose, the headers that people are shown, the parts of a body that are sent."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.message import Message
from kaizala_nb.toolkit.collection.parameter import Parameter
from kaizala_nb.toolkit.collection.upload import Upload, only_a_name

_USUAL = ("user-agent", "accept", "cache-control", "host", "accept-encoding", "connection", "content-length")


class ChosenFiles:
    """The files that the user chose, for the parts of a form in their order.

    Where a file of the collection names several sources for a part, the part takes as many; the last part of a field takes the
    rest. ``sources`` are the sources of each part, by field.
    """

    def __init__(
        self, parameters: Iterable[Parameter], arguments: Mapping[str, Any], sources: Mapping[str, list[list[str]]]
    ) -> None:
        self._names = {parameter.wire: parameter.name for parameter in parameters if parameter.place == "file"}
        given = {key: _listed(arguments.get(name)) for key, name in self._names.items()}
        self._chosen = {key: files for key, files in given.items() if files}
        self._parts_left = {key: len(parts) for key, parts in sources.items()}

    def __call__(self, field: str, sources: list[str]) -> list[Upload] | None:
        chosen = self._chosen.get(field)
        if chosen is None:
            if sources:
                todo = f"Give {self._names[field]}=... with the path of the file, or choose it in the form."
                raise CannotSend(f"It uploads a file, {sources[0][:200]!r}, and you chose none.", todo=todo)
            return None
        self._parts_left[field] -= 1
        count = max(1, len(sources)) if self._parts_left[field] > 0 else len(chosen)
        taken, chosen[:] = chosen[:count], chosen[count:]
        return [_opened(one) for one in taken]


def _opened(one: Any) -> Upload:
    if isinstance(one, Upload):
        return one
    if not isinstance(one, Path):  # a text may come from the file of the collection, and opens nothing
        raise CannotSend(only_a_name(str(one)))
    try:
        return Upload.read(one)
    except ValueError as trouble:
        raise CannotSend(str(trouble)) from None


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def sent_parts(body: dict[str, Any]) -> Any:
    """The parts of a body that are sent, without descriptions and the like."""
    kept = {}
    for name, content in body.items():
        if name in ("urlencoded", "formdata"):
            content = [[one.get("key"), one.get("value"), one.get("contentType")] for one in content]
        kept[name] = content
    return kept


def shown_headers(message: Message, own: Iterable[str]) -> dict[str, str]:
    """The headers that say something about the request: not those that each request has, unless the file names them (``own``)."""
    usual = {*_USUAL} - {name.lower() for name in own}
    shown: dict[str, str] = {}
    for name, value in message.headers:
        if name.lower() in usual or (message.parts and name.lower() == "content-type"):
            continue
        shown[name] = f"{shown[name]}, {value}" if name in shown else value
    return shown
