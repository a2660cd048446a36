"""Files to practise with, for requests that upload some: a practice service needs none of the user's."""

from collections.abc import Iterable
from pathlib import PureWindowsPath

from kaizala_nb.toolkit.collection import Step, Upload

_CONTENT = b"A practice file.\n"
_NAME = "practice.txt"


def practice_files(step: Step) -> dict[str, list[Upload]]:
    """A file for each that a request names, by the names of its parameters."""
    return {
        parameter.name: [Upload(_short(name), _CONTENT) for name in _names(step, parameter.name)]
        for parameter in (() if step.problem else step.parameters)
        if parameter.kind == "files"
    }


def practice_uploads(steps: Iterable[Step]) -> dict[str, bytes]:
    """The same files for all requests, by the names that these have for them."""
    return {
        name: _CONTENT
        for step in steps
        if not step.problem
        for parameter in step.parameters
        if parameter.kind == "files"
        for name in _names(step, parameter.name)
    }


def _names(step: Step, parameter: str) -> list[str]:
    names = step.example.get(parameter)
    return [str(name) for name in names] if isinstance(names, list | tuple) and names else [_NAME]


def _short(name: str) -> str:
    """The last part of the path that a file has on the computer of whoever made the collection."""
    return PureWindowsPath(name).name or _NAME
