"""The box of a phone: its SMS, its chats, the newest last, and the cards that wait for an answer.

A PIN that nobody has used goes to the browser as a message, and stands only there. What is saved with a notebook has a mask in its
place: the state of the widget, the picture and the plain text.
"""

from collections import defaultdict
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from kaizala_nb.course.sandbox.phone import Phone, PhoneContent
from kaizala_nb.course.widgets import card as cards
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.live_box import LiveBox
from kaizala_nb.toolkit.widgets.page_widget import PageWidget

_MOST_ENTRY_BYTES = 2_000  # in an output


class PhoneBox(LiveBox, PageWidget):
    """The box of a phone.

    Its content has two sentences, ``title`` and ``before``. ``parts`` are the SMS and each group: a part has a ``key``, a ``title``
    and ``entries``. An entry has a ``key``, a time ``at`` in milliseconds since 1970, and a ``text``; it ``waits`` if the text is
    masked and the browser is told the true one. For ``cards`` see :func:`kaizala_nb.course.widgets.card.content`.
    """

    module = Path(__file__).parent / "javascript" / "phone.mjs"

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self._content: PhoneContent = {"sms": [], "chats": []}
        self._told: dict[int, str] = {}
        self._read()
        super().__init__(content=_drawn(phone, self._content))
        self.add_class("kz-side")
        self.start()

    def refresh(self) -> None:
        """Show what is on the phone now. If the phone cannot be read, the box stays as it is."""
        self._read()
        self.content = _drawn(self.phone, self._content)  # an equal content is not sent again
        if self._view_count and self.phone.unused_pins(self._content) != self._told:
            self._tell()

    def _read(self) -> None:
        with suppress(ApiError):
            self._content = self.phone.read()

    def _tell(self) -> None:
        """Tell the browser the texts of the SMS with a PIN that nobody has used."""
        self._told = self.phone.unused_pins(self._content)
        self.send({"kind": "open", "texts": {str(number): str(text) for number, text in self._told.items()}})

    def _on_message(self, widget: widgets.Widget, message: dict[str, Any], buffers: list[memoryview]) -> None:
        if message.get("kind") == "here":  # a new view
            self._tell()
        super()._on_message(widget, message, buffers)

    def pressed(self, message: dict[str, Any]) -> str:
        """Answer a card."""
        waiting = {card["actionId"]: card for card in _open_cards(self._content)}
        card = waiting.get(message["card"])
        if card is None:
            return "This card takes no answer any more."
        try:
            cards.answer(self.phone, card, message["answers"])
        except ApiError as trouble:
            return str(trouble)
        self.refresh()
        return ""

    @staticmethod
    def still(content: dict[str, Any]) -> str:
        """The phone as HTML: a box with a name, in it the log, and below it the cards."""
        before = faces.element("p", content["before"], "kz-quiet") if content["before"] else ""
        parts = "".join(_part(part) for part in content["parts"])
        log = f'<div role="log" aria-label="{escape(content["title"])}">{before}{parts}</div>'
        has_times = any(part["entries"] for part in content["parts"])
        times = faces.element("p", f"Times: {faces.zone()}.", "kz-quiet kz-note") if has_times else ""
        box = faces.box(faces.element("p", content["title"], "kz-title"), log, times, label=content["title"])
        return box + "".join(cards.still(card) for card in content["cards"])

    def as_text(self) -> str:
        """What the box shows, in plain text."""
        return "\n".join([self.phone.title, *(self.phone.lines() or ["Nothing yet."])])


def _drawn(phone: Phone, content: PhoneContent) -> dict[str, Any]:
    """What the browser draws: the newest part of what is on the phone, with masks in place of PINs."""
    newest, note = phone.newest(phone.masked(content))
    parts = [_sms(phone, content, newest)] if newest["sms"] else []
    return {
        "title": phone.title,
        "before": " ".join(note),
        "parts": parts + _chats(phone, content, newest),
        "cards": [cards.content(card) for card in _open_cards(content)],
    }


def _sms(phone: Phone, content: PhoneContent, newest: PhoneContent) -> dict[str, Any]:
    unused = phone.unused_pins(content)
    entries = []
    for number, sms in enumerate(newest["sms"], len(content["sms"]) - len(newest["sms"])):
        entry = _entry(number, sms["at"], sms["text"])
        entries.append(entry | {"waits": True} if number in unused else entry)
    return {"key": "sms", "title": "SMS from Kaizala", "entries": entries}


def _chats(phone: Phone, content: PhoneContent, newest: PhoneContent) -> list[dict[str, Any]]:
    chats: dict[str, list[dict[str, Any]]] = defaultdict(list)
    names: dict[str, str] = {}
    for number, chat in enumerate(newest["chats"], len(content["chats"]) - len(newest["chats"])):
        chats[chat["groupId"]].append(_entry(number, chat["at"], phone.in_words(chat)))
        names.setdefault(chat["groupId"], faces.cut(chat["groupName"], _MOST_ENTRY_BYTES))
    if not chats:
        return [{"key": "none", "title": "Chats", "entries": [], "empty": "None yet."}]
    return [{"key": group, "title": names[group], "entries": entries} for group, entries in chats.items()]


def _entry(number: int, at: int, text: str) -> dict[str, Any]:
    return {"key": str(number), "at": at, "text": faces.cut(text, _MOST_ENTRY_BYTES)}


def _open_cards(content: PhoneContent) -> list[dict[str, Any]]:
    """The cards that wait for an answer of the phone's owner."""
    return [chat for chat in content["chats"] if chat["kind"] == "card" and chat["open"]]


def _part(part: dict[str, Any]) -> str:
    heading = faces.element("p", part["title"], "kz-title")
    if not part["entries"]:
        return heading + faces.element("p", part["empty"], "kz-note kz-quiet")
    items = []
    for entry in part["entries"]:
        time = faces.element("span", faces.moment(entry["at"]), "kz-quiet")
        items.append(f"<li>{time}<br>{escape(entry['text'])}</li>")
    return f'{heading}<ol class="kz-chat">{"".join(items)}</ol>'
