"""Lists with short rows: the choices of a poll, the options of a question, the properties of a card."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from kaizala_nb.course.kinds.annotations import PROPERTY_TYPES
from kaizala_nb.course.kinds.values import folded, property_text, read_choice, read_property
from kaizala_nb.toolkit.widgets.entry import Entry, OnChange, choice_part, text_part
from kaizala_nb.toolkit.widgets.fields.lists import TitleEntry
from kaizala_nb.toolkit.widgets.fields.single import input_text
from kaizala_nb.toolkit.widgets.rows import Rows


class PollChoiceEntry(Entry):
    """A row for a choice of a poll: its title, and the media resource of a picture."""

    as_written = True

    def __init__(self, on_change: OnChange) -> None:
        self._title = text_part("Title", on_change, wire="title")
        self._image = text_part("Picture, if any", on_change, hint="a media resource", wire="image")
        self.box = widgets.HBox([self._title.widget, self._image.widget])
        self.box.add_class("kz-parts")

    @property
    def to_focus(self) -> widgets.DOMWidget:
        return self._title.widget

    def value(self) -> str | dict[str, str]:
        title, image = self._title.widget.value, self._image.widget.value.strip()
        return {"title": title, "image": image} if image else title

    def put(self, value: Any) -> None:
        parts = folded(value) if isinstance(value, Mapping) else {"title": value}
        self._title.widget.value, self._image.widget.value = (
            input_text(parts.get("title")),
            input_text(parts.get("image")),
        )

    def text(self) -> str:
        return self._title.widget.value + (" (with a picture)" if self._image.widget.value else "")

    def set_owner(self, owner: str) -> None:
        for part in (self._title, self._image):
            part.set_owner(owner)


class PropertyEntry(Entry):
    """A row for a property: its name, its value as text, its type."""

    as_written = True

    def __init__(self, on_change: OnChange) -> None:
        self._name = text_part("Name", on_change, wire="name")
        self._value = text_part("Value", on_change, wire="value")
        self._type = choice_part("Type", PROPERTY_TYPES, on_change)
        self.box = widgets.HBox([self._name.widget, self._value.widget, self._type.widget])
        self.box.add_class("kz-parts")

    @property
    def to_focus(self) -> widgets.DOMWidget:
        return self._name.widget

    @property
    def empty(self) -> bool:
        return not (self._name.widget.value or self._value.widget.value)

    def value(self) -> dict[str, str]:
        return {
            "name": self._name.widget.value,
            "value": self._value.widget.value,
            "type": self._type.widget.value,
        }

    def put(self, value: Any) -> None:
        parts = folded(value) if isinstance(value, Mapping) else {"name": value}
        self._name.widget.value = input_text(parts.get("name"))
        self._type.widget.value = one_of(PROPERTY_TYPES, parts.get("type"))
        self._value.widget.value = property_text(parts.get("value"), self._type.widget.value)

    def text(self) -> str:
        return f"{self._name.widget.value} = {self._value.widget.value} ({self._type.widget.value})"

    def set_owner(self, owner: str) -> None:
        for part in (self._name, self._value, self._type):
            part.set_owner(owner)


class PropertiesEntry(Rows):
    """An entry for properties. It takes a mapping from names to values too."""

    def __init__(self, on_change: OnChange) -> None:
        super().__init__("Property", lambda: PropertyEntry(on_change), on_change, check=read_property, flat=False)

    def put(self, value: Any) -> None:
        if isinstance(value, Mapping):
            value = [{"name": name, "value": one} for name, one in value.items()]
        super().put(value)


def poll_choices(on_change: OnChange) -> Rows:
    """An entry for the choices of a poll. It begins with two rows."""
    return Rows("Choice", lambda: PollChoiceEntry(on_change), on_change, check=read_choice, first=2)


def options(on_change: OnChange) -> Rows:
    """An entry for the options of a question. It begins with two rows."""
    return Rows("Option", lambda: TitleEntry("Title", on_change), on_change, check=read_choice, first=2, flat=True)


def one_of(names: tuple[str, ...], value: Any) -> str:
    """The name that equals the value in any case; the first name if none does."""
    return next((name for name in names if name.lower() == str(value).lower()), names[0])
