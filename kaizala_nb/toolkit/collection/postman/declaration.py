"""Writes the declaration of a step as JSON into a Postman file, and reads it back. Postman's own format has no field for it.

JSON has no variables and no tuples: each is written as an object with one key, which begins with ``$``. A file may have been
changed by anybody. So the reader checks the type of each value, and that each name in Python is a possible name.
"""

import dataclasses
import inspect
import keyword
import re
from collections.abc import Callable
from typing import Any, get_args

from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.collection.function import signature_of
from kaizala_nb.toolkit.collection.kinds import annotation_of, kind_named
from kaizala_nb.toolkit.collection.parameter import Parameter, Place, Variable
from kaizala_nb.toolkit.collection.paths import parts_of
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.step import Step
from kaizala_nb.toolkit.collection.token import Token

_TEXTS = ("slug", "path", "base", "inside", "doc")
_MAPPINGS = ("saves", "expiries", "keeps")


def declaration_of(step: Step) -> dict[str, Any]:
    """The declaration of a step, without the parts that its item in the Postman file holds anyway."""
    written: dict[str, Any] = {name: getattr(step, name) for name in (*_TEXTS, "rows")}
    written["token"] = dataclasses.asdict(step.token) if step.token else None
    written |= {name: dict(getattr(step, name)) for name in _MAPPINGS}
    written |= {"body": _plain(dict(step.body)), "example": _plain(dict(step.example))}
    if step.only_reads:
        written["only_reads"] = True
    written["parameters"] = [_parameter(parameter) for parameter in step.parameters]
    return written


def step_of(
    declaration: Any,
    *,
    name: str,
    folder: str,
    method: str,
    reply: dict[str, Any],
    is_taken: Callable[[str], bool],
    service: Service,
) -> Step:
    """The step that has this declaration. Raises ``ValueError`` if it is no declaration.

    ``is_taken`` says whether another step has a slug.
    """
    fields = _object(declaration)
    texts = {key: _text(fields[key]) for key in _TEXTS}
    parameters = tuple(_read_parameter(one) for one in _list(fields["parameters"]))
    names = [parameter.name for parameter in parameters]
    slug = _identifier(texts.pop("slug"))
    if is_taken(slug) or len(set(names)) != len(names):
        raise ValueError("a name is taken")
    if not texts["path"].startswith("/"):
        raise ValueError("a path begins with a slash")
    if set(re.findall(r"{(\w+)}", texts["path"])) != {one.wire for one in parameters if one.place == "path"}:
        raise ValueError("a path has its parameters")
    mappings = {key: {_text(name): _text(value) for name, value in _object(fields[key]).items()} for key in _MAPPINGS}
    for path in mappings["saves"].values():
        parts_of(path)  # raises ValueError if it is no path
    if not set(mappings["keeps"].values()) <= set(names):
        raise ValueError("a variable keeps the value of a parameter")
    if any(parameter.inside not in ("", texts["inside"]) for parameter in parameters):
        raise ValueError("a parameter stands in an object of the body")
    return Step(
        name=name,
        slug=slug,
        folder=folder,
        method=method,
        path=texts["path"],
        base=texts["base"],
        inside=texts["inside"],
        doc=texts["doc"],
        parameters=parameters,
        signature=signature_of(parameters),
        token=None if fields["token"] is None else _token(fields["token"]),
        saves=mappings["saves"],
        expiries=mappings["expiries"],
        keeps=mappings["keeps"],
        rows=None if fields["rows"] is None else _text(fields["rows"]),
        body=_object(_value(fields["body"])),
        example=_object(_value(fields["example"])),
        reply=reply,
        service=service,
        only_reads=_flag(fields.get("only_reads", False)),
    )


def _token(written: Any) -> Token:
    fields = _object(written)
    return Token(header=_text(fields["header"]), variable=_text(fields["variable"]))


def _parameter(parameter: Parameter) -> dict[str, Any]:
    written: dict[str, Any] = {
        "name": parameter.name,
        "wire": parameter.wire,
        "kind": parameter.kind,
        "place": parameter.place,
        "optional": parameter.optional,
        "help": parameter.help,
    }
    if parameter.default is not inspect.Parameter.empty:
        written["default"] = _plain(parameter.default)
    if parameter.choices:
        written["choices"] = list(parameter.choices)
    if parameter.longest is not None:
        written["longest"] = parameter.longest
    if parameter.inside:
        written["inside"] = parameter.inside
    if parameter.unit:
        written["unit"] = parameter.unit
    if parameter.title:
        written["title"] = parameter.title
    return written


def _read_parameter(written: Any) -> Parameter:
    fields = _object(written)
    kind, unit = _text(fields["kind"]), _text(fields.get("unit", ""))
    choices = tuple(_text(one) for one in _list(fields.get("choices", [])))
    longest = fields.get("longest")
    if longest is not None and (not isinstance(longest, int) or isinstance(longest, bool)):
        raise ValueError("a length is a whole number")
    if (kind in ("choice", "choices")) != bool(choices):
        raise ValueError("a choice has choices")
    if not kind_named(kind).secret and (is_secret(fields["name"]) or is_secret(fields["wire"])):
        raise ValueError("a parameter with the name of a secret is secret")
    if (kind == "files") != (fields["place"] == "file"):
        raise ValueError("files go as the parts of a form")
    annotation_of(kind, unit, choices)
    return Parameter(
        name=_identifier(fields["name"]),
        wire=_text(fields["wire"]),
        kind=kind,
        place=_one_of(fields["place"], get_args(Place)),
        default=_value(fields["default"]) if "default" in fields else inspect.Parameter.empty,
        optional=_flag(fields["optional"]),
        help=_text(fields["help"]),
        choices=choices,
        longest=longest,
        inside=_text(fields.get("inside", "")),
        unit=unit,
        title=_text(fields.get("title", "")),
    )


def _plain(value: Any) -> Any:
    """A value as JSON can hold it. Raises ``TypeError`` if JSON cannot hold it."""
    if isinstance(value, Variable):
        return {"$variable": value.name}
    if isinstance(value, tuple):
        return {"$tuple": [_plain(one) for one in value]}
    if isinstance(value, dict):
        if not all(isinstance(name, str) for name in value):
            raise TypeError("names are texts")
        return {("$" + name if name.startswith("$") else name): _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} cannot be written")


def _value(written: Any) -> Any:
    """The value that :func:`_plain` has written."""
    if isinstance(written, list):
        return [_value(one) for one in written]
    if not isinstance(written, dict):
        return written
    if set(written) == {"$variable"}:
        return Variable(_text(written["$variable"]))
    if set(written) == {"$tuple"}:
        return tuple(_value(one) for one in _list(written["$tuple"]))
    return {name.removeprefix("$"): _value(one) for name, one in written.items()}


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("this must be an object")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("this must be a list")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("this must be a text")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("this must be true or false")
    return value


def _one_of(value: Any, names: tuple[str, ...]) -> Any:
    if value not in names:
        raise ValueError("an unknown word")
    return value


def _identifier(value: Any) -> str:
    if not (_text(value).isascii() and value.isidentifier()) or keyword.iskeyword(value) or value.startswith("__"):
        raise ValueError("this must be a name")
    return value
