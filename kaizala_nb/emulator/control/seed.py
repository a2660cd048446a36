"""Put in objects with given ids, all of them or none: ids that stand in a tutorial, objects that a test needs."""

import sqlite3
from typing import Annotated, Any

from kaizala_nb.emulator import numbers
from kaizala_nb.emulator.access import MEMBER
from kaizala_nb.emulator.core import Emulator, Transaction
from kaizala_nb.emulator.errors import PERMISSIONS_INVALID, SEED_CONFLICT, Plain, Refusal
from kaizala_nb.emulator.identifiers import new_id, new_secret
from kaizala_nb.emulator.permissions import FULL_MASK, parse
from kaizala_nb.emulator.values import GROUP_TYPES, ROLES
from kaizala_nb.emulator.wire import Filled, FilledId, Id, Text, Wire, one_of


class SeedUser(Wire):
    """A person; the id is new if none is given."""

    id: Id = ""
    mobile_number: Filled
    name: Text = ""


class SeedMember(Wire):
    """A member of a group."""

    mobile_number: Filled
    role: Annotated[str, one_of(*ROLES)] = MEMBER


class SeedGroup(Wire):
    """A group with its members; its first admin is the one who made it. Only a public group has ``subscribers``."""

    group_id: FilledId
    group_name: Filled
    welcome_message: Text = ""
    group_type: Annotated[str, one_of(*GROUP_TYPES)] = "Group"
    members: list[SeedMember] = []
    subscribers: list[Filled] = []


class SeedConnector(Wire):
    """A connector; every permission if none are named."""

    application_id: FilledId
    application_secret: Id = ""
    name: Text = "Seeded connector"
    permissions: Text = FULL_MASK


class Seed(Wire):
    """All that may be put in."""

    users: list[SeedUser] = []
    groups: list[SeedGroup] = []
    connectors: list[SeedConnector] = []


MOST_BYTES = 50_000_000


def plant(emulator: Emulator, seed: Seed) -> dict[str, Any]:
    """Put everything in. Gives ``users`` and ``connectors`` with their ids and secrets, and the ids of ``groups``."""
    with emulator.transaction() as transaction:
        return {
            "users": [_user(transaction, user) for user in seed.users],
            "groups": [_group(transaction, group) for group in seed.groups],
            "connectors": [_connector(transaction, connector) for connector in seed.connectors],
        }


def _user(transaction: Transaction, user: SeedUser) -> dict[str, Any]:
    number, user_id = numbers.required(user.mobile_number), user.id or new_id()
    try:
        transaction.users.put(user_id, number, user.name)
    except sqlite3.IntegrityError:
        there = transaction.users.of_number(number)
        if user.id and there["id"] != user.id:
            raise Refusal(SEED_CONFLICT, what=Plain("A person of this id or number")) from None
        user_id = there["id"]
        transaction.users.rename(user_id, user.name)
    return {"id": user_id, "mobileNumber": number, "name": user.name}


def _group(transaction: Transaction, group: SeedGroup) -> dict[str, Any]:
    groups, events, now = transaction.groups, transaction.events, transaction.now
    try:
        groups.put(group.group_id, group.group_name, group.welcome_message, group.group_type)
    except sqlite3.IntegrityError:
        raise Refusal(SEED_CONFLICT, what=Plain("A group of this id")) from None
    people = {transaction.users.of_number(numbers.required(one.mobile_number))["id"]: one.role for one in group.members}
    maker = next((user_id for user_id, role in people.items() if role != MEMBER), None)
    created = events.happen(group.group_id, "created", now, actor_id=maker)
    for user_id, role in people.items():
        first = (
            created
            if user_id == maker
            else events.happen(group.group_id, "added", now, actor_id=maker, member_id=user_id)
        )
        groups.add(group.group_id, user_id, role, first)
    if group.subscribers:
        first = events.happen(group.group_id, "subscribed", now, actor_id=maker)
        for number in dict.fromkeys(map(numbers.required, group.subscribers)):
            transaction.subscriptions.add(group.group_id, transaction.users.of_number(number)["id"], first)
    return {"groupId": group.group_id, "groupName": group.group_name}


def _connector(transaction: Transaction, connector: SeedConnector) -> dict[str, Any]:
    try:
        parse(connector.permissions)
    except ValueError as trouble:
        raise Refusal(PERMISSIONS_INVALID, mask=connector.permissions, reason=Plain(trouble)) from None
    secret = connector.application_secret or new_secret()
    transaction.connectors.put(connector.application_id, secret, connector.name, connector.permissions)
    return {"applicationId": connector.application_id, "applicationSecret": secret, "name": connector.name}
