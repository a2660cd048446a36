"""Values of a request that different writers write differently: as a mapping, or as a list of entries."""

from typing import Any

from kaizala_nb.toolkit.collection.postman import PostmanFileError


def text(value: Any, what: str) -> str:
    """A scalar as text; "" for none. Raises :class:`PostmanFileError` for a mapping or a list; ``what`` names the value."""
    if isinstance(value, dict | list):
        raise PostmanFileError(f"{what} is not text.")
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def entries(value: Any, what: str) -> list[dict[str, Any]]:
    """Entries in the shape of v2.1: ``{key, value, disabled?, type?, description?}``. A value is text, or None where there is none.

    In a mapping, a value may be a list, for a name that comes several times, or an entry of its own without its key.
    """
    if value is None:
        return []
    if isinstance(value, dict):
        listed: list[Any] = []
        for key, one in value.items():
            several = one if isinstance(one, list) else [one]
            listed += [
                {"key": key, **each} if isinstance(each, dict) else {"key": key, "value": each} for each in several
            ]
        value = listed
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise PostmanFileError(f"{what} is neither a mapping nor a list of entries.")
    return [_entry(one, what) for one in value]


def _entry(one: dict[str, Any], what: str) -> dict[str, Any]:
    key = text(one.get("key"), f"A key of {what}")
    written = one.get("value")
    entry: dict[str, Any] = {"key": key, "value": None if written is None else text(written, f"{key[:80]!r} in {what}")}
    if one.get("disabled") is True or one.get("enabled") is False:
        entry["disabled"] = True
    if one.get("type") == "secret":
        entry["type"] = "secret"
    return entry | described(one)


def described(one: dict[str, Any]) -> dict[str, str]:
    """The description as an entry of v2.1, if there is one."""
    description = one.get("description")
    if isinstance(description, dict):
        description = description.get("content")
    return {"description": str(description)} if isinstance(description, str) and description else {}


def is_on(entry: dict[str, Any]) -> bool:
    """Whether an entry is switched on."""
    return not entry.get("disabled")
