"""The scripts in a part of a Postman file."""

from typing import Any

from kaizala_nb.toolkit.collection.scripts.outcome import Script


def scripts_in(entry: dict[str, Any], place: str) -> tuple[Script, ...]:
    """The scripts of a collection, a folder or a request, in format 2.1, in their order: those that are switched on."""
    scripts = []
    events = entry.get("event")
    for event in events if isinstance(events, list) else []:
        if isinstance(event, dict) and not event.get("disabled"):
            text, listen = _text(event.get("script")), event.get("listen")
            if text.strip() and listen in ("prerequest", "test"):
                scripts.append(Script(listen, place, text))
    return tuple(scripts)


def _text(script: Any) -> str:
    lines = script.get("exec") if isinstance(script, dict) else script
    return "\n".join(line for line in (lines if isinstance(lines, list) else [lines]) if isinstance(line, str))
