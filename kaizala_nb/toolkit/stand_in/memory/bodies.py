"""The body of a request as the members of a thing, and whether it is the body that is saved in the file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl

from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.stand_in.request import Request

_VARIABLE = re.compile(r"\{\{[^{}]*\}\}")
_TEXT_OR_VARIABLE = re.compile(r'"(?:[^"\\]|\\.)*"|\{\{[^{}]*\}\}')
_MOST_FIELDS = 1_000


@dataclass(frozen=True)
class Sent:
    """What a body says.

    Attributes:
        value: The value of a body of JSON, or the fields of a form as an object, or the text of another body.
        is_form: Whether it is a form: its values are texts, whatever they mean.
        is_text: Whether it is neither JSON nor a form.
        has_files: Whether a form has files.
    """

    value: Any = None
    is_form: bool = False
    is_text: bool = False
    has_files: bool = False

    @property
    def members(self) -> dict[str, Any] | None:
        """The members of the thing that was sent; None if it is no object."""
        if isinstance(self.value, dict):
            return self.value
        only = self.value[0] if isinstance(self.value, list) and len(self.value) == 1 else None
        return only if isinstance(only, dict) else None


def sent_in(request: Request) -> Sent:
    """What a request says."""
    media = request.header("Content-Type").partition(";")[0].strip().lower()
    if media == "application/x-www-form-urlencoded":
        return Sent(_fields(parse_qsl(request.body.decode("utf-8", "replace"), True)), is_form=True)
    if media == "multipart/form-data":
        return _multipart(request)
    if not request.body:
        return Sent()
    value = request.json
    if value is not None or request.body.strip() == b"null":
        return Sent(value)
    return Sent(request.body.decode("utf-8", "replace"), is_text=True)


def _fields(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The fields by their names. A name that comes again makes a list; ``tags[]`` always is one."""
    fields: dict[str, Any] = {}
    for name, value in pairs:
        plain = name.removesuffix("[]")
        if name.endswith("[]"):
            fields.setdefault(plain, [])
        if isinstance(fields.get(plain), list):
            fields[plain].append(value)
        else:
            fields[plain] = [fields[plain], value] if plain in fields else value
    return fields


def _multipart(request: Request) -> Sent:
    from werkzeug.formparser import FormDataParser
    from werkzeug.http import parse_options_header

    media, options = parse_options_header(request.header("Content-Type"))
    parser = FormDataParser(max_form_memory_size=len(request.body), max_form_parts=_MOST_FIELDS, silent=True)
    try:
        _, form, files = parser.parse(BytesIO(request.body), media, len(request.body), options)
    except Exception:
        return Sent(request.body.decode("utf-8", "replace"), is_text=True)
    for _, file in files.items(multi=True):
        file.close()
    return Sent(_fields(form.items(multi=True)), is_form=True, has_files=bool(files))


def saved_in(body: Any) -> Sent:
    """What a body in a Postman file says. Variables stand in it as in the file."""
    mode = body.get("mode") if isinstance(body, dict) else None
    content = body.get(mode) if isinstance(mode, str) else None
    if mode == "raw":
        return _saved_text(text_of(content or ""))
    if mode in ("urlencoded", "formdata") and isinstance(content, list):
        parts = [one for one in content if isinstance(one, dict) and not one.get("disabled")]
        pairs = [(text_of(one.get("key") or ""), text_of(one.get("value") or "")) for one in parts if not _is_file(one)]
        return Sent(_fields(pairs), is_form=True, has_files=len(pairs) < len(parts))
    return Sent()


def _is_file(part: Mapping[str, Any]) -> bool:
    return part.get("type") == "file"


def _saved_text(text: str) -> Sent:
    if not text.strip():
        return Sent()
    quoted = _TEXT_OR_VARIABLE.sub(lambda found: found[0] if found[0][0] == '"' else f'"{found[0]}"', text)
    for one in (text, quoted):
        try:
            return Sent(read_json(one))
        except ValueError:
            continue
    return Sent(text, is_text=True)


def is_saved(sent: Sent, saved: Sent) -> bool:
    """Whether a body is the saved one. A variable in that stands for anything."""
    if (sent.is_form, sent.is_text, sent.has_files) != (saved.is_form, saved.is_text, saved.has_files):
        return False
    return _is_like(sent.value, saved.value)


def _is_like(value: Any, saved: Any) -> bool:
    if isinstance(saved, str) and _VARIABLE.search(saved):
        return _fits(value if isinstance(value, str) else text_of(value), _VARIABLE.split(saved))
    if isinstance(value, dict) and isinstance(saved, dict):
        return value.keys() == saved.keys() and all(_is_like(value[name], saved[name]) for name in saved)
    if isinstance(value, list) and isinstance(saved, list):
        return len(value) == len(saved) and all(map(_is_like, value, saved))
    return type(value) is type(saved) and bool(value == saved)


def _fits(text: str, parts: list[str]) -> bool:
    """Whether a text begins with the first part, ends with the last, and has the others in between, in their order."""
    first, *between, last = parts
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for part in between:
        at = text.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True


def like_kind(value: Any, sample: Any) -> Any:
    """A field of a form as what it means, where the example has a number, a truth value or a list there."""
    if not isinstance(value, str) or isinstance(sample, str):
        return value
    try:
        if isinstance(sample, bool):
            return {"true": True, "false": False}.get(value.lower(), value)
        if isinstance(sample, int) and len(value) < 300:
            return int(value)
        if isinstance(sample, float) and len(value) < 300:
            return float(value)
    except ValueError:
        return value
    return [value] if isinstance(sample, list) else value
