"""How far the gathering of many pages has come: a bar in a notebook, a line in a terminal, one line at the end elsewhere.

How much is still to come is not known here, so the bar says that it goes on, not how long, and is full at the end. A cell that runs
hears no click, so there is no button: the notebook's own one for stopping a cell does it.
"""

import sys
import time
from typing import Protocol

import ipywidgets as widgets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.cells import in_notebook
from kaizala_nb.toolkit.widgets.style import html, sheet

PAUSE = 0.2  # seconds between two changes of what is shown
HOW_TO_STOP = "To stop it, press ■ above the notebook (Interrupt the kernel): what has come until then is kept."


class Gathering(Protocol):
    """Told how far it is. ``said`` is what it says now."""

    said: str

    def at(self, words: str) -> None:
        """How far it is; shown now and then."""

    def say(self, words: str) -> None:
        """Something to say meanwhile."""

    def end(self, words: str, *, whole: bool) -> None:
        """How it ended; ``whole``: with all that there is."""


def gathering(title: str) -> Gathering:
    """What shows how far something is, where this runs: in a notebook, it is put beneath the cell at once."""
    if not in_notebook():
        return Line(title)
    bar = Bar(title)
    bar.show()
    return bar


class Bar(widgets.VBox):
    """A bar in a notebook, with words below it."""

    def __init__(self, title: str) -> None:
        self.said = ""
        self._title = title
        self._changed = 0.0
        self._handle = None
        self._bar = widgets.HTML(_bar("Goes on", ""))  # without a value: the page moves it to and fro
        self._words, self._note = widgets.HTML(), widgets.HTML(html(faces.element("p", HOW_TO_STOP, "kz-quiet")))
        super().__init__([sheet(), self._words, self._bar, self._note])
        self.add_class("kz-form")
        self._write(title)

    def show(self) -> None:
        """Put it beneath the cell."""
        from IPython.display import display

        self._handle = display(self, display_id=True)

    def at(self, words: str) -> None:
        now = time.monotonic()
        if now - self._changed < PAUSE:
            return
        self._changed = now
        self._write(f"{self._title}: {words} so far")

    def say(self, words: str) -> None:
        self._note.value = html(faces.element("p", words, "kz-note"), faces.element("p", HOW_TO_STOP, "kz-quiet"))

    def end(self, words: str, *, whole: bool) -> None:
        self._bar.value = _bar("All there", 'max="1" value="1"') if whole else ""
        self._note.value = ""
        self._write(f"{self._title}: {words}")
        if self._handle is not None:
            self._handle.update(self)  # its text, for a page without widgets

    def _write(self, words: str) -> None:
        self.said = words
        self._words.value = html(faces.element("p", words, "kz-title"))

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, object] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            bundle["text/plain"] = self.said
        return bundle


def _bar(label: str, how_far: str) -> str:
    return html(f'<div class="kz-progress"><progress aria-label="{label}" {how_far}></progress></div>')


class Line:
    """A line on standard error, written anew while it changes if somebody looks on."""

    def __init__(self, title: str) -> None:
        self.said = ""
        self._title = title
        self._changed = 0.0
        self._looks_on = sys.stderr.isatty()

    def at(self, words: str) -> None:
        now = time.monotonic()
        if self._looks_on and now - self._changed >= PAUSE:
            self._changed = now
            self._write(f"\r\x1b[K{self._title}: {words} so far (Ctrl+C stops it and keeps them)")

    def say(self, words: str) -> None:
        self._write(f"{self._fresh}{words}\n")

    def end(self, words: str, *, whole: bool) -> None:
        self.said = f"{self._title}: {words}"
        self._write(f"{self._fresh}{self.said}\n")

    @property
    def _fresh(self) -> str:
        return "\r\x1b[K" if self._looks_on else ""

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
