"""Writes the file of a collection that leads to a stand-in. It replaces an older one, and nothing that is somebody's."""

import json
import os
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

_SEAL = "_stand_in"
"""The member of ``info`` by which such a file is known as long as nobody changes it."""
_LARGEST = 200_000_000  # bytes of a file that is looked at


class CannotCopy(ValueError):
    """The file cannot be written there. Its text is a sentence."""


def look_at(path: Path) -> None:
    """Raises :class:`CannotCopy` if a file may not be written here."""
    if not path.parent.is_dir():
        raise CannotCopy(f"{str(path)!r} cannot be written: there is no folder {str(path.parent)!r}.")
    if not _is_free(path):
        raise CannotCopy(
            f"{str(path)!r} is there already, and is left as it is. Give another name, or take it away first."
        )


def _is_free(path: Path) -> bool:
    """Whether a file may be written here: nothing is there, or one that was written so, and that nobody has changed."""
    if not os.path.lexists(path):
        return True
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            return False
        file = json.loads(path.read_bytes())
        return file["info"].pop(_SEAL) == _digest(file)
    except (OSError, ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return False


def write_copy(path: Path, file: dict[str, Any]) -> None:
    """Write the file whole, or not at all. Nobody but its owner can read it: it holds whatever its author put in it.

    Raises :class:`CannotCopy` if that cannot be.
    """
    look_at(path)
    sealed = file | {"info": file["info"] | {_SEAL: _digest(file)}}
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".stand-in-")  # no one else can read what it makes
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as written:
                written.write(_text(sealed))
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as trouble:
        raise CannotCopy(f"{str(path)!r} cannot be written: {trouble.strerror}.") from None


def _digest(file: dict[str, Any]) -> str:
    return sha256(_text(file).encode()).hexdigest()


def _text(file: dict[str, Any]) -> str:
    from kaizala_nb.toolkit.collection.postman.writing import text_of  # it takes a while to load, and few want a copy

    return text_of(file)
