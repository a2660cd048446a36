"""The files of notebooks: never is one replaced that a person wrote."""

import json
import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.notebook.writing.cells import KEY, Cell, Node, notebook_of, subject_of
from kaizala_nb.toolkit.notebook.writing.merging import counted, deleted, merged


@dataclass(frozen=True)
class Target:
    """A notebook that can be written: its path, its text, and what became of how many requests of one that is there."""

    path: Path
    text: str
    became: Counter[str]

    @classmethod
    def of(cls, path: Path, cells: Sequence[Cell], collection: str, *, force: bool, bring_back: bool) -> Self:
        """The notebook of these cells, and of those that a person wrote into the one that is there.

        A request whose cells a person has deleted is left out, unless ``bring_back`` is given.

        Raises:
            InputError: There is a file that is no notebook of ours, unless ``force`` is given.
        """
        former, remembered = ([], []) if force else _former(path)
        left_out = frozenset() if bring_back else deleted(former, remembered)
        nodes = merged([cell for cell in cells if subject_of(cell) not in left_out], former)
        notebook = notebook_of(nodes, collection, dict.fromkeys(map(subject_of, cells)))
        return cls(path, _json(notebook), counted(cells, former, nodes) if former else Counter())

    def write(self) -> None:
        """Write it whole, or not at all. Raises :class:`InputError` with a sentence if it cannot."""
        temporary = ""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w",
                encoding="utf-8",
                errors="replace",
                newline="\n",
                dir=self.path.parent,
                suffix=".ipynb",
                delete=False,
            ) as file:
                temporary = file.name
                file.write(self.text)
            if self.path.exists():
                os.chmod(temporary, self.path.stat().st_mode)
            else:
                os.chmod(temporary, 0o666 & ~_mask())
            os.replace(temporary, self.path)
        except OSError as trouble:
            with suppress(OSError):
                os.unlink(temporary)
            raise errors.not_sent(
                f"{str(self.path)!r} cannot be written: {trouble.strerror}.",
                "Give the path of a file in a folder of yours.",
            ) from None


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",\n", ": ")).encode
"""A value a line, so that two notebooks can be compared. Indents would take longer than all else."""


def _json(notebook: Node) -> str:
    """The text of the file. A line of a cell is one of the file, as nbformat has it."""
    cells = [node | {"source": node["source"].splitlines(True)} for node in notebook["cells"]]
    return _encode(notebook | {"cells": cells}) + "\n"


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _former(path: Path) -> tuple[list[Node], list[str]]:
    """The cells of the notebook that is there, and the subjects that it remembers; none if there is no file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return [], []
    except (OSError, ValueError):
        raise _not_ours(path) from None
    import nbformat  # only now: it takes long

    try:
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook, relax_add_props=True)
        ours = notebook.metadata.get(KEY)
        cells: list[Node] = notebook.cells
    except Exception:  # whatever is in it was written elsewhere, and nbformat's errors have no family
        raise _not_ours(path) from None
    if not isinstance(ours, dict):
        raise _not_ours(path)
    remembered = ours.get("subjects")
    return cells, [one for one in remembered if isinstance(one, str)] if isinstance(remembered, list) else []


def _not_ours(path: Path) -> errors.ApiError:
    return errors.not_sent(
        f"{path.name!r} is there already, and it is no notebook that was written from a collection. Nothing was written.",
        "Give another name; force=True, or --force in a terminal, replaces it.",
    )
