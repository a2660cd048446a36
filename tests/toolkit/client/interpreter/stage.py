"""What a script is tried on: a request, its reply, and variables."""

import json
from typing import Any

from kaizala_nb.toolkit.client.interpreter.interpreter import Interpreter
from kaizala_nb.toolkit.collection.scripts.outcome import Event, Outcome, Said, Scene, Script

REPLY = {
    "id": 7,
    "name": "Ann",
    "tags": ["a", "b"],
    "nested": {"x": {"y": 1}, "list": [{"id": 1}, {"id": 2}]},
    "nothing": None,
    "yes": True,
    "price": 1.5,
    "empty": [],
}
REQUEST = {"method": "GET", "url": "http://127.0.0.1/x?a=1&b={{v}}", "header": [{"key": "X-A", "value": "1"}]}


def said(value: Any = REPLY, status: int = 200, reason: str = "OK") -> Said:
    """A reply of JSON, with a cookie."""
    headers = (("Content-Type", "application/json"), ("Set-Cookie", "sid=abc; Path=/"))
    return Said(status, reason, headers, json.dumps(value).encode(), 0.012)


def scene(event: Event = "test", **changes: Any) -> Scene:
    """The request ``Item`` with a reply, or before it is sent."""
    values: dict[str, Any] = {"environment": {"v": "vv"}, "collection": {"c": "cc"}, "global": {"g": "gg"}}
    reply = said() if event == "test" else None
    return Scene(**{"name": "Item", "request": REQUEST, "variables": values, "said": reply} | changes)


def outcome_of(interpreter: Interpreter, *texts: str, event: Event = "test", **changes: Any) -> Outcome:
    """What comes of scripts of one request: a folder's, and its own."""
    places = [f"Folder {number}" for number in range(1, len(texts))] + [""]
    scripts = [Script(event, place, text) for place, text in zip(places, texts, strict=True)]
    return interpreter.carry_out(scripts, scene(event, **changes))
