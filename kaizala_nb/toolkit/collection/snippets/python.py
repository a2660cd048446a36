"""The line of Python that makes a call in a notebook: ``api.books.add_a_book(title='Emma')``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kaizala_nb.serving.secrecy import MASK, in_header
from kaizala_nb.toolkit.collection.parameter import Variable
from kaizala_nb.toolkit.collection.step import Call
from kaizala_nb.toolkit.collection.upload import Upload
from kaizala_nb.toolkit.collection.variation import HEADERS

_THREE_DOTS = "..."


def write(call: Call, mask: Callable[[str], str] = str) -> str:
    """The line. Three dots stand in place of a secret, because a variable holds it."""
    secrets = {parameter.name for parameter in call.step.parameters if parameter.secret}
    api = call.step.service.variable
    headers = call.step.variation(call.arguments).headers
    arguments = [
        f"{name}={_THREE_DOTS if name in secrets else _literal(value, mask, api)}"
        for name, value in call.arguments.items()
        if not (headers and name == HEADERS)
    ]
    if headers:
        pairs = (f"{name!r}: {_header(name, value, mask, api)}" for name, value in headers.items())
        arguments.append(f"{HEADERS}={{{', '.join(pairs)}}}")
    return f"{api}.{call.step.attribute}({', '.join(arguments)})"


def _header(name: str, value: str | None, mask: Callable[[str], str], api: str) -> str:
    is_secret = value is not None and (type(value) is not str or in_header(name, value) != value)
    return _THREE_DOTS if is_secret else _literal(value, mask, api)


def _literal(value: Any, mask: Callable[[str], str], api: str) -> str:
    """A value as Python writes it. A file is its name, and a variable is an entry of the environment."""
    if isinstance(value, Variable):
        return f"{api}.environment[{value.name!r}]"
    if isinstance(value, list | tuple):
        entries = [_literal(one, mask, api) for one in value]
        if isinstance(value, list):
            return f"[{', '.join(entries)}]"
        return f"({', '.join(entries)}{',' if len(entries) == 1 else ''})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_literal(one, mask, api)}" for key, one in value.items()) + "}"
    if isinstance(value, Upload):
        return repr(value.name)
    if isinstance(value, Path):
        return repr(str(value))
    if type(value) is not str:
        return repr(value)
    masked = mask(value)
    return repr(masked) if masked.count(MASK) == value.count(MASK) else _THREE_DOTS
