"""The variables of a Postman environment file."""

from pathlib import Path

from kaizala_nb.toolkit.collection.postman.formats import environment_in
from kaizala_nb.toolkit.collection.scopes import values_in


class Variables(dict[str, str]):
    """The values of variables by name. ``secret`` holds the names that the file marks as secret."""

    def __init__(self) -> None:
        super().__init__()
        self.secret: set[str] = set()


def read_environment(path: Path) -> Variables:
    """The variables that are switched on, in the order of the file, which is JSON or, of schema 3.0.0, YAML.

    Raises :class:`PostmanFileError` with a sentence.
    """
    variables = Variables()
    for name, value, secret in values_in(environment_in(path)["values"]):
        variables[name] = value
        if secret:
            variables.secret.add(name)
    return variables
