"""Folders of steps, and the collection of folders: in the order of Postman's, found by either name."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import FunctionType
from typing import Any

from kaizala_nb.toolkit.collection.step import Step, step_of


class UnknownStep(KeyError):
    """No step has this name. ``near`` holds the names that are like it, nearest first."""

    def __init__(self, name: str, near: list[str]) -> None:
        self.name, self.near = name, near
        super().__init__(name)


class Folder:
    """A folder of the collection: ``slug`` in Python (``groups``), ``name`` in Postman ("[2.0] Group management").

    What was added to the collection later stands in folders of its own, under the slug of what it belongs to: several folders may
    have one slug. ``above`` are the names of the folders that it is in, outermost first, each with those above it: "Parent" and
    "Parent / Child".
    """

    def __init__(self, slug: str, name: str, above: tuple[str, ...] = ()) -> None:
        self.slug, self.name, self.above = slug, name, above
        self._steps: dict[str, Step] = {}

    def step(
        self,
        name: str,
        request: str,
        *,
        base: str = "endpoint-url",
        token: bool = True,
        headers: tuple[str, ...] = (),
        saves: Mapping[str, str] | None = None,
        expiries: Mapping[str, str] | None = None,
        keeps: Mapping[str, str] | None = None,
        rows: str | None = None,
        body: Mapping[str, Any] | None = None,
        wires: Mapping[str, str] | None = None,
        inside: str = "",
        outside: tuple[str, ...] = (),
        example: Mapping[str, Any] | None = None,
        reply: Mapping[str, Any] | None = None,
        only_reads: bool = False,
    ) -> Callable[[FunctionType], Step]:
        """Declare a step: the function below becomes a :class:`Step` of this folder."""

        def declare(function: FunctionType) -> Step:
            step = step_of(
                function,
                name=name,
                request=request,
                folder=self.slug,
                headers=headers,
                base=base,
                token=token,
                saves=saves or {},
                expiries=expiries or {},
                keeps=keeps or {},
                rows=rows,
                body=body or {},
                wires=wires or {},
                inside=inside,
                outside=outside,
                example=example or {},
                reply=reply or {},
                only_reads=only_reads,
            )
            self.add(step)
            return step

        return declare

    def add(self, step: Step) -> None:
        """Put a step at the end."""
        self._steps[step.slug] = step

    def __iter__(self) -> Iterator[Step]:
        return iter(self._steps.values())

    def __getitem__(self, slug: str) -> Step:
        return self._steps[slug]

    def __len__(self) -> int:
        return len(self._steps)


class Collection:
    """The folders of a collection, in order."""

    def __init__(self, name: str, folders: Iterable[Folder]) -> None:
        self.name = name
        self.folders = tuple(folders)
        self._shapes = [(step, _shape(step)) for step in self]

    @classmethod
    def from_postman(cls, path: str | Path) -> "Collection":
        """The collection that a Postman file (v2.0 or v2.1) of this path holds; the caller names it.

        A file that this package wrote gives equal steps. Any other gives a step a request, with the parameters that are found in
        its ``{{variables}}``; its scripts are kept to be read, and never run.

        Raises:
            PostmanFileError: It cannot be read; the sentence says why. It is a ``ValueError``.
        """
        from kaizala_nb.toolkit.collection.postman.reading import read

        return read(Path(path))

    def __iter__(self) -> Iterator[Step]:
        for folder in self.folders:
            yield from folder

    def __len__(self) -> int:
        return sum(map(len, self.folders))

    def __getitem__(self, name: str) -> Step:
        """The step of this Postman name; blanks and casing do not matter. Raises :class:`UnknownStep`."""
        by_name = {_folded(step.name): step for step in self}
        if _folded(name) not in by_name:
            near = difflib.get_close_matches(_folded(name), by_name, n=3, cutoff=0.5)
            raise UnknownStep(name, [by_name[folded].name for folded in near])
        return by_name[_folded(name)]

    def by_slug(self) -> dict[str, list[Step]]:
        """The steps as Python groups them: those of all folders of a slug, in order."""
        grouped: dict[str, list[Step]] = {}
        for folder in self.folders:
            grouped.setdefault(folder.slug, []).extend(folder)
        return grouped

    def match(self, method: str, path: str, kind: str = "") -> Step | None:
        """The step that makes such a request: ``"POST"``, ``"/v1/groups?..."``.

        The closest query wins. ``kind`` is what tells apart requests that share a path: an ``actionType``, a ``groupType``.
        """
        where, _, query = path.partition("?")
        where = re.sub("/+", "/", where).rstrip("/ ")
        found = [step for step, shape in self._shapes if step.method == method.upper() and shape.fullmatch(where)]
        wanted = set(query.lower().split("&"))
        found.sort(key=lambda step: -sum(1 if part in wanted else -1 for part in _constants(step)) - _fits(step, kind))
        return found[0] if found else None


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _constants(step: Step) -> list[str]:
    return [part.lower() for part in step.path.partition("?")[2].split("&") if part]


def _fits(step: Step, kind: str) -> int:
    kinds = [value.casefold() for value in step.body.values() if isinstance(value, str)]
    return (1 if kind.casefold() in kinds else -1) if kinds else 0


def _shape(step: Step) -> re.Pattern[str]:
    where = step.path.partition("?")[0]
    parts = re.split(r"({{[^{}]*}}|{\w+})", where)
    return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts), re.I)
