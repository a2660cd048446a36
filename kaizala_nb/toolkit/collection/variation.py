"""What a call changes in a request beside the values of its fields: it leaves fields out, and sends headers of its own.

``api.books.add_a_book(title="Emma", without=["price"], headers={"Prefer": "return=minimal"})``
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kaizala_nb.toolkit.collection.plain import is_missing, plain
from kaizala_nb.toolkit.collection.texts import text_of

WITHOUT, HEADERS = "without", "headers"
WORDS = (WITHOUT, HEADERS)
"""The names of the two arguments. No field of a request has one of them."""

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
_UNSENDABLE = re.compile(r"[^\t\x20-\x7e\x80-\xff]")
_MADE = {
    "host": "it is the host of the address",
    "content-length": "it is counted from the body",
    "transfer-encoding": "the body goes whole, with its length",
}
"""Headers that nobody else can know, each with the reason."""


class Unfit(TypeError):
    """Such an argument cannot be taken. ``unknown`` is a name in it that there is not, ``todo`` what helps."""

    def __init__(self, why: str, *, unknown: str = "", todo: str = "") -> None:
        super().__init__(why)
        self.unknown = unknown
        self.todo = todo


@dataclass(frozen=True, repr=False)
class Variation:
    """What a call changes. A value may be secret, so there is no repr of it.

    Attributes:
        without: The names of the fields that it leaves out.
        headers: The headers that it adds, or sends in place of others of the same name. None takes one away.
    """

    without: tuple[str, ...] = ()
    headers: Mapping[str, str | None] = field(default_factory=dict)

    @classmethod
    def given(cls, without: object, headers: object) -> "Variation":
        """The one that a caller gives. Raises :class:`Unfit` with a sentence for what cannot be sent."""
        return cls(tuple(dict.fromkeys(_names(plain(without)))), _headers(headers))

    @classmethod
    def of(cls, arguments: Mapping[str, Any]) -> "Variation":
        """The one in the arguments of a call, see :attr:`arguments`."""
        return cls(tuple(arguments.get(WITHOUT, ())), arguments.get(HEADERS, {}))

    @property
    def arguments(self) -> dict[str, Any]:
        """It as arguments of a call; nothing if it changes nothing."""
        both: dict[str, Any] = {WITHOUT: list(self.without), HEADERS: dict(self.headers)}
        return {name: value for name, value in both.items() if value}

    @property
    def header_names(self) -> set[str]:
        """The names of its headers in small letters."""
        return {name.lower() for name in self.headers}

    def __bool__(self) -> bool:
        return bool(self.without or self.headers)


def _names(value: object) -> Iterator[str]:
    if value is None:
        return
    if isinstance(value, str):
        yield value
        return
    if not isinstance(value, list | tuple | set | frozenset):
        raise Unfit(f"{WITHOUT} is the name of a field, or a list of such names, not {type(value).__name__}")
    for one in sorted(value, key=str) if isinstance(value, set | frozenset) else value:
        if not isinstance(one, str):
            raise Unfit(f"{WITHOUT} is a list of names of fields, and a name is text, not {type(one).__name__}")
        yield one


def _headers(value: object) -> dict[str, str | None]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise Unfit(f'{HEADERS} is an object with names and values, such as {{"Prefer": "return=minimal"}}')
    headers = {_header_name(name): _header_value(name, one) for name, one in value.items()}
    seen: set[str] = set()
    for name in headers:
        if name.lower() in seen:
            raise Unfit(f"the header {name} is given twice: capitals make no difference")
        seen.add(name.lower())
    return headers


def _header_name(name: object) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise Unfit(f"{str(name)[:80]!r} is no name of a header")
    if why := _MADE.get(name.lower()):
        raise Unfit(f"the header {name} cannot be given: {why}")
    return name


def _header_value(name: object, value: object) -> str | None:
    if value is None:
        return None
    if is_missing(value):
        raise Unfit(f"the header {name} has a missing value (NaN, NA): give a value, or None to take the header away")
    value = plain(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unfit(f"the value of the header {name} is text, not {type(value).__name__}")
    text = text_of(value)
    if _UNSENDABLE.search(text):
        raise Unfit(f"the header {name} cannot be sent: it holds a control character, or one beyond Latin-1")
    stripped = text.strip(" \t")
    return text if stripped == text else type(text)(stripped)  # a secret stays one
