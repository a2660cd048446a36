"""A parameter of a step: what may be given, what it is called on the wire, and what is wrong with a value.

Everything is read off the declaration (annotation, default, docstring), so that the Python call and the form ask for the
same things and refuse the same things, in the same words.
"""

import inspect
import re
import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NewType, Union, get_args, get_origin

from kaizala_nb.collection.mobile_number import parse_mobile_number

MobileNumber = NewType("MobileNumber", str)
"""A mobile number in E.164, with a leading ``+``."""

SecretText = NewType("SecretText", str)
"""Text that is never shown: a token, the connector's secret."""

Pin = NewType("Pin", str)
"""The one-time PIN of an SMS: six digits. Never shown once it was sent."""


@dataclass(frozen=True)
class Longest:
    """How many characters a text may have: ``Annotated[str, Longest(4000)]``."""

    characters: int


Kind = Literal["text", "number", "choice", "flag", "mobile number", "mobile numbers", "texts", "secret", "pin"]
Place = Literal["path", "query", "header", "body"]

_KINDS: dict[object, Kind] = {
    str: "text",
    int: "number",
    bool: "flag",
    MobileNumber: "mobile number",
    list[MobileNumber]: "mobile numbers",
    list[str]: "texts",
    SecretText: "secret",
    Pin: "pin",
}


@dataclass(frozen=True)
class Variable:
    """A default that is looked up in the environment when the step is sent. Shown as Postman writes it."""

    name: str

    def __repr__(self) -> str:
        return "{{" + self.name + "}}"


def variable(name: str) -> Any:
    """A default taken from Postman's variable ``name``: ``group_id: str = variable("test-group-id")``."""
    return Variable(name)


class InvalidInput(ValueError):
    """Values that cannot be sent. ``problems`` maps a parameter's name to a sentence about it; nothing was sent."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(f"{name}: {problem}" for name, problem in self.problems.items()))


@dataclass(frozen=True)
class Parameter:
    """One parameter of a step.

    ``name`` is Python's (``group_id``), ``wire`` the service's (``groupId``), ``place`` where it travels. ``default`` is a
    value, a :class:`Variable`, or ``inspect.Parameter.empty``; a parameter whose default is ``None`` is left out of the
    request unless it is given.
    """

    name: str
    wire: str
    kind: Kind
    place: Place
    default: object
    optional: bool
    help: str = ""
    choices: tuple[str, ...] = ()
    longest: int | None = None

    @property
    def needed(self) -> bool:
        """Whether the request cannot be sent without a value."""
        return not self.optional and (self.default is inspect.Parameter.empty or isinstance(self.default, Variable))

    @property
    def secret(self) -> bool:
        """Whether its value is masked wherever it is shown."""
        return self.kind in ("secret", "pin")

    @property
    def label(self) -> str:
        """Its name in words: ``group_id`` is "Group", ``mobile_number`` is "Mobile number"."""
        words = self.name.removesuffix("_id").replace("_", " ")
        return words.upper() if self.kind == "pin" else words.capitalize()

    def check(self, value: object) -> object:
        """The value as it is sent. Raises ``ValueError`` with a sentence for the person who gave it."""
        if value is None or value == "" or (self.kind in ("mobile numbers", "texts") and not value):
            if self.needed:
                raise ValueError(f"{self.label} is needed.")
            return [] if self.kind in ("mobile numbers", "texts") and value is not None else value
        checked = _CHECKS[self.kind](self, value)
        if self.place == "path" and checked in (".", ".."):  # they would name another path
            raise ValueError(f"{self.label} cannot be {checked!r}.")
        return checked


def _check_text(parameter: Parameter, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{parameter.label} is text, not {type(value).__name__}.")
    if parameter.needed and not value.strip():
        raise ValueError(f"{parameter.label} is needed.")
    if parameter.longest and len(value) > parameter.longest:
        raise ValueError(f"{parameter.label} has {len(value):,} characters. It may have {parameter.longest:,}.")
    return value


def _check_number(parameter: Parameter, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(f"{parameter.label} is a whole number.")
    try:
        return int(value)
    except ValueError:
        raise ValueError(f"{parameter.label} is a whole number.") from None


def _check_flag(parameter: Parameter, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{parameter.label} is True or False.")
    return value


def _check_choice(parameter: Parameter, value: object) -> str:
    if value not in parameter.choices:
        raise ValueError(f"{parameter.label} is one of {', '.join(parameter.choices)}.")
    return str(value)


def _check_mobile_number(parameter: Parameter, value: object) -> str:
    return parse_mobile_number(_check_text(parameter, value))


def _check_list(parameter: Parameter, value: object) -> list[str]:
    """A list, or text with commas or line breaks between its entries, as it is typed into a form."""
    if isinstance(value, str):
        value = [entry.strip() for entry in re.split(r"[,;\n]", value) if entry.strip()]
    if not isinstance(value, list | tuple | set | frozenset):
        raise ValueError(f"{parameter.label} is a list.")
    entries = [_check_text(parameter, entry) for entry in value]
    if parameter.kind == "texts":
        return entries
    numbers = []
    for entry in entries:
        try:
            numbers.append(parse_mobile_number(entry))
        except ValueError as trouble:
            raise ValueError(f"{entry!r}: {trouble}") from None
    return numbers


def _check_pin(parameter: Parameter, value: object) -> str:
    digits = str(value).strip()
    if not re.fullmatch(r"[0-9]{6}", digits):
        count = sum(character.isdigit() for character in digits)
        raise ValueError(f"That was {count} digits. A PIN has 6.")
    return digits


_CHECKS = {
    "text": _check_text,
    "secret": _check_text,
    "number": _check_number,
    "flag": _check_flag,
    "choice": _check_choice,
    "mobile number": _check_mobile_number,
    "mobile numbers": _check_list,
    "texts": _check_list,
    "pin": _check_pin,
}


def camel_case(name: str) -> str:
    """``welcome_message`` is ``welcomeMessage`` on the wire."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def parameters_of(function: types.FunctionType, places: Mapping[str, Place], elsewhere: Place) -> tuple[Parameter, ...]:
    """The parameters that a function declares. ``places`` maps a wire name to its place; others go ``elsewhere``."""
    helps = _helps(inspect.getdoc(function) or "")
    found = []
    for declared in inspect.signature(function, eval_str=True).parameters.values():
        annotation, optional = _without_none(declared.annotation)
        annotation, longest = _without_longest(annotation)
        choices = get_args(annotation) if get_origin(annotation) is Literal else ()
        wire = camel_case(declared.name)
        found.append(
            Parameter(
                name=declared.name,
                wire=wire,
                kind="choice" if choices else _KINDS[annotation],
                place=places.get(wire, elsewhere),
                default=declared.default,
                optional=optional,
                help=helps.get(declared.name, ""),
                choices=choices,
                longest=longest,
            )
        )
    return tuple(found)


def _without_none(annotation: object) -> tuple[object, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        kept = [kind for kind in get_args(annotation) if kind is not types.NoneType]
        return kept[0], True
    return annotation, False


def _without_longest(annotation: object) -> tuple[object, int | None]:
    if get_origin(annotation) is Annotated:
        kind, longest = get_args(annotation)
        return kind, longest.characters
    return annotation, None


def _helps(doc: str) -> dict[str, str]:
    """The lines of a docstring's ``Args:`` section, by parameter."""
    _, _, section = doc.partition("Args:\n")
    helps: dict[str, str] = {}
    name = ""
    for line in section.splitlines():
        if not line.startswith("    "):
            break
        start = re.match(r"    (\w+): (.*)", line)
        if start:
            name = start[1]
            helps[name] = start[2].strip()
        elif name:
            helps[name] += " " + line.strip()
    return helps
