"""What the page of the portal shows: its parts, and the same as HTML that stands still and as text."""

from collections.abc import Iterator, Mapping
from typing import Any, TypedDict

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.entry import Description
from kaizala_nb.toolkit.widgets.form_face import field_row, text_of

_INTRODUCTION = "The portal: register a connector, use a registered one, take a token for it."


class Note(TypedDict):
    """What a part says of the last press of its buttons."""

    words: str
    is_problem: bool


class Part(TypedDict):
    """A part of the portal. An item is a field by its ``name``, or a button: ``words``, and what it does."""

    name: str
    title: str
    items: list[dict[str, Any]]
    note: Note


def content(key: str, fields: list[Description], notes: Mapping[str, Note]) -> dict[str, Any]:
    """What the page draws. ``key`` is what it keeps typed text under."""
    return {"key": key, "fields": fields, "parts": _parts(notes)}


def _parts(notes: Mapping[str, Note]) -> list[Part]:
    def part(name: str, title: str, *items: dict[str, Any]) -> Part:
        note = notes.get(name, Note(words="", is_problem=False))
        return {"name": name, "title": f"The portal: {title}", "items": list(items), "note": note}

    return [
        part(
            "register",
            "a new connector",
            *map(_field, ("name", "permissions", "redirect_url")),
            _button("register", "Register, and use it here"),
        ),
        part(
            "use",
            "a connector that is registered",
            _field("connector"),
            _button("use", "Use its id and secret here"),
            _field("permission"),
            _button("grant", "Grant it this permission", is_main=False),
        ),
        part(
            "token",
            "a token for the connector in use",
            *map(_field, ("kind", "mobile_number", "group_id")),
            _button("token", "Take the refresh token"),
        ),
    ]


def _field(name: str) -> dict[str, Any]:
    return {"field": name}


def _button(what: str, words: str, *, is_main: bool = True) -> dict[str, Any]:
    return {"press": what, "words": words, "is_main": is_main}


def still(content: dict[str, Any]) -> str:
    """The portal as HTML: a box for each part, with what stands in its fields."""
    boxes = []
    for part in content["parts"]:
        rows = "".join(map(field_row, _fields(content, part)))
        parts = [faces.element("div", part["title"], "kz-title"), f"<dl>{rows}</dl>"]
        if words := part["note"]["words"]:
            parts.append(faces.element("p", words, "kz-problem" if part["note"]["is_problem"] else "kz-note"))
        boxes.append(faces.box(*parts, label=part["title"]))
    return "".join(boxes)


def text(content: dict[str, Any]) -> str:
    """The portal in plain text."""
    lines = [_INTRODUCTION]
    for part in content["parts"]:
        lines += ["", part["title"]]
        lines += [f"{field['label']}: {text_of(field)}" for field in _fields(content, part) if text_of(field)]
        lines += [words for words in (part["note"]["words"],) if words]
    return "\n".join(lines)


def _fields(content: dict[str, Any], part: Part) -> Iterator[Description]:
    fields = {field["name"]: field for field in content["fields"]}
    return (fields[item["field"]] for item in part["items"] if "field" in item)
