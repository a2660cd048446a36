"""Checks the type of a value in a file. A wrong type raises :class:`PostmanFileError` with a sentence; ``what`` names the value."""

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


def description_of(value: Any) -> str:
    """The text of a description. A file may hold the text itself, or an object with the text."""
    if isinstance(value, dict):
        value = value.get("content")
    return value if isinstance(value, str) else ""


def switched_on(objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The objects that are not switched off."""
    return [one for one in objects if not one.get("disabled")]
