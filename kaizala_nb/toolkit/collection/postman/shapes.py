"""What is where in a file: read with its type checked, or refused in a sentence."""

from typing import Any

from kaizala_nb.toolkit.collection.postman import PostmanFileError


def an_object(value: Any, what: str) -> dict[str, Any]:
    """The value, which has to be an object."""
    if not isinstance(value, dict):
        raise PostmanFileError(f"In this file {what} is not an object.")
    return value


def entries(value: Any, what: str) -> list[dict[str, Any]]:
    """The value, which has to be a list of objects."""
    if not isinstance(value, list):
        raise PostmanFileError(f"In this file {what} is not a list.")
    return [an_object(one, f"an entry of {what}") for one in value]


def text(value: Any, what: str) -> str:
    """The value, which has to be text."""
    if not isinstance(value, str):
        raise PostmanFileError(f"In this file {what} is not text.")
    return value


def described(value: Any) -> str:
    """A description: text, or an object that holds it."""
    if isinstance(value, dict):
        value = value.get("content")
    return value if isinstance(value, str) else ""


def on(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that are not switched off."""
    return [one for one in listed if not one.get("disabled")]
