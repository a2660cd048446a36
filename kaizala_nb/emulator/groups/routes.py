"""The calls for groups and their members."""

from typing import Annotated, Any

from kaizala_nb.emulator import access, bodies, queries
from kaizala_nb.emulator.answers import one_group, search_result, with_subscriber_count
from kaizala_nb.emulator.caller import Caller, groups_of_token
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.errors import TENANT_TOKEN_NEEDED, Refusal
from kaizala_nb.emulator.groups import rules, shapes
from kaizala_nb.emulator.hierarchy import link
from kaizala_nb.emulator.journal import note_kind
from kaizala_nb.emulator.permissions import (
    ADD,
    GET,
    GROUP_INFORMATION,
    GROUP_MEMBERS,
    REMOVE,
    TENANT,
    UPDATE,
    Permission,
)
from kaizala_nb.emulator.routes import Routes
from kaizala_nb.emulator.values import GROUP_TYPES, MOST_MEMBERS, MOST_RESULTS, PUBLIC, RESULT, ROLES, USUAL_RESULTS
from kaizala_nb.emulator.wire import Filled, Id, Text, Wire, at_most, one_of

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


class ChangeRole(Wire):
    """``{"role": "Admin"}``."""

    role: Annotated[str, one_of(*ROLES)]


def is_tenant_token(transaction: Transaction, caller: Caller) -> bool:
    """Whether it is a token of the organisation's admin, and for more than one group."""
    return not caller.group_id and access.is_tenant_admin(transaction, caller.user_id)


routes = Routes()


@routes.route("POST", "/v1/groups", Permission(GROUP_INFORMATION, ADD))
def create_group(transaction: Transaction, caller: Caller) -> dict[str, Any]:
    """Create a group, whose admin is the caller. Evidence: 7."""
    body = bodies.read(CreateGroup)
    note_kind(body.group_type)
    if transaction.strict and body.group_type == PUBLIC and not is_tenant_token(transaction, caller):
        raise Refusal(TENANT_TOKEN_NEEDED)
    group_id, all_added = rules.create(
        transaction,
        caller.user_id,
        name=body.name,
        welcome=body.welcome_message,
        kind=body.group_type,
        photo=body.group_photo,
        members=body.members,
        member_ids=body.member_user_ids,
        admins=body.admins,
    )
    created = {"groupId": group_id, "groupName": body.name, "membersAdded": all_added}
    if caller.group_id:  # a group token makes sub-groups of its group
        link(transaction, caller.user_id, caller.group_id, transaction.groups.get(group_id))
        created["isAddedAsSubGroup"] = True
    return created


@routes.route("GET", "/v1/groups", Permission(GROUP_INFORMATION, GET))
def fetch_groups(transaction: Transaction, caller: Caller) -> dict[str, Any]:
    """List the caller's groups, or all that they may look at. Evidence: 8."""
    detail = queries.flag("showDetails") or queries.flag("showDetail")
    everywhere = queries.flag("fetchAllGroups")
    user_id = caller.user_id
    groups = access.visible_groups(transaction, user_id) if everywhere else transaction.groups.of_member(user_id)
    if caller.group_id:
        group_ids = groups_of_token(transaction, caller) if everywhere else {caller.group_id}
        groups = [group for group in groups if group["id"] in group_ids]
    if detail:
        entries = [shapes.detailed(transaction, caller.user_id, group) for group in groups]
    else:
        entries = [shapes.brief(transaction, group) for group in groups]
    if everywhere:
        count = transaction.subscriptions.count
        entries = [with_subscriber_count(entry, count(str(entry["groupId"]))) for entry in entries]
    return {"groups": entries}


@routes.route("GET", "/v1/groups/<group_id>", Permission(GROUP_INFORMATION, GET))
def fetch_group(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """Tell all details of a group. Evidence: 9."""
    group = access.look(transaction, caller.user_id, group_id)
    return one_group(shapes.detailed(transaction, caller.user_id, group))


@routes.route("PUT", "/v1/groups/<group_id>/members", Permission(GROUP_MEMBERS, ADD))
def add_members(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """Add people to a group, by number. Evidence: 14."""
    body = bodies.read(AddMembers)
    rules.add_members(transaction, caller.user_id, group_id, body.members)
    return RESULT


@routes.route("GET", "/v1/groups/<group_id>/members", Permission(GROUP_MEMBERS, GET))
def query_members(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """List the members of a group. Evidence: 15."""
    group, _ = access.reach_as_member(transaction, caller.user_id, group_id)
    return {"members": [shapes.member(row) for row in transaction.groups.members(group["id"])]}


@routes.route("PUT", "/v1/groups/<group_id>/members/<member_id>", Permission(GROUP_MEMBERS, UPDATE))
def change_role(transaction: Transaction, caller: Caller, group_id: str, member_id: str) -> dict[str, Any]:
    """Make a member an admin, or an admin a member. Evidence: 17."""
    rules.change_role(transaction, caller.user_id, group_id, member_id, bodies.read(ChangeRole).role)
    return RESULT


@routes.route("DELETE", "/v1/groups/<group_id>/members/<member_id>", Permission(GROUP_MEMBERS, REMOVE))
def remove_member(transaction: Transaction, caller: Caller, group_id: str, member_id: str) -> dict[str, Any]:
    """Remove a member from a group. Evidence: 16."""
    rules.remove_member(transaction, caller.user_id, group_id, member_id)
    return RESULT


@routes.route("GET", "/v1/tenant/findgroupsbyquery", Permission(TENANT, GET))
def find_groups(transaction: Transaction, caller: Caller) -> dict[str, Any]:
    """Find groups of the organisation by name. Evidence: 22."""
    offset = queries.whole("resultsOffset", 0, 0, 10**9)
    size = queries.whole("pageSize", USUAL_RESULTS, 1, MOST_RESULTS)
    groups = transaction.groups.search(queries.text("query"))
    if caller.group_id:
        group_ids = groups_of_token(transaction, caller)
        groups = [group for group in groups if group["id"] in group_ids]
    return search_result([shapes.brief(transaction, group) for group in groups[offset : offset + size]])
