"""Values that stand in one line: texts, numbers, and choices of one."""

from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.widgets.entry import Changed, Entry
from kaizala_nb.toolkit.widgets.inputs import SecretBox

_YES_NO = {"": None, "yes": True, "no": False}


class LineEntry(Entry):
    """Text in one line; a list with commas between its entries."""

    def __init__(self, changed: Changed, **options: Any) -> None:
        self.box = widgets.Text(continuous_update=False, **options)
        self.box._view_count = 0
        self.box.observe(lambda change: changed(), "value")

    def shown(self) -> str:
        return self.box.value

    def put(self, value: Any) -> None:
        self.box.value = written(value)


class ChoiceEntry(Entry):
    """One of several texts."""

    def __init__(self, choices: tuple[str, ...], changed: Changed, *, optional: bool, **options: Any) -> None:
        names = [("", None), *((name, name) for name in choices)] if optional else choices
        self.box = widgets.Dropdown(options=names, **options)
        self.box.observe(lambda change: changed(), "value")

    def shown(self) -> str | None:
        return self.box.value

    def put(self, value: Any) -> None:
        self.box.value = value


class FlagEntry(Entry):
    """Yes or no, or neither where it may be left out."""

    def __init__(self, changed: Changed, *, optional: bool, **options: Any) -> None:
        self.box = widgets.Dropdown(options=[name for name in _YES_NO if name or optional], **options)
        self.box.observe(lambda change: changed(), "value")

    def shown(self) -> bool | None:
        return _YES_NO[self.box.value]

    def put(self, value: Any) -> None:
        self.box.value = next((name for name in self.box.options if _YES_NO[name] == value), self.box.options[0])

    def text(self) -> str:
        return self.box.value


class SecretEntry(Entry):
    """A secret, which is in no widget: see :class:`~kaizala_nb.toolkit.widgets.inputs.SecretBox`."""

    def __init__(self, changed: Changed, **options: Any) -> None:
        self.box = SecretBox(lambda secret: self._came(changed), **options)
        self._times = 0

    def _came(self, changed: Changed) -> None:
        self._times += 1
        changed()

    def shown(self) -> Secret | str:
        return self.box.kept

    def put(self, value: Any) -> None:
        self.box.keep(written(value))

    def compared(self) -> int:
        return self._times

    def text(self) -> str:
        return "not shown" if self.box.filled else ""


def written(value: Any) -> str:
    """A value as it stands in a line: a list with commas between its entries."""
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
