"""The files of notebooks: never is one replaced that a person wrote."""

import json
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import nbformat
from nbformat import NotebookNode

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.notebook.writing.cells import KEY, Cell, notebook_of
from kaizala_nb.toolkit.notebook.writing.merging import merged


@dataclass(frozen=True)
class Target:
    """A notebook that can be written: its path, and its text."""

    path: Path
    text: str

    @classmethod
    def of(cls, path: Path, cells: Sequence[Cell], collection: str, *, force: bool) -> Self:
        """The notebook of these cells, and of those that a person wrote into the one that is there.

        Raises:
            InputError: There is a file that is no notebook of ours, unless ``force`` is given.
        """
        former = [] if force else _former(path)
        notebook = notebook_of(merged(cells, former), collection)
        return cls(path, _json(notebook))

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


def _json(notebook: NotebookNode) -> str:
    """The text of the file: a line of source a line, as nbformat has it. Its own function takes longer than all else."""
    cells = ",\n".join(_cell_json(node) for node in notebook.cells)
    metadata = _compact(notebook.metadata)
    fields = [f'"cells": [\n{cells}\n ]', f'"metadata": {metadata}', '"nbformat": 4', '"nbformat_minor": 5']
    return "{\n " + ",\n ".join(fields) + "\n}\n"


def _cell_json(node: NotebookNode) -> str:
    lines = ",\n".join(f"    {_compact(line)}" for line in node.source.splitlines(True))
    source = f"[\n{lines}\n   ]" if lines else "[]"
    fields = (f'   "{name}": {source if name == "source" else _compact(node[name])}' for name in sorted(node))
    return "  {\n" + ",\n".join(fields) + "\n  }"


def _compact(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _former(path: Path) -> list[NotebookNode]:
    """The cells of the notebook that is there; none if there is no file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return []
    except (OSError, ValueError):
        raise _not_ours(path) from None
    try:
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook, relax_add_props=True)
        is_ours = isinstance(notebook.metadata.get(KEY), dict)
        cells: list[NotebookNode] = notebook.cells
    except Exception:  # whatever is in it was written elsewhere, and nbformat's errors have no family
        raise _not_ours(path) from None
    if not is_ours:
        raise _not_ours(path)
    return cells


def _not_ours(path: Path) -> errors.ApiError:
    return errors.not_sent(
        f"{path.name!r} is there already, and it is no notebook that was written from a collection. Nothing was written.",
        "Give another name; force=True, or --force in a terminal, replaces it.",
    )
