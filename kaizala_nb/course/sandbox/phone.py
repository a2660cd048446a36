"""Somebody's phone: what it shows, and what its owner does on it."""

import base64
from typing import TYPE_CHECKING, Any

from kaizala_nb.course.kinds.mobile_number import mask_mobile_number, parse_mobile_number
from kaizala_nb.course.kinds.values import read_answer
from kaizala_nb.course.sandbox.sandbox import Sandbox
from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.masking import MASK, Secret
from kaizala_nb.toolkit.collection.plain import plain
from kaizala_nb.toolkit.display import faces

if TYPE_CHECKING:
    import pandas as pd

    from kaizala_nb.course.sandbox.page_visit import PageVisit


_SMS = {"text": "string", "at": "time"}
_CHATS = {"groupName": "string", "from": "string", "text": "string", "at": "time"}
_MOST_SMS = 20  # in an output; each makes the one before it void
_MOST_SHOWN, _MOST_BYTES, _MOST_LINE = 200, 50_000, 2_000  # entries in an output, their bytes, and those of one


class Phone:
    """Somebody's phone: its SMS and its chats, as they are now.

    ``name`` is what it is shown under; ``you`` the number of whoever sits at the notebook, who is "you" on every phone.
    """

    def __init__(self, sandbox: Sandbox, number: str, name: str = "", you: str = "") -> None:
        self.number = number
        self.name = name
        self.you = you
        self._sandbox = sandbox

    def read(self) -> dict[str, list[dict[str, Any]]]:
        """``{"sms": [...], "chats": [...]}``, oldest first; see :meth:`Sandbox.read_phone`."""
        return self._sandbox.read_phone(self.number)

    @property
    def sms(self) -> "pd.DataFrame":
        """The SMS on it: text and time. PINs are masked here; see :attr:`pin`."""
        return tables.rows([{"text": mask_pin(sms), "at": sms["at"]} for sms in self.read()["sms"]], _SMS)

    @property
    def chats(self) -> "pd.DataFrame":
        """The messages on it: group, sender, text and time, newest last."""
        return tables.rows(
            [{column: chat.get(column, "") for column in _CHATS} for chat in self.read()["chats"]], _CHATS
        )

    @property
    def pin(self) -> str:
        """The PIN of the newest SMS, if nobody has used it. Its repr is a mask."""
        sms = self.read()["sms"]
        if not sms or sms[-1]["pin"] == MASK:
            summary = "There is no unused PIN on this phone."
            raise errors.not_sent(
                f"{summary} A PIN works once, for ten minutes.",
                "Run Step1 - Generate Pin: a new one comes by SMS.",
                summary=summary,
            )
        return Secret(sms[-1]["pin"])

    @property
    def title(self) -> str:
        """ "Asha's phone …0002"."""
        whose = (
            f"{faces.isolated(self.name)}'s phone"
            if self.name
            else "Your phone"
            if self.number == self.you
            else "Phone"
        )
        return f"{whose} …{self.number[-4:]}"

    def masked(self, held: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
        """What :meth:`read` gave, for where it is saved: without its PINs."""
        return held | {"sms": [sms | {"text": mask_pin(sms), "pin": MASK} for sms in held["sms"]]}

    def lines(self) -> list[str]:
        """What is on it, a line each, as it is read aloud. This text is saved with a notebook, so PINs are masked here."""
        held, before = self.lately(self.masked(self.read()))
        sms = [f"SMS from Kaizala, {faces.moment(entry['at'])}: {entry['text']}" for entry in held["sms"]]
        chats = [f"{chat['groupName']}, {faces.moment(chat['at'])}, {self.said(chat)}" for chat in held["chats"]]
        return [*before, *(faces.cut(line, _MOST_LINE) for line in sms + chats)]

    def lately(self, held: dict[str, list[dict[str, Any]]]) -> tuple[dict[str, list[dict[str, Any]]], list[str]]:
        """Of what :meth:`read` gave the newest, as much as an output has room for; and a line on how many came before, if any."""
        chats = held["chats"]
        lines = [faces.cut(f"{chat['groupName']}, {self.said(chat)}", _MOST_LINE) for chat in chats[-_MOST_SHOWN:]]
        first = len(chats) - len(lines) + faces.newest(lines, _MOST_BYTES)
        before = [f"And {first:,} before these: see .chats."] if first else []
        return {"sms": held["sms"][-_MOST_SMS:], "chats": chats[first:]}, before

    # -- what its owner does -----------------------------------------------------------------------------------------

    def answer(self, card: str, *answers: Any) -> None:
        """Answer a poll, a survey or a custom card: one answer a question.

        Args:
            card: Its ``actionId`` or ``referenceId``.
            answers: The title of an option, a list of titles, a number, a text, a ``datetime``; None for a question that is
                left out.
        """
        try:
            given = [read_answer(answer) for answer in answers]
        except ValueError as trouble:
            raise errors.InputError(str(trouble)) from None
        self._sandbox.tap(self.number, kind="answer", actionId=card, answers=given)

    def complete(self, job: str, done: bool = True) -> None:
        """Mark a job as done, or not done; ``job`` is its ``actionId`` or ``referenceId``."""
        self._sandbox.tap(self.number, kind="answer", actionId=job, isCompleted=done)

    def send_message(self, group_id: str, text: str) -> None:
        """Write to a group."""
        self._sandbox.tap(self.number, kind="message", groupId=group_id, text=text)

    def like(self, reference_id: str) -> None:
        """Like something that was sent."""
        self._sandbox.tap(self.number, kind="like", referenceId=reference_id)

    def comment(self, reference_id: str, text: str) -> None:
        """Comment on something that was sent."""
        self._sandbox.tap(self.number, kind="comment", referenceId=reference_id, text=text)

    def leave(self, group_id: str) -> None:
        """Leave a group, or stop to subscribe."""
        self._sandbox.tap(self.number, kind="leave", groupId=group_id)

    def share_location(self, group_id: str, latitude: float, longitude: float, name: str = "") -> None:
        """Share a place in a group. Degrees, north and east positive."""
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
        """Post a picture, and where it was taken, in a group. ``picture`` is a JPEG or, by ``content_type``, a PNG."""
        self._sandbox.tap(
            self.number,
            kind="photo",
            groupId=group_id,
            place={"latitude": latitude, "longitude": longitude, "name": name},
            fileContent=base64.b64encode(_bytes(picture)).decode(),
            contentType=content_type,
        )

    def sign_in_on(self, page: str, **query: str) -> "PageVisit":
        """Sign in on Kaizala's own page, as in a browser: type the number, read the PIN off this phone, type that.

        Args:
            page: The page's address: that of the local Kaizala, and ``/api/Oauth/Authorize``.
            query: What stands behind it: ``client_id`` and ``redirect_uri``, those of a connector with a redirect URL.
        """
        from kaizala_nb.course.sandbox.page_visit import visit

        return visit(page, query, self.number, lambda: self.pin, self._sandbox.url)

    # -- in words ----------------------------------------------------------------------------------------------------

    def who(self, number: str | None, name: str | None) -> str:
        """How somebody is called on this phone: "you", the name of its owner, their own name, or their number, masked."""
        if number == self.you:
            return "you"
        known = (self.name if number == self.number else "") or name
        return faces.isolated(known) if known else mask_mobile_number(number or "")

    def said(self, chat: dict[str, Any]) -> str:
        """An entry of a chat in words: "you: Hello", "Asha was added"."""
        sender = self.who(chat["from"], chat.get("fromName"))
        text = faces.isolated(chat.get("text") or "")
        if chat["kind"] == "message":
            return f"{sender}: {text}" + _liked(chat)
        if chat["kind"] == "card":
            answered = (
                f" Answered: {faces.isolated(_words(chat['answers'], chat['questions']))}." if chat["answers"] else ""
            )
            return f"{sender} sent {_name(chat['actionType'])}: {text}{answered}" + _liked(chat)
        if chat["kind"] == "reminder":
            return f"{sender} reminds of: {text}"
        if chat["kind"] == "welcome":
            return f"welcome message: {text}"
        if chat["event"] == "created":
            return f"the group was created by {sender}"
        if chat["event"] in ("subscribed", "unsubscribed"):
            return chat["text"]
        member = self.who(chat.get("member"), chat.get("memberName"))
        are = "are" if member == "you" else "is"
        if chat["event"] == "role":
            return f"{member} {are} now {'an admin' if chat['role'] == 'Admin' else 'a member'}"
        return f"{member} {'were' if member == 'you' else 'was'} {chat['event']}"

    def __repr__(self) -> str:
        return f"<Phone {mask_mobile_number(self.number)}>"


def possible(number: str) -> str:
    """A number in E.164. Raises :class:`InputError` with a sentence when it is none."""
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
        raise errors.InputError(f"The picture is bytes, as of a file that was read, and not {type(picture).__name__}.")
    return bytes(picture)


def mask_pin(sms: dict[str, Any]) -> str:
    """The text of an SMS without its PIN."""
    return sms["text"].replace(str(sms["pin"]), MASK)


def _liked(chat: dict[str, Any]) -> str:
    """Likes and comments, in words."""
    likes = f" ({faces.count(chat['likes'], 'like')})" if chat["likes"] else ""
    return likes + "".join(f" · comment: {faces.isolated(comment['text'])}" for comment in chat["comments"])


def _name(action_type: str) -> str:
    """ "a poll", "an image", "a custom card"."""
    if "." in action_type or "-" in action_type:
        return "a custom card"
    words = {"LetsMeet": "a meeting", "ShareLocation": "a place", "PhotoWithLocation": "a picture with its place"}
    name = action_type.lower()
    return words.get(action_type, f"{'an' if name[0] in 'aeiou' else 'a'} {name}")


def _words(answers: list[Any], questions: list[dict[str, Any]]) -> str:
    """Answers to questions, as one says them."""
    types = [question["type"] for question in questions] + [""] * len(answers)
    return "; ".join(_word(answer, type) for answer, type in zip(answers, types, strict=False))


def _word(answer: Any, type: str) -> str:
    """One of them: options with commas, a whole number without its ".0", a time by the calendar, a place or file by its name."""
    if answer is None:
        return "–"
    if isinstance(answer, list):
        return ", ".join(_word(part, type) for part in answer)
    if isinstance(answer, dict):
        return str(answer.get("n") or answer.get("mediaFileName") or f"{answer.get('lt')}, {answer.get('lg')}")
    if isinstance(answer, float) and answer.is_integer():
        answer = int(answer)
    return faces.moment(answer) if type == "DateTime" and isinstance(answer, int) else str(answer)
