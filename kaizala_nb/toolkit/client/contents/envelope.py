"""Where the rows of a JSON value are: in itself, or in a list inside an envelope such as ``{"data": [...], "total": 12}``."""

from collections.abc import Iterator, Mapping
from typing import Any

from kaizala_nb.toolkit.client.contents.rows import Rows, without

_LISTS = ("data", "items", "results", "value", "_embedded", "result", "records", "rows", "entries")
"""What services call the list that they answer with."""
_ENVELOPES = ("data", "result", "_embedded")
"""What services call the object that they answer with."""
_IDS = ("id", "_id", "uuid", "@id")
_BESIDE = ("links", "_links", "included", "meta")
"""Lists of objects that tell something about the rows."""
_DEEPEST = 3

Path = tuple[str, ...]


def rows_in(value: Any) -> Rows:
    """The rows of a JSON value.

    A list is rows. In an object, rows are the list with one of the usual names; or else the only list of objects in it, unless the
    object has an id of its own: then it is a thing, which has a list. An object without such a list is one row.
    """
    if not isinstance(value, dict):
        return Rows(value if isinstance(value, list) else [] if value is None else [value])
    path = path_of_rows(value)
    found = at(value, path)
    if isinstance(found, list):
        return Rows(found, without(value, path))
    return Rows([found] if found else [], without(value, path) if path else {})


def path_of_rows(value: Mapping[str, Any]) -> Path:
    """The names that lead to the rows in an object; () for the object itself."""
    return _named(value, 0) or _only_list(value) or _thing(value)


def at(value: Any, path: Path) -> Any:
    """What stands at a path."""
    for name in path:
        value = value[name]
    return value


def _named(value: Mapping[str, Any], depth: int) -> Path:
    """The path of a list with a usual name: also in an envelope in an envelope."""
    for name in _LISTS:
        if isinstance(value.get(name), list):
            return (name,)
    for name in _LISTS:
        entry = value.get(name)
        if isinstance(entry, dict) and depth < _DEEPEST:
            inner = _named(entry, depth + 1) or _only_list(entry)
            if inner:
                return (name, *inner)
    return ()


def _only_list(value: Mapping[str, Any]) -> Path:
    """The path of the only list of objects; () if there is none, or if there are several."""
    paths = []
    for path in _lists(value, 0):
        paths.append(path)
        if len(paths) > 1:
            return ()
    return paths[0] if paths else ()


def _lists(value: Mapping[str, Any], depth: int) -> Iterator[Path]:
    if any(name in value for name in _IDS):
        return
    for name, entry in value.items():
        if name in _BESIDE:
            continue
        if isinstance(entry, list) and entry and all(isinstance(one, dict) for one in entry):
            yield (name,)
        elif isinstance(entry, dict) and depth < _DEEPEST:
            yield from ((name, *path) for path in _lists(entry, depth + 1))


def _thing(value: Mapping[str, Any]) -> Path:
    """The path of the one object in an envelope: ``{"data": {"book": {...}}}``."""
    path: Path = ()
    for _ in range(_DEEPEST):
        name = _envelope(value)
        if name is None:
            break
        path, value = (*path, name), value[name]
    return path


def _envelope(value: Mapping[str, Any]) -> str | None:
    names = list(value) if len(value) == 1 else [name for name in _ENVELOPES if name in value]
    return next((name for name in names if isinstance(value[name], dict) and value[name]), None)
