"""What a phone shows, as a dictionary: the page draws it, and it is saved with a notebook. It holds no PIN that waits."""

import json
from typing import Any

from kaizala_nb.course.sandbox.phone import Phone, PhoneContent
from kaizala_nb.course.sandbox.phone_words import card_name
from kaizala_nb.course.widgets import card as cards
from kaizala_nb.course.widgets.phone_files import PhoneFiles, bounded
from kaizala_nb.toolkit.display import faces

_MOST_TEXT_BYTES, _MOST_NAME_BYTES = 2_000, 200  # of one text, and of a name, in an output
_MOST_BYTES = 70_000  # of all entries together, without pictures
_MOST_COMMENTS = 10
_CARDS = ("Poll", "LetsMeet", "Job", "Survey", "Announcement")
_PLACES = ("ShareLocation", "PhotoWithLocation")


def drawn(phone: Phone, files: PhoneFiles, content: PhoneContent, seen: tuple[int, int]) -> dict[str, Any]:
    """What the browser draws: the newest part of what is on the phone, with masks in place of PINs.

    It has the phone's ``title``, and for its head ``owner``, ``initials`` and ``ending``; ``empty``, a sentence for a phone with
    nothing on it; ``before``, a sentence about what is left out; and ``key``, which typed text is kept under. ``parts`` are the
    SMS and each group, that with the newest entry last: a part has a ``key``, a ``title`` and ``entries``. For an entry see
    :func:`_entry`. ``seen`` is how many SMS and how many entries of chats were there at the last send: what comes after is new.
    """
    newest, note = phone.newest(phone.masked(content))
    first_sms, first_chat = (len(content[name]) - len(newest[name]) for name in ("sms", "chats"))
    unused = phone.unused_pins(content)
    sms = [
        _sms(one, number, number in unused) | {"new": number >= seen[0]}
        for number, one in enumerate(newest["sms"], first_sms)
    ]
    chats = [
        (chat, _entry(phone, files, chat, number) | {"new": number >= seen[1]})
        for number, chat in enumerate(newest["chats"], first_chat)
    ]
    left_out = _too_many([entry for _, entry in chats])
    chats = chats[left_out:]
    bounded([entry for _, entry in chats])
    count = first_chat + left_out
    return {
        "title": phone.title,
        "owner": faces.cut(phone.owner, _MOST_NAME_BYTES),
        "initials": phone.initials,
        "ending": phone.ending,
        "empty": f"Nothing yet. What is sent to {_receiver(phone)} arrives here.",
        "before": f"And {count:,} before these: see .chats." if left_out else " ".join(note),
        "key": f"phone {phone.number}",
        "parts": _parts(sms, chats, content),
    }


def _receiver(phone: Phone) -> str:
    if phone.number == phone.you:
        return "you"
    return faces.isolated(faces.cut(phone.name, _MOST_NAME_BYTES)) or "this phone"


def _parts(
    sms: list[dict[str, Any]], chats: list[tuple[dict[str, Any], dict[str, Any]]], content: PhoneContent
) -> list[dict[str, Any]]:
    people = {group["groupId"]: _people(group) for group in content.get("groups", ())}
    parts: dict[str, dict[str, Any]] = {}
    if sms:
        parts["sms"] = {"key": "sms", "title": "SMS from Kaizala", "entries": sms}
    for chat, entry in chats:
        group = chat["groupId"]
        if group not in parts:
            title = faces.cut(chat["groupName"], _MOST_NAME_BYTES) + people.get(group, "")
            parts[group] = {"key": group, "title": title, "entries": []}
        parts[group]["entries"].append(entry)
    return sorted(parts.values(), key=lambda part: part["entries"][-1]["at"])


def _people(group: dict[str, Any]) -> str:
    """How many people are in a group, in words that follow its name."""
    count = group["people"]
    if subscribers := group.get("subscribers"):  # an earlier release does not say it
        return f", {faces.count(count - subscribers, 'member')}, {faces.count(subscribers, 'subscriber')}"
    return ", 1 person" if count == 1 else f", {count:,} people"


def _too_many(entries: list[dict[str, Any]]) -> int:
    """How many of the oldest entries are left out, so that the others have a bound. The newest stays, whatever its size."""
    left = _MOST_BYTES
    for number in range(len(entries) - 1, -1, -1):
        shown = entries[number] | {"files": [file | {"still": ""} for file in entries[number]["files"]]}
        left -= len(json.dumps(shown, ensure_ascii=False))
        if left < 0:
            return min(number + 1, len(entries) - 1)
    return 0


def _sms(sms: dict[str, Any], number: int, waits: bool) -> dict[str, Any]:
    entry = _plain(str(number), number, sms["at"]) | {"kind": "sms", "who": "Kaizala", "text": sms["text"]}
    return entry | ({"waits": True} if waits else {"note": "Used, or too old."})


def _plain(key: str, number: int, at: int) -> dict[str, Any]:
    """What every entry has."""
    said = {"kind": "system", "who": "", "own": False, "text": "", "note": "", "likes": 0, "comments": []}
    return {"key": key, "number": number, "at": at} | said | {"files": [], "place": "", "card": None}


def _entry(phone: Phone, files: PhoneFiles, chat: dict[str, Any], number: int) -> dict[str, Any]:
    """An entry of a chat: ``key``, ``number``, ``at`` in milliseconds since 1970, ``kind`` ("message", "system", "card"), ``text``.

    A message and a card have ``who`` sent it, whether it is the ``own`` one of the phone's owner, the number of ``likes``, and
    ``comments`` with ``who`` and ``text``. A card has ``files`` (see :class:`PhoneFiles`), a ``place`` in words, and a ``card``
    if there is more to it; see :func:`kaizala_nb.course.widgets.card.content`. An SMS that ``waits`` has a mask in its text,
    and the browser alone is told the true text.
    """
    entry = _plain(f"chat-{number}", number, chat["at"])
    if chat["kind"] not in ("message", "card"):
        return entry | {"text": _cut(_sentence(phone.in_words(chat)))}
    comments = [{"who": phone.who(one["from"], one["fromName"]), "text": _cut(one["text"])} for one in chat["comments"]]
    entry |= {
        "kind": chat["kind"],
        "own": chat["own"],
        "text": _cut(chat["text"]),
        "who": faces.cut(phone.who(chat["from"], chat["fromName"]), _MOST_NAME_BYTES),
        "likes": chat["likes"],
        "comments": comments[-_MOST_COMMENTS:],
    }
    return entry | _drawn_card(phone, files, chat) if chat["kind"] == "card" else entry


def _drawn_card(phone: Phone, files: PhoneFiles, chat: dict[str, Any]) -> dict[str, Any]:
    kind, details = chat["actionType"], chat["details"]
    drawn = {"files": [files.drawn(file) for file in chat.get("files", ())]}
    if kind in _PLACES:
        name = details.get("name") or ""
        coordinates = f"{details['latitude']:g}, {details['longitude']:g}"
        return drawn | {"text": "", "place": f"{faces.isolated(_cut(name))} ({coordinates})" if name else coordinates}
    if kind in _CARDS or card_name(kind) == "a custom card":
        return drawn | {"text": "", "card": cards.content(phone, chat)}
    return drawn | {"text": _cut(details.get("caption") or "")}


def _sentence(words: str) -> str:
    """Words that begin with one of ours, as a sentence; a name stays as its owner writes it."""
    return words[0].upper() + words[1:] if words.startswith(("the ", "welcome ", "reminder ")) else words


def _cut(text: str) -> str:
    return faces.cut(text, _MOST_TEXT_BYTES)
