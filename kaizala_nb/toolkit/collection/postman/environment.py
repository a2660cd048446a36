"""The variables of a Postman environment file."""

from pathlib import Path

from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.reading import read_json
from kaizala_nb.toolkit.collection.scopes import values_in


class Variables(dict[str, str]):
    """The values of variables by name. ``secret`` holds the names that the file marks as secret."""

    def __init__(self) -> None:
        super().__init__()
        self.secret: set[str] = set()


def read_environment(path: Path) -> Variables:
    """The variables that are switched on, in the file's order. Raises :class:`PostmanFileError` with a sentence."""
    file = read_json(path)
    if "values" not in file:
        raise PostmanFileError(f"{path.name!r} is no Postman environment.")
    variables = Variables()
    for name, value, secret in values_in(file["values"]):
        variables[name] = value
        if secret:
            variables.secret.add(name)
    return variables
