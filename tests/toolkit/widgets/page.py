"""A page that shows a form: it sees the content alone, and sends the messages that a browser sends."""

import copy
import re
import threading
from collections.abc import Iterator
from html import unescape
from typing import Any

from kaizala_nb.toolkit.collection import Call
from kaizala_nb.toolkit.widgets.field import Checked
from kaizala_nb.toolkit.widgets.fields_widget import FieldsWidget
from kaizala_nb.toolkit.widgets.form import Form
from kaizala_nb.toolkit.widgets.form_face import is_shown

VIEW = "the-page"
PIECE = 1_000_000
_BUTTONS = {"As in the cell": "as in cell", "Send": "send", "Send again": "send"}


class PageButton:
    """A button as it was when the page showed it: it names the round of that time."""

    def __init__(self, form: FieldsWidget, words: str) -> None:
        assert words in buttons(form), f"There is no button {words!r}: {buttons(form)}"
        self.form, self.what, self.round = form, _BUTTONS[words], form.content["round"]

    def press(self, secrets: dict[str, str] | None = None) -> list[dict[str, Any]]:
        """Press it; gives what the kernel answers."""
        return press_for(self.form, self.what, self.round, raws(self.form), secrets)


class PageField:
    """What is filled in on the page at a path: "message", "questions/0/title"."""

    def __init__(self, form: FieldsWidget, path: str) -> None:
        self.form = form
        self.name, *self.keys = path.split("/")

    @property
    def content(self) -> dict[str, Any]:
        """The field as the page knows it."""
        return next(one for one in self.form.content["fields"] if one["name"] == self.name)

    @property
    def description(self) -> dict[str, Any]:
        """What it is, or the part at its path."""
        found = self.content
        for key in self.keys:
            parts = {part["name"]: part for part in found.get("parts", ())}
            found = found["row"] if found["type"] == "rows" else parts[key]
        return found

    @property
    def value(self) -> Any:
        """What stands in it."""
        raw = self.content["raw"]
        for key in self.keys:
            raw = raw[int(key) if isinstance(raw, list) else key]
        return raw

    @value.setter
    def value(self, value: Any) -> None:
        if self.content["type"] == "secret":
            say(self.form, kind="secret", name=self.name, value=value)
            return
        raw = copy.deepcopy(self.content["raw"])
        inside: Any = {"": raw}
        for key in ["", *self.keys][:-1]:
            inside = inside[int(key) if isinstance(inside, list) else key]
        last = ["", *self.keys][-1]
        if self.keys:
            inside[int(last) if isinstance(inside, list) else last] = value
        else:
            raw = value
        say(self.form, kind="edit", name=self.name, value=raw, view=VIEW)

    @property
    def options(self) -> list[str]:
        """What can be chosen."""
        values = [value for value, _ in self.description["choices"]]
        return ["", *values] if self.description["optional"] else values

    @property
    def filled(self) -> bool:
        """Whether it is known to hold a secret, which it never shows."""
        return not next(one for one in self.form._fields if one.parameter.name == self.name).entry.empty


def say(form: FieldsWidget, buffers: list[bytes] | None = None, **message: Any) -> list[dict[str, Any]]:
    """A message of the page; gives what the kernel sends to the page in answer."""
    _record(form)
    before = len(form._recorded)
    form._handle_custom_msg(message, [memoryview(one) for one in buffers or ()])
    return [content for thread, content in form._recorded[before:] if thread == threading.get_ident()]


def _record(form: FieldsWidget) -> None:
    """From now on, note the messages to the page, and the thread that sends each."""
    if not hasattr(form, "_recorded"):
        form._recorded = []
        send = form._send

        def recording(message: dict[str, Any], buffers: Any = None) -> None:
            if message.get("method") == "custom":
                form._recorded.append((threading.get_ident(), message["content"]))
            send(message, buffers=buffers)

        form._send = recording


def press_for(
    form: FieldsWidget, what: str, number: int, values: dict[str, Any], secrets: dict[str, str] | None = None
) -> list[dict[str, Any]]:
    """A press of an element of the page."""
    message = {"id": "one", "what": what, "round": number, "values": values, "secrets": secrets or {}, "view": VIEW}
    heard = say(form, kind="press", **message)
    assert [(one["kind"], one["id"]) for one in heard] == [("received", "one"), ("answered", "one")]
    return heard


def raws(form: FieldsWidget) -> dict[str, Any]:
    """All that stands on the page."""
    return {one["name"]: one["raw"] for one in form.content["fields"] if one["type"] != "secret"}


def enter(field: PageField, text: str | None = None) -> None:
    """Type a text into a field, unless it stays, and press Enter."""
    values = raws(field.form) | ({} if text is None else {field.name: text})
    press_for(field.form, "enter", field.form.content["round"], values)


def choose_file(form: FieldsWidget, name: str, content: bytes, kind: str = "text/strange") -> list[dict[str, Any]]:
    """A file that is chosen, and goes to the kernel in pieces; gives what the kernel answered."""
    (field,) = [one for one in form.content["fields"] if one["type"] == "files"]
    about = {"kind": "file", "name": field["name"], "id": f"{name} {id(content)}", "file": name, "type": kind}
    heard = []
    for at in range(0, max(len(content), 1), PIECE):
        heard += say(form, [content[at : at + PIECE]], **about, size=len(content), at=at)
    return heard


def buttons(form: FieldsWidget) -> list[str]:
    """What the buttons say that press something in the kernel."""
    return [*(["As in the cell"] if form.content["kept"] else []), "Send again" if form.content["sent"] else "Send"]


def text_of(form: FieldsWidget) -> str:
    """What the page says."""
    content = form.content
    request = content["request"] or {"text": "", "missing": []}
    said = [content["title"], content["method"], content["base"], content["path"], content["kept"]]
    for field in content["fields"]:
        said += [*_texts(field, field["raw"]), *field["problems"].values(), field["help"]]
        said += [f"Sent as {note['sent']}." for note in field["notes"].values()]
    said += ["It cannot be sent yet:"] if request["missing"] else []
    said += [*request["missing"], request["text"], *buttons(form), content["hint"], content["note"], content["said"]]
    reply = "".join((content["reply"] or {}).values())
    said += [str(content["progress"] or ""), re.sub(r"<[^>]+>", " ", content["problem"] + reply)]
    return unescape(re.sub(r"\s+", " ", " ".join(said)))


def _texts(entry: dict[str, Any], raw: Any) -> Iterator[str]:
    yield from (entry.get(name, "") for name in ("label", "wire", "hint"))
    if entry["type"] == "group":
        for part in entry["parts"]:
            if is_shown(part, raw):
                yield from _texts(part, raw[part["name"]])
    elif entry["type"] == "rows":
        for number, one in enumerate(raw, 1):
            yield f"{entry['noun']} {number}"
            yield from _texts(entry["row"], one)
    elif entry["type"] == "files":
        for number, file in enumerate(raw, 1):
            yield f"File {number} {file['text']}"
    else:
        yield str(raw)


def call_of(form: Form) -> Call:
    """The request that the form would send."""
    return form._call(checks_of(form))


def checks_of(form: Form) -> list[Checked]:
    """What a check finds in each field."""
    return [field.checked() for field in form._fields]
