"""What an ``Api`` is opened with: an environment, globals, values of this process, a folder of files. All of it is the user's."""

import inspect
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.client import arguments, errors
from kaizala_nb.toolkit.client.environment import Environment, one_text
from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.client.practice.environment import PracticeEnvironment
from kaizala_nb.toolkit.collection import Collection, Step, Upload
from kaizala_nb.toolkit.collection.foreign.filling import names_in
from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.env_file import from_process, read_env_file, spelled_as
from kaizala_nb.toolkit.collection.postman.environment import Variables, read_environment
from kaizala_nb.toolkit.collection.postman.environments import environment_file
from kaizala_nb.toolkit.collection.scopes import values_in
from kaizala_nb.toolkit.display.likeness import did_you_mean, near
from kaizala_nb.toolkit.runner.needs import variables_needed

Given = str | Path | Mapping[str, Any] | None
"""Variables as somebody gives them: a file, the name of an environment beside the collection, or a dict."""

_ADDRESSES = ("http://", "https://")


@dataclass(frozen=True)
class Opening:
    """What the user gave to open a collection.

    Attributes:
        beside: The file or the folder of the collection: environments are looked for there.
        globals: Variables of the scope "global".
        working_dir: The folder of the files that the collection names; None if there is none.
        files_name_hosts: Whether secrets may go to hosts in a file of an environment, or of the globals.
    """

    beside: Path
    globals: Variables = field(default_factory=Variables)
    working_dir: Path | None = None
    files_name_hosts: bool = True

    def fill(
        self,
        environment: Environment,
        collection: Collection,
        given: Given,
        use_environ: str | Iterable[str],
    ) -> None:
        """Begin with these variables: all that the environment held before is forgotten.

        Args:
            environment: What is filled.
            collection: Whose variables they are.
            given: Those of the scope "environment".
            use_environ: The environment variables of this process to take: ``"NAME"``, or ``"NAME=VARIABLE"``.

        Raises :class:`InputError` with a sentence. Then nothing has changed.
        """
        values = self.read(given, collection, "environment")
        with _in_words('Name environment variables that are set: use_environ="API_KEY".'):
            asked = [use_environ] if isinstance(use_environ, str) else list(use_environ)
            of_process = from_process(asked, os.environ)
        of_process.secret |= {name for name, value in of_process.items() if not value.startswith(_ADDRESSES)}
        environment.clear()
        environment.keep_secret({*collection.secrets, *self.globals.secret, *values.secret, *of_process.secret})
        environment.fill(
            self.globals, source="the globals", scope="global", given=True, names_hosts=self.files_name_hosts
        )
        environment.fill(collection.variables, source="the file", scope="collection")
        may_name = self.files_name_hosts or isinstance(given, Mapping)
        source = "you" if isinstance(given, Mapping) else Path(str(given)).name
        environment.fill(values, source=source, given=True, names_hosts=may_name)
        environment.fill(of_process, source="this process", given=True)
        if isinstance(environment, PracticeEnvironment):
            environment.fill_empty()

    def read(self, given: Given, collection: Collection, what: str) -> Variables:
        """The variables that somebody gives. Raises :class:`InputError` with a sentence."""
        if given is None:
            return Variables()
        if isinstance(given, Mapping):
            return _of_dict(given)
        if not isinstance(given, str | Path):
            raise errors.not_sent(
                f"The {what} is neither a file nor a dict.",
                f'Give a file, {what}="test.postman_environment.json", or names and values: {what}={{"title": "Emma"}}.',
            )
        with _in_words(
            f'Name a file: {what}="test.postman_environment.json", or give a dict: {what}={{"title": "Emma"}}.'
        ):
            file = self._file(str(given))
            if not _is_env(file):
                return read_environment(file)
            names = {name for step in collection for name in variables_needed(step)}
            return spelled_as(read_env_file(file), [*sorted(names), *names_in(dict(collection.variables))])

    def _file(self, wanted: str) -> Path:
        """The file of this path; or of this name beside the collection; or that of the environment of this name there."""
        folder = self.beside if self.beside.is_dir() else self.beside.parent
        path = Path(wanted).expanduser()
        for one in (path, folder / path, folder / path.name):  # the last: as :func:`found` looks for a collection
            if one.is_file():
                return one
        return environment_file(wanted, self.beside)


def found(path: str | Path) -> Path:
    """The path itself; or, if nothing is there, a file or folder of its name in the folder of the notebook.

    A notebook that was written elsewhere names its collection as it lay from there, such as ``"../library.json"``.
    """
    path = Path(path)
    beside = Path(path.name)
    return beside if path.name and not path.exists() and beside.exists() else path


def opening_of(
    collection: Collection,
    path: Path,
    globals_: Given,
    working_dir: str | Path | None,
    *,
    files_name_hosts: bool = True,
) -> Opening:
    """What the user gave, checked. Raises :class:`InputError` with a sentence."""
    folder = None
    if working_dir is not None:
        folder = Path(str(working_dir)).expanduser()
        if not folder.is_dir():
            raise errors.not_sent(
                f"There is no folder {str(working_dir)!r}.", "Name the folder of the files that the collection names."
            )
    return Opening(path, Opening(path).read(globals_, collection, "globals"), folder, files_name_hosts)


def _of_dict(given: Mapping[str, Any]) -> Variables:
    variables = Variables()
    if isinstance(given.get("values"), list):  # a file of Postman that somebody has read
        for name, value, secret in values_in(given["values"]):
            variables[name] = value
            variables.secret |= {name} if secret else set()
        return variables
    for key, value in given.items():
        name = arguments.text(key, "The name of a variable")
        variables[name] = one_text(name, value)
        variables.secret |= {name} if isinstance(value, Secret) else set()
    return variables


def _is_env(file: Path) -> bool:
    """Whether a file is a ``.env``: by its name, such as ``.env``, ``.env.test`` or ``test.env``."""
    return file.name.startswith(".env") or file.suffix.lower() == ".env"


@contextmanager
def _in_words(todo: str) -> Iterator[None]:
    """What is wrong with a file becomes an :class:`InputError`."""
    try:
        yield
    except PostmanFileError as trouble:
        raise errors.not_sent(str(trouble), todo) from None
    except (OSError, ValueError) as trouble:
        if isinstance(trouble, errors.ApiError):
            raise
        raise errors.not_sent(f"This cannot be read: {trouble}.", todo) from None


def files_in(folder: Path | None, others: Callable[[Step], Mapping[str, Any]], step: Step) -> dict[str, Any]:
    """The files in a folder that a request names, by the names of its parameters: all files of a parameter, or those of ``others``.

    Whatever the names are, no file outside the folder is opened.
    """
    found = dict(others(step))
    if folder is None or step.problem:
        return found
    for parameter in step.parameters:
        names = step.example.get(parameter.name) if parameter.kind == "files" else None
        if isinstance(names, list | tuple):
            files = [Upload.inside(folder, str(name)) for name in names]
            if files and all(files):
                found[parameter.name] = files
    return found


def unknown_option(name: str, signature: inspect.Signature) -> errors.ApiError:
    """The error for an option that ``from_postman`` has not got; it names the one that it is like."""
    names = [one.name for one in signature.parameters.values() if one.kind is one.KEYWORD_ONLY]
    meaning = f"Api.from_postman() takes no {name!r}.{did_you_mean(near(name, names))}"
    return errors.not_sent(meaning, f"It takes: {', '.join(names)}.")
