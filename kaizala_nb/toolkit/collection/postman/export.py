"""The files for Postman in a folder that the caller names: collection, environment, and what the uploads need.

A file that is there already and says something else is somebody's work: it stays, and so does everything, until that is wanted
otherwise.
"""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kaizala_nb.toolkit.collection.collection import Collection
from kaizala_nb.toolkit.collection.postman.writing import collection_file, environment_file, text_of


@dataclass(frozen=True)
class Exported:
    """What goes out: a collection, its variables under the ``title`` of their environment, and files that its uploads need, by
    name. ``name`` is what the files of the collection and of the environment begin with."""

    collection: Collection
    variables: Mapping[str, str]
    name: str
    title: str
    uploads: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def collection_name(self) -> str:
        """The file of the collection, as Postman names it."""
        return f"{self.name}.postman_collection.json"

    @property
    def environment_name(self) -> str:
        """The file of the environment, as Postman names it."""
        return f"{self.name}.postman_environment.json"

    @property
    def files(self) -> dict[str, bytes]:
        """The files by their names."""
        return {
            self.collection_name: text_of(collection_file(self.collection)).encode(),
            self.environment_name: text_of(environment_file(self.title, self.variables)).encode(),
            **self.uploads,
        }


class InTheWay(FileExistsError):
    """Files of these ``names`` are there already, and are not what would be written. Nothing was written."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(f"There already, and different: {', '.join(names)}.")


def export(exported: Exported, folder: Path, *, force: bool = False) -> list[Path]:
    """Write the files into a folder, which is made where there is none, and give their paths.

    Raises:
        InTheWay: A file of that name says something else, and ``force`` is not given.
        OSError: The folder cannot be written to.
    """
    files = exported.files
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
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".postman-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
