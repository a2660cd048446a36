"""What a person does on their phone: answer, write, like, comment, leave, share a location, post a picture with its location."""

import base64
import binascii
from typing import Annotated, Any

from kaizala_nb.emulator.access import SUBSCRIBER, reach
from kaizala_nb.emulator.actions import rules as actions
from kaizala_nb.emulator.actions.kind import Card
from kaizala_nb.emulator.actions.kinds import KINDS
from kaizala_nb.emulator.actions.location import Location
from kaizala_nb.emulator.content import rules as content
from kaizala_nb.emulator.core import Emulator, Transaction
from kaizala_nb.emulator.errors import GROUP_UNKNOWN, TAP_REFUSED, Plain, Refusal
from kaizala_nb.emulator.groups.rules import remove_member
from kaizala_nb.emulator.identifiers import new_id
from kaizala_nb.emulator.media_types import IMAGE, File, kind_of, media_type
from kaizala_nb.emulator.reactions.rules import react
from kaizala_nb.emulator.resource import address
from kaizala_nb.emulator.values import LONGEST_TEXT, MOST_FILE_BYTES
from kaizala_nb.emulator.wire import Flag, Id, Text, Wire, at_most, endpoint_url, one_of

MOST_BYTES = MOST_FILE_BYTES * 4 // 3 + 100_000
KINDS_OF_TAPS = ("answer", "message", "like", "comment", "leave", "location", "photo")


class Tap(Wire):
    """One thing that a person does. ``referenceId`` or ``actionId`` says what it is about, ``groupId`` where it happens."""

    kind: Annotated[str, one_of(*KINDS_OF_TAPS)]
    reference_id: Id = ""
    action_id: Id = ""
    group_id: Id = ""
    answers: list[Any] = []
    is_completed: Flag = True
    text: Annotated[Text, at_most(LONGEST_TEXT, "characters")] = ""
    place: Location | None = None
    file_content: Text = ""
    content_type: Text = ""


def carry_out(emulator: Emulator, number: str, tap: Tap) -> dict[str, Any]:
    """Do what a person does. Raises Refusal: 404 for what is not on the phone, 400 for what cannot be done."""
    with emulator.transaction() as transaction:
        user_id = transaction.users.of_number(number)["id"]
        return _TAPS[tap.kind](transaction, user_id, tap)


def _answer(transaction: Transaction, user_id: str, tap: Tap) -> dict[str, Any]:
    """Answer a card. Whoever has answered it changes that answer; a request may not do that for a survey."""
    row = transaction.actions.find_anywhere(tap.action_id or tap.reference_id)
    if row is None:
        raise Refusal(TAP_REFUSED, reason=Plain("there is no such card"))
    body = {"isCompleted": tap.is_completed} if row["kind"] == "Job" else {"answers": tap.answers}
    before = transaction.actions.response_of(row["id"], user_id)
    if KINDS[row["kind"]].many(Card(transaction, row)):
        before = None
    response_id = actions.respond(
        transaction,
        user_id,
        row["group_id"],
        row["id"],
        body,
        kind=None,
        package_id="",
        response_id=before["id"] if before else "",
    )
    return {"responseId": response_id}


def _write(transaction: Transaction, user_id: str, tap: Tap) -> dict[str, Any]:
    if not tap.text.strip():
        raise Refusal(TAP_REFUSED, reason=Plain("a message needs a text"))
    reference_id, _ = content.send(
        transaction, user_id, tap.group_id, tap.text, subscribers=(), to_all=False, reply_to=tap.reference_id
    )
    return {"referenceId": reference_id}


def _react(transaction: Transaction, user_id: str, tap: Tap) -> dict[str, Any]:
    if tap.kind == "comment" and not tap.text.strip():
        raise Refusal(TAP_REFUSED, reason=Plain("a comment needs a text"))
    if not tap.reference_id or tap.reference_id not in transaction.events.references_seen_by(user_id):
        raise Refusal(TAP_REFUSED, reason=Plain("nothing with this reference is on the phone"))
    return {"reactionId": react(transaction, user_id, tap.reference_id, tap.kind.capitalize(), tap.text)}


def _leave(transaction: Transaction, user_id: str, tap: Tap) -> dict[str, Any]:
    group, role = reach(transaction, user_id, tap.group_id)
    if role == SUBSCRIBER:
        last = transaction.events.happen(group["id"], "unsubscribed", transaction.now, actor_id=user_id)
        transaction.subscriptions.remove(group["id"], user_id, last)
    elif transaction.groups.role(group["id"], user_id) is None:
        raise Refusal(GROUP_UNKNOWN)
    else:
        remove_member(transaction, user_id, group["id"], user_id)
    return {}


def _share(transaction: Transaction, user_id: str, tap: Tap) -> dict[str, Any]:
    if tap.place is None:
        raise Refusal(TAP_REFUSED, reason=Plain("a place is missing"))
    body = dict(tap.place.long)
    if tap.kind == "photo":
        body["imageUrl"] = _picture(transaction, user_id, tap)
    kind = KINDS["ShareLocation" if tap.kind == "location" else "PhotoWithLocation"]
    receipt = actions.send(transaction, user_id, tap.group_id, kind, "", body)
    return {"referenceId": receipt.reference_id, "actionId": receipt.action_id}


def _picture(transaction: Transaction, user_id: str, tap: Tap) -> str:
    try:
        content = base64.b64decode("".join(tap.file_content.split()), validate=True)
    except (binascii.Error, ValueError):
        content = b""
    file = File("photo", media_type(tap.content_type), content)
    if not content or kind_of([file]) != IMAGE:
        raise Refusal(TAP_REFUSED, reason=Plain("a picture is missing: JPEG or PNG, in base64"))
    media_id = new_id()
    transaction.media.put(media_id, file.name, file.type, user_id, transaction.now, content)
    return address(endpoint_url(), media_id, file.type)


_TAPS = {
    "answer": _answer,
    "message": _write,
    "like": _react,
    "comment": _react,
    "leave": _leave,
    "location": _share,
    "photo": _share,
}
