"""A stream of events (``text/event-stream``), as far as it came: a row for each event."""

from typing import Any

from kaizala_nb.toolkit.client.contents.rows import Rows, first_rows
from kaizala_nb.toolkit.client.json_text import read_json

_FIELDS = ("event", "id", "retry")


def event_rows(words: str) -> Rows:
    """The events. ``data`` that is JSON is a value. What comes after the last empty line is no event yet."""
    events: list[dict[str, Any]] = []
    event: dict[str, Any] = {}
    data: list[str] = []
    for line in words.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line:
            if data:
                events.append({**event, **_data("\n".join(data))})
            event, data = {}, []
        elif name == "data":
            data.append(value)
        elif name in _FIELDS:
            event[name] = value
    return first_rows(events, len(events))


def _data(text: str) -> dict[str, Any]:
    """The fields of an object; any other value, or text, is the field ``data``."""
    try:
        value = read_json(text)
    except ValueError:
        return {"data": text}
    return value if isinstance(value, dict) and value and not set(value) & {*_FIELDS, "data"} else {"data": value}
