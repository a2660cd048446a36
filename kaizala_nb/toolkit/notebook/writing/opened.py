"""What a written notebook opens: which file, and whether at the practice service. Its cells say so, and they are a person's."""

import ast
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from kaizala_nb.toolkit.client import errors

_LINK = re.compile(r"\]\(([^()/\\]+\.ipynb)\)")
_MOST_LINKS = 1_000


@dataclass(frozen=True)
class Opened:
    """What a notebook opens.

    Attributes:
        file: The file or the folder of a collection; None for a notebook of programs, which opens none.
        is_practice: Whether its requests go to the practice service; None if its code does not say it plainly.
        hosts: The hosts that it names: secrets may go there.
        environment: The file of its environment; None if it names none.
    """

    file: Path | None
    is_practice: bool | None
    hosts: tuple[str, ...] = ()
    environment: Path | None = None


def opened_by(notebook: Path) -> Opened | None:
    """What a notebook opens; of an index, what the notebooks do that it links to. None if its cells do not say it."""
    opened = _by_code(notebook)
    if opened is not None:
        return opened
    links = [link for text in _texts(notebook, "markdown") for link in _LINK.findall(text)][:_MOST_LINKS]
    every = [one for one in (_by_code(notebook.with_name(unquote(link))) for link in links) if one is not None]
    if not every:
        return None
    agree = all(one.is_practice == every[0].is_practice for one in every)
    return replace(every[0], is_practice=every[0].is_practice if agree else None)


def refuse_another(notebook: Path, file: Path) -> None:
    """Raise :class:`InputError` if this notebook is there, and opens another file than ``file``, which is there too."""
    opened = opened_by(notebook)
    other = opened.file if opened else None
    if other is not None and other.exists() and other.resolve() != file.resolve():
        raise errors.not_sent(
            f"{notebook.name!r} is there already, and it opens another collection: {other.name!r} in {str(other.parent)!r}.",
            f"Name another folder for a notebook of {file.name!r}. Or name {file.name!r} in the first cell of code of the one that"
            " is there.",
        )


def said_of(
    before: Opened | None, after: Opened | None, goes_to: str, *, live: bool | None, hosts: Sequence[str]
) -> str:
    """Where the requests of a notebook go that was written again, in words; "" if its reader knows.

    Args:
        before: What it opened.
        after: What it opens now.
        goes_to: The real service.
        live: What was asked for; None if nothing was.
        hosts: The hosts that were asked for.
    """
    if before is None or after is None or after.is_practice is None:
        return ""
    is_same = before.is_practice == after.is_practice
    said = []
    if not after.is_practice and (after.file or not is_same):
        said.append(f"{'Still live' if is_same else 'Live now'}: its requests go to {goes_to}.")
    elif not is_same:
        said.append("Its requests go to the practice service now.")
    if after.hosts and not (after.is_practice and after.hosts == before.hosts):
        said.append(f"Secrets may go to {', '.join(after.hosts)}.")
    if after.file and (after.is_practice == live or not set(hosts) <= set(after.hosts)):
        said.append("Its first cell of code is yours, and stays as it is: what you asked for is to be written there.")
    return " ".join(said)


def _by_code(notebook: Path) -> Opened | None:
    has_requests = False
    for text in _texts(notebook, "code"):
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):  # such as a magic of IPython
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "from_postman":
                return _by_call(node, notebook.absolute().parent)
        imports = [node for node in tree.body if isinstance(node, ast.Import)]
        has_requests = has_requests or any(node.names[0].name == "requests" for node in imports)
    return Opened(None, is_practice=False) if has_requests else None


def _by_call(call: ast.Call, folder: Path) -> Opened | None:
    """What ``Api.from_postman("library.json", stand_in=True)`` opens, if its kernel runs in this folder."""
    given = {one.arg: one.value for one in call.keywords}
    match call.args[0] if call.args else given.get("path"):
        case ast.Constant(value=str(named)):
            file = folder / named
        case _:
            return None
    beside = folder / file.name
    file = beside if not file.exists() and beside.exists() else file  # as the kernel looks for it
    match given.get("environment"):
        case ast.Constant(value=str(environment)):
            opened = Opened(file, None, _hosts(given.get("allow_hosts")), folder / environment)
        case _:
            opened = Opened(file, None, _hosts(given.get("allow_hosts")))
    match given.get("stand_in", ast.Constant(False)):
        case ast.Constant(value=bool() | str() as stand_in):
            return replace(opened, is_practice=bool(stand_in))
    return opened


def _hosts(value: ast.expr | None) -> tuple[str, ...]:
    """The hosts in ``["https://a.example"]``; none if they are not plain texts."""
    given = value.elts if isinstance(value, ast.List | ast.Tuple) else [value]
    texts = [one.value for one in given if isinstance(one, ast.Constant)]
    return tuple(one for one in texts if isinstance(one, str))


def _texts(notebook: Path, kind: str) -> list[str]:
    """The texts of the cells of a kind; none if this is no notebook that can be read.

    nbformat reads it too. To import it takes long.
    """
    try:
        read: Any = json.loads(notebook.read_text(encoding="utf-8-sig"))
        cells = [cell for cell in read["cells"] if cell["cell_type"] == kind]
        return ["".join(cell["source"]) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
