"""Forms on a real local Kaizala, used as the page uses them: by the messages that a browser sends."""

import asyncio
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import ipywidgets as widgets
import pytest

from kaizala_nb import Kaizala
from kaizala_nb.toolkit.widgets import inputs
from kaizala_nb.toolkit.widgets.fields_widget import FieldsWidget
from kaizala_nb.toolkit.widgets.live_box import LiveBox
from kaizala_nb.toolkit.widgets.page_widget import PageWidget
from tests.toolkit.widgets import page

_PAUSE = inputs.PAUSE
ME, ASHA, THIRD = "+447700900001", "+447700900002", "+447700900003"


class PageClock:
    """The page's clock, which a test turns."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def goes_on(self, seconds: float) -> None:
        """Some time later."""
        self.now += seconds


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Presses of a test count one by one, however fast; see :func:`page_clock`."""
    monkeypatch.setattr(inputs, "PAUSE", 0.0)


@pytest.fixture
def page_clock(monkeypatch: pytest.MonkeyPatch, no_pause: None) -> PageClock:
    """Presses count as in the page, by a clock that stands still."""
    clock = PageClock()
    monkeypatch.setattr(inputs, "PAUSE", _PAUSE)
    monkeypatch.setattr(inputs, "browser_time", lambda: clock.now)
    return clock


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


class Moments:
    """Waits for what the page has still to send, which a test ends by hand."""

    def __init__(self) -> None:
        self.waiting: list[Moments.One] = []

    class One:
        """A wait; what is called at its end."""

        def __init__(self, moments: "Moments", what: Callable[[], object]) -> None:
            self._moments, self.what = moments, what
            moments.waiting.append(self)

        def cancel(self) -> None:
            """Do not call it."""
            if self in self._moments.waiting:
                self._moments.waiting.remove(self)

    def later(self, what: Callable[[], object]) -> "Moments.One":
        """In place of the one that waits."""
        return self.One(self, what)

    def pass_by(self) -> None:
        """The page has sent all that it had."""
        over, self.waiting = self.waiting, []
        for one in over:
            one.what()


@pytest.fixture
def moments(monkeypatch: pytest.MonkeyPatch) -> Moments:
    """The waits after an Enter, which a test ends by hand."""
    made = Moments()
    monkeypatch.setattr(inputs, "PendingCall", made.later)
    return made


async def until(there: Callable[[], bool], seconds: float = 60) -> None:
    """Let the loop go on until something is there. Raises ``TimeoutError``."""
    async with asyncio.timeout(seconds):
        while not there():
            await asyncio.sleep(0.01)


def walk(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    """A widget and all that it holds."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def button(form: widgets.Widget, words: str) -> widgets.Button | page.PageButton:
    """The button that says this."""
    if isinstance(form, FieldsWidget):
        return page.PageButton(form, words)
    return next(one for one in walk(form) if isinstance(one, widgets.Button) and one.description == words)


def buttons(form: widgets.Widget) -> list[str]:
    """What the buttons say."""
    if isinstance(form, FieldsWidget):
        return page.buttons(form)
    return [one.description for one in walk(form) if isinstance(one, widgets.Button)]


def press(pressed: widgets.Button | page.PageButton) -> None:
    """A click in the page."""
    if isinstance(pressed, page.PageButton):
        pressed.press()
        return
    pressed._handle_custom_msg({"event": "click"}, [])


def field(form: widgets.Widget, wire: str) -> widgets.Widget | page.PageField:
    """The input of a name on the wire."""
    if isinstance(form, FieldsWidget):
        return at(form, next(one["name"] for one in form.content["fields"] if one["wire"] == wire))
    return next(one for one in walk(form) if f"<code>{wire}</code>" in getattr(one, "description", ""))


def at(form: FieldsWidget, path: str) -> page.PageField:
    """The input at a path in a form: "message", "questions/0/title"."""
    return page.PageField(form, path)


def enter(box: widgets.Text | page.PageField, text: str | None = None) -> None:
    """Enter in the page: the key first, then the text, if it has changed."""
    if isinstance(box, page.PageField):
        page.enter(box, text)
        return
    box._handle_custom_msg({"event": "submit"}, [])
    if text is not None:
        box.value = text


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
        widget.send = self.messages.append

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
