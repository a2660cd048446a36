"""The variables of a Postman environment file."""

from pathlib import Path

from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.reading import read_json
from kaizala_nb.toolkit.collection.postman.shapes import entries, text


def read_environment(path: Path) -> dict[str, str]:
    """The variables that are switched on, in the file's order. Raises :class:`PostmanFileError` with a sentence."""
    file = read_json(path)
    if "values" not in file:
        raise PostmanFileError(f"{path.name!r} is no Postman environment.")
    variables = {}
    for one in entries(file["values"], "values"):
        if one.get("enabled", True):
            value = one.get("value")
            variables[text(one.get("key"), "a variable's name")] = "" if value is None else str(value)
    return variables
