"""The files of notebooks: never is one replaced that a person wrote."""

import json
import os
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.display.faces import count
from kaizala_nb.toolkit.notebook.writing.cells import KEY, Cell, Node, Remembered, notebook_of
from kaizala_nb.toolkit.notebook.writing.merging import (
    ANEW,
    AS_BEFORE,
    GONE,
    LEFT_OUT,
    NEW,
    changed_twice,
    counted,
    gone_from,
    left_away,
    merged,
    moved,
    without_deleted,
)

_MOST_NAMED = 5


@dataclass(frozen=True)
class Target:
    """A notebook that can be written.

    Attributes:
        path: Its path.
        text: Its text.
        became: What became of how many requests of one that is there.
        gone: The requests of that one which the collection has no longer.
        moved: How many cells of a person's stand at the end, since their requests are gone.
        deleted: How many cells stay away that a person has deleted, beside those of whole requests.
        changed_twice: The cells that a person and the collection have changed, in words.
    """

    path: Path
    text: str
    became: Counter[str]
    gone: Sequence[str]
    moved: int
    deleted: int
    changed_twice: Sequence[str]

    @classmethod
    def of(
        cls,
        path: Path,
        cells: Sequence[Cell],
        collection: str,
        ours: Collection[str] = (),
        *,
        force: bool,
        bring_back: bool,
    ) -> Self:
        """The notebook of these cells, and of those that a person wrote into the one that is there.

        A cell with one of the texts that are ``ours`` counts as unchanged. Cells that a person has deleted are left out, unless
        ``bring_back`` is given.

        Raises:
            InputError: There is a file that is no notebook of ours, unless ``force`` is given.
        """
        former, remembered = ([], {}) if force else _former(path)
        kept = cells if bring_back else without_deleted(cells, former, remembered)
        twice = changed_twice(kept, former)
        nodes = merged(kept, former, ours)
        became = counted(cells, former, nodes) if former else Counter()
        text = _json(notebook_of(nodes, collection, cells))
        deleted = left_away(cells, kept)
        return cls(path, text, became, gone_from(cells, former), moved(former, nodes), deleted, twice)

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


class Notebooks(list[Path]):
    """The paths of what was written; the first is the one to open.

    Attributes:
        became: What became of how many requests of notebooks that were there already: "as before", "new", and so on.
        gone: The requests of those notebooks which the collection has no longer, with their folders.
        moved: How many cells of a person's stand at the end of a notebook now, since their requests are gone.
        deleted: How many cells stay away that a person has deleted, beside those of whole requests.
        changed_twice: The cells that a person and the collection have changed, in words. They are a person's, and stay.
        note: What else its reader has to know; "" if that is nothing.
        where: Where the requests of a notebook that was there go, if its reader has to know it.
    """

    def __init__(self, targets: Sequence[Target], note: str, where: str) -> None:
        super().__init__(target.path for target in targets)
        self.note = note
        self.where = where
        self.became: Counter[str] = sum((target.became for target in targets), Counter())
        self.gone = [name for target in targets for name in target.gone]
        self.moved = sum(target.moved for target in targets)
        self.deleted = sum(target.deleted for target in targets)
        self.changed_twice = [name for target in targets for name in target.changed_twice]

    @property
    def summary(self) -> str:
        """ "12 requests: 11 as before, 1 left out, since you deleted it." "" if no notebook was there before.

        What is no longer in the collection is named in sentences of its own.
        """
        cells = (self._summary_of_deleted, self._summary_of_changed)
        return " ".join(filter(None, [self._summary_of_requests, *cells, *self._summary_of_gone]))

    @property
    def _summary_of_requests(self) -> str:
        if not self.became:
            return ""
        parts = [f"{self.became[words]:,} {words}" for words in (AS_BEFORE, ANEW, NEW, LEFT_OUT) if self.became[words]]
        if gone := self.became[LEFT_OUT]:
            parts.append(f"since you deleted {'it' if gone == 1 else 'them'}")
        return f"{count(self.became.total(), 'request')}: {', '.join(parts)}."

    @property
    def _summary_of_deleted(self) -> str:
        if not self.deleted:
            return ""
        return f"{count(self.deleted, 'cell')} that you deleted {'stays' if self.deleted == 1 else 'stay'} away."

    @property
    def _summary_of_changed(self) -> str:
        if not self.changed_twice:
            return ""
        is_one = len(self.changed_twice) == 1
        cells = f"{count(len(self.changed_twice), 'cell')} that you changed {'has' if is_one else 'have'}"
        return f"{cells} changed in the collection too, and yours {'stays' if is_one else 'stay'}: {_named(self.changed_twice)}."

    @property
    def _summary_of_gone(self) -> Iterator[str]:
        if self.gone:
            is_or_are = "is" if len(self.gone) == 1 else "are"
            yield f"{len(self.gone):,} {is_or_are} no longer in the collection: {_named(self.gone)}."
        if self.moved:
            stand = "stands" if self.moved == 1 else "stand"
            yield f"{count(self.moved, 'cell')} of yours {stand} at the end now, below {GONE.text.strip('# ')!r}."


def _named(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_NAMED]) + (", ..." if len(names) > _MOST_NAMED else "")


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


def _former(path: Path) -> tuple[list[Node], Remembered]:
    """The cells of the notebook that is there, and those that it remembers; none if there is no file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return [], {}
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
    return cells, _remembered(ours)


def _remembered(ours: Mapping[str, object]) -> Remembered:
    """What the metadata of a notebook remembers. An earlier version wrote only what cells belonged to."""
    parts, subjects = ours.get("parts"), ours.get("subjects")
    if isinstance(parts, Mapping):
        return {
            of: [one for one in some if isinstance(one, str)] for of, some in parts.items() if isinstance(some, list)
        }
    return {one: [] for one in subjects if isinstance(one, str)} if isinstance(subjects, list) else {}


def _not_ours(path: Path) -> errors.ApiError:
    return errors.not_sent(
        f"{path.name!r} is there already, and it is no notebook that was written from a collection. Nothing was written.",
        "Give another name; force=True, or --force in a terminal, replaces it.",
    )
