"""Inputs and buttons: the Enter key in an input, a password field that saves no secret, a button that counts one press once.

When somebody presses Enter, the browser sends a message about the key first. If the text has changed, the text comes after that:
mostly at once, but much later if the page or the kernel is slow. So an Enter counts when the text arrives. If no text arrives, it
counts when the page has sent everything. The Tab key sends the text, and no message about Enter.
"""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.widgets.browser_page import browser_page
from kaizala_nb.toolkit.widgets.cells import cell_run_count, current_message

PAUSE = 0.5
"""Seconds: two presses that are closer together count as one."""


class PendingCall:
    """A call that waits until the browser page has sent everything that was typed so far.

    :meth:`cancel` cancels it. If there is no browser page, the call is never made.
    """

    def __init__(self, function: Callable[[], object]) -> None:
        self._function: Callable[[], object] | None = function
        if (page := browser_page()) is not None:
            page.ask(self._make)

    def _make(self) -> None:
        if self._function is not None:
            self._function()

    def cancel(self) -> None:
        """Cancel the call."""
        self._function = None


def browser_time() -> float:
    """When the browser sent the message that the kernel works on, in seconds since 1970; the time now if there is no message.

    So the time between two clicks is the real one, however long the kernel took to hear of them.
    """
    sent = current_message().get("header", {}).get("date")
    return sent.timestamp() if isinstance(sent, datetime) else time.time()


class Presses:
    """Tells a new press from the rest of the last press: the second click of a double click, or a key that stays down."""

    def __init__(self) -> None:
        self.end()

    def end(self) -> None:
        """Forget the last press: the person has done something else since, so the next press is a new one."""
        self._last = -PAUSE

    def is_new(self) -> bool:
        """Note a press, and say whether it is a new one."""
        now = browser_time()
        before, self._last = self._last, now
        return now - before >= PAUSE


class PressButton(widgets.Button):
    """A button of a form that replaces its buttons. One press reaches one of them only, however fast they are replaced.

    The buttons of a form share one ``presses``.
    """

    def __init__(self, words: str, on_press: Callable[[], None], presses: Presses, **options: Any) -> None:
        super().__init__(description=words, **options)
        self._view_count = 0  # asks the front end to say when a page shows it: see focus_on
        self._presses = presses
        self.on_click(lambda button: on_press())

    def _handle_button_msg(self, button: widgets.Widget, content: dict[str, Any], buffers: list[Any]) -> None:
        if self._presses.is_new():
            super()._handle_button_msg(button, content, buffers)


def focus_on(widget: widgets.DOMWidget) -> None:
    """Give a widget the keyboard's focus: now, or as soon as a page has drawn it.

    If the person has run a cell in the meantime, the focus stays where it is.
    """
    if widget._view_count != 0:
        widget.focus()
        return
    runs = cell_run_count()

    def on_drawn(change: dict[str, Any]) -> None:
        widget.unobserve(on_drawn, "_view_count")
        if cell_run_count() == runs:
            widget.focus()

    widget.observe(on_drawn, "_view_count")


class EnterKey:
    """Calls ``on_enter`` once for each Enter in an input, when the text of the input has arrived."""

    def __init__(self, box: widgets.Text, on_enter: Callable[[], None]) -> None:
        self._on_enter = on_enter
        self._pending: PendingCall | None = None
        box.on_msg(self._on_message)
        box.observe(self._on_text, "value")

    def _on_message(self, box: widgets.Widget, content: dict[str, Any], buffers: list[Any]) -> None:
        if content.get("event") != "submit":
            return
        self._cancel()
        self._pending = PendingCall(self._finish)

    def _on_text(self, change: dict[str, Any]) -> None:
        if self._pending is not None and change["new"]:
            self._finish()

    def _finish(self) -> None:
        self._cancel()
        self._on_enter()

    def _cancel(self) -> None:
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None


class SecretBox(widgets.Password):
    """A password field that saves no secret.

    The value of a widget is saved with the notebook: by every headless run, and by JupyterLab if the user wants it. So the browser
    sends the text only when it is complete, and the text is taken out of the widget at once. ``on_secret`` is called with it.
    """

    def __init__(self, on_secret: Callable[[str], None] = lambda secret: None, **options: Any) -> None:
        super().__init__(continuous_update=False, **options)
        self._secret = Secret("")
        self._on_secret = on_secret
        self.observe(self._capture, "value")

    def _capture(self, change: dict[str, Any]) -> None:
        if change["new"]:
            self.keep(change["new"])
            self.value = ""
            self._on_secret(self._secret)

    def keep(self, secret: str) -> None:
        """Keep a secret that was not typed."""
        self._secret = Secret(secret)

    @property
    def secret(self) -> Secret:
        """The secret. It stays here."""
        return self._secret

    @property
    def filled(self) -> bool:
        """Whether there is a secret here."""
        return bool(self._secret)

    def take(self) -> str:
        """Give the secret, and forget it."""
        secret, self._secret = self._secret, Secret("")
        return secret
