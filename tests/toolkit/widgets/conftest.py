"""Forms on a real local Kaizala, used as the page uses them: by the messages that a browser sends."""

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from typing import Any

import ipywidgets as widgets
import pytest

from kaizala_nb import Kaizala
from kaizala_nb.toolkit.widgets.fields_widget import FieldsWidget
from kaizala_nb.toolkit.widgets.live_box import LiveBox
from kaizala_nb.toolkit.widgets.page_widget import PageWidget
from tests.patience import DEADLINE
from tests.toolkit.widgets import page

ME, ASHA, THIRD = "+447700900001", "+447700900002", "+447700900003"


@pytest.fixture
def kaizala() -> Iterator[Kaizala]:
    """A local Kaizala, nobody signed in."""
    made = Kaizala()
    yield made
    made.close()


@pytest.fixture
def signed_in(kaizala: Kaizala) -> Kaizala:
    """The same, signed in, with a group."""
    kaizala.sign_in(ME).send_once()
    kaizala.groups.create_group(name="Field team", members=[ASHA])
    return kaizala


async def until(there: Callable[[], bool], seconds: float = DEADLINE) -> None:
    """Let the loop go on until something is there. Raises ``TimeoutError``."""
    async with asyncio.timeout(seconds):
        while not there():
            await asyncio.sleep(0.01)


def walk(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    """A widget and all that it holds."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def button(form: FieldsWidget, words: str) -> page.PageButton:
    """The button that says this."""
    return page.PageButton(form, words)


def field(form: FieldsWidget, wire: str) -> page.PageField:
    """The input of a name on the wire."""
    return at(form, next(one["name"] for one in form.content["fields"] if one["wire"] == wire))


def press(pressed: page.PageButton) -> None:
    """A click in the page."""
    pressed.press()


def at(form: FieldsWidget, path: str) -> page.PageField:
    """The input at a path in a form: "message", "questions/0/title"."""
    return page.PageField(form, path)


def text_of(form: widgets.Widget) -> str:
    """What a form says: its HTML without tags."""
    if isinstance(form, FieldsWidget):
        return page.text_of(form)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html_of(form))))


def html_of(form: widgets.Widget) -> str:
    """The HTML in it, and the picture of what a module of JavaScript draws."""
    html = [one.still(one.content) for one in walk(form) if isinstance(one, PageWidget)]
    html += [one.value for one in walk(form) if isinstance(one, widgets.HTML) and "<style>" not in one.value]
    return " ".join(html)


class Views:
    """What a page does with a widget that a module of JavaScript draws: it hears messages, and presses."""

    def __init__(self, widget: PageWidget) -> None:
        self.widget = widget
        self.messages: list[dict[str, Any]] = []
        self.buffers: list[bytes] = []
        widget.send = self._hear

    def _hear(self, message: dict[str, Any], buffers: Sequence[bytes] = ()) -> None:
        self.messages.append(message)
        self.buffers.extend(buffers)

    def say(self, **message: Any) -> None:
        """A message of a view."""
        self.widget._handle_custom_msg(message, [])

    def press(self, **what: Any) -> str:
        """A press; gives the problem that is answered, "" for none."""
        self.say(kind="press", id="one", **what)
        received, answered = [message for message in self.messages if message.get("id") == "one"]
        self.messages.clear()
        assert received == {"kind": "received", "id": "one"}
        assert answered["kind"] == "answered"
        return answered["problem"]

    def html(self) -> str:
        """What stands on the page: with the texts that it alone was told."""
        texts = [message["texts"] for message in self.messages if message["kind"] == "open"]
        parts = [
            part | {"entries": [self._opened(entry, texts[-1] if texts else {}) for entry in part["entries"]]}
            for part in self.widget.content.get("parts", [])
        ]
        return self.widget.still(self.widget.content | {"parts": parts})

    @staticmethod
    def _opened(entry: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
        return entry | {"text": texts.get(entry["key"], entry["text"])} if entry.get("waits") else entry


def text_on_page(form: widgets.Widget) -> str:
    """What a form says while a page shows it, with the phones in it."""

    async def look() -> str:
        boxes = [one for one in walk(form) if isinstance(one, LiveBox)]
        views = [Views(one) for one in boxes]
        for one in views:
            one.widget._view_count = 1
            one.say(kind="here")
        await until(lambda: all(one._polling is not None for one in boxes))
        await asyncio.sleep(0)  # each has looked once
        said = text_of(form) + " ".join(view.html() for view in views)
        for one in boxes:
            one._view_count = 0
            del one.send
        return said

    return asyncio.run(look())


def calls(kaizala: Kaizala, path: str = "") -> int:
    """How many requests the service has received, of a path if one is given."""
    return sum(1 for call in kaizala.sandbox.calls if path in call["path"])
