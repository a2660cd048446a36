"""``pm.request``: the request as scripts see it."""

import copy
from collections.abc import Sequence
from typing import Any

from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.reply_facts import Headers
from kaizala_nb.toolkit.collection.scripts.text_methods import argument
from kaizala_nb.toolkit.collection.scripts.values import Host, Lost, Native, Unknown, Value, string, values_of_json

Arguments = Sequence[Value]


class RequestObject(Host):
    """See the module. Its headers can be changed before it is sent; what else changes it is not understood."""

    name = "the request"

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def written(self) -> dict[str, Any]:
        """The request in format 2.1, as the scripts have changed it so far."""
        return self.machine.outcome.request or dict(self.machine.scene.request)

    def member(self, name: str) -> Value:
        request = self.written()
        if name == "method":
            return string(request.get("method") or "GET")
        if name == "url":
            return Address(address_of(request))
        if name == "headers":
            return RequestHeaders(self, headers_of(request))
        if name == "body":
            return self._body(request.get("body"))
        if name == "name":
            return UNDEFINED
        if name in ("addHeader", "removeHeader", "upsertHeader"):
            return RequestHeaders(self, headers_of(request)).member(
                {"addHeader": "add", "removeHeader": "remove"}.get(name, "upsert")
            )
        raise Lost(f"{name} of the request is not understood")

    def _body(self, body: Any) -> Value:
        if not isinstance(body, dict):
            return UNDEFINED
        if body.get("mode") != "raw":
            return Unknown(self.machine.why("this body of the request is not understood"))
        raw = body.get("raw")
        return {
            "mode": "raw",
            "raw": raw if isinstance(raw, str) else "",
            "options": values_of_json(body.get("options")),
        }


class Address(Host):
    """The address of a request."""

    name = "the address"

    def __init__(self, text: str | None) -> None:
        if text is not None:
            self.text = text

    def member(self, name: str) -> Value:
        text = getattr(self, "text", None)
        if name == "toString" and text is not None:
            return Native(name, lambda arguments: text)
        raise Lost(f"{name} of the address is not understood")


def address_of(request: dict[str, Any]) -> str | None:
    """The address as the file writes it; None if it is in parts alone."""
    url = request.get("url")
    raw = url.get("raw") if isinstance(url, dict) else url
    return raw if isinstance(raw, str) else None


def headers_of(request: dict[str, Any]) -> list[tuple[str, str]]:
    """The headers of a request that are switched on. Raises :class:`Lost` if they are written in another way."""
    headers = request.get("header") or []
    if not isinstance(headers, list):
        raise Lost("these headers of the request are not understood")
    return [
        (string(one.get("key")), string(values_of_json(one.get("value"))))
        for one in headers
        if isinstance(one, dict) and one.get("key") and not one.get("disabled")
    ]


class RequestHeaders(Headers):
    """The headers of a request."""

    def __init__(self, request: RequestObject, headers: list[tuple[str, str]]) -> None:
        super().__init__(headers)
        self._request = request

    def member(self, name: str) -> Value:
        if name in ("add", "upsert", "remove"):
            return Native(name, lambda arguments: self._change(name, argument(arguments, 0)), takes_unknown=True)
        return super().member(name)

    def _change(self, word: str, value: Value) -> Value:
        machine = self._request.machine
        unknown = machine.unknown_in(value)
        if machine.scene.said is not None:
            return UNDEFINED  # it was sent
        if machine.doubts or unknown is not None:
            raise Lost(machine.doubts[-1] if machine.doubts else unknown.why if unknown else "")
        if word == "remove":
            self._put([], string(value))
        elif isinstance(value, dict) and isinstance(value.get("key"), str):
            pair = {"key": value["key"], "value": string(value.get("value", UNDEFINED))}
            self._put([pair], value["key"] if word == "upsert" else None)
        else:
            raise Lost(f"this way to {word} a header is not understood")
        return UNDEFINED

    def _put(self, more: list[dict[str, str]], without: str | None) -> None:
        request = copy.deepcopy(self._request.written())
        held = request.get("header") or []
        rest = [one for one in held if without is None or string(one.get("key")).lower() != without.lower()]
        request["header"] = rest + more
        self._request.machine.outcome.request = request
