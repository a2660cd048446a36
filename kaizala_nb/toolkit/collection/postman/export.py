"""The files for Postman in a folder that the caller names: collection, environment, and what the uploads need.

A file that is there already and says something else is somebody's work: it stays, and so does everything, until that is wanted
otherwise.
"""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kaizala_nb.toolkit.collection.collection import Collection
from kaizala_nb.toolkit.collection.postman.picture import NAME, picture
from kaizala_nb.toolkit.collection.postman.writing import collection_file, environment_file, text_of

COLLECTION_NAME = "Kaizala.postman_collection.json"
ENVIRONMENT_NAME = "Kaizala.postman_environment.json"
_ENVIRONMENT_TITLE = "Kaizala-APIs-environment"


class InTheWay(FileExistsError):
    """Files of these ``names`` are there already, and are not what would be written. Nothing was written."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(f"There already, and different: {', '.join(names)}.")


def files_of(collection: Collection, variables: Mapping[str, str]) -> dict[str, bytes]:
    """The files by their names."""
    return {
        COLLECTION_NAME: text_of(collection_file(collection)).encode(),
        ENVIRONMENT_NAME: text_of(environment_file(_ENVIRONMENT_TITLE, variables)).encode(),
        NAME: picture(),
    }


def export(collection: Collection, variables: Mapping[str, str], folder: Path, *, force: bool = False) -> list[Path]:
    """Write the files into a folder, which is made where there is none, and give their paths.

    Raises:
        InTheWay: A file of that name says something else, and ``force`` is not given.
        OSError: The folder cannot be written to.
    """
    files = files_of(collection, variables)
    folder.mkdir(parents=True, exist_ok=True)
    in_the_way = [name for name, content in files.items() if _holds_something_else(folder / name, content)]
    if in_the_way and not force:
        raise InTheWay(in_the_way)
    for name, content in files.items():
        _write(folder / name, content)
    return [folder / name for name in files]


def _holds_something_else(path: Path, content: bytes) -> bool:
    if not os.path.lexists(path):
        return False
    return path.is_symlink() or not path.is_file() or path.read_bytes() != content


def _write(path: Path, content: bytes) -> None:
    """Write a whole file or none; what was there, a link too, is replaced and not written through."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".kaizala-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
