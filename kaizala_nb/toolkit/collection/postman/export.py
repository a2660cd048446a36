"""Writes the files for Postman into a folder: a collection, its environment, and the files that its uploads send.

The folder may already hold a file of the same name with other content. It may be somebody's work. Then nothing is written, unless
the caller asks for it with ``force``.

A collection of version 3 is a folder of many files. It keeps a list of those that were written, and of what was in them. So a file
of an older export is known. It goes if it has no place any more, unless somebody has changed it.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from kaizala_nb.toolkit.collection.collection import Collection
from kaizala_nb.toolkit.collection.postman.file_names import safe_name
from kaizala_nb.toolkit.collection.postman.notes import Note, Notes
from kaizala_nb.toolkit.collection.postman.version3 import folder_writing
from kaizala_nb.toolkit.collection.postman.version3.yaml_writing import yaml_of
from kaizala_nb.toolkit.collection.postman.withholding import Secret, without_secrets
from kaizala_nb.toolkit.collection.postman.writing import environment_file, shaped_file, text_of

Version = Literal["v2.1", "v3"]
LIST = ".resources/exported.json"
"""The list of the files of a collection that were written, in its folder."""
_ENDINGS = (".request.yaml", ".example.yaml", "/definition.yaml")


@dataclass(frozen=True)
class Written:
    """What is written.

    Attributes:
        files: The content of each file, by its path in the folder.
        notes: What the format cannot say.
        secrets: The secrets of the collection, also those that are written.
        home: The folder of the collection in version 3; "" in version 2.1.
    """

    files: dict[str, bytes] = field(repr=False)
    notes: list[Note]
    secrets: list[Secret]
    home: str = ""

    @property
    def named(self) -> list[str]:
        """The paths for people: of a collection in version 3 its folder alone."""
        inside = f"{self.home}/"
        return [*([self.home] if self.home else []), *(one for one in self.files if not self._is_inside(one, inside))]

    def _is_inside(self, path: str, inside: str) -> bool:
        return bool(self.home) and path.startswith(inside)


@dataclass(frozen=True)
class PostmanFiles:
    """The files for Postman.

    Attributes:
        collection: The collection.
        variables: The variables of the environment, in order. Without any there is no environment.
        name: The first part of the names of the files of version 2.1.
        title: The name of the environment, as Postman shows it.
        uploads: The content of the files that the uploads send, by file name.
    """

    collection: Collection
    variables: Mapping[str, str]
    name: str
    title: str
    uploads: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, collection: Collection) -> "PostmanFiles":
        """The files of a collection that was read: it has no environment, and no uploads."""
        return cls(collection, {}, safe_name(collection.name, "collection"), collection.name)

    @property
    def collection_name(self) -> str:
        """The file of the collection, as Postman names it."""
        return f"{self.name}.postman_collection.json"

    @property
    def environment_name(self) -> str:
        """The file of the environment, as Postman names it."""
        return f"{self.name}.postman_environment.json"

    def written(self, version: Version = "v2.1", with_secrets: frozenset[str] = frozenset(), home: str = "") -> Written:
        """The files in a version of the format. ``with_secrets``: the names of the secrets that are written too; ``home``: the
        path of the folder ``postman`` in version 3, with a slash at its end.

        Raises :class:`PostmanFileError`: it cannot be written at all.
        """
        file, notes = shaped_file(self.collection, version)
        secrets: list[Secret] = []
        if self.collection.file is not None:
            file, secrets = without_secrets(file, with_secrets, self.collection.secrets)
        files: dict[str, bytes] = {}
        environment = environment_file(self.title, self.variables)
        if version == "v2.1":
            files[self.collection_name] = text_of(file).encode()
            if self.variables:
                files[self.environment_name] = text_of(environment).encode()
            return Written(files | dict(self.uploads), notes, secrets)
        more = Notes()
        folder = f"{home}collections/{safe_name(self.collection.name, 'collection')}"
        for path, content in folder_writing.collection_files(file, more).items():
            files[f"{folder}/{path}"] = yaml_of(content).encode()
        if self.variables:
            name = f"{safe_name(self.title, 'environment')}{folder_writing.ENVIRONMENT}"
            content = folder_writing.environment_file(self.title, environment["values"])
            files[f"{home}environments/{name}"] = yaml_of(content).encode()
        return Written(files | dict(self.uploads), notes + more.all, secrets, folder)


class InTheWay(FileExistsError):
    """Files of these ``names`` are in the folder already, with other content. Nothing was written."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        more = f" and {len(names) - 10:,} more" if len(names) > 10 else ""
        super().__init__(f"There already, and different: {', '.join(names[:10])}{more}.")


class NoFolder(FileExistsError):
    """A link, or something else, stands where a folder has to be. Nothing was written."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is a link or a file, and no folder. Take it away first.")


def home_in(folder: Path) -> str:
    """Where the folder ``postman`` of version 3 lies in a folder: the folder itself, or one in it."""
    return "" if folder.absolute().name == "postman" else "postman/"


def export(written: Written, folder: Path, *, force: bool = False) -> list[Path]:
    """Write the files into a folder, and give their paths; see :attr:`Written.named`. A folder that does not exist is made.

    Raises:
        InTheWay: The folder holds a file of the same name with other content, or one of an older export that has no place any
            more; and ``force`` is False.
        NoFolder: Something else stands where a folder has to be.
        OSError: The folder cannot be written to.
    """
    files = dict(written.files)
    _look_at_folders(folder, files)
    old = _of_older_export(folder, written)
    in_the_way = [name for name, content in files.items() if _has_other_content(folder / name, content)]
    if (in_the_way or old) and not force:
        raise InTheWay(in_the_way + old)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        _write(folder / name, content)
    for name in old:
        (folder / name).unlink()
        _remove_empty(folder / name, folder / written.home)
    if written.home:
        _write(folder / written.home / LIST, _list_of(written))
    return [folder / name for name in written.named]


def _look_at_folders(folder: Path, files: Mapping[str, bytes]) -> None:
    parents = {parent for name in files for parent in PurePosixPath(name).parents} - {PurePosixPath(".")}
    for parent in sorted(parents):
        path = folder / parent
        if os.path.lexists(path) and (path.is_symlink() or not path.is_dir()):
            raise NoFolder(str(parent))


def _list_of(written: Written) -> bytes:
    inside = f"{written.home}/"
    own = {name.removeprefix(inside): _sum(one) for name, one in written.files.items() if name.startswith(inside)}
    return (json.dumps(own, indent=1, sort_keys=True) + "\n").encode()


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _of_older_export(folder: Path, written: Written) -> list[str]:
    """The files that an older export wrote, that have no place in this one, and that nobody has changed since."""
    return [name for name, as_it_was in _without_a_place(folder, written).items() if as_it_was]


def changed_since(folder: Path, written: Written) -> list[str]:
    """The files that an older export wrote, that have no place in this one, and that somebody has changed: they stay."""
    return [name for name, as_it_was in _without_a_place(folder, written).items() if not as_it_was]


def _without_a_place(folder: Path, written: Written) -> dict[str, bool]:
    """The files that an older export wrote and that have no place in this one; and whether each is as it was.

    The list of the older export may have been changed by anybody. So nothing but a file of a collection is believed to be one.
    """
    if not written.home:
        return {}
    home = folder / written.home
    try:
        listed = json.loads((home / LIST).read_bytes()) if not (home / LIST).is_symlink() else {}
    except (OSError, ValueError, RecursionError):
        return {}
    old = {}
    for name, known in listed.items() if isinstance(listed, dict) else []:
        whole = f"{written.home}/{name}"
        if whole not in written.files and f"/{name}".endswith(_ENDINGS) and _is_inside(home, name):
            old[whole] = _is_as_it_was(home, name, known)
    return old


def _is_inside(home: Path, name: str) -> bool:
    """Whether this names a file in a folder, on no way through a link."""
    try:
        path = home / name
        is_inside = path.resolve() == home.resolve() / name and path.resolve().is_relative_to(home.resolve())
        return is_inside and path.is_file()
    except (OSError, ValueError, RuntimeError):
        return False


def _is_as_it_was(home: Path, name: str, known: object) -> bool:
    try:
        return _sum((home / name).read_bytes()) == known
    except (OSError, ValueError, RuntimeError):
        return False


def _remove_empty(path: Path, home: Path) -> None:
    """Remove the folders that a file was in, as far as nothing is in them."""
    for parent in path.parents:
        if parent == home or any(parent.iterdir()):
            return
        parent.rmdir()


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
