"""The items of a file in its order, each with what it inherits: the folders that it is in, authorisation, settings.

Nothing refuses the file for one item. An item that cannot be read or sent stays in its place, with the reason.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.address import Address
from kaizala_nb.toolkit.collection.foreign.body import MODES, wanted
from kaizala_nb.toolkit.collection.foreign.building import METHOD
from kaizala_nb.toolkit.collection.foreign.signing import reason
from kaizala_nb.toolkit.collection.foreign.signing.fields import KINDS, kind_of
from kaizala_nb.toolkit.collection.scripts.events import scripts_in
from kaizala_nb.toolkit.collection.scripts.outcome import Script
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.written_address import written

_DEEPEST = 30  # names of folders in a path; a folder deeper than that is called by the outer ones


@dataclass(frozen=True)
class Item:
    """A request of a file.

    Attributes:
        name: Its name.
        folders: The names of the folders that it is in, the outermost first.
        request: The request as the file has it; {} if there is none.
        written: The whole item as the file has it.
        auth: The authorisation that counts for it: its own, or that of the nearest folder, or that of the file; or None.
        behavior: The settings of Postman that count for it.
        problem: Why it can never be sent; "" if it can.
        scripts: Its scripts in Postman's order: those of the file, those of each folder, its own.
    """

    name: str
    folders: tuple[str, ...]
    request: dict[str, Any] = field(default_factory=dict, repr=False)  # it may hold secrets
    written: dict[str, Any] = field(default_factory=dict, repr=False)  # it may hold secrets
    auth: Any = field(default=None, repr=False)
    behavior: dict[str, Any] = field(default_factory=dict)
    problem: str = ""
    scripts: tuple[Script, ...] = field(default=(), repr=False)


class Unsendable(dict[str, Any]):
    """An entry of a file that no request can be made of, as a reader found it. A file of JSON cannot hold one.

    ``reason`` says in a sentence why it cannot be sent.
    """

    def __init__(self, name: str, reason: str, content: Mapping[str, Any] | None = None) -> None:
        super().__init__({"name": name, **(content or {})})
        self.reason = reason


@dataclass(frozen=True)
class Folder:
    """A folder of a file, with what its items inherit. ``names`` begins with the outermost."""

    names: tuple[str, ...]
    auth: Any
    behavior: dict[str, Any]
    scripts: tuple[Script, ...] = ()


def items_of(file: dict[str, Any]) -> Iterator[Item | Folder]:
    """The items of a collection in the file's order. A folder comes itself where nothing is in it."""
    top = Folder((), _auth(file, None), _behavior(file, {}), scripts_in(file, _name_of(file)))
    to_do: list[tuple[Folder, Iterator[Any]]] = [(top, iter(_entries(file.get("item"))))]
    while to_do:
        folder, entries = to_do[-1]
        entry = next(entries, to_do)
        if entry is to_do:
            to_do.pop()
        elif isinstance(entry, dict) and isinstance(entry.get("item"), list | dict):
            inner = _folder(entry, folder)
            content = _entries(entry["item"])
            if content:
                to_do.append((inner, iter(content)))
            else:
                yield inner
        else:
            yield _item(entry, folder)


def _entries(items: Any) -> list[Any]:
    if isinstance(items, dict):
        return [items]
    return items if isinstance(items, list) else []


def _folder(entry: dict[str, Any], parent: Folder) -> Folder:
    names = inner_names(entry, parent.names)
    scripts = (*parent.scripts, *scripts_in(entry, _folder_name(entry)))
    return Folder(names, _auth(entry, parent.auth), _behavior(entry, parent.behavior), scripts)


def inner_names(entry: dict[str, Any], outer: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a folder and of those around it, the outermost first."""
    return (*outer, _folder_name(entry)) if len(outer) < _DEEPEST else outer


def _folder_name(entry: dict[str, Any]) -> str:
    return text_of(entry.get("name") or "Untitled folder")


def _name_of(file: dict[str, Any]) -> str:
    info = file.get("info")
    return text_of(info.get("name") or "Collection") if isinstance(info, dict) else "Collection"


def _auth(entry: dict[str, Any], inherited: Any) -> Any:
    auth = entry.get("auth")
    return auth if isinstance(auth, dict) and isinstance(auth.get("type"), str) else inherited


def _behavior(entry: dict[str, Any], inherited: dict[str, Any]) -> dict[str, Any]:
    own = entry.get("protocolProfileBehavior")
    return inherited | own if isinstance(own, dict) else inherited


def _item(entry: Any, folder: Folder) -> Item:
    if not isinstance(entry, dict):
        return Item(
            "Untitled request", folder.names, problem="It is no request: the file has something else in its place."
        )
    name = text_of(entry.get("name") or "Untitled request")
    if isinstance(entry, Unsendable):
        return Item(name, folder.names, written=entry, problem=entry.reason)
    request = entry.get("request")
    if isinstance(request, str):
        request = {"url": request}
    if not isinstance(request, dict):
        return Item(name, folder.names, written=entry, problem="It has no request: it is a note, or a draft.")
    auth, behavior = _auth(request, folder.auth), _behavior(entry, folder.behavior)
    scripts = (*folder.scripts, *scripts_in(entry, ""))
    return Item(name, folder.names, request, entry, auth, behavior, _problem(request, auth, behavior), scripts)


def _problem(request: dict[str, Any], auth: Any, behavior: dict[str, Any]) -> str:
    """Why a request can never be sent, whatever its variables hold; "" if it can."""
    method = request.get("method")
    if isinstance(method, list | dict):
        return "Its method is not text."
    text = text_of(method or "GET")
    if "{{" not in text and not METHOD.fullmatch(text):
        return f"{text[:80]!r} is no method."
    url = written(request.get("url"))
    if not url.strip():
        return "It has no address."
    if "{{" not in url:
        try:
            Address.parse(url).origin  # noqa: B018  (it raises)
        except CannotSend as trouble:
            return str(trouble)
    kind = kind_of(auth)
    if kind and kind not in KINDS:
        return reason(kind)
    body = wanted(request.get("body"), text.upper(), behavior)
    if body and body["mode"] not in MODES:
        return f"It has a body of the kind {body['mode'][:40]!r}. These can be sent: {', '.join(MODES)}."
    return ""
