"""The wire shapes of groups and members, in the order of fields that captured replies had."""

import sqlite3
from typing import TYPE_CHECKING, Annotated, Any

from flask import request

from kaizala_nb.emulator import bodies
from kaizala_nb.emulator.caller import Caller
from kaizala_nb.emulator.errors import QUERY_INVALID, Plain, Refusal
from kaizala_nb.emulator.groups import rules
from kaizala_nb.emulator.inferred import GROUP_TYPES, MOST_MEMBERS, RESULT, group_details
from kaizala_nb.emulator.permissions import ADD, GET, GROUP_INFORMATION, GROUP_MEMBERS, REMOVE, Permission
from kaizala_nb.emulator.wire import Filled, Id, Text, Wire, at_most, one_of

if TYPE_CHECKING:
    from kaizala_nb.emulator.app import Service

Numbers = Annotated[list[Text], at_most(MOST_MEMBERS, "numbers")]


class CreateGroup(Wire):
    """Only the name is needed."""

    name: Filled
    welcome_message: Text = ""
    members: Numbers = []
    member_user_ids: Annotated[list[Id], at_most(MOST_MEMBERS, "ids")] = []
    admins: Numbers = []
    group_type: Annotated[str, one_of(*GROUP_TYPES)] = "Group"
    group_photo: Text = ""


class AddMembers(Wire):
    """``{"members": ["+…"]}``."""

    members: Numbers


def declare(service: "Service") -> None:
    """The routes."""
    emulator = service.emulator

    @service.route("POST", "/v1/groups", Permission(GROUP_INFORMATION, ADD))
    def create_group(caller: Caller) -> dict[str, Any]:
        body = bodies.read(CreateGroup)
        group_id, all_added = rules.create(
            emulator,
            caller.user_id,
            name=body.name,
            welcome=body.welcome_message,
            kind=body.group_type,
            photo=body.group_photo,
            members=body.members,
            member_ids=body.member_user_ids,
            admins=body.admins,
        )
        return {"groupId": group_id, "groupName": body.name, "membersAdded": all_added}

    @service.route("GET", "/v1/groups", Permission(GROUP_INFORMATION, GET))
    def fetch_groups(caller: Caller) -> dict[str, Any]:
        detail = _flag("showDetails") or _flag("showDetail")
        _flag("fetchAllGroups")  # there is no hierarchy yet that would hold more than one's own groups
        groups = emulator.store.groups.of_member(caller.user_id)
        return {"groups": [_group(service, caller, group, detail) for group in groups]}

    @service.route("GET", "/v1/groups/<group_id>", Permission(GROUP_INFORMATION, GET))
    def fetch_group(caller: Caller, group_id: str) -> dict[str, Any]:
        group, _ = rules.reach(emulator, caller.user_id, group_id)
        return group_details(_group(service, caller, group, True))

    @service.route("PUT", "/v1/groups/<group_id>/members", Permission(GROUP_MEMBERS, ADD))
    def add_members(caller: Caller, group_id: str) -> dict[str, Any]:
        body = bodies.read(AddMembers)
        rules.add_members(emulator, caller.user_id, group_id, body.members)
        return RESULT

    @service.route("GET", "/v1/groups/<group_id>/members", Permission(GROUP_MEMBERS, GET))
    def query_members(caller: Caller, group_id: str) -> dict[str, Any]:
        group, _ = rules.reach(emulator, caller.user_id, group_id)
        return {"members": [_member(row) for row in emulator.store.groups.members(group["id"])]}

    @service.route("DELETE", "/v1/groups/<group_id>/members/<member_id>", Permission(GROUP_MEMBERS, REMOVE))
    def remove_member(caller: Caller, group_id: str, member_id: str) -> dict[str, Any]:
        rules.remove_member(emulator, caller.user_id, group_id, member_id)
        return RESULT


def _group(service: "Service", caller: Caller, group: sqlite3.Row, detail: bool) -> dict[str, Any]:
    brief = {
        "groupName": group["name"],
        "groupId": group["id"],
        "groupImageUrl": group["photo"],
        "hasSubGroups": False,
        "hasParentGroups": False,
        "isMappedToTenant": False,
        "groupType": group["type"],
        "isDuplicate": False,
        "welcomeMessage": group["welcome"],
    }
    if not detail:
        return brief
    groups = service.emulator.store.groups
    role = groups.role(group["id"], caller.user_id)
    people, strangers = groups.counts(group["id"])
    return brief | {
        "callerRole": role,
        "currentLevelSubGroupCount": 0,
        "currentLevelParentGroupCount": 0,
        "userCount": people,
        "uniqueUserCount": people,
        "currentLevelUserCount": people,
        "currentLevelUnProvisionedUserCount": strangers,
        "unProvisionedUserCount": strangers,
        "isEditable": role == rules.ADMIN,
        "isDetailsReadable": True,
    }


def _member(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "role": row["role"],
        "mobileNumber": row["number"],
        "name": row["name"],
        "isProvisioned": bool(row["provisioned"]),
    }


def _flag(name: str) -> bool:
    """A query parameter that says yes or no; its name and its value in any casing."""
    given = {key.lower(): value for key, value in request.args.items()}
    value = given.get(name.lower(), "false").strip()
    if value.lower() not in ("true", "false", ""):
        raise Refusal(QUERY_INVALID, field=Plain(name), value=value)
    return value.lower() == "true"
