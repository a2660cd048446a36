"""What a request needs, and which other requests give it: so that one folder can be run by itself."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.collection import Collection, Folder, Step, Variable, templates


def needed(step: Step) -> list[str]:
    """The variables that a step's example takes something from, its token and its address among them."""
    found = [step.base] if "://" not in step.base else templates.names([step.base])
    found += [step.token.variable] if step.token else []
    for parameter in step.parameters:
        found += _variables(step.example.get(parameter.name, parameter.default))
    return list(dict.fromkeys(found))


def _variables(value: Any) -> Iterator[str]:
    if isinstance(value, Variable):
        yield value.name
    elif isinstance(value, list):
        for entry in value:
            yield from _variables(entry)


def chosen(collection: Collection, names: Iterable[str]) -> list[tuple[Folder, Step]]:
    """The steps of the folders of these names and of the folders in them, in the collection's order; of all where none is named.

    A name is Postman's, alone ("Child") or after those of the folders that it is in ("Parent / Child"), or Python's. Raises
    :class:`~kaizala_nb.toolkit.client.errors.UnknownStepError`, which knows the ``names`` of all folders.
    """
    wanted = {name.casefold().strip(): name for name in names}
    slugs = {folder.name: folder.slug for folder in collection.folders}
    known: set[str] = set()
    found = []
    for folder in collection.folders:
        called = _called(folder, slugs)
        known |= called
        if not wanted or called & set(wanted):
            found += [(folder, step) for step in folder]
    for folded, name in wanted.items():
        if folded not in known:
            every = (one for folder in collection.folders for one in (*folder.above, folder.name))
            raise errors.not_sent(
                f"No folder is called {name!r}.",
                "Name a folder of the collection, or leave it out to run all of them.",
                kind=errors.UnknownStepError,
                names=tuple(dict.fromkeys(every)),
            )
    return found


def _called(folder: Folder, slugs: Mapping[str, str]) -> set[str]:
    """All that a folder and those that it is in are called, folded."""
    names, before = [folder.slug], ""
    for title in (*folder.above, folder.name):
        names += [title, title.removeprefix(before), slugs.get(title, "")]
        before = f"{title} / "
    return {name.casefold().strip() for name in names if name}


def with_what_they_need(
    collection: Collection,
    steps: list[tuple[Folder, Step]],
    variables: Mapping[str, str],
    brought: Mapping[str, Step] | None = None,
) -> list[tuple[Folder, Step]]:
    """The steps, and those that have to run before them since they fill what is not set: in the collection's order.

    ``brought`` names the step that brings a variable about which no reply fills, and which is good for one use: it is always run.
    """
    order = [(folder, step) for folder in collection.folders for step in folder]
    place = {id(step): index for index, (_, step) in enumerate(order)}
    wanted = {place[id(step)] for _, step in steps}
    waiting = sorted(wanted)
    while waiting:
        index = waiting.pop()
        for name in needed(order[index][1]):
            givers = [at for at, (_, step) in enumerate(order) if name in step.saves]
            if brought and name in brought:
                givers = [place[id(brought[name])]]
            elif variables.get(name) or any(giver in wanted for giver in givers if giver < index):
                continue
            before = [giver for giver in givers if giver < index]
            if before and before[-1] not in wanted:
                wanted.add(before[-1])
                waiting.append(before[-1])
    return [order[index] for index in sorted(wanted)]
