"""The calls for bots: whoever makes a bot lists, changes and deletes it; the admin of a group adds it there."""

import secrets
import sqlite3
from typing import Annotated, Any

from kaizala_nb.emulator import bodies
from kaizala_nb.emulator.access import MEMBER, reach_as_admin
from kaizala_nb.emulator.caller import Caller
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.errors import BOT_UNKNOWN, FIELD_MISSING, Plain, Refusal
from kaizala_nb.emulator.groups.rules import join, leave
from kaizala_nb.emulator.identifiers import new_id
from kaizala_nb.emulator.permissions import ADD, BOT_MASK, BOTS, GET, REMOVE, UPDATE, Permission, scope
from kaizala_nb.emulator.resource import files_of
from kaizala_nb.emulator.routes import Routes
from kaizala_nb.emulator.tokens import ACCESS_SECONDS
from kaizala_nb.emulator.values import LONGEST_NAME
from kaizala_nb.emulator.wire import Filled, FilledId, Text, Wire, at_most, endpoint_url


class CreateBot(Wire):
    """A name, and a picture."""

    name: Annotated[Filled, at_most(LONGEST_NAME, "characters")]
    profile_pic: Text = ""


class UpdateBot(Wire):
    """Either of them, or both."""

    name: Annotated[Filled, at_most(LONGEST_NAME, "characters")] | None = None
    profile_pic: Text | None = None


class AddBot(Wire):
    """Which bot."""

    bot_user_id: FilledId


routes = Routes()


def own(transaction: Transaction, caller: Caller, bot_user_id: str) -> sqlite3.Row:
    bot = transaction.bots.find(bot_user_id.strip())
    if bot is None or bot["creator_id"] != caller.user_id:
        raise Refusal(BOT_UNKNOWN)
    return bot


@routes.route("POST", "/v1/bot", Permission(BOTS, ADD))
def create_bot(transaction: Transaction, caller: Caller) -> dict[str, Any]:
    """Make a bot. Evidence: 41."""
    body, bot_id = bodies.read(CreateBot), new_id()
    transaction.bots.put(bot_id, _number(), body.name, _picture(body.profile_pic), caller.user_id)
    return {"botUserId": bot_id}


@routes.route("GET", "/v1/bot", Permission(BOTS, GET))
def list_bots(transaction: Transaction, caller: Caller) -> dict[str, Any]:
    """List the caller's bots. Evidence: 42."""
    return {"bots": [_bot(transaction, row) for row in transaction.bots.of_creator(caller.user_id)]}


@routes.route("GET", "/v1/bot/accesstoken/<bot_user_id>", Permission(BOTS, GET))
def bot_token(transaction: Transaction, caller: Caller, bot_user_id: str) -> dict[str, Any]:
    """Give an access token for a bot. Evidence: 43."""
    bot, now = own(transaction, caller, bot_user_id), transaction.now
    token = transaction.tokens.issue(
        user_id=bot["user_id"],
        number=bot["number"],
        application_id="",
        permissions=BOT_MASK,
        data=None,
        now=now,
        lifetime=ACCESS_SECONDS,
    )
    return {
        "accessToken": token,
        "accessTokenExpiry": now + ACCESS_SECONDS * 1000,
        "scope": scope(BOT_MASK),
        "endpointUrl": endpoint_url(),
    }


@routes.route("PUT", "/v1/bot/<bot_user_id>", Permission(BOTS, UPDATE))
def update_bot(transaction: Transaction, caller: Caller, bot_user_id: str) -> dict[str, Any]:
    """Change a bot's name or picture. Evidence: 44."""
    bot, body = own(transaction, caller, bot_user_id), bodies.read(UpdateBot)
    if body.name is None and body.profile_pic is None:
        raise Refusal(FIELD_MISSING, field=Plain("name"))
    if body.name is not None:
        transaction.users.rename(bot["user_id"], body.name)
    if body.profile_pic is not None:
        transaction.bots.picture(bot["user_id"], _picture(body.profile_pic))
    return {}


@routes.route("DELETE", "/v1/bot/<bot_user_id>", Permission(BOTS, REMOVE))
def delete_bot(transaction: Transaction, caller: Caller, bot_user_id: str) -> dict[str, Any]:
    """Delete a bot, which leaves its groups. Evidence: 45."""
    bot = own(transaction, caller, bot_user_id)
    for group in transaction.groups.of_member(bot["user_id"]):
        leave(transaction, group["id"], caller.user_id, bot["user_id"])
    transaction.bots.delete(bot["user_id"])
    return {}


@routes.route("POST", "/v1/groups/<group_id>/bot", Permission(BOTS, ADD))
def add_bot(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """Add a bot to a group. Evidence: 21."""
    body = bodies.read(AddBot)
    group = reach_as_admin(transaction, caller.user_id, group_id)
    bot = own(transaction, caller, body.bot_user_id)
    join(transaction, group["id"], caller.user_id, bot["user_id"], MEMBER)
    return {}


def _number() -> str:
    """A number that nobody can have: no country has the code 999."""
    return f"+999{secrets.randbelow(10**12):012}"


def _picture(resource: str) -> str:
    return files_of(resource, "profilePic")[0]["url"] if resource else ""


def _bot(transaction: Transaction, row: sqlite3.Row) -> dict[str, Any]:
    return {
        "botUserId": row["user_id"],
        "name": row["name"],
        "profilePic": row["picture"],
        "tenantId": transaction.tenant_id,
        "creatorId": row["creator_id"],
        "creator": row["creator_number"],
        "creatorName": row["creator_name"],
        "creatorProfilePic": "",
        "status": "Active",
    }
