"""The variables that a request needs, and the requests that fill them: so that a part of a collection can be run by itself."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.collection import Collection, Folder, Step, Variable, templates
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.display.likeness import did_you_mean, near


def variables_needed(step: Step) -> list[str]:
    """The names of the variables that the example of a step uses; those of its token and its address too."""
    names = templates.names([step.base]) if "://" in step.base else [step.base]
    names += [step.token.variable] if step.token else []
    for parameter in step.parameters:
        names += _variables(step.example.get(parameter.name, parameter.default))
    return list(dict.fromkeys(names))


def _variables(value: Any) -> Iterator[str]:
    if isinstance(value, Variable):
        yield value.name
    elif isinstance(value, list):
        for entry in value:
            yield from _variables(entry)


def steps_in_folders(collection: Collection, names: Iterable[str]) -> list[tuple[Folder, Step]]:
    """The steps in the named folders and in the folders inside them, in the order of the collection. Without names, all steps.

    A name is that of Postman, alone ("Child") or with the folders around it ("Parent / Child"); or it is that of Python. In
    somebody else's file it may be the name of a request too.

    Raises:
        UnknownStepError: no folder has such a name. ``names`` of the error are the names of all folders.
    """
    wanted = {name.casefold().strip(): name for name in names}
    slugs = {folder.name: folder.slug for folder in collection.folders}
    known: set[str] = set()
    steps = []
    for folder in collection.folders:
        names_of_folder = _names(folder, slugs)
        known |= names_of_folder
        if not wanted or names_of_folder & set(wanted):
            steps += [(folder, step) for step in folder]
        elif any(isinstance(step, ForeignStep) for step in folder):
            by_name = {id(step): _names_of_request(folder, step) for step in folder}
            known |= set().union(*by_name.values())
            steps += [(folder, step) for step in folder if by_name[id(step)] & set(wanted)]
    for folded, name in wanted.items():
        if folded not in known:
            every_name = dict.fromkeys(one for folder in collection.folders for one in (*folder.above, folder.name))
            raise errors.not_sent(
                f"No folder is called {name!r}.{did_you_mean(near(name, every_name))}",
                "Name a folder of the collection, or leave it out to run all of them.",
                kind=errors.UnknownStepError,
                names=tuple(every_name),
            )
    return steps


def _names_of_request(folder: Folder, step: Step) -> set[str]:
    """The names of a request of somebody else's file, alone and with the folders around it, in lower case."""
    return {step.name.casefold().strip(), f"{folder.name} / {step.name}".casefold().strip()}


def _names(folder: Folder, slugs: Mapping[str, str]) -> set[str]:
    """Every name of a folder and of the folders around it, in lower case."""
    parts, before = folder.slug.split("."), ""
    names = [sign.join(parts[: end + 1]) for end in range(len(parts)) for sign in "._"]
    for title in (*folder.above, folder.name):
        names += [title, title.removeprefix(before), slugs.get(title, "")]
        before = f"{title} / "
    return {name.casefold().strip() for name in names if name}


def with_prerequisites(
    collection: Collection,
    steps: list[tuple[Folder, Step]],
    variables: Mapping[str, str],
    single_use: Mapping[str, Step] | None = None,
) -> list[tuple[Folder, Step]]:
    """The steps, and the earlier steps that fill variables that they need: in the order of the collection.

    A variable that has a value already needs no earlier step.

    Args:
        collection: The collection.
        steps: Steps of it.
        variables: The values of variables.
        single_use: Variables that work once only and that no reply fills, each with the step that produces it. That step always
            runs, even if the variable has a value.
    """
    order = [(folder, step) for folder in collection.folders for step in folder]
    position = {id(step): index for index, (_, step) in enumerate(order)}
    selection = {position[id(step)] for _, step in steps}
    waiting = sorted(selection)
    while waiting:
        index = waiting.pop()
        for name in variables_needed(order[index][1]):
            fillers = [at for at, (_, step) in enumerate(order[:index]) if name in step.fills]
            if single_use and name in single_use:
                fillers = [at for at in [position[id(single_use[name])]] if at < index]
            elif variables.get(name) or selection.intersection(fillers):
                continue
            if fillers and fillers[-1] not in selection:
                selection.add(fillers[-1])
                waiting.append(fillers[-1])
    return [order[index] for index in sorted(selection)]
