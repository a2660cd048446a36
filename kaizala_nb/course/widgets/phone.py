"""A phone in the page: SMS, then chats, newest last. New messages appear by themselves while it is shown.

It polls on the kernel's own loop, with no thread, and only while a page shows it. A PIN stands here only while a page shows it
and nobody has used it: a notebook that is run where nobody looks, and the text that is saved in place of the phone, hold a mask.
"""

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from html import escape
from typing import Any, Protocol

import ipywidgets as widgets

from kaizala_nb.course.widgets.card import OpenCard
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.following import Following
from kaizala_nb.toolkit.widgets.style import html

_MOST_ENTRY = 2_000  # bytes in an output


class PhoneContent(Protocol):
    """What a phone is asked for; see ``kaizala_nb.course.sandbox.phone.Phone``."""

    title: str

    def read(self) -> dict[str, list[dict[str, Any]]]: ...
    def masked(self, held: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]: ...
    def lines(self) -> list[str]: ...
    def lately(self, held: dict[str, list[dict[str, Any]]]) -> tuple[dict[str, list[dict[str, Any]]], list[str]]: ...
    def said(self, chat: dict[str, Any]) -> str: ...
    def answer(self, card: str, *answers: Any) -> None: ...
    def complete(self, job: str, done: bool = True) -> None: ...


class PhoneBox(Following):
    """The box that shows a phone."""

    def __init__(self, phone: PhoneContent) -> None:
        self.phone = phone
        self._held: dict[str, list[dict[str, Any]]] | None = None
        self._seen: object = None
        self._cards: dict[str, OpenCard] = {}
        self._to_answer = widgets.VBox()
        self._to_answer.add_class("kz-form")
        super().__init__()

    def refresh(self) -> None:
        """Show what is on the phone now; what cannot be read stays as it was."""
        with suppress(ApiError):
            self._held = self.phone.read()
        held, looked_at = self._held, bool(self._screen._view_count)
        if held is not None and (held, looked_at, faces.zone()) != self._seen:
            self._seen = held, looked_at, faces.zone()
            self._screen.value = html(screen(self.phone, held if looked_at else self.phone.masked(held)))
            self._show_cards([chat for chat in held["chats"] if chat["kind"] == "card" and chat["open"]])

    def _show_cards(self, waiting: list[dict[str, Any]]) -> None:
        """The cards that wait for this person's answer, under the chats; one that stands there already stays as it is."""
        cards = {}
        for card in waiting:
            known = self._cards.get(card["actionId"])
            same = known is not None and known.card["answers"] == card["answers"]
            cards[card["actionId"]] = known if same else OpenCard(card, self.phone, self.refresh)
        if cards != self._cards:
            self._cards = cards
            self._to_answer.children = tuple(cards.values())
            self.children = (*self.children[:2], self._to_answer) if cards else self.children[:2]

    def as_text(self) -> str:
        """The same in plain text."""
        return "\n".join([self.phone.title, *(self.phone.lines() or ["Nothing yet."])])


def screen(phone: PhoneContent, held: dict[str, list[dict[str, Any]]]) -> str:
    """The phone as HTML: a box with a name, and in it a log, which a screen reader reads out as it grows."""
    held, before = phone.lately(held)
    chats: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for chat in held["chats"]:
        chats[chat["groupId"]].append(chat)
    parts = [_entries("SMS from Kaizala", held["sms"], lambda sms: sms["text"])] if held["sms"] else []
    parts += [_entries(entries[0]["groupName"], entries, phone.said) for entries in chats.values()]
    if not chats:
        parts += [faces.element("p", "Chats", "kz-title"), faces.element("p", "None yet.", "kz-note kz-quiet")]
    parts = [*(faces.element("p", line, "kz-quiet") for line in before), *parts]
    log = f'<div role="log" aria-label="{escape(phone.title)}">{"".join(parts)}</div>'
    times = faces.element("p", f"Times: {faces.zone()}.", "kz-quiet kz-note") if held["sms"] or chats else ""
    return faces.box(faces.element("p", phone.title, "kz-title"), log, times, label=phone.title)


def _entries(title: str, entries: list[dict[str, Any]], said: Callable[[dict[str, Any]], str]) -> str:
    lines = "".join(
        f"<li>{faces.element('span', faces.moment(entry['at']), 'kz-quiet')}<br>{escape(faces.cut(said(entry), _MOST_ENTRY))}</li>"
        for entry in entries
    )
    return f'{faces.element("p", faces.cut(title, _MOST_ENTRY), "kz-title")}<ol class="kz-chat">{lines}</ol>'
