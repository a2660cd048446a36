"""Environments to choose from: a file, or one that lies beside the collection, by its name."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.environment import Variables
from kaizala_nb.toolkit.collection.postman.formats import collection_in, environment_in, stem_of
from kaizala_nb.toolkit.display.likeness import did_you_mean, near

_ENDINGS = (".postman_environment.json", ".environment.yaml", ".environment.yml", ".yaml", ".yml")
_MOST_FILES = 200
_MOST_NAMED = 20
_MOST_BYTES = 1_000_000  # a larger file is not opened for its name


@dataclass(frozen=True)
class FoundEnvironment:
    """An environment beside a collection.

    Attributes:
        path: Its file.
        names: That of the file, and the one in it if that is another.
        is_of_another: Whether another collection in its folder has the name of its file: it belongs to that one.
    """

    path: Path
    names: tuple[str, ...]
    is_of_another: bool = False


def environment_file(wanted: str, collection: Path | None) -> Path:
    """The file of an environment.

    Args:
        wanted: The path of a file; or the name of an environment that lies beside the collection.
        collection: The file or the folder of the collection; None for the folder that the program runs in.

    Raises :class:`PostmanFileError`: there is none, or there are several of this name.
    """
    path = Path(wanted)
    with suppress(OSError):
        if path.is_file():
            return path
    if any(sign in wanted for sign in {"/", os.sep}) or wanted.endswith((".json", *_ENDINGS)):
        raise PostmanFileError(f"There is no file {wanted!r}.")
    found = environments_beside(collection)
    folded = wanted.casefold()
    same = [one for one in found if wanted in one.names]
    same = same or [one for one in found if folded in map(str.casefold, one.names)]
    if len(same) == 1:
        return same[0].path
    if same:
        files = ", ".join(repr(str(one.path)) for one in same[:_MOST_NAMED])
        raise PostmanFileError(f"{len(same)} environments are called {wanted!r}: {files}. Name the file.")
    raise PostmanFileError(_none(wanted, [one.names[-1] for one in found]))


def environments_beside(collection: Path | None) -> list[FoundEnvironment]:
    """The environments that lie beside a collection, by their files' names.

    They are ``*.postman_environment.json`` in its folder; and what is in ``postman/environments`` there, or of the folder
    ``postman`` that it is in itself.
    """
    here = Path() if collection is None else collection
    folder = here if here.is_dir() else here.parent
    files = [path for path in _in_order(folder) if path.name.lower().endswith(_ENDINGS[0])]
    whole = folder.resolve()
    tops = [one for one in (whole, *whole.parents) if one.name == "postman"][:1]
    for top in dict.fromkeys([*tops, folder / "postman"]):
        files += [path for path in _in_order(top / "environments") if path.name.lower().endswith(_ENDINGS)]
    return [_found(path, stem_of(here)) for path in files[:_MOST_FILES]]


def merged(several: Iterable[Variables]) -> Variables:
    """The values of all; of two of one name the last counts. What one of them marks as secret is secret."""
    every = Variables()
    for one in several:
        every.update(one)
        every.secret |= one.secret
    return every


def _in_order(folder: Path) -> list[Path]:
    """The files in a folder by name. A link that leads out of the folder is none of them."""
    try:
        inside = folder.resolve()
        return sorted(one for one in folder.iterdir() if one.is_file() and one.resolve().is_relative_to(inside))
    except OSError:
        return []


def _found(path: Path, own: str) -> FoundEnvironment:
    names = tuple(dict.fromkeys(_names(path)))
    is_of_another = names[0].casefold() != own.casefold() and _has_collection(path.parent, names[0])
    return FoundEnvironment(path, names, is_of_another)


def _has_collection(folder: Path, name: str) -> bool:
    """Whether a file of a collection has this name. Of ``NAME.json`` only what is in it says whether it is one."""
    try:
        return (folder / f"{name}.postman_collection.json").is_file() or bool(collection_in(folder / f"{name}.json"))
    except (PostmanFileError, OSError):
        return False


def _names(path: Path) -> Iterator[str]:
    name = path.name
    yield next(name[: -len(ending)] for ending in _ENDINGS if name.lower().endswith(ending))
    with suppress(OSError, PostmanFileError):
        inner = environment_in(path).get("name") if path.stat().st_size <= _MOST_BYTES else None
        if isinstance(inner, str) and inner:
            yield inner


def _none(wanted: str, names: list[str]) -> str:
    said = f"No environment is called {wanted!r}, and there is no such file."
    if not names:
        return f"{said} None lies beside the collection."
    folded = {name.casefold(): name for name in reversed(names)}  # of several, the first
    said += did_you_mean([folded[one] for one in near(wanted.casefold(), folded)])
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{said} There are: {', '.join(map(repr, names[:_MOST_NAMED]))}{more}."
