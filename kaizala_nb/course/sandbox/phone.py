"""Somebody's phone: what it shows, and what its owner does on it."""

import base64
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from kaizala_nb.course.kinds.mobile_number import mask_mobile_number, parse_mobile_number
from kaizala_nb.course.kinds.values import read_answer
from kaizala_nb.course.sandbox import ended
from kaizala_nb.course.sandbox.answered import Answered, Card, one_for_each, refused
from kaizala_nb.course.sandbox.meant import id_of
from kaizala_nb.course.sandbox.phone_words import Words
from kaizala_nb.course.sandbox.sandbox import Sandbox
from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.masking import MASK, Secret
from kaizala_nb.toolkit.client.sentence import Sentence
from kaizala_nb.toolkit.collection.plain import plain
from kaizala_nb.toolkit.display import faces

if TYPE_CHECKING:
    import pandas as pd

    from kaizala_nb.course.sandbox.sign_in_page import SignInVisit

PhoneContent = dict[str, Any]
"""What is on a phone: ``{"name": "...", "sms": [...], "chats": [...], "groups": [...]}``, the oldest first."""

_REFERENCE = ("referenceId",)
_SMS = {"text": "string", "at": "time"}
_CHATS = {"groupName": "string", "from": "string", "text": "string", "at": "time"}
_MOST_SMS = 20  # in an output; only the newest SMS has a PIN that works
_MOST_CHATS, _MOST_BYTES = 200, 50_000  # in an output: entries of chats, and their bytes together
_MOST_ENTRY_BYTES = 2_000  # of one entry in an output
_MOST_WORDS = 60  # bytes of a message that was liked


class Phone(Words):
    """Somebody's phone: its SMS and its chats, as they are now.

    Args:
        sandbox: The local Kaizala that the phone belongs to.
        number: The number of the phone.
        name: The name of its owner, which stands above it. Left out, it is the one that the service knows.
        you: The number of the person at the notebook, who is called "You (notebook)" on every phone.
    """

    def __init__(self, sandbox: Sandbox, number: str, name: str = "", you: str = "") -> None:
        super().__init__(number, name, you)
        self._sandbox = sandbox

    def read(self) -> PhoneContent:
        """What is on the phone, for code: lists of ``sms`` and ``chats``, the oldest first; see :meth:`Sandbox.read_phone`."""
        content = self._sandbox.read_phone(self.number)
        if self.number != self.you:
            self.name = self.name or content.get("name", "")  # an earlier release says none
        return content

    def fetch_file(self, media_id: str) -> bytes | None:
        """The content of a file that came with a card; None if the local Kaizala does not give it out."""
        return self._sandbox.fetch_file(media_id)

    @property
    def sms(self) -> "pd.DataFrame":
        """The SMS on the phone, one a row: text and time. PINs are masked here; see :attr:`pin`."""
        return tables.rows([{"text": mask_pin(sms), "at": sms["at"]} for sms in self.read()["sms"]], _SMS)

    @property
    def chats(self) -> "pd.DataFrame":
        """The messages on the phone, one a row, the newest last: group, sender, text and time."""
        return tables.rows(
            [{column: chat.get(column, "") for column in _CHATS} for chat in self.read()["chats"]], _CHATS
        )

    @property
    def pin(self) -> str:
        """The PIN of the newest SMS. Its repr is a mask. Raises :class:`InputError` if there is none, or if it was used."""
        sms = self.read()["sms"]
        if not sms or sms[-1]["pin"] == MASK:
            summary = "There is no unused PIN on this phone."
            raise errors.not_sent(
                f"{summary} A PIN works once, for ten minutes.",
                "A new one comes by SMS: kaizala.authentication.generate_pin()",
                summary=summary,
            )
        return Secret(sms[-1]["pin"])

    def masked(self, content: PhoneContent) -> PhoneContent:
        """What :meth:`read` gave, with masks in place of PINs: for everything that is saved."""
        return content | {"sms": [sms | {"text": mask_pin(sms), "pin": MASK} for sms in content["sms"]]}

    def unused_pins(self, content: PhoneContent) -> dict[int, str]:
        """The texts of the SMS in what :meth:`read` gave whose PIN nobody has used, by their places in the list."""
        return {number: sms["text"] for number, sms in enumerate(content["sms"]) if sms["pin"] != MASK}

    def lines(self) -> list[str]:
        """What is on the phone in plain text, a line for each SMS and each entry of a chat.

        This text is saved with a notebook, so PINs are masked.
        """
        content, note = self.newest(self.masked(self.read()))
        sms = [f"SMS from Kaizala, {faces.moment(entry['at'])}: {entry['text']}" for entry in content["sms"]]
        chats = [f"{chat['groupName']}, {faces.moment(chat['at'])}, {self.in_words(chat)}" for chat in content["chats"]]
        return [*note, *(faces.cut(line, _MOST_ENTRY_BYTES) for line in sms + chats)]

    def newest(self, content: PhoneContent) -> tuple[PhoneContent, list[str]]:
        """The newest part of what :meth:`read` gave, as much as an output has room for.

        The second value has one line, which says how many entries are left out; it is empty if none are.
        """
        chats = content["chats"]
        texts = [f"{chat['groupName']}, {self.in_words(chat)}" for chat in chats[-_MOST_CHATS:]]
        lines = [faces.cut(text, _MOST_ENTRY_BYTES) for text in texts]
        first = len(chats) - len(lines) + faces.newest(lines, _MOST_BYTES)
        note = [f"And {first:,} before these: see .chats."] if first else []
        return content | {"sms": content["sms"][-_MOST_SMS:], "chats": chats[first:]}, note

    # -- what its owner does -----------------------------------------------------------------------------------------

    def answer(self, card: Any, *values: Any, answers: Sequence[Any] = ()) -> Answered:
        """Answer a poll, a survey or a custom card. A second answer changes the first, as on a phone.

        Args:
            card: The card: its ``actionId`` or ``referenceId``, or what holds one of them: the reply to the request that sent it,
                its form, or a row of a table.
            values: One for each question: the title of an option, a list of titles, a number, a text, or a ``datetime``. None
                answers nothing. One list that holds an answer for each question is taken too.
            answers: The same values as a list, in place of ``values``.

        Returns what came of it: ``Asha answered 3 of 3 questions.``

        Raises:
            InputError: an answer is not of these types, or the service does not accept it.
        """
        card_id = id_of(card, "card")
        read = partial(self._card, card_id)
        try:
            said = [read_answer(value) for value in one_for_each([*values, *answers], read)]
        except ValueError as trouble:
            raise refused(str(trouble)) from None
        try:
            self._sandbox.tap(self.number, kind="answer", actionId=card_id, answers=said)
        except errors.InputError as trouble:
            raise ended.refused(read(), self._sandbox.now) or refused(str(trouble)) from None
        return Answered(self.name or f"The phone {self.ending}", read)

    def _card(self, card_id: str) -> Card:
        """The card with this ``actionId`` or ``referenceId``, as it is now; empty if it is not on the phone."""
        cards = [chat for chat in self.read()["chats"] if chat["kind"] == "card"]
        return next((card for card in cards if card_id in (card["actionId"], card.get("referenceId"))), {})

    def complete(self, job: Any, done: bool = True) -> None:
        """Mark a job as done, or as not done. ``job`` is as the card of :meth:`answer`."""
        self._sandbox.tap(self.number, kind="answer", actionId=id_of(job, "job"), isCompleted=done)

    def send_message(self, group_id: str, text: str) -> None:
        """Send a text to a group."""
        self._sandbox.tap(self.number, kind="message", groupId=group_id, text=text)

    def like(self, reference_id: Any) -> str:
        """Like a message or a card: its ``referenceId``, or what holds it, as in :meth:`answer`. Gives a sentence about it."""
        liked = id_of(reference_id, "message", _REFERENCE)
        self._sandbox.tap(self.number, kind="like", referenceId=liked)
        return self._did("likes", liked)

    def comment(self, reference_id: Any, text: str) -> str:
        """Comment on a message or a card: its ``referenceId``, or what holds it, as in :meth:`answer`. Gives a sentence."""
        commented = id_of(reference_id, "message", _REFERENCE)
        self._sandbox.tap(self.number, kind="comment", referenceId=commented, text=text)
        return self._did("comments on", commented)

    def _did(self, verb: str, reference_id: str) -> Sentence:
        """What was done, with the message in a few words: whoever took another id by mistake sees it."""
        texts = [chat.get("text") for chat in self.read()["chats"] if chat.get("referenceId") == reference_id]
        what = f'"{faces.cut(texts[0], _MOST_WORDS)}"' if texts and texts[0] else "a card"
        return Sentence(f"{self.name or 'The person'} {verb} {what}.")

    def leave(self, group_id: str) -> None:
        """Leave a group, or stop subscribing to a public group."""
        self._sandbox.tap(self.number, kind="leave", groupId=group_id)

    def share_location(self, group_id: str, latitude: float, longitude: float, name: str = "") -> None:
        """Share a place in a group. ``latitude`` and ``longitude`` are in degrees; north and east are positive."""
        place = {"latitude": latitude, "longitude": longitude, "name": name}
        self._sandbox.tap(self.number, kind="location", groupId=group_id, place=place)

    def send_photo(
        self,
        group_id: str,
        picture: bytes,
        latitude: float,
        longitude: float,
        name: str = "",
        content_type: str = "image/jpeg",
    ) -> None:
        """Post a picture in a group, with the place where it was taken.

        Args:
            group_id: The group.
            picture: The bytes of a JPEG; of a PNG with ``content_type="image/png"``.
            latitude: Degrees; north is positive.
            longitude: Degrees; east is positive.
            name: The name of the place.
            content_type: The type of the picture.

        Raises:
            InputError: the picture is not bytes, or the service does not accept it.
        """
        self._sandbox.tap(
            self.number,
            kind="photo",
            groupId=group_id,
            place={"latitude": latitude, "longitude": longitude, "name": name},
            fileContent=base64.b64encode(_bytes(picture)).decode(),
            contentType=content_type,
        )

    def sign_in_on(self, page: str, **query: str) -> "SignInVisit":
        """Sign in on Kaizala's own sign-in page, as in a browser: type the number, read the PIN off this phone, type the PIN.

        Args:
            page: The address of the page: the address of the local Kaizala, and then ``/api/Oauth/Authorize``.
            query: The parameters of the address: ``client_id`` and ``redirect_uri`` of a connector that has a redirect URL.

        Raises:
            InputError, RefusedError: see :func:`~kaizala_nb.course.sandbox.sign_in_page.visit`.
        """
        from kaizala_nb.course.sandbox.sign_in_page import visit

        return visit(page, query, self.number, lambda: self.pin, self._sandbox.url)

    def __repr__(self) -> str:
        return f"<Phone {mask_mobile_number(self.number)}>"


def possible(number: str) -> str:
    """The number in E.164: ``+``, country code, number. Raises :class:`InputError` if it is not a possible mobile number."""
    number = plain(number)
    try:
        if not isinstance(number, str):
            raise ValueError(f'A number is text, in quotes: "+{number}".')
        return parse_mobile_number(number)
    except ValueError as trouble:
        todo = 'Give the whole number, with its country code and in quotes: "+447700900001".'
        raise errors.not_sent(str(trouble), todo) from None


def _bytes(picture: Any) -> bytes:
    if not isinstance(picture, bytes | bytearray | memoryview):
        raise errors.InputError(f"A picture is bytes, such as the content of a file, not {type(picture).__name__}.")
    return bytes(picture)


def mask_pin(sms: dict[str, Any]) -> str:
    """The text of an SMS, with a mask in place of its PIN."""
    return sms["text"].replace(str(sms["pin"]), MASK)
