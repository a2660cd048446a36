"""The box of a phone: its SMS and its chats, the newest last. Cards are answered in their chat.

A PIN that nobody has used goes to the browser as a message, and stands only there. What is saved with a notebook has a mask in its
place: the state of the widget, the picture and the plain text.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from kaizala_nb.course.sandbox.phone import Phone, PhoneContent
from kaizala_nb.course.widgets import card as cards
from kaizala_nb.course.widgets.phone_content import drawn
from kaizala_nb.course.widgets.phone_files import PhoneFiles
from kaizala_nb.course.widgets.phone_still import still
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.widgets.live_box import LiveBox
from kaizala_nb.toolkit.widgets.page_widget import PageWidget

_JAVASCRIPT = Path(__file__).parent / "javascript"


class PhoneBox(LiveBox, PageWidget):
    """The box of a phone. For its content see :func:`kaizala_nb.course.widgets.phone_content.drawn`.

    What came since the last request of the notebook that brought something is marked as new.
    """

    module = _JAVASCRIPT / "phone.mjs"
    look = (_JAVASCRIPT / "phone.css").read_text(encoding="utf-8")
    still = staticmethod(still)

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self._files = PhoneFiles(phone)
        self._content: PhoneContent = {"name": "", "sms": [], "chats": [], "groups": []}
        self._told: dict[int, str] = {}
        self._read()
        self._seen = self._sent = self._counts()
        super().__init__(content=self._drawn())
        self.add_class("kz-side")
        self.add_class("kz-beside")
        self.start()

    def refresh(self) -> None:
        """Show what is on the phone now. If the phone cannot be read, the box stays as it is."""
        self._read()
        self.content = self._drawn()  # an equal content is not sent again
        if self._view_count and self.phone.unused_pins(self._content) != self._told:
            self._tell()

    def follow(self) -> None:
        """Show what a request of the notebook has brought, and mark it as new."""
        self._read()
        if self._counts() != self._sent:
            self._seen, self._sent = self._sent, self._counts()
        self.refresh()

    def _read(self) -> None:
        with suppress(ApiError):
            self._content = self.phone.read()

    def _counts(self) -> tuple[int, int]:
        return len(self._content["sms"]), len(self._content["chats"])

    def _drawn(self) -> dict[str, Any]:
        return drawn(self.phone, self._files, self._content, self._seen)

    def _tell(self) -> None:
        """Tell the browser the texts of the SMS with a PIN that nobody has used."""
        self._told = self.phone.unused_pins(self._content)
        self.send({"kind": "open", "texts": {str(number): str(text) for number, text in self._told.items()}})

    def _on_message(self, widget: widgets.Widget, message: dict[str, Any], buffers: list[memoryview]) -> None:
        if message.get("kind") == "here":  # a new view
            self._tell()
        elif message.get("kind") == "file":
            self._give_file(message["id"])
        super()._on_message(widget, message, buffers)

    def _give_file(self, media_id: str) -> None:
        """Give a page a file that it shows; nothing for any other."""
        shown = [file for part in self.content["parts"] for entry in part["entries"] for file in entry["files"]]
        file = next((file for file in shown if file["id"] == media_id and file["kind"] != "document"), None)
        content = self.phone.fetch_file(media_id) if file else None
        self.send({"kind": "file", "id": media_id, "type": file["type"] if file else ""}, [content or b""])

    def pressed(self, message: dict[str, Any]) -> str:
        """Answer a card."""
        waiting = {chat["actionId"]: chat for chat in self._content["chats"] if chat["kind"] == "card" and chat["open"]}
        card = waiting.get(message["card"])
        if card is None:
            return "This card takes no answer any more."
        try:
            cards.answer(self.phone, card, message["answers"])
        except ApiError as trouble:
            return str(trouble)
        self.refresh()
        return ""

    def as_text(self) -> str:
        """What the box shows, in plain text."""
        lines = self.phone.lines() or ["Nothing yet."]  # reads the name of the owner too
        return "\n".join([self.phone.title, *lines])
