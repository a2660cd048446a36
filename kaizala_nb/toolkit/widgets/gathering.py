"""The progress while many pages of results are gathered: a bar in a notebook, a line of text in a terminal.

Nobody knows how many pages there are. So the bar says only that it goes on, and is full at the end. It has no button to stop it,
because a kernel hears no click while a cell runs. The notebook's own button for that stops it.
"""

import sys
import time
from typing import Any, Protocol

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.cells import in_notebook

PAUSE = 0.2
"""Seconds from one change of the words to the next."""

_HOW_TO_STOP = faces.element(
    "p", "To stop it, press ■ above the notebook (Interrupt the kernel): what has come until then is kept.", "kz-quiet"
)


class GatheringProgress(Protocol):
    """Shows the progress."""

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
    return NotebookProgress(title)


class NotebookProgress:
    """A bar in a notebook, with words above it and a note below it. The words are an output, and the bar with the note another.

    So the bar stays the same element of the page while the words change, and its movement does not begin anew each time.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._changed_at = 0.0
        self._words = _Output(faces.output(_words(title)), title)
        self._bar = _Output(
            faces.part(_bar("Goes on"), _HOW_TO_STOP)
        )  # it has no value, so the page moves it to and fro

    def at(self, words: str) -> None:
        now = time.monotonic()
        if now - self._changed_at < PAUSE:
            return
        self._changed_at = now
        self._write(f"{self._title}: {words} so far")

    def say(self, words: str) -> None:
        self._bar.show(faces.part(_bar("Goes on"), faces.element("p", words, "kz-note"), _HOW_TO_STOP))

    def end(self, words: str, *, whole: bool) -> None:
        self._bar.show(faces.part(_bar("All there", 'max="1" value="1"')) if whole else "")
        self._write(f"{self._title}: {words}")

    def _write(self, words: str) -> None:
        self._words.show(faces.output(_words(words)), words)


class _Output:
    """An output of the cell that runs. It can be replaced."""

    def __init__(self, html: str, text: str = "") -> None:
        from IPython.display import display

        self._handle: Any = display(_bundle(html, text), raw=True, display_id=True)

    def show(self, html: str, text: str = "") -> None:
        """Show this in its place."""
        self._handle.update(_bundle(html, text), raw=True)


def _bundle(html: str, text: str) -> dict[str, str]:
    return {"text/html": html, "text/plain": text}


def _words(words: str) -> str:
    return faces.element("p", words, "kz-title")


def _bar(label: str, value: str = "") -> str:
    return f'<progress aria-label="{label}" {value}></progress>'


class TerminalProgress:
    """A line of text on standard error. In a terminal it is replaced while it changes; elsewhere only the last one is written."""

    def __init__(self, title: str) -> None:
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
        self._write(f"{self._erase}{self._title}: {words}\n")

    @property
    def _erase(self) -> str:
        """What takes the last line away in a terminal."""
        return "\r\x1b[K" if self._in_terminal else ""

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
