"""Lists of Kaizala's whose rows are one line or two: the choices of a poll, the options of a question, the properties of a card."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from kaizala_nb.course.kinds.annotations import PROPERTY_TYPES
from kaizala_nb.course.kinds.values import folded, property_text, read_choice, read_property
from kaizala_nb.toolkit.widgets.entry import Changed, Entry, line, menu
from kaizala_nb.toolkit.widgets.fields.lines import written
from kaizala_nb.toolkit.widgets.fields.lists import TextEntry
from kaizala_nb.toolkit.widgets.rows import Rows


class PollChoiceEntry(Entry):
    """A choice of a poll: its title, and a picture that was uploaded."""

    as_written = True

    def __init__(self, changed: Changed) -> None:
        self._title = line("Title", changed, wire="title")
        self._image = line("Picture, if any", changed, hint="a media resource", wire="image")
        self.box = widgets.HBox([self._title.widget, self._image.widget])
        self.box.add_class("kz-parts")

    @property
    def to_focus(self) -> widgets.DOMWidget:
        return self._title.widget

    def shown(self) -> str | dict[str, str]:
        title, image = self._title.widget.value, self._image.widget.value.strip()
        return {"title": title, "image": image} if image else title

    def put(self, value: Any) -> None:
        parts = folded(value) if isinstance(value, Mapping) else {"title": value}
        self._title.widget.value, self._image.widget.value = written(parts.get("title")), written(parts.get("image"))

    def text(self) -> str:
        return self._title.widget.value + (" (with a picture)" if self._image.widget.value else "")

    def called(self, name: str) -> None:
        for part in (self._title, self._image):
            part.called(name)


class PropertyEntry(Entry):
    """A property: its name, its value as text, its type."""

    as_written = True

    def __init__(self, changed: Changed) -> None:
        self._name = line("Name", changed, wire="name")
        self._value = line("Value", changed, wire="value")
        self._type = menu("Type", PROPERTY_TYPES, changed)
        self.box = widgets.HBox([self._name.widget, self._value.widget, self._type.widget])
        self.box.add_class("kz-parts")

    @property
    def to_focus(self) -> widgets.DOMWidget:
        return self._name.widget

    @property
    def empty(self) -> bool:
        return not (self._name.widget.value or self._value.widget.value)

    def shown(self) -> dict[str, str]:
        return {
            "name": self._name.widget.value,
            "value": self._value.widget.value,
            "type": self._type.widget.value,
        }

    def put(self, value: Any) -> None:
        parts = folded(value) if isinstance(value, Mapping) else {"name": value}
        self._name.widget.value = written(parts.get("name"))
        self._type.widget.value = one_of(PROPERTY_TYPES, parts.get("type"))
        self._value.widget.value = property_text(parts.get("value"), self._type.widget.value)

    def text(self) -> str:
        return f"{self._name.widget.value} = {self._value.widget.value} ({self._type.widget.value})"

    def called(self, name: str) -> None:
        for part in (self._name, self._value, self._type):
            part.called(name)


class PropertiesEntry(Rows):
    """Properties; a mapping from names to values may be given as well."""

    def __init__(self, changed: Changed) -> None:
        super().__init__("Property", lambda: PropertyEntry(changed), changed, read=read_property, flat=False)

    def put(self, value: Any) -> None:
        if isinstance(value, Mapping):
            value = [{"name": name, "value": held} for name, held in value.items()]
        super().put(value)


def poll_choices(changed: Changed) -> Rows:
    """The choices of a poll: two to begin with."""
    return Rows("Choice", lambda: PollChoiceEntry(changed), changed, read=read_choice, first=2)


def options(changed: Changed) -> Rows:
    """The options of a question: two to begin with."""
    return Rows("Option", lambda: TextEntry("Title", changed), changed, read=read_choice, first=2, flat=True)


def one_of(names: tuple[str, ...], value: Any) -> str:
    """The name that is meant, whatever its case; the first one where none is."""
    return next((name for name in names if name.lower() == str(value).lower()), names[0])
