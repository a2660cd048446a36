"""The progress while many pages of results are gathered: a bar in a notebook, a line of text in a terminal.

Nobody knows how many pages there are. So the bar says only that it goes on, and is full at the end. It has no button to stop it,
because a kernel hears no click while a cell runs. The notebook's own button for that stops it.
"""

import sys
import time
from typing import Any, Protocol

import ipywidgets as widgets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.cells import in_notebook
from kaizala_nb.toolkit.widgets.style import html, sheet

PAUSE = 0.2
"""Seconds from one change of the words to the next."""

HOW_TO_STOP = "To stop it, press ■ above the notebook (Interrupt the kernel): what has come until then is kept."


class GatheringProgress(Protocol):
    """Shows the progress. ``text`` is what it says now."""

    text: str

    def at(self, words: str) -> None:
        """Say how much there is so far. Most calls change nothing: the words change five times a second at most."""

    def say(self, words: str) -> None:
        """Say something else meanwhile, such as why there is a pause."""

    def end(self, words: str, *, whole: bool) -> None:
        """Say how it ended. ``whole`` means that everything is there."""


def gathering(title: str) -> GatheringProgress:
    """What shows the progress where this runs: in a notebook a bar, which appears below the cell at once."""
    if not in_notebook():
        return TerminalProgress(title)
    bar = NotebookProgress(title)
    bar.show()
    return bar


class NotebookProgress(widgets.VBox):
    """A bar in a notebook, with words above it and a note below it."""

    def __init__(self, title: str) -> None:
        self.text = ""
        self._title = title
        self._changed_at = 0.0
        self._handle: Any = None
        self._bar = widgets.HTML(_bar("Goes on", ""))  # it has no value, so the page moves it to and fro
        self._words, self._note = widgets.HTML(), widgets.HTML(html(faces.element("p", HOW_TO_STOP, "kz-quiet")))
        super().__init__([sheet(), self._words, self._bar, self._note])
        self.add_class("kz-form")
        self._write(title)

    def show(self) -> None:
        """Show it below the cell."""
        from IPython.display import display

        self._handle = display(self, display_id=True)

    def at(self, words: str) -> None:
        now = time.monotonic()
        if now - self._changed_at < PAUSE:
            return
        self._changed_at = now
        self._write(f"{self._title}: {words} so far")

    def say(self, words: str) -> None:
        self._note.value = html(faces.element("p", words, "kz-note"), faces.element("p", HOW_TO_STOP, "kz-quiet"))

    def end(self, words: str, *, whole: bool) -> None:
        self._bar.value = _bar("All there", 'max="1" value="1"') if whole else ""
        self._note.value = ""
        self._write(f"{self._title}: {words}")
        if self._handle is not None:
            self._handle.update(self)  # with its last text, for a page that cannot show widgets

    def _write(self, words: str) -> None:
        self.text = words
        self._words.value = html(faces.element("p", words, "kz-title"))

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, object] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            bundle["text/plain"] = self.text
        return bundle


def _bar(label: str, value: str) -> str:
    return html(f'<div class="kz-progress"><progress aria-label="{label}" {value}></progress></div>')


class TerminalProgress:
    """A line of text on standard error. In a terminal it is replaced while it changes; elsewhere only the last one is written."""

    def __init__(self, title: str) -> None:
        self.text = ""
        self._title = title
        self._changed_at = 0.0
        self._in_terminal = sys.stderr.isatty()

    def at(self, words: str) -> None:
        now = time.monotonic()
        if self._in_terminal and now - self._changed_at >= PAUSE:
            self._changed_at = now
            self._write(f"\r\x1b[K{self._title}: {words} so far (Ctrl+C stops it and keeps them)")

    def say(self, words: str) -> None:
        self._write(f"{self._erase}{words}\n")

    def end(self, words: str, *, whole: bool) -> None:
        self.text = f"{self._title}: {words}"
        self._write(f"{self._erase}{self.text}\n")

    @property
    def _erase(self) -> str:
        """What takes the last line away in a terminal."""
        return "\r\x1b[K" if self._in_terminal else ""

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
