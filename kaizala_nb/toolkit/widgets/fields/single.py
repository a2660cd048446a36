"""Values with a single widget: a text, a number, a choice of one, yes or no, a secret."""

from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.widgets.entry import Entry, OnChange
from kaizala_nb.toolkit.widgets.inputs import SecretBox

_YES_NO = {"": None, "yes": True, "no": False}


class TextEntry(Entry):
    """An entry for a text, or for a list that is typed with commas."""

    def __init__(self, on_change: OnChange, **options: Any) -> None:
        self.box = widgets.Text(continuous_update=False, **options)
        self.box._view_count = 0
        self.box.observe(lambda change: on_change(), "value")

    def value(self) -> str:
        return self.box.value

    def put(self, value: Any) -> None:
        self.box.value = input_text(value)


class ChoiceEntry(Entry):
    """An entry for one of the ``choices``; if it is ``optional``, for none of them too."""

    def __init__(self, choices: tuple[str, ...], on_change: OnChange, *, optional: bool, **options: Any) -> None:
        names = [("", None), *((name, name) for name in choices)] if optional else choices
        self.box = widgets.Dropdown(options=names, **options)
        self.box.observe(lambda change: on_change(), "value")

    def value(self) -> str | None:
        return self.box.value

    def put(self, value: Any) -> None:
        self.box.value = value


class FlagEntry(Entry):
    """An entry for yes or no; if it is ``optional``, for neither too."""

    def __init__(self, on_change: OnChange, *, optional: bool, **options: Any) -> None:
        self.box = widgets.Dropdown(options=[name for name in _YES_NO if name or optional], **options)
        self.box.observe(lambda change: on_change(), "value")

    def value(self) -> bool | None:
        return _YES_NO[self.box.value]

    def put(self, value: Any) -> None:
        self.box.value = next((name for name in self.box.options if _YES_NO[name] == value), self.box.options[0])

    def text(self) -> str:
        return self.box.value


class SecretEntry(Entry):
    """An entry for a secret. No widget keeps it: see :class:`~kaizala_nb.toolkit.widgets.inputs.SecretBox`."""

    def __init__(self, on_change: OnChange, **options: Any) -> None:
        self.box = SecretBox(lambda secret: self._count(on_change), **options)
        self._times = 0

    def _count(self, on_change: OnChange) -> None:
        self._times += 1
        on_change()

    def value(self) -> Secret | str:
        return self.box.secret

    def put(self, value: Any) -> None:
        self.box.keep(input_text(value))

    def fingerprint(self) -> int:
        return self._times

    def text(self) -> str:
        return "not shown" if self.box.filled else ""


def input_text(value: Any) -> str:
    """A value as it stands in an input: a list has commas between its entries."""
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
