"""What scripts may look up in a reply: its text, the reason of its status, its headers."""

import re
from collections.abc import Sequence
from http import HTTPStatus

from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.outcome import Said
from kaizala_nb.toolkit.collection.scripts.text_methods import argument
from kaizala_nb.toolkit.collection.scripts.values import Host, Lost, Native, Value, string

Arguments = Sequence[Value]


def text_of_reply(said: Said) -> str:
    """The body as text, in the charset that the reply names; else in UTF-8."""
    kind = next((value for name, value in said.headers if name.lower() == "content-type"), "")
    charset = re.search(r"charset=\"?([\w.:-]{1,40})", kind, re.ASCII)
    try:
        return said.body.decode(charset[1] if charset else "utf-8", "replace")
    except LookupError:
        return said.body.decode("utf-8", "replace")


def reason_of(said: Said) -> str:
    """The reason of a status: as the server says it, or else its usual name."""
    if said.reason:
        return said.reason
    return HTTPStatus(said.status).phrase if said.status in set(HTTPStatus) else ""


class Headers(Host):
    """Headers by their names, in whatever case. Of several of one name the last counts."""

    name = "the headers"

    def __init__(self, headers: Sequence[tuple[str, str]]) -> None:
        self._headers = headers

    def get(self, name: str) -> Value:
        """The value of a header; ``undefined`` if it is not there."""
        return next((value for key, value in reversed(self._headers) if key.lower() == name.lower()), UNDEFINED)

    def member(self, name: str) -> Value:
        if name == "get":
            return Native(name, lambda arguments: self.get(string(argument(arguments, 0))))
        if name == "has":
            return Native(name, self._has)
        if name == "one":
            return Native(name, self._one)
        if name == "count":
            return Native(name, lambda arguments: float(len(self._headers)))
        if name == "toObject":
            return Native(name, lambda arguments: {key: value for key, value in self._headers})
        if name in (
            "all",
            "each",
            "filter",
            "find",
            "map",
            "members",
            "reference",
            "idx",
            "indexOf",
            "toString",
            "toJSON",
        ):
            raise Lost(f"{name} of headers is not understood")
        return UNDEFINED

    def _has(self, arguments: Arguments) -> Value:
        held = self.get(string(argument(arguments, 0)))
        return held is not UNDEFINED and (len(arguments) < 2 or held == arguments[1])

    def _one(self, arguments: Arguments) -> Value:
        name = string(argument(arguments, 0))
        held = self.get(name)
        return UNDEFINED if held is UNDEFINED else {"key": name, "value": held}


def at_path(value: Value, path: str) -> tuple[bool, Value]:
    """Whether there is something at a path such as ``a.b[0]``, and what: lodash's ``has`` and ``get``."""
    if isinstance(value, dict) and path in value:
        return True, value[path]
    if re.search(r"[^\w.\[\]$-]", path):
        raise Lost(f"the path {path[:80]!r} is not understood")
    for step in re.findall(r"[^.\[\]]+", path) or [""]:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, list | str) and step == "length":
            value = float(len(value))
        else:
            return False, UNDEFINED
    return True, value
