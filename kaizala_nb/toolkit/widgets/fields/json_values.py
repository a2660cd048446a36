"""Values of JSON: a text of several lines, a number, any value, an object, a list with a row for each value.

What nobody has changed on the page keeps the value that was put there, to the letter: a page cannot tell null from an empty text,
or one end of a line from another.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from kaizala_nb.toolkit.widgets.entry import Entry, Group, Raw, Rows
from kaizala_nb.toolkit.widgets.fields.lines import FlagEntry, TextEntry


class _KeptEntry(TextEntry):
    """An entry for a text that keeps the value that was put there as long as its raw value stays."""

    def __init__(self, label: str = "", *, hint: str = "") -> None:
        super().__init__(label, hint=hint)
        self._put: Any = ""
        self._put_raw = ""

    def put(self, value: Any) -> None:
        self._put, self._put_raw = value, self._written(value)
        self.raw = self._put_raw

    def value(self) -> Any:
        return self._put if self.raw == self._put_raw else self._read(self.raw)

    def text(self) -> str:
        return self.raw

    def _written(self, value: Any) -> str:
        return "" if value is None else str(value)

    def _read(self, raw: str) -> Any:
        return raw


class LinesEntry(_KeptEntry):
    """An entry for a text of several lines. Its raw value has ``\\n`` between them. Any other value is written as JSON."""

    type = "lines"

    def _written(self, value: Any) -> str:
        text = (
            value
            if isinstance(value, str)
            else ""
            if value is None
            else json.dumps(value, ensure_ascii=False, indent=2)
        )
        return text.replace("\r\n", "\n").replace("\r", "\n")


class NumberEntry(_KeptEntry):
    """An entry for a number. Its raw value is the number as JSON writes it; what is no number stays a text."""

    def _read(self, raw: str) -> Any:
        if not raw.strip():
            return None
        value = _from_json(raw)
        return raw if isinstance(value, bool) or not isinstance(value, int | float) else value

    def problems(self) -> dict[str, str]:
        return {"": f"{self.label or 'It'} is a number."} if isinstance(self.value(), str) and self.raw else {}


class AnyEntry(_KeptEntry):
    """An entry for any value of JSON. What reads as JSON is that: a number, true, null, a list; anything else is a text."""

    def _written(self, value: Any) -> str:
        if value is None or isinstance(value, str):
            return value or ""
        return json.dumps(value, ensure_ascii=False)

    def _read(self, raw: str) -> Any:
        return _from_json(raw) if raw.strip() else None


def _from_json(text: str) -> Any:
    """A text read as JSON; the text itself if it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


class ObjectEntry(Group):
    """An entry for an object, with a part for each name in it. ``make`` has what makes each part.

    A part that is empty is left out, unless the object had it before: then its text is empty, or it is null.
    """

    as_written = True

    def __init__(self, make: Mapping[str, Callable[[], Entry]], label: str = "") -> None:
        # names of JSON may hold any sign; a path on the page is made of numbers
        super().__init__({str(index): one() for index, one in enumerate(make.values())}, label)
        self._names = dict(zip(self.parts, make, strict=True))
        for key, part in self.parts.items():
            part.label = self._names[key]
        self._had: frozenset[str] = frozenset()

    def put(self, value: Any) -> None:
        given = value if isinstance(value, Mapping) else {}
        self._had = frozenset(str(name) for name in given)
        for key, part in self.parts.items():
            part.put(given.get(self._names[key]))

    @property
    def empty(self) -> bool:
        return not self._had and all(part.empty for part in self.parts.values())

    def value(self) -> dict[str, Any]:
        parts = ((self._names[key], part) for key, part in self.parts.items())
        return {name: part.value() for name, part in parts if name in self._had or not part.empty}

    def text(self) -> str:
        return ", ".join(text for part in self.parts.values() if (text := part.text()))


class JsonRows(Rows):
    """An entry for a list. As long as nobody has changed a row, the row keeps the value that was put there."""

    def __init__(self, noun: str, make: Callable[[], Entry], *, flat: bool, label: str = "") -> None:
        super().__init__(noun, make, flat=flat, label=label)
        self._put: list[Any] = []
        self._put_raws: list[Raw] = []

    def put(self, value: Any) -> None:
        super().put(value)
        self._put = list(value) if isinstance(value, list | tuple) else [] if value in (None, "") else [value]
        self._put_raws = self.raw

    def read(self, raw: Raw) -> None:
        self.entries = []
        for index, one in enumerate(raw if isinstance(raw, list) else []):
            self.entries.append(self._row(self._before(index, one)))
            self.entries[-1].read(one)

    def _before(self, index: int, raw: Raw) -> Any:
        """The value that was put into this row: into the one with this raw value, or else into the one in this place."""
        at = index
        if not (index < len(self._put_raws) and self._put_raws[index] == raw) and raw in self._put_raws:
            at = self._put_raws.index(raw)
        return self._put[at] if at < len(self._put) else None

    def value(self) -> list[Any]:
        return list(self._put) if self.raw == self._put_raws else super().value()

    def fingerprint(self) -> Any:
        return self.raw


def json_list(noun: str, values: Any, label: str = "") -> JsonRows:
    """An entry for a list. Its rows look like ``values``, those of the file; one of them is called ``noun``."""
    entries = values if isinstance(values, list) else []
    make = _maker(entries, noun)
    return JsonRows(noun, make, flat=not isinstance(make(), Group | Rows), label=label)


def _maker(values: list[Any], noun: str) -> Callable[[], Entry]:
    """What makes an entry for values like these."""
    known = [one for one in values if one is not None]
    if known and len(known) == len(values):
        if all(isinstance(one, dict) and one for one in known):
            names = dict.fromkeys(name for one in known for name in one)
            parts = {name: _maker([one[name] for one in known if name in one], singular(name)) for name in names}
            return lambda: ObjectEntry(parts)
        if all(isinstance(one, list) for one in known):
            inner = [part for one in known for part in one]
            return lambda: json_list(noun, inner)
        if all(isinstance(one, bool) for one in known):
            return lambda: FlagEntry(optional=True)
        if all(isinstance(one, int | float) and not isinstance(one, bool) for one in known):
            return NumberEntry
        if all(isinstance(one, str) for one in known):
            has_lines = any("\n" in one or "\r" in one for one in known)
            return LinesEntry if has_lines else _KeptEntry
    return AnyEntry


def singular(name: str) -> str:
    """What one of a list is called: "Author" for "authors"."""
    word = name.rpartition(".")[2].replace("_", " ").strip()
    word = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return word[:1].upper() + word[1:] if word else "Entry"
