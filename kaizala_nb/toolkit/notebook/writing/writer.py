"""Writes the notebook of a collection: one, or of a large collection one a folder, and an index of them."""

import itertools
import os
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Collection as Names
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePath
from urllib.parse import quote

from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.client.fillers import secret_variables
from kaizala_nb.toolkit.client.masking import Masker
from kaizala_nb.toolkit.collection import Collection, Step
from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.environment import Variables, read_environment
from kaizala_nb.toolkit.collection.postman.environments import FoundEnvironment, environments_beside
from kaizala_nb.toolkit.collection.postman.formats import stem_of
from kaizala_nb.toolkit.collection.slugs import Slugs
from kaizala_nb.toolkit.display.faces import count
from kaizala_nb.toolkit.notebook import overview
from kaizala_nb.toolkit.notebook.writing import markdown
from kaizala_nb.toolkit.notebook.writing.cells import Cell
from kaizala_nb.toolkit.notebook.writing.files import Notebooks, Target
from kaizala_nb.toolkit.notebook.writing.forms import Forms
from kaizala_nb.toolkit.notebook.writing.names import name_for, program_beside
from kaizala_nb.toolkit.notebook.writing.opened import opened_by, refuse_another, said_of
from kaizala_nb.toolkit.notebook.writing.programs import Programs
from kaizala_nb.toolkit.notebook.writing.sections import Part, Sections, about
from kaizala_nb.toolkit.notebook.writing.uses import Uses

MOST_IN_ONE = 40
"""Requests in one notebook. A larger collection gets one a folder, and an index."""

_MOST_NAMED = 5
_TITLE_OF_FIRST = "First: what these requests need"


@dataclass(frozen=True)
class Source:
    """A collection, and where it was read from.

    Attributes:
        collection: The collection.
        path: Its file or folder.
        has: The attributes of the object that a notebook opens it with.
        mask: Hides the secrets of the file. See :attr:`masker`.
        hosts: The hosts that the notebook names: the secrets of its user may go there.
        as_code: Whether the notebook has programs with ``requests`` in place of forms. They always go to the real service.
        live: Whether the requests of forms go to the real service, and not to the practice service. None: see :meth:`as_in`.
        chosen: The file of the environment that a notebook named.
    """

    collection: Collection
    path: Path
    has: Names[str]
    mask: Masker
    hosts: Sequence[str] = ()
    as_code: bool = False
    live: bool | None = None
    chosen: Path | None = None

    @cached_property
    def environment(self) -> tuple[Path | None, Variables]:
        """The environment to open, and its values, if it can be read: the chosen one, the only free one, or that of its name."""
        own = {self.collection.name.casefold(), stem_of(self.path).casefold()}
        same = [one for one in self._free if own & set(map(str.casefold, one.names))]
        chosen = [one for one in self._beside if self.chosen and one.path.resolve() == self.chosen.resolve()]
        found = chosen or (self._free if len(self._free) == 1 else same)
        if len(found) == 1:
            with suppress(PostmanFileError, OSError):
                return found[0].path, read_environment(found[0].path)
        return None, Variables()

    @cached_property
    def masker(self) -> Masker:
        """Hides also what the environments beside the collection call secret: the file may quote it."""
        masker = self.mask.also({})
        for found in self._beside:
            with suppress(PostmanFileError, OSError):
                variables = read_environment(found.path)
                for name in filter(self._is_secret_in(variables), variables):
                    masker.learn(variables[name], f"{{{{{name}}}}}")
        return masker

    def _is_secret_in(self, variables: Variables) -> Callable[[str], bool]:
        secret = variables.secret | secret_variables(self.collection)
        return lambda name: name in secret or is_secret(name)

    @cached_property
    def secret_names(self) -> set[str]:
        """The names of the variables of the environment that are secret."""
        variables = self.environment[1]
        return set(filter(self._is_secret_in(variables), variables))

    @cached_property
    def plain_values(self) -> dict[str, str]:
        """The values of the environment that a notebook may show: no secrets, and none that is made of other variables."""
        variables = self.environment[1]
        values = {name: value for name, value in variables.items() if name not in self.secret_names}
        return {name: value for name, value in values.items() if self.masker(value) == value and "{{" not in value}

    @cached_property
    def _beside(self) -> list[FoundEnvironment]:
        return environments_beside(self.path)

    @property
    def _free(self) -> list[FoundEnvironment]:
        """Those that belong to no other collection."""
        return [one for one in self._beside if not one.is_of_another]

    @property
    def note(self) -> str:
        """That none of several environments is opened; "" if one is, or there is none."""
        if self.as_code or self.environment[0] or len(self._free) < 2:
            return ""
        names = [repr(one.names[0]) for one in self._free[:_MOST_NAMED]]
        more = ", ..." if len(self._free) > _MOST_NAMED else ""
        said = f"{len(self._free)} environments lie beside the collection, and none of them is opened: {', '.join(names)}{more}."
        return f"{said} Name one in the first cell of code: environment={names[0]}."

    def values(self) -> dict[str, str]:
        """The values that the file, and the environment if the notebook opens one, give to variables."""
        return {**self.collection.variables, **({} if self.as_code else self.environment[1])}

    def as_in(self, *notebooks: Path) -> "Source":
        """The same, opened as in the first of these notebooks that is there, in all that was not given."""
        opened = next(filter(None, map(opened_by, notebooks)), None)
        if opened is None or opened.file is None:
            return self
        live = opened.is_practice is False if self.live is None else self.live
        return replace(self, live=live, hosts=self.hosts or opened.hosts, chosen=opened.environment)

    def opened_from(self, notebook: Path) -> tuple[str, str]:
        """The file and the environment as a notebook names them; "" for no environment."""
        environment = self.environment[0]
        return _relative(self.path, notebook), _relative(environment, notebook) if environment else ""


def write(source: Source, path: Path, *, force: bool = False, bring_back: bool = False) -> Notebooks:
    """Write the notebook, or the notebooks, and give their paths; the first is the one to open.

    Cells that a person has deleted are left out, unless ``bring_back`` is given.

    Raises:
        InputError: There is a notebook that this did not write, or one that opens another file, unless ``force`` is given. Or a
            file cannot be written.
    """
    before = opened_by(path)
    pages = _pages(source, path, as_it_is=not force)
    ours: frozenset[str] = frozenset()
    if not force:
        for page in pages:
            refuse_another(page.path, source.path)
        is_asked = source.live is not None or source.hosts
        unasked = _pages(replace(source, live=None, hosts=()), path) if is_asked else pages
        ours = frozenset(cell.text for page in unasked for cell in page.cells if cell.part == "open")
    title = source.masker(source.collection.name)
    targets = [Target.of(page.path, page.cells, title, ours, force=force, bring_back=bring_back) for page in pages]
    for target in targets:  # only now: all of them can be written
        target.write()
    opened = source if force else source.as_in(path)
    goes_to = overview.listed(overview.hosts(source.collection, opened.values().get, source.masker))
    where = said_of(before, opened_by(path), goes_to, live=source.live, hosts=source.hosts)
    return Notebooks(targets, opened.note, where)


@dataclass(frozen=True)
class _Page:
    path: Path
    cells: Sequence[Cell]


def _pages(given: Source, path: Path, *, as_it_is: bool = True) -> list[_Page]:
    """The notebook, or an index and a notebook a folder: opened ``as_it_is`` in the one that is there, in all that is not given."""
    source = given.as_in(path) if as_it_is else given
    collection = source.collection
    uses = Uses(collection, source.values())
    parts = _in_order(_parts(collection), uses)
    if len(collection) <= MOST_IN_ONE:
        return [_Page(path, _whole(source, uses, parts, path))]
    slugs = Slugs("")
    groups: dict[str, list[Part]] = {}
    for part in parts:
        groups.setdefault(part.top, []).append(part)
    files = {
        top: path.with_name(f"{path.stem}-{slugs.new(source.masker(top))[:40].strip('_') or 'folder'}.ipynb")
        for top in groups
    }
    index = _Page(path, _index(collection, groups, files, source.masker))
    pages = [index]
    for top, group in groups.items():
        own = given.as_in(files[top], path) if as_it_is else given
        own = source if own == source else own  # it has read the environments already
        pages.append(_Page(files[top], _one_folder(own, uses, top, group, files[top], path)))
    return pages


def _whole(source: Source, uses: Uses, parts: Sequence[Part], path: Path) -> list[Cell]:
    collection = source.collection
    sections = _sections(source, uses)
    title = about(collection, (source.masker(part.name) for part in parts))
    steps = [step for part in parts for step in part.steps]
    cells = [*sections.beginning(collection.name, title, collection.doc, *source.opened_from(path), steps)]
    for part in parts:
        cells += sections.folder(part)
    return [*cells, *sections.end(program_beside(path))]


def _one_folder(source: Source, uses: Uses, top: str, parts: Sequence[Part], path: Path, index: Path) -> list[Cell]:
    """A notebook of a folder, with a link to the ``index``. The request that gives the token comes first, also if it is one of
    another folder."""
    sections = _sections(source, uses)
    steps = [step for part in parts for step in part.steps]
    title = f"{source.collection.name}: {top}"
    first = uses.first
    is_needed = first is not None and not _has(steps, first) and uses.is_used_in(first, steps)
    needed = (first,) if first is not None and is_needed else ()
    back = _link(f"All notebooks of {markdown.line(source.masker(source.collection.name))}", index)
    about_it = f"{back}\n\n{count(len(steps), 'request')}."
    cells = [*sections.beginning(title, about_it, "", *source.opened_from(path), [*needed, *steps])]
    if needed:
        cells += sections.folder(Part("", needed, ""), _TITLE_OF_FIRST)
    for part in parts:
        cells += sections.folder(part)
    return [*cells, *sections.end(program_beside(path))]


def _index(
    collection: Collection, groups: dict[str, list[Part]], files: dict[str, Path], mask: Callable[[str], str]
) -> list[Cell]:
    lines = [f"# {markdown.line(mask(collection.name))}", about(collection, map(mask, groups))]
    if collection.doc.strip():
        lines.append(markdown.description(mask(collection.doc), below=1))
    links = [
        f"- {_link(markdown.line(mask(top)) or 'Untitled folder', files[top])}:"
        f" {count(sum(len(part.steps) for part in group), 'request')}"
        for top, group in groups.items()
    ]
    return [
        Cell("markdown", "\n\n".join(lines), "", "title"),
        Cell("markdown", "## Notebooks\n\n" + "\n".join(links), "", "index"),
    ]


def _link(title: str, notebook: Path) -> str:
    """A link to a notebook beside the one that it stands in. The title is Markdown."""
    return f"[{title}]({quote(notebook.name)})"


def _sections(source: Source, uses: Uses) -> Sections:
    code: Forms | Programs
    if source.as_code:
        code = Programs(source.collection, uses, source.masker.in_code, source.plain_values, source.secret_names)
    else:
        name = name_for(source.path, source.collection.name)
        code = Forms(uses, name, source.has, source.hosts, live=bool(source.live))
    return Sections(source.collection, uses, code, source.masker)


def _parts(collection: Collection) -> list[Part]:
    parts: list[Part] = []
    before: dict[str, tuple[Step, ...]] = {}
    for one in collection.folders:
        if len(one):
            others = before.get(one.name, ())
            parts.append(Part(one.name, tuple(one), (*one.above, one.name)[0], others))
            before[one.name] = (*others, *one)
    return parts


def _in_order(parts: list[Part], uses: Uses) -> list[Part]:
    """The parts, with the request that gives the token before those that need it: first in its folder, and its folder first."""
    first = uses.first
    at = next((number for number, part in enumerate(parts) if _has(part.steps, first)), None)
    if first is None or at is None:
        return parts
    part = parts[at]
    before = itertools.takewhile(lambda step: step is not first, part.steps)
    if uses.is_used_in(first, before):
        others = tuple(step for step in part.steps if step is not first)
        part = replace(part, steps=(first, *others))
    earlier: Iterable[Step] = (step for one in parts[:at] for step in one.steps)
    if uses.is_used_in(first, earlier):
        return [part, *parts[:at], *parts[at + 1 :]]
    return [*parts[:at], part, *parts[at + 1 :]]


def _has(steps: Iterable[Step], wanted: Step | None) -> bool:
    """Whether a request is one of these: itself, and not one that is equal. To compare two reads all of both."""
    return any(step is wanted for step in steps)


def _relative(file: Path, notebook: Path) -> str:
    """Where the file is, seen from the notebook: its kernel runs in its folder."""
    try:
        return PurePath(os.path.relpath(file.resolve(), notebook.resolve().parent)).as_posix()
    except ValueError:  # another drive
        return str(file.resolve())
