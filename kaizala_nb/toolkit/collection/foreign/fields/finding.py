"""Finds the fields of a request, and names them."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import chain
from typing import Any

from kaizala_nb.toolkit.collection.foreign.fields import kinds as _kinds  # noqa: F401  (it registers them)
from kaizala_nb.toolkit.collection.foreign.fields.addresses import in_address
from kaizala_nb.toolkit.collection.foreign.fields.bodies import in_body
from kaizala_nb.toolkit.collection.foreign.fields.entries import described_variables, in_headers
from kaizala_nb.toolkit.collection.foreign.fields.found import Found, RequestField
from kaizala_nb.toolkit.collection.foreign.filling import VARIABLE
from kaizala_nb.toolkit.collection.parameter import Parameter
from kaizala_nb.toolkit.collection.slugs import Slugs


def found_in(request: dict[str, Any], method: str, behavior: dict[str, Any]) -> list[Found]:
    """All that a person would change in a request of a file: path, query, headers, body."""
    return list(chain(in_address(request), in_headers(request), in_body(request, method, behavior)))


def variable_of(found: Found) -> str:
    """The variable that is the whole value; "" if none is."""
    match = VARIABLE.fullmatch(found.value.strip()) if isinstance(found.value, str) else None
    return match[1] if match and not found.is_off else ""


def with_descriptions(
    parameters: Iterable[Parameter], found: Iterable[Found], request: dict[str, Any]
) -> list[Parameter]:
    """Variables with what the file says about the values that they are."""
    helps = dict(described_variables(request))
    helps |= {variable_of(one): one.help for one in reversed(list(found)) if one.help}
    return [
        replace(one, help=f"{helps[one.wire].rstrip('.')}. {one.help}") if one.wire in helps else one
        for one in parameters
    ]


def fields_in(found: Iterable[Found], variables: Collection[str], slugs: Slugs) -> tuple[RequestField, ...]:
    """The fields of a request. What is one of the ``variables`` as a whole is none: the variable is a parameter already."""
    fields = [one for one in found if variable_of(one) not in variables or not variable_of(one)]
    own = Counter(_words(one.path[-1]) for one in fields)
    whole = Counter(_words("_".join(one.path)) for one in fields)
    named = []
    for one in fields:
        name, path = _words(one.path[-1]), _words("_".join(one.path))
        if own[name] > 1 or slugs.has(name):
            name = path if len(one.path) > 1 and whole[path] == 1 and not slugs.has(path) else f"{one.place}_{path}"
        named.append(RequestField(_parameter(one, slugs.new(name)), one))
    return tuple(named)


def names_of_objects(paths: Iterable[tuple[str, ...]], taken: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The paths of objects of JSON by the names of these in Python: the last part, or the whole path where the last part does not
    tell. An object is not among them if its name is ``taken``, or is that of another one."""
    paths = list(paths)
    own = Counter(_words(path[-1]) for path in paths)
    names = {path: _words(path[-1]) for path in paths}
    names |= {path: _words("_".join(path)) for path, name in names.items() if own[name] > 1 or name in taken}
    counted = Counter(names.values())
    return {name: path for path, name in names.items() if counted[name] == 1 and name not in taken}


def _words(name: str) -> str:
    return Slugs("").new(name)


def _parameter(found: Found, name: str) -> Parameter:
    is_hidden = found.is_secret or found.is_off
    return Parameter(
        name=name,
        wire=found.title,
        kind=found.kind,
        place=found.place,
        default=None if is_hidden else found.value,
        optional=is_hidden or found.value is None,
        help=" ".join(filter(None, (found.help, _about(found)))),
        title=found.title,
        state="off" if found.is_off else "on",
    )


def _about(found: Found) -> str:
    """What is said of a value of the file that does not stand in the field."""
    if found.is_secret:
        if found.is_off:
            return "It is switched off in the file."
        return "If it is empty, the value of the file is sent, which is not shown." if found.value else ""
    if found.is_off:
        return (
            f"It is switched off in the file; its value there: {found.value[:100]}"
            if found.value
            else ("It is switched off in the file.")
        )
    return ""
