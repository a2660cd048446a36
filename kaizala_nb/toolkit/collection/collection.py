"""Folders of steps, and the collection of folders: in the order of Postman's, found by either name."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.display import likeness

if TYPE_CHECKING:
    from kaizala_nb.toolkit.collection.step import Step

P = ParamSpec("P")


class Folder:
    """A folder of the collection: ``slug`` in Python (``books``), ``name`` in Postman ("[2.0] Books").

    In somebody else's file, a folder inside another has the slug ``books.covers``, and what stands outside all folders has "".

    ``service`` is the service that its requests go to; a step may have another ``base``, or go without the token. Several
    folders may have one slug: requests that were added to the collection later stand in a folder of their own, under the slug
    that they belong to. ``above`` are the names of the folders that it is in, the outermost first. Such a name has the name of
    the next outer folder ahead of it: "Parent" and "Parent / Child".
    """

    def __init__(self, slug: str, name: str, service: Service | None = None, above: tuple[str, ...] = ()) -> None:
        self.slug, self.name, self.above = slug, name, above
        self._service = service or Service()
        self._steps: dict[str, Step] = {}

    def step(
        self,
        name: str,
        request: str,
        *,
        base: str | None = None,
        authorised: bool = True,
        headers: tuple[str, ...] = (),
        saves: Mapping[str, str] | None = None,
        expiries: Mapping[str, str] | None = None,
        keeps: Mapping[str, str] | None = None,
        rows: str | None = None,
        body: Mapping[str, Any] | None = None,
        wires: Mapping[str, str] | None = None,
        titles: Mapping[str, str] | None = None,
        inside: str = "",
        outside: tuple[str, ...] = (),
        example: Mapping[str, Any] | None = None,
        reply: Mapping[str, Any] | None = None,
        only_reads: bool = False,
        addresses: tuple[str, ...] = (),
        notes: Mapping[str, str] | None = None,
        refusals: Mapping[int, Callable[[Any], Any]] | None = None,
        undone: str = "What you asked for was not done.",
    ) -> "Callable[[Callable[P, None]], Step[P]]":
        """Declare a step: the function below becomes a :class:`Step` of this folder.

        ``authorised``: it carries the token of the service. ``titles``: the labels of parameters that their names do not give.
        """

        from kaizala_nb.toolkit.collection.function import step_of

        def declare(function: Callable[P, None]) -> "Step[P]":
            step = step_of(
                function,
                name=name,
                request=request,
                folder=self.slug,
                headers=headers,
                base=self._service.base if base is None else base,
                token=self._service.token if authorised else None,
                service=self._service,
                saves=saves or {},
                expiries=expiries or {},
                keeps=keeps or {},
                rows=rows,
                body=body or {},
                wires=wires or {},
                titles=titles or {},
                inside=inside,
                outside=outside,
                example=example or {},
                reply=reply or {},
                only_reads=only_reads,
                addresses=addresses,
                notes=notes or {},
                refusals=refusals or {},
                undone=undone,
            )
            self.add(step)
            return step

        return declare

    def add(self, step: "Step") -> None:
        """Put a step at the end."""
        self._steps[step.slug] = step

    def changed(self, change: "Callable[[Step], Step]") -> "Folder":
        """The same folder, with other steps; see :meth:`Collection.changed`."""
        made = Folder(self.slug, self.name, self._service, self.above)
        made._steps = {slug: change(step) for slug, step in self._steps.items()}
        return made

    def __iter__(self) -> "Iterator[Step]":
        return iter(self._steps.values())

    def __getitem__(self, slug: str) -> "Step":
        return self._steps[slug]

    def __len__(self) -> int:
        return len(self._steps)


class Collection:
    """The folders of a collection, in order. ``doc`` describes it.

    Attributes:
        variables: The values that its file gives to variables.
        secrets: The names of those that its file calls secret.
        descriptions: What its file says of folders, by their names in Postman.
        file: The whole file that it was read from, as a dictionary in the shape of version 2.1 of Postman's format, as it was
            read. None for a collection that is declared.
    """

    def __init__(self, name: str, folders: Iterable[Folder] | Callable[[], Iterable[Folder]], doc: str = "") -> None:
        self.name = name
        self.doc = doc
        self._folders = folders
        self.variables: Mapping[str, str] = {}
        self.secrets: frozenset[str] = frozenset()
        self.descriptions: Mapping[str, str] = {}
        self.file: dict[str, Any] | None = None

    @cached_property
    def folders(self) -> tuple[Folder, ...]:
        """The folders. Where a function gives them, it is called when somebody looks at them first."""
        return tuple(self._folders() if callable(self._folders) else self._folders)

    @cached_property
    def _shapes(self) -> "list[tuple[Step, re.Pattern[str]]]":
        return [(step, _shape(step)) for step in self]

    @classmethod
    def from_postman(cls, path: str | Path, service: Service | None = None) -> "Collection":
        """The collection in a Postman file (v1, v2.0 or v2.1), or in a folder of Postman's schema 3.0.0.

        A request that this package wrote, and that nobody has changed, gives an equal step. Any other gives a step that makes its
        request exactly as Postman does, and its ``{{variables}}`` are the parameters. They stand in the file's order. An item that
        cannot be sent stays in its place, and says why when it is sent. Scripts are read, and never run.

        Args:
            path: The file, or the folder. A folder that holds ``postman/collections`` with one collection stands for that one.
            service: The service that the steps go to. Without it, one with the name of the collection.

        Raises:
            PostmanFileError: The file cannot be read, or the folder holds no collection, or several. The sentence says why. It is a
                ``ValueError``.
        """
        from kaizala_nb.toolkit.collection.postman.reading import read

        return read(Path(path), service)

    def changed(self, change: "Callable[[Step], Step]") -> "Collection":
        """The same collection, with other steps in the places of its own. ``change`` gives the other one of each."""
        made = Collection(self.name, [folder.changed(change) for folder in self.folders], self.doc)
        made.variables, made.secrets, made.descriptions = self.variables, self.secrets, self.descriptions
        made.file = self.file
        return made

    def __iter__(self) -> "Iterator[Step]":
        for folder in self.folders:
            yield from folder

    def __len__(self) -> int:
        return sum(map(len, self.folders))

    def __getitem__(self, name: str) -> "Step":
        """The step with this Postman name, whatever its blanks and capitals. Of several it is the last. Raises ``KeyError``."""
        return self._by_name()[_folded(name)]

    def named(self, name: str) -> "list[Step]":
        """The steps with this Postman name, alone ("Child") or after the names of folders that it is in ("Parent / Child")."""
        folded = _folded(name)
        return [
            step
            for folder in self.folders
            for step in folder
            if folded == _folded(step.name)
            or (" / " in folded and any(folded == _folded(one) for one in _names_with_folders(folder, step)))
        ]

    def near(self, name: str) -> list[str]:
        """Up to three Postman names that are like this one, the most similar first; with folders if this one has some."""
        names = {folded: step.name for folded, step in self._by_name().items()}
        if " / " in name:
            names |= {
                _folded(one): one
                for folder in self.folders
                for step in folder
                for one in _names_with_folders(folder, step)
            }
        return [names[folded] for folded in likeness.near(_folded(name), names, most=3)]

    def _by_name(self) -> "dict[str, Step]":
        return {_folded(step.name): step for step in self}

    def by_slug(self) -> "dict[str, list[Step]]":
        """The steps by the slug of their folder, in order. Several folders may have one slug."""
        grouped: dict[str, list[Step]] = {}
        for folder in self.folders:
            grouped.setdefault(folder.slug, []).extend(folder)
        return grouped

    def match(self, method: str, path: str, kind: str = "") -> "Step | None":
        """The step that makes such a request: ``"POST"``, ``"/books?..."``; None if there is none.

        If several have this path, the one with the most similar query wins. ``kind`` is a value of the body, such as its ``type``,
        that differs between requests with the same path.
        """
        path, _, query = path.partition("?")
        path = re.sub("/+", "/", path).rstrip("/ ")
        parts = set(query.lower().split("&"))
        steps = [step for step, shape in self._shapes if step.method == method.upper() and shape.fullmatch(path)]

        def likeness(step: "Step") -> int:
            return sum(1 if part in parts else -1 for part in _constants(step)) + _fits(step, kind)

        return max(steps, key=likeness, default=None)


def _names_with_folders(folder: Folder, step: "Step") -> list[str]:
    """The names of a step after that of its folder, and after those of the folders around it."""
    titles = [folder.name, *(folder.name.removeprefix(f"{outer} / ") for outer in folder.above)]
    return [f"{title} / {step.name}" for title in titles]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _constants(step: "Step") -> list[str]:
    return [part.lower() for part in step.path.partition("?")[2].split("&") if part]


def _fits(step: "Step", kind: str) -> int:
    kinds = [value.casefold() for value in step.body.values() if isinstance(value, str)]
    if not kinds:
        return 0
    return 1 if kind.casefold() in kinds else -1


def _shape(step: "Step") -> re.Pattern[str]:
    where = step.path.partition("?")[0]
    parts = re.split(r"({{[^{}]*}}|{\w+})", where)
    return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts), re.I)
