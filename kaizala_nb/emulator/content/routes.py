"""The call that sends a message."""

from typing import Annotated, Any

from kaizala_nb.emulator import bodies, queries
from kaizala_nb.emulator.caller import Caller
from kaizala_nb.emulator.content import rules
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.permissions import ADD, TEXT_MESSAGE, Permission
from kaizala_nb.emulator.routes import Routes
from kaizala_nb.emulator.wire import Filled, Flag, Id, Text, Wire, at_most

LONGEST_MESSAGE = 4000  # characters; 1000 in earlier documentation


class SendMessage(Wire):
    """Only the text is needed."""

    message: Annotated[Filled, at_most(LONGEST_MESSAGE, "characters")]
    subscribers: list[Text] = []
    send_to_all_subscribers: Flag = False
    reply_to_reference_id: Id = ""


routes = Routes()


@routes.route("POST", "/v1/groups/<group_id>/messages", Permission(TEXT_MESSAGE, ADD))
def send_message(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """Send a text to a group, or to subscribers of it. Evidence: 26."""
    body = bodies.read(SendMessage)
    reference_id, failed = rules.send(
        transaction,
        caller.user_id,
        group_id,
        body.message,
        subscribers=body.subscribers,
        to_all=body.send_to_all_subscribers or queries.flag("sendToAll"),
        reply_to=body.reply_to_reference_id,
    )
    return {"referenceId": reference_id, "failedResult": failed or None}
