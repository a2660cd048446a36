"""The body of a request as the members of a thing, and whether it is the body that is saved in the file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.collection.foreign.filling import VARIABLE
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.stand_in.request import Request


@dataclass(frozen=True)
class Sent:
    """What a body says.

    Attributes:
        value: The value of a body of JSON, or the fields of a form as an object, or the text of another body.
        is_form: Whether it is a form: its values are texts, whatever they mean.
        is_text: Whether it is neither JSON nor a form.
    """

    value: Any = None
    is_form: bool = False
    is_text: bool = False

    @property
    def members(self) -> dict[str, Any] | None:
        """The members of the thing that was sent; None if it is no object."""
        if isinstance(self.value, dict):
            return self.value
        only = self.value[0] if isinstance(self.value, list) and len(self.value) == 1 else None
        return only if isinstance(only, dict) else None


def sent_in(request: Request) -> Sent:
    """What a request says: one that was sent, or one in the file."""
    if request.form is not None:
        return Sent(_fields(request.form), is_form=True)
    if not request.body:
        return Sent()
    value = request.json
    if value is not None or request.body.strip() == b"null":
        return Sent(value)
    return Sent(request.body.decode("utf-8", "replace"), is_text=True)


def _fields(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
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


def is_saved(sent: Sent, saved: Sent) -> bool:
    """Whether a body is the saved one. A variable in that stands for anything."""
    if (sent.is_form, sent.is_text) != (saved.is_form, saved.is_text):
        return False
    return _is_like(sent.value, saved.value)


def _is_like(value: Any, saved: Any) -> bool:
    if isinstance(saved, str) and VARIABLE.search(saved):
        return _fits(value if isinstance(value, str) else text_of(value), _around_variables(saved))
    if isinstance(value, dict) and isinstance(saved, dict):
        return value.keys() == saved.keys() and all(_is_like(value[name], saved[name]) for name in saved)
    if isinstance(value, list) and isinstance(saved, list):
        return len(value) == len(saved) and all(map(_is_like, value, saved))
    return type(value) is type(saved) and bool(value == saved)


def _around_variables(text: str) -> list[str]:
    pieces, at = [], 0
    for found in VARIABLE.finditer(text):
        pieces.append(text[at : found.start()])
        at = found.end()
    return [*pieces, text[at:]]


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
