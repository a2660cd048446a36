"""The calls for subscribers: add, remove, and list a page at a time."""

import base64
import binascii
from typing import Annotated, Any

from kaizala_nb.emulator import access, bodies, queries
from kaizala_nb.emulator.caller import Caller
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.errors import CURSOR_UNKNOWN, Refusal
from kaizala_nb.emulator.groups import shapes
from kaizala_nb.emulator.permissions import ADD, GET, GROUP_MEMBERS, REMOVE, Permission
from kaizala_nb.emulator.routes import Routes
from kaizala_nb.emulator.subscribers import rules
from kaizala_nb.emulator.wire import Text, Whole, Wire, between

LARGEST_PAGE = 50  # documented


class SubscriberNumbers(Wire):
    """``{"subscribers": ["+…"]}``. As many as a body holds."""

    subscribers: list[Text]


class PageRequest(Wire):
    """Which page: from where on, and how many."""

    cursor: Text = ""
    count: Annotated[Whole, between(1, 2**53)] = LARGEST_PAGE


routes = Routes()


@routes.route("PUT", "/v1/groups/<group_id>/subscribers/add", Permission(GROUP_MEMBERS, ADD))
def add_subscribers(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """Add subscribers to a public group, by number. Evidence: 18."""
    return {"result": rules.add(transaction, caller.user_id, group_id, bodies.read(SubscriberNumbers).subscribers)}


@routes.route("PUT", "/v1/groups/<group_id>/subscribers/remove", Permission(GROUP_MEMBERS, REMOVE))
def remove_subscribers(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """Remove subscribers from a public group, by number. Evidence: 20."""
    return {"result": rules.remove(transaction, caller.user_id, group_id, bodies.read(SubscriberNumbers).subscribers)}


@routes.route("POST", "/v1/groups/<group_id>/subscribers", Permission(GROUP_MEMBERS, GET))
def list_subscribers(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """List the subscribers of a public group, a page at a time. Evidence: 19."""
    request = bodies.read_optional(PageRequest)
    return _page(transaction, caller, group_id, request.cursor, request.count)


@routes.route("GET", "/v1/groups/<group_id>/subscribers", Permission(GROUP_MEMBERS, GET))
def first_subscribers(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """List the subscribers of a public group, as a client asked for them. Evidence: v1."""
    count = queries.whole("count", LARGEST_PAGE, 1, LARGEST_PAGE)
    return _page(transaction, caller, group_id, queries.text("cursor"), count)


def _page(transaction: Transaction, caller: Caller, group_id: str, cursor: str, count: int) -> dict[str, Any]:
    count = min(count, LARGEST_PAGE)
    group, _ = access.reach_as_member(transaction, caller.user_id, group_id)
    rules.public(group)
    rows = transaction.subscriptions.page(group["id"], _position(cursor), count + 1)
    more = _cursor(rows[count - 1]["seq"]) if len(rows) > count else None
    return {"subscribers": [shapes.subscriber(row) for row in rows[:count]], "cursor": more}


def _cursor(position: int) -> str:
    return base64.urlsafe_b64encode(f"after:{position}".encode()).decode()


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, position = (
            base64.b64decode(cursor.encode(), altchars=b"-_", validate=True).decode("ascii").partition(":")
        )
    except (binascii.Error, ValueError):
        raise Refusal(CURSOR_UNKNOWN) from None
    if word != "after" or not position.isdigit() or len(position) > 18:
        raise Refusal(CURSOR_UNKNOWN)
    return int(position)
