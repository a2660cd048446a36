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
    """The files that the user chose, for the parts of a form in their order: one for each name that the file has."""

    def __init__(self, parameters: Iterable[Parameter], arguments: Mapping[str, Any]) -> None:
        names = {parameter.wire: parameter.name for parameter in parameters if parameter.place == "file"}
        self._chosen = {key: _listed(arguments.get(name)) for key, name in names.items()}

    def __call__(self, name: str, source: str) -> Upload:
        chosen = self._chosen.get(name) or []
        if not chosen:
            raise CannotSend(f"It uploads a file, {source[:200]!r}. Choose the file, or name the folder that it is in.")
        one = chosen.pop(0)
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


def shown_headers(message: Message) -> dict[str, str]:
    """The headers that say something about the request: not those that each request has."""
    shown: dict[str, str] = {}
    for name, value in message.headers:
        if name.lower() in _USUAL or (message.parts and name.lower() == "content-type"):
            continue
        shown[name] = f"{shown[name]}, {value}" if name in shown else value
    return shown
