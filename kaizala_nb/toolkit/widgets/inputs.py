"""Inputs and buttons: lines that know when Enter was pressed, one that keeps no secret, buttons that are pressed once.

The browser says "Enter" first and sends the text after it, where the text has changed, at once or, if page or kernel are slow,
much later. So Enter is heard when the text arrives, or, if none does, when the page says that it has sent all it had. Leaving the
field with Tab sends the text and no Enter.
"""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.widgets.cells import message_that_is_handled, runs_of_cells
from kaizala_nb.toolkit.widgets.page import the_page

PAUSE = 0.5
"""Seconds between two presses that are not the same one."""


class AllCame:
    """Calls something when all has come that the page had to send by now, unless it is cancelled; never where there is no page."""

    def __init__(self, what: Callable[[], object]) -> None:
        self._what: Callable[[], object] | None = what
        if (page := the_page()) is not None:
            page.ask(self._came)

    def _came(self) -> None:
        if self._what is not None:
            self._what()

    def cancel(self) -> None:
        """Do not call it."""
        self._what = None


def page_time() -> float:
    """When the page sent what the kernel handles now, in seconds by the page's clock; now, where no page sent anything.

    Two clicks are as far apart as they were made, however long the kernel took to hear of them.
    """
    sent = message_that_is_handled().get("header", {}).get("date")
    return sent.timestamp() if isinstance(sent, datetime) else time.time()


class Presses:
    """Tells a new press from the rest of the last one: the second click of a double click, a key that is held down."""

    def __init__(self) -> None:
        self.end()

    def end(self) -> None:
        """Somebody did something else: what comes is a new press."""
        self._last = -PAUSE

    def is_new(self) -> bool:
        """Whether somebody had let go before this press."""
        now = page_time()
        before, self._last = self._last, now
        return now - before >= PAUSE


class PressButton(widgets.Button):
    """A button in a form that puts new buttons in place: one press reaches one of them, however fast they change."""

    def __init__(self, words: str, pressed: Callable[[], None], presses: Presses, **options: Any) -> None:
        super().__init__(description=words, **options)
        self._view_count = 0  # asks to be told when it is on a page; see focus_on
        self._presses = presses
        self.on_click(lambda button: pressed())

    def _handle_button_msg(self, button: widgets.Widget, content: dict[str, Any], buffers: list) -> None:
        if self._presses.is_new():
            super()._handle_button_msg(button, content, buffers)


def focus_on(what: widgets.DOMWidget) -> None:
    """Give a field or a new button the focus: now, or, if it asks to be told, once a page has drawn it.

    Whoever has run a cell by then is elsewhere, and keeps the focus there.
    """
    if what._view_count != 0:
        what.focus()
        return
    runs = runs_of_cells()

    def drawn(change: dict[str, Any]) -> None:
        what.unobserve(drawn, "_view_count")
        if runs_of_cells() == runs:
            what.focus()

    what.observe(drawn, "_view_count")


class EnterKey:
    """Calls ``pressed`` once for an Enter in an input, when its text is there."""

    def __init__(self, box: widgets.Text, pressed: Callable[[], None]) -> None:
        self._pressed = pressed
        self._waiting: AllCame | None = None
        box.on_msg(self._message)
        box.observe(self._text_came, "value")

    def _message(self, box: widgets.Widget, content: dict[str, Any], buffers: list) -> None:
        if content.get("event") != "submit":
            return
        self._cancel()
        self._waiting = AllCame(self._due)

    def _text_came(self, change: dict[str, Any]) -> None:
        if self._waiting is not None and change["new"]:
            self._due()

    def _due(self) -> None:
        self._cancel()
        self._pressed()

    def _cancel(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None


class SecretBox(widgets.Password):
    """A password field whose text leaves the widget the moment it arrives.

    A widget's value is saved with the notebook, by JupyterLab if it is asked to and by every headless run. So nothing reaches the
    kernel while somebody types, and what arrives is taken out at once: :meth:`take` gives it, once. ``captured`` is called with it.
    """

    def __init__(self, captured: Callable[[str], None] = lambda secret: None, **options: Any) -> None:
        super().__init__(continuous_update=False, **options)
        self._kept = Secret("")
        self._captured = captured
        self.observe(self._capture, "value")

    def _capture(self, change: dict[str, Any]) -> None:
        if change["new"]:
            self.keep(change["new"])
            self.value = ""
            self._captured(self._kept)

    def keep(self, secret: str) -> None:
        """Hold a secret that came another way."""
        self._kept = Secret(secret)

    @property
    def kept(self) -> Secret:
        """The secret, which stays here."""
        return self._kept

    @property
    def filled(self) -> bool:
        """Whether it holds a secret that nobody has taken."""
        return bool(self._kept)

    def take(self) -> str:
        """The secret, which is forgotten here."""
        secret, self._kept = self._kept, Secret("")
        return secret
