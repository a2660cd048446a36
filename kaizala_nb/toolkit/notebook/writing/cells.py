"""The cells of a written notebook. Each carries what it belongs to, and a hash: so a cell that a person changed is told apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

KEY = "kaizala_nb"
"""Under this name stands in the metadata what is ours."""

Node = dict[str, Any]
"""A cell, or a notebook, as it stands in the JSON of a file: version 4.5 of nbformat."""

_LONGEST = 300  # characters of a path in the metadata


@dataclass(frozen=True)
class Cell:
    """A cell as it is written.

    Attributes:
        kind: Code, or Markdown.
        text: What stands in it.
        of: The path of the request or the folder that it belongs to; "" for the notebook itself.
        part: What it is there, such as "form".
        may_fail: Run All goes on below it if it fails.
    """

    kind: Literal["code", "markdown"]
    text: str
    of: str
    part: str
    may_fail: bool = False


Place = tuple[str, str]
"""What a cell belongs to, and what it is there."""

Remembered = dict[str, list[str]]
"""The cells that were written once: what each is, by what it belongs to."""


def node_of(cell: Cell) -> Node:
    """The cell as it stands in a file. The same cell always gets the same id.

    nbformat makes such a cell too. To import it takes longer than all else, and so does its validation: tests do that.
    """
    of = subject_of(cell)
    metadata: Node = {KEY: {"of": of, "part": cell.part, "hash": hash_of(cell.kind, cell.text)}}
    if cell.may_fail:
        metadata["tags"] = ["raises-exception"]
    node: Node = {
        "id": _digest(f"{of}\0{cell.part}"),
        "cell_type": cell.kind,
        "metadata": metadata,
        "source": cell.text,
    }
    if cell.kind == "code":
        node |= {"execution_count": None, "outputs": []}
    return node


def subject_of(cell: Cell) -> str:
    """What a cell belongs to, as the metadata says it."""
    return _short(cell.of)


def place_of(node: Node) -> Place | None:
    """What a cell was written for; None for a cell that a person added."""
    ours = node["metadata"].get(KEY)
    if not isinstance(ours, dict) or not all(isinstance(ours.get(name), str) for name in ("of", "part", "hash")):
        return None
    return ours["of"], ours["part"]


def is_changed(node: Node) -> bool:
    """Whether a person has changed a cell that was written."""
    return bool(node["metadata"][KEY]["hash"] != hash_of(node["cell_type"], node["source"]))


def hash_of(kind: str, text: str) -> str:
    """What tells a text from every other one."""
    return _digest(f"{kind}\0{text.strip()}")


def notebook_of(nodes: Iterable[Node], collection: str, cells: Sequence[Cell]) -> Node:
    """A notebook of the collection of this name. It remembers its ``cells``, also those that are not among the nodes."""
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    parts: Remembered = {}
    for cell in cells:
        parts.setdefault(subject_of(cell), []).append(cell.part)
    ours = {"collection": _short(collection), "parts": parts}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, KEY: ours}
    return {"cells": list(nodes), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _short(text: str) -> str:
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} {_digest(text)}"


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
