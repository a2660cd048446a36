"""Changes that a PATCH asks for: members to merge, a merge patch (RFC 7396), or a list of operations (RFC 6902)."""

from itertools import chain, islice
from typing import Any

from kaizala_nb.toolkit.client.json_text import MOST_DEEP
from kaizala_nb.toolkit.stand_in.memory.shapes import same

_MOST_OPERATIONS, _MOST_VALUES = 1_000, 50_000


class BadPatch(Exception):
    """The operations cannot be carried out. Its text is a sentence."""


def patched(before: Any, patch: Any, media: str = "") -> Any:
    """The thing after the change. Raises :class:`BadPatch`.

    Args:
        before: The thing.
        patch: The body of the request.
        media: Its media type.
    """
    if media == "application/json-patch+json" or _is_operations(patch):
        return _operated(before, patch)
    if media == "application/merge-patch+json":
        return _merged(before, patch)
    return before | patch if isinstance(before, dict) and isinstance(patch, dict) else patch


def _is_operations(patch: Any) -> bool:
    return isinstance(patch, list) and bool(patch) and all(isinstance(one, dict) and "op" in one for one in patch)


def _merged(before: Any, patch: Any) -> Any:
    if not isinstance(patch, dict):
        return patch
    after = dict(before) if isinstance(before, dict) else {}
    for name, value in patch.items():
        if value is None:
            after.pop(name, None)
        else:
            after[name] = _merged(after.get(name), value)
    return after


def _operated(before: Any, operations: Any) -> Any:
    if not isinstance(operations, list) or len(operations) > _MOST_OPERATIONS:
        raise BadPatch(f"A JSON Patch is a list of operations, {_MOST_OPERATIONS:,} at most.")
    after = before
    for operation in operations:
        if not isinstance(operation, dict):
            raise BadPatch("An operation of a JSON Patch is an object with op and path.")
        after = _one(after, operation)
        if operation.get("op") == "copy":
            _look_at_size(after)
    return after


def _look_at_size(value: Any) -> None:
    """Raises :class:`BadPatch` if a thing that was copied into itself is too large or too deep."""
    level, depth, count = [value], 0, 0
    while level:
        depth, count = depth + 1, count + len(level)
        if depth > MOST_DEEP or count > _MOST_VALUES:
            raise BadPatch("The copies make the thing too large.")
        inner = (one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list))
        level = list(islice(chain.from_iterable(inner), _MOST_VALUES + 1))


def _one(value: Any, operation: dict[str, Any]) -> Any:
    kind, path = operation.get("op"), _pointer(operation.get("path"))
    if kind in ("add", "replace"):
        return _put(value, path, operation.get("value"), insert=kind == "add")
    if kind == "remove":
        return _taken(value, path)
    if kind in ("move", "copy"):
        source = _pointer(operation.get("from"))
        found = _at(value, source)
        return _put(_taken(value, source) if kind == "move" else value, path, found, insert=True)
    if kind == "test":
        if not same(_at(value, path), operation.get("value")):
            raise BadPatch(f"The test of {operation.get('path')!r} fails: another value is there.")
        return value
    raise BadPatch(f"{str(kind)[:40]!r} is no operation of a JSON Patch.")


def _pointer(text: Any) -> list[str]:
    """The steps of a path. It begins with a slash; one without is taken as one with it."""
    if not isinstance(text, str):
        raise BadPatch("The path of an operation is a text such as /title.")
    steps = text.removeprefix("/").split("/") if text else []
    return [one.replace("~1", "/").replace("~0", "~") for one in steps]


def _place(value: list[Any], name: str, most: int) -> int:
    place = int(name) if name.isdecimal() and len(name) < 10 else -1
    if not 0 <= place < most:
        raise BadPatch(f"There is no place {name[:40]!r} in the list.")
    return place


def _at(value: Any, path: list[str]) -> Any:
    for name in path:
        if isinstance(value, list):
            value = value[_place(value, name, len(value))]
        elif isinstance(value, dict) and name in value:
            value = value[name]
        else:
            raise BadPatch(f"There is no member {name[:40]!r}.")
    return value


def _put(value: Any, path: list[str], new: Any, *, insert: bool) -> Any:
    if not path:
        return new
    name, *rest = path
    if isinstance(value, list):
        if rest:
            place = _place(value, name, len(value))
            return [*value[:place], _put(value[place], rest, new, insert=insert), *value[place + 1 :]]
        place = len(value) if name == "-" and insert else _place(value, name, len(value) + insert)
        return [*value[:place], new, *value[place + (not insert) :]]
    if not isinstance(value, dict) or ((rest or not insert) and name not in value):
        raise BadPatch(f"There is no member {name[:40]!r}.")
    return value | {name: _put(value[name], rest, new, insert=insert) if rest else new}


def _taken(value: Any, path: list[str]) -> Any:
    if not path:
        raise BadPatch("The whole thing cannot be taken away by a JSON Patch.")
    _at(value, path)
    name, *rest = path
    if isinstance(value, list):
        place = _place(value, name, len(value))
        return [*value[:place], *([_taken(value[place], rest)] if rest else []), *value[place + 1 :]]
    if rest:
        return value | {name: _taken(value[name], rest)}
    return {key: one for key, one in value.items() if key != name}
