"""An entry: what one value is filled in with. There is a class for each kind of value.

An entry is no widget. It describes itself to the page as a small dictionary. The page draws it, and sends back what stands in it:
its *raw* value, which is JSON. An entry knows nothing of parameters and requests. So the same class serves a field of a form, a
part of a row, and an answer.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Self

Raw = Any
"""What stands in an entry on the page: JSON. Each class says what it is there."""

Description = dict[str, Any]
"""An entry as the page is told of it. ``type`` says how it is drawn; ``label``, ``wire`` and ``hint`` are texts."""


class Entry:
    """The base class of entries. ``raw`` is what stands in it on the page.

    ``as_written`` says that a call takes the value as it is; otherwise the value is checked first, and the call takes what the
    check gives.
    """

    type: ClassVar[str]
    as_written = False
    raw: Raw = ""

    def __init__(self, label: str = "", *, wire: str = "", hint: str = "") -> None:
        self.label, self.wire, self.hint = label, wire, hint

    def describe(self) -> Description:
        """The entry for the page, without what stands in it."""
        texts = {"label": self.label, "wire": self.wire, "hint": self.hint}
        return {"type": self.type, **{name: text for name, text in texts.items() if text}}

    def read(self, raw: Raw) -> None:
        """Take what stands on the page. What cannot stand there is taken for nothing."""
        self.raw = raw if isinstance(raw, str) else ""

    def value(self) -> Any:
        """The value as it is filled in; None, "" or an empty list if nothing is filled in."""
        return self.raw

    def put(self, value: Any) -> None:
        """Fill in a value, in any form that a call takes; None empties the entry. Raises ``ValueError`` if it cannot stand here."""
        raise NotImplementedError

    def take_over(self, other: Self) -> None:
        """Fill in what was filled in in another entry of this class."""
        self.read(other.raw)

    @property
    def empty(self) -> bool:
        """Whether nothing is filled in."""
        return self.value() in (None, "", [])

    def fingerprint(self) -> Any:
        """A value that stays equal as long as the same would be sent."""
        return self.value()

    def problems(self) -> dict[str, str]:
        """What is wrong, by the path of the part: "" is the entry itself, "/0/title" the title of its first row.

        The first sentence is about the first part that is wrong. A row says what is wrong in it too.
        """
        return {}

    def notes(self) -> dict[str, Any]:
        """What a part says of its value, by its path: for a time, when that is and what is sent."""
        return {}

    def text(self) -> str:
        """The value in plain text; "" if nothing is filled in."""
        value = self.value()
        return "" if value is None else str(value)

    def follow(self) -> None:
        """Adapt to the other fields of the form, one of which has changed."""


class Group(Entry):
    """An entry of several parts, each with a name and a label. Its raw value has theirs by their names."""

    type = "group"

    def __init__(self, parts: Mapping[str, Entry], label: str = "", *, wire: str = "") -> None:
        super().__init__(label, wire=wire)
        self.parts = dict(parts)

    @property
    def raw(self) -> dict[str, Raw]:
        return {name: part.raw for name, part in self.parts.items()}

    def describe(self) -> Description:
        return super().describe() | {"parts": [part.describe() | {"name": name} for name, part in self.parts.items()]}

    def read(self, raw: Raw) -> None:
        for name, part in self.parts.items():
            if isinstance(raw, Mapping) and name in raw:
                part.read(raw[name])

    def problems(self) -> dict[str, str]:
        return below((name, part.problems()) for name, part in self.parts.items())

    def notes(self) -> dict[str, Any]:
        return below((name, part.notes()) for name, part in self.parts.items())

    def follow(self) -> None:
        for part in self.parts.values():
            part.follow()


def below(parts: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """What parts say, by the paths from what holds them. ``parts`` has the name of each part, and what it says by its own paths."""
    return {f"/{name}{path}": said for name, by_path in parts for path, said in by_path.items()}


class Rows(Entry):
    """An entry for a list: a row for each value. The page adds, moves and removes rows. Empty rows at the end do not count.

    Args:
        noun: What one row is called: "Question".
        make: Makes an entry for a new row.
        check: Is called with the value of a row, and raises ``ValueError`` if it is wrong.
        first: How many rows there are at the beginning.
        flat: Whether a row fits on one line. Its label is then its number: "Choice 1".
    """

    type = "rows"
    as_written = True

    def __init__(
        self,
        noun: str,
        make: Callable[[], Entry],
        *,
        check: Callable[[Any], object] = lambda value: value,
        first: int = 1,
        flat: bool = False,
        label: str = "",
    ) -> None:
        super().__init__(label)
        self.noun, self.flat = noun, flat
        self._make, self._check, self._first = make, check, first
        self.entries: list[Entry] = []

    @property
    def raw(self) -> list[Raw]:
        return [entry.raw for entry in self.entries]

    def describe(self) -> Description:
        blank = self._row(None)
        row = blank.describe() | {"blank": blank.raw}
        return super().describe() | {"noun": self.noun, "flat": self.flat, "row": row}

    def _row(self, value: Any) -> Entry:
        entry = self._make()
        entry.put(value)
        return entry

    def read(self, raw: Raw) -> None:
        self.entries = []
        for one in raw if isinstance(raw, list) else []:
            self.entries.append(self._row(None))
            self.entries[-1].read(one)

    def put(self, value: Any) -> None:
        values = [] if value in (None, "") else [value]
        if isinstance(value, list | tuple):
            values = list(value)
        self.entries = [self._row(one) for one in values]
        while len(self.entries) < self._first:
            self.entries.append(self._row(None))

    def value(self) -> list[Any]:
        return [entry.value() for entry in self._filled()]

    def fingerprint(self) -> list[Any]:
        return [entry.fingerprint() for entry in self._filled()]

    def _filled(self) -> list[Entry]:
        """The rows, without the empty ones at the end."""
        last = max((index for index, entry in enumerate(self.entries) if not entry.empty), default=-1)
        return self.entries[: last + 1]

    def problems(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for index, entry in enumerate(self._filled()):
            inside = entry.problems()
            problem = next(iter(inside.values()), "")
            if not inside:
                try:
                    self._check(entry.value())
                except ValueError as trouble:
                    problem = str(trouble)
            if problem:
                found |= {f"/{index}": f"{self.noun} {index + 1}: {problem}"}
                found |= {f"/{index}{path}": one for path, one in inside.items() if path}
        return found

    def notes(self) -> dict[str, Any]:
        return below((str(index), entry.notes()) for index, entry in enumerate(self.entries))

    def text(self) -> str:
        texts = [f"{number}. {entry.text()}" for number, entry in enumerate(self._filled(), 1)]
        return "\n  ".join(["", *texts]) if texts else ""

    def follow(self) -> None:
        for entry in self.entries:
            entry.follow()
