"""A form as HTML that stands still: for a page without widgets. It is made from the content alone, so a saved page has it too."""

from datetime import timedelta
from html import escape
from typing import Any

from kaizala_nb.toolkit.client.code import OTHERS_IN_WORDS
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.entry import Description, Raw


def still(content: dict[str, Any]) -> str:
    """The form: the request, the fields with what stands in them, and the reply."""
    fields = content["fields"]
    shown = [field for index, field in enumerate(fields) if index < content["first"] or text_of(field)]
    parts = [faces.element("div", content["title"], "kz-title"), request_line(content)]
    parts += [faces.element("p", words, "kz-note") for words in (content["varied"], content["kept"]) if words]
    rows = f"<dl>{''.join(map(field_row, shown))}</dl>" if shown else ""
    if len(shown) < len(fields):
        names = ", ".join(field["label"] for field in fields if field not in shown)
        rows += faces.element("p", f"More fields: {names}", "kz-note kz-quiet")
    is_folded = content["folded"] and fields and not any(field["problems"] for field in fields)
    parts.append(faces.fold(f"Fields ({len(fields)})", rows) if is_folded else rows)
    parts += [faces.element("p", words, "kz-note") for words in (content["note"],) if words]
    parts.append(content["problem"])
    if content["reply"]:
        parts += _reply(content["reply"])
    return faces.box(*parts, label=content["title"])


def _reply(reply: dict[str, str]) -> list[str]:
    """The line of the reply and its folds. The other languages are named: a page without a kernel cannot ask for them."""
    said = faces.element("p", reply["table"], "kz-note kz-quiet") if reply["table"] else ""
    return [reply["head"], said, faces.folds(reply["folds"]), faces.element("p", OTHERS_IN_WORDS, "kz-note kz-quiet")]


def request_line(content: dict[str, Any]) -> str:
    """The method, the variable of the address, and the path."""
    words = [faces.element("span", content[name]) for name in ("method", "base", "path")]
    return f'<div class="kz-status">{words[0]}  {words[1]}{words[2]}</div>'


def field_row(field: Description) -> str:
    """A field: its label, what stands in it, what is wrong with it, its help. A ``dt`` and a ``dd``, for a list of them."""
    value = text_of(field) or field["hint"]
    wire = f" {faces.element('code', field['wire'])}" if field["wire"] else ""
    said = [faces.element("div", one, "kz-problem") for one in field["problems"].values()]
    help = faces.element("div", field["help"], "kz-quiet") if field["help"] else ""
    return f"<dt>{escape(field['label'])}{wire}</dt><dd>{escape(value)}{''.join(said)}{help}</dd>"


def text_of(field: Description) -> str:
    """What stands in a field, in plain text. A field of a kind of its own describes itself with a ``text``."""
    return str(field["text"]) if "text" in field else _text(field, field["raw"])


def _text(entry: Description, raw: Raw) -> str:
    """What stands in an entry, in plain text; a line for each row."""
    kind = entry["type"]
    if kind == "choice":
        return dict(entry["choices"]).get(raw, "")
    if kind == "tick":
        return entry["label"] if raw else ""
    if kind == "ticks":
        return ", ".join(raw)
    if kind == "time":
        return raw["when"].replace("T", " ") + _zone(raw) if raw["when"] else ""
    if kind == "files":
        return "\n".join(one["text"] for one in raw)
    if kind == "rows":
        rows = [_text(entry["row"], one) for one in raw]
        return "\n".join(f"{number}. {row}" for number, row in enumerate(rows, 1) if row)
    if kind == "group":
        texts = [(part, _text(part, raw[part["name"]])) for part in entry["parts"] if is_shown(part, raw)]
        has_text = any(text for part, text in texts if part["type"] != "choice" or part.get("optional"))
        return ", ".join(text.replace("\n", " ") for _, text in texts if text) if has_text else ""
    return str(raw)


def _zone(raw: Raw) -> str:
    minutes = raw.get("offset") if raw["zone"] == "browser" else raw["zone"]
    return f" {faces.offset(timedelta(minutes=minutes))}" if isinstance(minutes, int) else ""


def is_shown(part: Description, raw: Raw) -> bool:
    """Whether a part is shown. Some parts are shown only while another part has one of some values."""
    only = part.get("only")
    return not only or raw[only["part"]] in only["values"]
