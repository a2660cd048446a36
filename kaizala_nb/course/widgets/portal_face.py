"""What the page of the portal shows: its parts, and the same as HTML that stands still and as text."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypedDict

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.entry import Description
from kaizala_nb.toolkit.widgets.form_face import field_row, text_of

_INTRODUCTION = "The portal: register a connector, use a registered one, take a token for it."


class Note(TypedDict):
    """What is said of the press of a button."""

    words: str
    is_problem: bool


class Part(TypedDict):
    """A form of the portal. An item is a field by its ``name``, and whether it is ``hidden``; or a button: ``words``, what it does,
    the line of Python that does the same, and its note."""

    name: str
    title: str
    items: list[dict[str, Any]]


FORMS = ("register", "use", "token")
"""The forms, in the order of the page."""


def content(
    key: str,
    fields: list[Description],
    notes: Mapping[str, Note],
    *,
    show: str = "",
    lines: Mapping[str, str] = MappingProxyType({}),
    hidden: Collection[str] = (),
) -> dict[str, Any]:
    """What the page draws. ``key`` is what it keeps typed text under; ``show`` is the one form to show, "" for all.

    ``lines`` has the line of Python for each button, ``hidden`` the names of the fields that do not count now.
    """
    parts = [part for part in _parts(notes, lines, hidden) if show in ("", part["name"])]
    return {"key": key, "fields": fields, "parts": parts}


def _parts(notes: Mapping[str, Note], lines: Mapping[str, str], hidden: Collection[str]) -> list[Part]:
    def part(name: str, title: str, *items: dict[str, Any]) -> Part:
        return {"name": name, "title": f"The portal: {title}", "items": list(items)}

    def field(name: str) -> dict[str, Any]:
        return {"field": name, "hidden": name in hidden}

    def button(what: str, words: str) -> dict[str, Any]:
        note = notes.get(what, Note(words="", is_problem=False))
        return {"press": what, "words": words, "line": lines.get(what, ""), "note": note}

    return [
        part(
            "register",
            "a new connector",
            *map(field, ("name", "permissions", "redirect_url")),
            button("register", "Register, and use it here"),
        ),
        part(
            "use",
            "a connector that is registered",
            field("connector"),
            button("use", "Use its id and secret here"),
            field("permission"),
            button("grant", "Grant it this permission"),
        ),
        part(
            "token",
            "a token for the connector in use",
            *map(field, ("kind", "mobile_number", "group_id")),
            button("token", "Take the refresh token"),
        ),
    ]


def still(content: dict[str, Any]) -> str:
    """The portal as HTML: a box for each part, with what stands in its fields."""
    boxes = []
    for part in content["parts"]:
        rows = "".join(map(field_row, _fields(content, part)))
        parts = [faces.element("div", part["title"], "kz-title"), f"<dl>{rows}</dl>"]
        parts += [
            faces.element("p", note["words"], "kz-problem" if note["is_problem"] else "kz-note")
            for note in _notes(part)
        ]
        boxes.append(faces.box(*parts, label=part["title"]))
    return "".join(boxes)


def text(content: dict[str, Any]) -> str:
    """The portal in plain text."""
    lines = [_INTRODUCTION]
    for part in content["parts"]:
        lines += ["", part["title"]]
        lines += [f"{field['label']}: {text_of(field)}" for field in _fields(content, part) if text_of(field)]
        lines += [note["words"] for note in _notes(part)]
    return "\n".join(lines)


def _fields(content: dict[str, Any], part: Part) -> Iterator[Description]:
    fields = {field["name"]: field for field in content["fields"]}
    return (fields[item["field"]] for item in part["items"] if "field" in item and not item["hidden"])


def _notes(part: Part) -> list[Note]:
    """What is said of presses in a part."""
    return [item["note"] for item in part["items"] if "press" in item and item["note"]["words"]]
