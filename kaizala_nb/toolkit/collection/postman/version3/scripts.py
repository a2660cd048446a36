"""Scripts of v3 as the events of v2.1. They are read, and never run."""

from typing import Any

from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.version3.entries import text

_EVENTS = {"beforeRequest": "prerequest", "afterResponse": "test"}


def events_of(written: Any) -> list[dict[str, Any]]:
    """The events. A definition writes ``http:beforeRequest`` where a request writes ``beforeRequest``; other types have none."""
    if isinstance(written, dict):
        written = [{"type": kind, "code": code} for kind, code in written.items()]
    if written is not None and not isinstance(written, list):
        raise PostmanFileError("scripts is neither a mapping nor a list.")
    events = []
    for one in written or []:
        if not isinstance(one, dict):
            raise PostmanFileError("An entry of scripts is no mapping.")
        event = _EVENTS.get(text(one.get("type"), "The type of a script").removeprefix("http:"))
        lines = text(one.get("code"), "The code of a script").split("\n")
        language = text(one.get("language"), "The language of a script") or "text/javascript"
        if event:
            events.append({"listen": event, "script": {"type": language, "exec": lines}})
    return events
