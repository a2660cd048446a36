"""Reads a file of somebody else's as text or as JSON: bounded, in UTF-8 or UTF-16. What goes wrong becomes a sentence."""

import codecs
import json
from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.collection.postman import PostmanFileError

MOST_BYTES = 50_000_000
_PIECE = 1_000_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(path: Path, most: int = MOST_BYTES) -> str:
    """The text in a file of ``most`` bytes at most. Raises :class:`PostmanFileError` with a sentence."""
    content = bytearray()  # in pieces: otherwise room for the largest file is taken for the smallest
    try:
        with path.open("rb") as file:
            while len(content) <= most and (piece := file.read(_PIECE)):
                content += piece
    except OSError as trouble:
        raise PostmanFileError(f"{str(path)!r} cannot be read: {trouble.strerror or trouble}.") from None
    if len(content) > most:
        raise PostmanFileError(f"{path.name!r} has more than {most:,} bytes.")
    try:
        return content.decode("utf-16" if content.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError:
        raise PostmanFileError(f"{path.name!r} is not text in UTF-8 or UTF-16.") from None


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in a file. Raises :class:`PostmanFileError` with a sentence."""
    text = read_text(path)
    if not text.strip():
        raise PostmanFileError(f"{path.name!r} is empty.")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as trouble:
        raise PostmanFileError(f"{path.name!r} is not JSON: {trouble}.") from None
    if not isinstance(value, dict):
        raise PostmanFileError(f"{path.name!r} holds no object of JSON, as every file of Postman does.")
    return value
