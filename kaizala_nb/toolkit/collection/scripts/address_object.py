"""The address of a request, as scripts see it."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.parts import PartList
from kaizala_nb.toolkit.collection.scripts.property_list import Item, PropertyList
from kaizala_nb.toolkit.collection.scripts.text_methods import argument
from kaizala_nb.toolkit.collection.scripts.values import Host, Lost, Native, Value, truth, values_of_json
from kaizala_nb.toolkit.collection.written_address import parsed_query, written

Arguments = Sequence[Value]
_PROTOCOL = re.compile(r"([a-zA-Z{][\w+.{}-]*)://")
_PORT = re.compile(r":(\d+|\{\{[^{}]*\}\})$")
_IN_HOST = re.compile(r"\.(?![^{]*\}{2})")
_CHANGES = {"update", "addQueryParams", "removeQueryParams"}


def address_parts(url: Any) -> dict[str, Any]:
    """The parts of an address that a file has as a text or in parts; named as in Postman's format."""
    if isinstance(url, dict) and written(url | {"raw": None}):
        return url
    text = written(url)
    parts: dict[str, Any] = {}
    text, mark, after = text.partition("#")
    if mark:
        parts["hash"] = after
    text, mark, after = text.partition("?")
    if mark:
        parts["query"] = [{"key": key, "value": value} for key, value in parsed_query(after)]
    protocol = _PROTOCOL.match(text)
    if protocol:
        parts["protocol"], text = protocol[1], text[protocol.end() :]
    text, mark, after = text.partition("/")
    if mark:
        parts["path"] = after.split("/")
    name, mark, text = text.rpartition("@")
    if mark:
        user, colon, password = name.partition(":")
        parts["auth"] = {"user": user} | ({"password": password} if colon else {})
    port = _PORT.search(text)
    if port:
        parts["port"], text = port[1], text[: port.start()]
    if text:
        parts["host"] = _IN_HOST.split(text)
    return parts


class Address(Host):
    """See the module. A part that holds a secret is not known.

    Args:
        machine: Where the script stands.
        url: The address, as the file has it.
        seen: Gives a text as the script may see it.
        changed: Is called with a sentence when the script changes the address.
    """

    name = "the address"

    def __init__(
        self, machine: Machine, url: Any, seen: Callable[[Any], Value], changed: Callable[[str], None]
    ) -> None:
        self._machine = machine
        self._parts = address_parts(url)
        self._seen = seen
        self.changed = changed

    @property
    def whole(self) -> Value:
        """The address as one text."""
        return self._seen(written(self._parts))

    @property
    def text(self) -> str:
        """The address as one text. Raises :class:`Lost` if that is not known."""
        whole = self.whole
        if isinstance(whole, str):
            return whole
        raise Lost(whole.why)

    def member(self, name: str) -> Value:
        if name in _TEXTS:
            text = _TEXTS[name]
            return Native(name, lambda arguments: self._seen(text(self._parts, arguments)))
        if name in ("protocol", "port", "hash"):
            value = self._parts.get(name)
            return UNDEFINED if value is None else self._seen(value)
        if name in ("host", "path"):
            return self._listed(name)
        if name == "query":
            query = PropertyList(self._machine, self._items(), "the query of the request", changed=self.changed)
            return query
        if name in _CHANGES:
            return Native(
                name, lambda arguments: self.changed(self._machine.why(f"{name} is not understood")), takes_unknown=True
            )
        raise Lost(f"{name} of the address is not understood")

    def _listed(self, name: str) -> Value:
        value = self._parts.get(name)
        if value is None:
            return UNDEFINED
        if isinstance(value, str):
            value = _IN_HOST.split(value) if name == "host" else value.removeprefix("/").split("/")
        parts = [one.get("value") if isinstance(one, dict) else one for one in value]
        return self._seen(PartList(values_of_json(one) for one in parts))

    def _items(self) -> list[Item]:
        query = self._parts.get("query")
        if isinstance(query, str):
            query = [{"key": key, "value": value} for key, value in parsed_query(query)]
        if query is not None and not isinstance(query, list):
            raise Lost("this query is not understood")
        items = []
        for one in query or ():
            if isinstance(one, dict):
                item = Item(key=one.get("key"), value=self._seen(values_of_json(one.get("value"))))
                items.append(item)
                if one.get("disabled"):
                    item["disabled"] = True
        return items


def _host(parts: dict[str, Any], arguments: Arguments) -> str:
    return written({"host": parts.get("host")})


def _path(parts: dict[str, Any], arguments: Arguments) -> str:
    variables = None if truth(argument(arguments, 0)) else parts.get("variable")
    return written({"path": parts.get("path"), "variable": variables}) or "/"


def _query(parts: dict[str, Any], arguments: Arguments = ()) -> str:
    return written({"query": parts.get("query")}).removeprefix("?")


def _path_and_query(parts: dict[str, Any], arguments: Arguments) -> str:
    return _path(parts, ()) + written({"query": parts.get("query")})


_TEXTS: dict[str, Callable[[dict[str, Any], Arguments], str]] = {
    "toString": lambda parts, arguments: written(parts),
    "getHost": _host,
    "getPath": _path,
    "getQueryString": _query,
    "getPathWithQuery": _path_and_query,
}
