"""A parameter of a step: its values, its name in the request, and its check.

Everything comes from the declaration (annotation, default, docstring). So the call in Python and the form take the same values, and
refuse the others in the same words.
"""

import inspect
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from kaizala_nb.toolkit.collection.annotations import ListOf
from kaizala_nb.toolkit.collection.kinds import Kind, kind_named, kind_of
from kaizala_nb.toolkit.collection.plain import plain, refuse_half_characters
from kaizala_nb.toolkit.display import ids

Place = Literal["path", "query", "header", "body", "file", "variable"]
"""Where a value travels in a request. ``variable``: wherever ``{{wire}}`` stands in the text of a step that was read from a
file."""


@dataclass(frozen=True)
class Variable:
    """A default that is looked up in the environment when the step is sent. Shown as Postman writes it."""

    name: str

    def __repr__(self) -> str:
        return "{{" + self.name + "}}"


def variable(name: str) -> Any:
    """A default taken from Postman's variable ``name``: ``book_id: str = variable("book-id")``."""
    return Variable(name)


class InvalidInput(ValueError):
    """Values that cannot be sent. ``problems`` maps a parameter's name to a sentence about it; nothing was sent."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(f"{name}: {problem}" for name, problem in self.problems.items()))


@dataclass(frozen=True)
class Parameter:
    """One parameter of a step.

    Attributes:
        name: Its name in Python (``book_id``).
        wire: Its name in the request (``bookId``).
        kind: The name of its kind.
        place: Where its value travels.
        default: A value, a :class:`Variable`, or ``inspect.Parameter.empty``. With ``None`` it is left out of the request unless a
            value is given.
        optional: Whether the annotation takes ``None``.
        help: What a form says about it.
        choices: The values of a choice.
        longest: How many characters a text may have; None for no limit.
        inside: The object of the body that holds it; "" if it is the body itself.
        unit: The unit of a duration or a time in the request.
        title: Its label, where its name does not give it.
        state: Of a value of somebody else's file: whether it is "on" or "off" there; "" for any other parameter.
    """

    name: str
    wire: str
    kind: str
    place: Place
    default: object
    optional: bool
    help: str = ""
    choices: tuple[str, ...] = ()
    longest: int | None = None
    inside: str = ""
    unit: str = ""
    title: str = ""
    state: Literal["", "on", "off"] = ""

    @property
    def traits(self) -> Kind:
        """The properties that all parameters of its kind have."""
        return kind_named(self.kind)

    @property
    def needed(self) -> bool:
        """Whether the request cannot be sent without a value."""
        return not self.optional and (self.default is inspect.Parameter.empty or isinstance(self.default, Variable))

    @property
    def secret(self) -> bool:
        """Whether its value is masked wherever it is shown."""
        return self.traits.secret

    @property
    def label(self) -> str:
        """Its name in words: ``book_id`` is "Book", ``due_date`` is "Due date". A variable of a file keeps its whole name."""
        if self.title:
            return self.title
        name = self.name if self.place == "variable" else self.name.removesuffix("_id")
        words = name.replace("_", " ")
        return words.upper() if self.traits.capitals else words.capitalize()

    def plain(self, value: object) -> object:
        """The value as Python's own if it is one of pandas or numpy. A missing value becomes None."""
        return plain(value, whole=self.traits.as_object)

    def check(self, value: object) -> object:
        """The value as it is sent. Raises ``ValueError`` with a sentence for the person who gave it."""
        value = self.plain(value)
        refuse_half_characters(value, self.label)
        self.refuse_shortened(value)
        kind = self.traits
        if value is None or value == "" or (kind.several and not value):
            if self.needed:
                raise ValueError(f"{self.label} {'are' if kind.several and self.label.endswith('s') else 'is'} needed.")
            if kind.several and value is not None:
                return []
            return value if kind.may_be_empty else None
        checked = kind.check(self, value)
        if self.place in ("path", "variable") and str(checked).strip() in (".", ".."):  # they would name another path
            raise ValueError(f"{self.label} cannot be {str(checked).strip()!r}.")
        if self.place == "path" and not str(checked).strip():
            raise ValueError(f"{self.label} is needed.")
        return checked

    def refuse_shortened(self, value: object) -> None:
        """Raises ``ValueError`` for an id as a table shows it. In a body, a text that is no id may look like one."""
        is_id = ids.names_ids(self.name)
        if is_id or self.place in ("path", "query", "variable"):
            ids.refuse_shortened(value, is_id=is_id)


def camel_case(name: str) -> str:
    """``welcome_message`` is ``welcomeMessage`` on the wire."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def parameters_of(
    function: Callable[..., None],
    places: Mapping[str, Place],
    elsewhere: Place,
    *,
    wires: Mapping[str, str],
    titles: Mapping[str, str],
    inside: str,
    outside: tuple[str, ...],
) -> tuple[Parameter, ...]:
    """The parameters that a function declares.

    ``places`` maps the name in the request to its place; other parameters go ``elsewhere``. ``wires`` gives the names in the
    request that are not the camelCase of the names in Python, and ``titles`` the labels that the names do not give. In a body, all
    parameters stand ``inside`` this object, except for those ``outside``.
    """
    helps = _helps(inspect.getdoc(function) or "")
    found = []
    for declared in inspect.signature(function, eval_str=True).parameters.values():
        if declared.annotation is inspect.Parameter.empty:
            raise TypeError(f"{getattr(function, '__name__', function)}(): its parameter {declared.name} has no type")
        annotation, optional = without_none(declared.annotation)
        annotation, longest = _without_longest(annotation)
        kind, unit, choices = _kind(annotation)
        wire = wires.get(declared.name, camel_case(declared.name))
        place = "file" if kind == "files" else places.get(wire, elsewhere)
        found.append(
            Parameter(
                name=declared.name,
                wire=wire,
                kind=kind,
                place=place,
                default=declared.default,
                optional=optional,
                help=helps.get(declared.name, ""),
                choices=choices,
                longest=longest,
                inside=inside if place == "body" and declared.name not in outside else "",
                unit=unit,
                title=titles.get(declared.name, ""),
            )
        )
    return tuple(found)


def _kind(annotation: Any) -> tuple[str, str, tuple[str, ...]]:
    if get_origin(annotation) is ListOf:
        annotation = types.GenericAlias(list, get_args(annotation))
    if get_origin(annotation) is Literal:
        return "choice", "", get_args(annotation)
    if get_origin(annotation) is list and get_origin(get_args(annotation)[0]) is Literal:
        return "choices", "", get_args(get_args(annotation)[0])
    kind, unit = kind_of(annotation)
    return kind, unit, ()


def without_none(annotation: object) -> tuple[object, bool]:
    """What an annotation is beside None, and whether it may be None."""
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
