"""Groups and members."""

from typing import TYPE_CHECKING, Annotated, Any

from kaizala_nb.emulator import bodies, queries
from kaizala_nb.emulator.caller import Caller, groups_of_token
from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import TENANT_TOKEN_NEEDED, Refusal
from kaizala_nb.emulator.groups import access, rules, shapes
from kaizala_nb.emulator.inferred import (
    GROUP_TYPES,
    MOST_MEMBERS,
    MOST_RESULTS,
    PUBLIC,
    RESULT,
    ROLES,
    USUAL_RESULTS,
    found_groups,
    group_details,
    with_subscribers,
)
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
from kaizala_nb.emulator.subgroups.rules import link
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


class ChangeRole(Wire):
    """``{"role": "Admin"}``."""

    role: Annotated[str, one_of(*ROLES)]


def is_tenant_token(emulator: Emulator, caller: Caller) -> bool:
    """Whether it is a token of the organisation's admin, and for more than one group."""
    return not caller.group_id and access.is_tenant_admin(emulator, caller.user_id)


def declare(service: "Service") -> None:
    """The routes."""
    emulator = service.emulator

    @service.route("POST", "/v1/groups", Permission(GROUP_INFORMATION, ADD))
    def create_group(caller: Caller) -> dict[str, Any]:
        body = bodies.read(CreateGroup)
        note_kind(body.group_type)
        if emulator.strict and body.group_type == PUBLIC and not is_tenant_token(emulator, caller):
            raise Refusal(TENANT_TOKEN_NEEDED)
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
        created = {"groupId": group_id, "groupName": body.name, "membersAdded": all_added}
        if caller.group_id:  # a group token makes sub-groups of its group
            link(emulator, caller.user_id, caller.group_id, emulator.store.groups.find(group_id))
            created["isAddedAsSubGroup"] = True
        return created

    @service.route("GET", "/v1/groups", Permission(GROUP_INFORMATION, GET))
    def fetch_groups(caller: Caller) -> dict[str, Any]:
        detail = queries.flag("showDetails") or queries.flag("showDetail")
        everywhere = queries.flag("fetchAllGroups")
        own = emulator.store.groups.of_member
        groups = access.visible(emulator, caller.user_id) if everywhere else own(caller.user_id)
        if caller.group_id:
            reached = groups_of_token(emulator, caller) if everywhere else {caller.group_id}
            groups = [group for group in groups if group["id"] in reached]
        if detail:
            shown = [shapes.detailed(emulator, caller.user_id, group) for group in groups]
        else:
            shown = [shapes.brief(emulator, group) for group in groups]
        if everywhere:
            count = emulator.store.subscribers.count
            shown = [with_subscribers(group, count(str(group["groupId"]))) for group in shown]
        return {"groups": shown}

    @service.route("GET", "/v1/groups/<group_id>", Permission(GROUP_INFORMATION, GET))
    def fetch_group(caller: Caller, group_id: str) -> dict[str, Any]:
        group = access.look(emulator, caller.user_id, group_id)
        return group_details(shapes.detailed(emulator, caller.user_id, group))

    @service.route("PUT", "/v1/groups/<group_id>/members", Permission(GROUP_MEMBERS, ADD))
    def add_members(caller: Caller, group_id: str) -> dict[str, Any]:
        body = bodies.read(AddMembers)
        rules.add_members(emulator, caller.user_id, group_id, body.members)
        return RESULT

    @service.route("GET", "/v1/groups/<group_id>/members", Permission(GROUP_MEMBERS, GET))
    def query_members(caller: Caller, group_id: str) -> dict[str, Any]:
        group, _ = access.reach_as_member(emulator, caller.user_id, group_id)
        return {"members": [shapes.member(row) for row in emulator.store.groups.members(group["id"])]}

    @service.route("PUT", "/v1/groups/<group_id>/members/<member_id>", Permission(GROUP_MEMBERS, UPDATE))
    def change_role(caller: Caller, group_id: str, member_id: str) -> dict[str, Any]:
        rules.change_role(emulator, caller.user_id, group_id, member_id, bodies.read(ChangeRole).role)
        return RESULT

    @service.route("DELETE", "/v1/groups/<group_id>/members/<member_id>", Permission(GROUP_MEMBERS, REMOVE))
    def remove_member(caller: Caller, group_id: str, member_id: str) -> dict[str, Any]:
        rules.remove_member(emulator, caller.user_id, group_id, member_id)
        return RESULT

    @service.route("GET", "/v1/tenant/findgroupsbyquery", Permission(TENANT, GET))
    def find_groups(caller: Caller) -> dict[str, Any]:
        offset = queries.whole("resultsOffset", 0, 0, 10**9)
        size = queries.whole("pageSize", USUAL_RESULTS, 1, MOST_RESULTS)
        found = emulator.store.groups.named(queries.text("query"))
        if caller.group_id:
            reached = groups_of_token(emulator, caller)
            found = [group for group in found if group["id"] in reached]
        return found_groups([shapes.brief(emulator, group) for group in found[offset : offset + size]])
