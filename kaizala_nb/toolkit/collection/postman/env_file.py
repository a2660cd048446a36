"""Values of variables from outside Postman: a file ``.env``, and the environment variables of a process.

Nothing in a file is executed, and no value is put into another. Of the process nothing is taken that was not asked for by name.
"""

import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from dotenv.parser import Original, parse_stream

from kaizala_nb.toolkit.collection.capitals import words_apart
from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.environment import Variables
from kaizala_nb.toolkit.collection.postman.files import read_text

_MOST_BYTES = 1_000_000


def read_env_file(path: Path, *, all_secret: bool = False) -> Variables:
    """The values in a file ``.env``, by their names there. ``all_secret``: each of them is a secret, whatever its name.

    Raises :class:`PostmanFileError` with a sentence, which names the line.
    """
    variables = Variables()
    for binding in parse_stream(io.StringIO(read_text(path, _MOST_BYTES))):
        if binding.error or (binding.key and binding.value is None):
            raise PostmanFileError(f"{path.name!r} has no NAME=VALUE in its line {_line(binding.original)}.")
        if binding.key and binding.value is not None:
            variables[binding.key] = binding.value
    if all_secret:
        variables.secret |= set(variables)
    return variables


def _line(original: Original) -> int:
    """The number of the line. The parser counts the empty lines before it as a part of it."""
    string = original.string
    return original.line + string[: len(string) - len(string.lstrip())].count("\n")


def from_process(asked: Iterable[str], environ: Mapping[str, str]) -> Variables:
    """The values of environment variables that were asked for.

    Args:
        asked: ``"NAME"``, or ``"NAME=VARIABLE"`` where the environment variable has another name. Without that it has the same
            name, or the same in capitals: ``API_KEY`` for ``api-key`` and ``apiKey``.
        environ: The environment variables.

    Raises :class:`PostmanFileError` if one is not set, or empty.
    """
    variables = Variables()
    for one in asked:
        name, mark, variable = one.partition("=")
        candidates = [variable] if mark else [name, in_capitals(name)]
        value = next((environ[candidate] for candidate in candidates if environ.get(candidate)), None)
        if not name or value is None:
            names = " or ".join(dict.fromkeys(candidates))
            raise PostmanFileError(f"There is no environment variable {names} with a value, for {{{{{name}}}}}.")
        variables[name] = value
    return variables


def spelled_as(variables: Variables, names: Iterable[str]) -> Variables:
    """The same values, and each also under those names that are spelled so in capitals: ``API_KEY`` as ``api-key`` too.

    A value that has such a name already stays.
    """
    more = Variables()
    more.secret |= variables.secret
    for name in names:
        spelling = in_capitals(name)
        if spelling in variables:
            more[name] = variables[spelling]
            more.secret |= {name} if spelling in variables.secret else set()
    more.update(variables)
    return more


def in_capitals(name: str) -> str:
    """The name as environment variables are usually spelled: ``API_KEY`` for ``api-key`` and ``apiKey``."""
    return re.sub(r"\W+", "_", words_apart(name)).upper()
