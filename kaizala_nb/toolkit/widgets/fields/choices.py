"""Several of a few: a box to tick for each."""

from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.widgets.entry import Changed, Entry, Part


class ChoicesEntry(Entry):
    """Boxes to tick; their order is that of the choices."""

    as_written = True

    def __init__(self, choices: tuple[str, ...], changed: Changed) -> None:
        self._ticks = {name: widgets.Checkbox(indent=False) for name in choices}
        self._parts = [Part(tick, name) for name, tick in self._ticks.items()]
        for tick in self._ticks.values():
            tick.observe(lambda change: changed(), "value")
        self.box = widgets.Box(list(self._ticks.values()))
        self.box.add_class("kz-ticks")

    @property
    def to_focus(self) -> widgets.DOMWidget:
        return next(iter(self._ticks.values()), self.box)

    def shown(self) -> list[str]:
        return [name for name, tick in self._ticks.items() if tick.value]

    def put(self, value: Any) -> None:
        wanted = set(value or ())
        for name, tick in self._ticks.items():
            tick.value = name in wanted

    def text(self) -> str:
        return ", ".join(self.shown())

    def called(self, name: str) -> None:
        for part in self._parts:
            part.called(name)
