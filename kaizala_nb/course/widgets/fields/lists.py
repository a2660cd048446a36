"""Lists with short rows: the choices of a poll, the options of a question, the properties of a card."""

from collections.abc import Mapping
from typing import Any

from kaizala_nb.course.kinds.annotations import PROPERTY_TYPES
from kaizala_nb.course.kinds.values import folded, property_text, read_choice, read_property
from kaizala_nb.toolkit.widgets.entry import Group, Rows
from kaizala_nb.toolkit.widgets.fields.lines import ChoiceEntry, TextEntry
from kaizala_nb.toolkit.widgets.fields.lists import TitleEntry


class PollChoiceEntry(Group):
    """A row for a choice of a poll: its title, and the media resource of a picture."""

    as_written = True

    def __init__(self) -> None:
        self._title = TextEntry("Title", wire="title")
        self._image = TextEntry("Picture, if any", hint="a media resource", wire="image")
        super().__init__({"title": self._title, "image": self._image})

    def value(self) -> str | dict[str, str]:
        title, image = self._title.raw, self._image.raw.strip()
        return {"title": title, "image": image} if image else title

    def put(self, value: Any) -> None:
        parts = folded(value) if isinstance(value, Mapping) else {"title": value}
        self._title.put(parts.get("title"))
        self._image.put(parts.get("image"))

    def text(self) -> str:
        return self._title.raw + (" (with a picture)" if self._image.raw else "")


class PropertyEntry(Group):
    """A row for a property: its name, its value as text, its type."""

    as_written = True

    def __init__(self) -> None:
        self._name = TextEntry("Name", wire="name")
        self._value = TextEntry("Value", wire="value")
        self._type = ChoiceEntry(PROPERTY_TYPES, optional=False, label="Type", wire="type")
        super().__init__({"name": self._name, "value": self._value, "type": self._type})

    @property
    def empty(self) -> bool:
        return not (self._name.raw or self._value.raw)

    def value(self) -> dict[str, str]:
        return {"name": self._name.raw, "value": self._value.raw, "type": self._type.raw}

    def put(self, value: Any) -> None:
        parts = folded(value) if isinstance(value, Mapping) else {"name": value}
        self._name.put(parts.get("name"))
        self._type.put(one_of(PROPERTY_TYPES, parts.get("type")))
        self._value.put(property_text(parts.get("value"), self._type.raw))

    def text(self) -> str:
        return f"{self._name.raw} = {self._value.raw} ({self._type.raw})"


class PropertiesEntry(Rows):
    """An entry for properties. It takes a mapping from names to values too."""

    def __init__(self) -> None:
        super().__init__("Property", PropertyEntry, check=read_property)

    def put(self, value: Any) -> None:
        if isinstance(value, Mapping):
            value = [{"name": name, "value": one} for name, one in value.items()]
        super().put(value)


def poll_choices() -> Rows:
    """An entry for the choices of a poll. It begins with two rows."""
    return Rows("Choice", PollChoiceEntry, check=read_choice, first=2)


def options() -> Rows:
    """An entry for the options of a question. It begins with two rows."""
    return Rows("Option", TitleEntry, check=read_choice, first=2, flat=True, label="Options")


def one_of(names: tuple[str, ...], value: Any) -> str:
    """The name that equals the value in any case; the first name if none does."""
    return next((name for name in names if name.lower() == str(value).lower()), names[0])
