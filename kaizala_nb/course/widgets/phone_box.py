"""The box of a phone: first its SMS, then its chats, the newest last.

The box shows a PIN only while a browser shows the box, and only until the PIN is used. Otherwise there is a mask in its place: in a
notebook that runs without a browser, and in the text that is saved with a notebook.
"""

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from html import escape
from typing import Any

import ipywidgets as widgets

from kaizala_nb.course.sandbox.phone import Phone, PhoneContent
from kaizala_nb.course.widgets.card import OpenCard
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.live_box import LiveBox
from kaizala_nb.toolkit.widgets.style import html, sheet

_MOST_ENTRY_BYTES = 2_000  # in an output


class PhoneBox(LiveBox, widgets.VBox):
    """The box of a phone."""

    children: tuple[widgets.Widget, ...]

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self._content: PhoneContent | None = None
        self._state: object = None
        self._cards: dict[str, OpenCard] = {}
        self._open_cards = widgets.VBox()
        self._open_cards.add_class("kz-form")
        self._screen = widgets.HTML()
        self._screen.add_class("kz-side")
        super().__init__([sheet(), self._screen])
        self.add_class("kz-side")
        self.start()

    def refresh(self) -> None:
        """Show what is on the phone now. If the phone cannot be read, the box stays as it is."""
        with suppress(ApiError):
            self._content = self.phone.read()
        content, is_visible = self._content, bool(self._view_count)
        state = content, is_visible, faces.zone()
        if content is not None and state != self._state:
            self._state = state
            self._screen.value = html(screen(self.phone, content if is_visible else self.phone.masked(content)))
            self._show_cards([chat for chat in content["chats"] if chat["kind"] == "card" and chat["open"]])

    def _show_cards(self, cards: list[dict[str, Any]]) -> None:
        """Show the cards that wait for an answer, below the chats. The widgets of a card stay as long as its answers do."""
        open_cards: dict[str, OpenCard] = {}
        for card in cards:
            known = self._cards.get(card["actionId"])
            if known is None or known.card["answers"] != card["answers"]:
                known = OpenCard(card, self.phone, self.refresh)
            open_cards[card["actionId"]] = known
        if open_cards != self._cards:
            self._cards = open_cards
            self._open_cards.children = tuple(open_cards.values())
            self.children = (*self.children[:2], self._open_cards) if open_cards else self.children[:2]

    def as_text(self) -> str:
        """What the box shows, in plain text."""
        return "\n".join([self.phone.title, *(self.phone.lines() or ["Nothing yet."])])

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            bundle["text/plain"] = self.as_text()
        return bundle


def screen(phone: Phone, content: PhoneContent) -> str:
    """The phone as HTML: a box with a name, and in it a log. A screen reader reads each new entry of a log."""
    content, note = phone.newest(content)
    chats: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for chat in content["chats"]:
        chats[chat["groupId"]].append(chat)
    parts = [faces.element("p", sentence, "kz-quiet") for sentence in note]
    if content["sms"]:
        parts.append(_entries("SMS from Kaizala", content["sms"], lambda sms: sms["text"]))
    parts += [_entries(entries[0]["groupName"], entries, phone.in_words) for entries in chats.values()]
    if not chats:
        parts += [faces.element("p", "Chats", "kz-title"), faces.element("p", "None yet.", "kz-note kz-quiet")]
    log = f'<div role="log" aria-label="{escape(phone.title)}">{"".join(parts)}</div>'
    times = faces.element("p", f"Times: {faces.zone()}.", "kz-quiet kz-note") if content["sms"] or chats else ""
    return faces.box(faces.element("p", phone.title, "kz-title"), log, times, label=phone.title)


def _entries(title: str, entries: list[dict[str, Any]], in_words: Callable[[dict[str, Any]], str]) -> str:
    heading = faces.element("p", faces.cut(title, _MOST_ENTRY_BYTES), "kz-title")
    items = []
    for entry in entries:
        time = faces.element("span", faces.moment(entry["at"]), "kz-quiet")
        items.append(f"<li>{time}<br>{escape(faces.cut(in_words(entry), _MOST_ENTRY_BYTES))}</li>")
    return f'{heading}<ol class="kz-chat">{"".join(items)}</ol>'
