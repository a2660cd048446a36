"""Writes the files for Postman into a folder: a collection, its environment, and the files that its uploads send.

The folder may already hold a file of the same name with other content. It may be somebody's work. Then nothing is written,
unless the caller asks for it with ``force``.
"""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kaizala_nb.toolkit.collection.collection import Collection
from kaizala_nb.toolkit.collection.postman.writing import collection_file, environment_file, text_of


@dataclass(frozen=True)
class PostmanFiles:
    """The files for Postman.

    Attributes:
        collection: The collection.
        variables: The variables of the environment, in order.
        name: The first part of the names of the two files.
        title: The name of the environment, as Postman shows it.
        uploads: The content of the files that the uploads send, by file name.
    """

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
    """Files of these ``names`` are in the folder already, with other content. Nothing was written."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(f"There already, and different: {', '.join(names)}.")


def export(postman_files: PostmanFiles, folder: Path, *, force: bool = False) -> list[Path]:
    """Write the files into a folder, and give their paths. A folder that does not exist is made.

    Raises:
        InTheWay: The folder holds a file of the same name with other content, and ``force`` is False.
        OSError: The folder cannot be written to.
    """
    files = postman_files.files
    folder.mkdir(parents=True, exist_ok=True)
    in_the_way = [name for name, content in files.items() if _has_other_content(folder / name, content)]
    if in_the_way and not force:
        raise InTheWay(in_the_way)
    for name, content in files.items():
        _write(folder / name, content)
    return [folder / name for name in files]


def _has_other_content(path: Path, content: bytes) -> bool:
    if not os.path.lexists(path):
        return False
    return path.is_symlink() or not path.is_file() or path.read_bytes() != content


def _write(path: Path, content: bytes) -> None:
    """Write a whole file or none. A file or a link at this path is replaced; the target of a link stays as it is."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".postman-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
