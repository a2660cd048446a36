"""A body that a call gives, as the values of its fields: ``body={"title": "Emma", "shelf": {"room": "South"}}``."""

from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str, ...]


def values_by_path(body: Any, names: Mapping[Path, str]) -> dict[str, Any]:
    """The values in a body by the names of parameters. What it does not have stays as the file has it.

    Args:
        body: The body, or a part of it.
        names: The parameters, by the paths of their values in the body of the file.

    Raises ``TypeError`` with a sentence for what the body of the file has not got.
    """
    if not isinstance(body, Mapping):
        raise TypeError(f"body is an object with the names of the values, not {type(body).__name__}")
    return dict(_values(body, (), names))


def _values(body: Mapping[Any, Any], above: Path, names: Mapping[Path, str]) -> Iterator[tuple[str, Any]]:
    for key, value in body.items():
        path = (*above, str(key))
        if path in names:
            yield names[path], value
        elif isinstance(value, Mapping) and any(one[: len(path)] == path for one in names):
            yield from _values(value, path, names)
        else:
            raise TypeError(f"the body has no value {'.'.join(path)!r} to be given")
