"""``pm.request``: the request as scripts see it."""

import copy
from collections.abc import Callable, Sequence
from typing import Any

from kaizala_nb.toolkit.collection.scripts.address_object import Address
from kaizala_nb.toolkit.collection.scripts.bindings import Closure
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.parts import PartObject
from kaizala_nb.toolkit.collection.scripts.property_list import Header, Item, PropertyList, items_of
from kaizala_nb.toolkit.collection.scripts.text_methods import argument
from kaizala_nb.toolkit.collection.scripts.values import Host, Lost, Native, Unknown, Value, string, values_of_json

Arguments = Sequence[Value]
_PARTS = {"method", "url", "headers", "body", "auth", "description"}
_CHANGES = {"update": "", "authorizeUsing": "auth", "addQueryParams": "url", "removeQueryParams": "url"}
_HEADERS = {"addHeader": "add", "removeHeader": "remove", "upsertHeader": "upsert"}


class RequestObject(Host):
    """See the module. Its headers can be changed before it is sent; another change is reported, and the part is not known then."""

    name = "the request"

    def __init__(self, machine: Machine, fixed: dict[str, Any] | None = None) -> None:
        self.machine = machine
        self._fixed = fixed  # the request, if it is one that scripts do not change

    def written(self) -> dict[str, Any]:
        """The request in format 2.1, as the scripts have changed it so far."""
        return self._fixed or self.machine.outcome.request or dict(self.machine.scene.request)

    def member(self, name: str) -> Value:
        request = self.written()
        unclear = self.machine.unclear_parts.get(name) or self.machine.unclear_parts.get("")
        if unclear and name in _PARTS:
            return Unknown(unclear, safe=True)
        if name == "method":
            return self.seen(string(request.get("method") or "GET"))
        if name == "url":
            return Address(self.machine, request.get("url"), self.seen, self.changing("url"))
        if name == "headers":
            return RequestHeaders(self)
        if name == "body":
            return body_of(self)
        if name == "description":
            description = request.get("description")
            return UNDEFINED if description is None else self.seen(values_of_json(description))
        if name in ("name", "data"):  # the old request alone has them
            return UNDEFINED
        if name in _HEADERS:
            return RequestHeaders(self).member(_HEADERS[name])
        if name == "getHeaders":
            return Native(name, lambda arguments: RequestHeaders(self).as_object([False, True]))
        if name == "forEachHeader":
            return Native(name, lambda arguments: self._for_each(argument(arguments, 0)), takes_unknown=True)
        if name in _CHANGES:
            change, why = self.changing(_CHANGES[name]), self.machine.why(f"{name} of the request is not understood")
            return Native(name, lambda arguments: change(why), takes_unknown=True)
        raise Lost(f"{name} of the request is not understood")

    def put(self, name: str) -> None:
        """A script gives a member another value."""
        self.changing(name)(self.machine.why(f"the {name} of the request is changed here: that is not done"))

    def changing(self, part: str) -> Callable[[str], None]:
        """What notes that a script changes a part of the request, which is "" for any."""

        def change(why: str) -> None:
            if self.machine.scene.said is None:
                self.machine.note(why)
            self.machine.unclear_parts.setdefault(part, why)

        return change

    def seen(self, value: Value) -> Value:
        """A value of the request as the script may see it: not known if it holds a secret."""
        to_do = [value]
        while to_do:
            one = to_do.pop()
            if isinstance(one, str) and any(mark in one for mark in self.machine.scene.hidden):
                return Unknown(self.machine.why("the request holds a secret here"), safe=True)
            if isinstance(one, list | dict):
                to_do.extend(one.values() if isinstance(one, dict) else one)
        return value

    def _for_each(self, function: Value) -> Value:
        held = RequestHeaders(self).items
        for one in held:
            self.machine.call(function, [one] if isinstance(function, Closure) else [one, self])
        return UNDEFINED


class Body(Host):
    """The body of a request, when it is not one text."""

    name = "the body of the request"

    def __init__(self, request: RequestObject, body: dict[str, Any]) -> None:
        self._request = request
        self._body = body
        self.changed = request.changing("body")

    def member(self, name: str) -> Value:
        mode = self._body.get("mode")
        if name == "mode":
            return UNDEFINED if mode is None else string(mode)
        if name in ("urlencoded", "formdata") and isinstance(self._body.get(name) or [], list):
            if name != mode and not self._body.get(name):
                return UNDEFINED
            return PropertyList(
                self._request.machine, self._items(name), f"the body of the request ({name})", changed=self.changed
            )
        if name in ("raw", "graphql", "file", "options") and name != mode and self._body.get(name) is None:
            return UNDEFINED
        raise Lost(f"{name} of this body is not understood")

    def _items(self, mode: str) -> list[Item]:
        items = []
        for one in self._body.get(mode) or ():
            if not isinstance(one, dict) or "src" in one:
                raise Lost("this body of the request is not understood")
            value = one.get("value")
            items.append(
                Item(
                    key=one.get("key"), value=self._request.seen(UNDEFINED if value is None else values_of_json(value))
                )
            )
            if one.get("disabled"):
                items[-1]["disabled"] = True
        return items

    def as_object(self) -> Value:
        """The body as old scripts see it: ``request.data``."""
        mode = self._body.get("mode")
        return self.member(mode).as_object([True]) if mode in ("urlencoded", "formdata") else UNDEFINED


class RawBody(PartObject):
    """A body that is one text. What scripts change of it is reported."""

    def __init__(self, request: RequestObject, body: dict[str, Any]) -> None:
        raw, options = body.get("raw"), body.get("options")
        text = request.seen(raw if isinstance(raw, str) else "")
        more = {} if options is None else {"options": values_of_json(options)}
        super().__init__({"mode": "raw", "raw": text} | more)
        self.changed = request.changing("body")

    @property
    def text(self) -> str:
        """The text."""
        raw = self["raw"]
        if isinstance(raw, Unknown):
            raise Lost(raw.why)
        return string(raw)


def body_of(request: RequestObject) -> Value:
    """The body of a request; ``undefined`` if there is none."""
    body = request.written().get("body")
    if not isinstance(body, dict):
        return UNDEFINED
    return RawBody(request, body) if body.get("mode") == "raw" else Body(request, body)


def headers_of(request: RequestObject) -> list[Item]:
    """The headers of a request that are switched on. Raises :class:`Lost` if they are written in another way."""
    headers = request.written().get("header") or []
    if not isinstance(headers, list):
        raise Lost("these headers of the request are not understood")
    there = (one for one in headers if isinstance(one, dict) and one.get("key") and not one.get("disabled"))
    return items_of(
        ((string(one["key"]), request.seen(string(values_of_json(one.get("value"))))) for one in there), Header
    )


class RequestHeaders(PropertyList):
    """The headers of a request."""

    def __init__(self, request: RequestObject) -> None:
        super().__init__(
            request.machine,
            headers_of(request),
            "the headers of the request",
            any_case=True,
            changed=request.changing("headers"),
        )
        self._request = request

    def member(self, name: str) -> Value:
        if name in ("add", "upsert", "remove"):
            return Native(
                name, lambda arguments: self._changed_header(name, argument(arguments, 0)), takes_unknown=True
            )
        return super().member(name)

    def _changed_header(self, word: str, value: Value) -> Value:
        machine = self._request.machine
        unknown = machine.unknown_in(value)
        if machine.scene.said is not None:
            self._change(word)  # it was sent
            return UNDEFINED
        if machine.doubts or unknown is not None:
            why = machine.doubts[-1] if machine.doubts else unknown.why if unknown else ""
            self._request.changing("headers")(why)
        elif word == "remove" and isinstance(value, str):
            self._put([], value)
        elif word != "remove" and isinstance(value, dict) and isinstance(value.get("key"), str):
            pair = {"key": value["key"], "value": string(value.get("value", UNDEFINED))}
            self._put([pair], value["key"] if word == "upsert" else None)
        else:
            self._change(word)
        return UNDEFINED

    def _put(self, more: list[dict[str, str]], without: str | None) -> None:
        request = copy.deepcopy(self._request.written())
        held = request.get("header") or []
        rest = [one for one in held if without is None or string(one.get("key")).lower() != without.lower()]
        request["header"] = rest + more
        self._request.machine.outcome.request = request
