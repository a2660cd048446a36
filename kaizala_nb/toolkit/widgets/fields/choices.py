"""A choice of several options: a box to tick for each."""

from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.widgets.entry import Entry, OnChange, Part


class ChoicesEntry(Entry):
    """An entry for several of the ``choices``. The value has them in the order of the choices."""

    as_written = True

    def __init__(self, choices: tuple[str, ...], on_change: OnChange) -> None:
        self._ticks = {name: widgets.Checkbox(indent=False) for name in choices}
        self._parts = [Part(tick, name) for name, tick in self._ticks.items()]
        for tick in self._ticks.values():
            tick.observe(lambda change: on_change(), "value")
        self.box = widgets.Box(list(self._ticks.values()))
        self.box.add_class("kz-ticks")

    @property
    def to_focus(self) -> widgets.DOMWidget:
        return next(iter(self._ticks.values()), self.box)

    def value(self) -> list[str]:
        return [name for name, tick in self._ticks.items() if tick.value]

    def put(self, value: Any) -> None:
        names = set(value or ())
        for name, tick in self._ticks.items():
            tick.value = name in names

    def text(self) -> str:
        return ", ".join(self.value())

    def set_owner(self, owner: str) -> None:
        for part in self._parts:
            part.set_owner(owner)
