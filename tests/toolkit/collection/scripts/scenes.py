"""Scenes for scripts: a request, its reply, and what the scripts make of them."""

import json
from typing import Any

from kaizala_nb.toolkit.collection.scripts.outcome import Event, Outcome, Said, Scene, Script
from kaizala_nb.toolkit.collection.scripts.reading import ReadScripts

REPLY = {
    "id": 7,
    "name": "Ada",
    "data": {"id": "d1", "items": [{"id": 1, "on": True}, {"id": 2, "on": False}]},
    "none": None,
}
REQUEST = {"method": "GET", "url": "https://service.test/things", "header": []}
HEADERS = (("Content-Type", "application/json; charset=utf-8"), ("X-Trace", "abc"))


def scene(reply: Any = REPLY, status: int = 200, reason: str = "OK", variables: Any = None, said: bool = True) -> Scene:
    """A scene with a reply, which is JSON or the text of the body; or without."""
    body = reply if isinstance(reply, str) else json.dumps(reply)
    answer = Said(status, reason, HEADERS, body.encode(), 0.12) if said else None
    return Scene("Things", REQUEST, variables or {}, answer)


def after(text: str, reply: Any = REPLY, **facts: Any) -> Outcome:
    """What a script makes of a reply."""
    return carried_out([Script("test", "", text)], scene(reply, **facts))


def before(text: str, variables: Any = None) -> Outcome:
    """What a script does before the request."""
    return carried_out([Script("prerequest", "", text)], scene(variables=variables, said=False))


def carried_out(scripts: list[Script], at: Scene) -> Outcome:
    return ReadScripts({"$guid": "a-guid"}.get).carry_out(scripts, at)


def saved(outcome: Outcome) -> dict[str, Any]:
    """The variables that are set, whatever the scope."""
    return {change.name: change.value for change in outcome.changes if not change.unset}


def passed(outcome: Outcome) -> list[bool | None]:
    """What came of the checks, in order."""
    return [result.passed for result in outcome.results]


def script(text: str, event: Event = "test", place: str = "") -> Script:
    return Script(event, place, text)
