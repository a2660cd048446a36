"""Sub-groups. Their name and picture were called by several names over the years; all are read."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from kaizala_nb.emulator import bodies, queries
from kaizala_nb.emulator.caller import Caller, stay_inside
from kaizala_nb.emulator.groups import access, shapes
from kaizala_nb.emulator.groups.routes import Numbers
from kaizala_nb.emulator.groups.rules import create
from kaizala_nb.emulator.inferred import GROUP_TYPES, MOST_MEMBERS, RESULT, subgroups_of
from kaizala_nb.emulator.permissions import ADD, GET, GROUP_INFORMATION, REMOVE, UPDATE, Permission
from kaizala_nb.emulator.subgroups import rules
from kaizala_nb.emulator.wire import FilledId, Flag, Id, Text, Wire, at_most, one_of

if TYPE_CHECKING:
    from kaizala_nb.emulator.app import Service


class CreateSubGroup(Wire):
    """A name, as ``name`` or as ``groupName``."""

    name: Text = ""
    group_name: Text = ""
    welcome_message: Annotated[Text, at_most(10_000, "characters")] = ""
    members: Numbers = []
    member_user_ids: Annotated[list[Id], at_most(MOST_MEMBERS, "ids")] = []
    admins: Numbers = []
    group_type: Annotated[str, one_of(*GROUP_TYPES)] = "Group"
    group_photo: Text = ""
    group_image_url: Text = ""
    add_user_to_group: Flag = True

    @model_validator(mode="after")
    def _named(self) -> "CreateSubGroup":
        if not (self.name.strip() or self.group_name.strip()):
            raise PydanticCustomError("missing", "name")
        return self


class AddSubGroups(Wire):
    """``{"subGroups": ["<groupId>"]}``."""

    sub_groups: list[FilledId]


def declare(service: "Service") -> None:
    """The routes."""
    emulator = service.emulator

    @service.route("POST", "/v1/groups/<group_id>/subgroups", Permission(GROUP_INFORMATION, ADD))
    def create_subgroup(caller: Caller, group_id: str) -> dict[str, Any]:
        body = bodies.read(CreateSubGroup)
        parent = access.reach_as_admin(emulator, caller.user_id, group_id)
        name = body.name if body.name.strip() else body.group_name
        child_id, all_added = create(
            emulator,
            caller.user_id,
            name=name,
            welcome=body.welcome_message,
            kind=body.group_type,
            photo=body.group_photo or body.group_image_url,
            members=body.members,
            member_ids=body.member_user_ids,
            admins=body.admins,
            with_caller=body.add_user_to_group,
        )
        rules.link(emulator, caller.user_id, parent["id"], emulator.store.groups.find(child_id))
        return {"groupId": child_id, "groupName": name, "membersAdded": all_added}

    @service.route("PUT", "/v1/groups/<group_id>/subgroups", Permission(GROUP_INFORMATION, UPDATE))
    def add_subgroups(caller: Caller, group_id: str) -> dict[str, Any]:
        subgroup_ids = list(dict.fromkeys(bodies.read(AddSubGroups).sub_groups))
        for subgroup_id in subgroup_ids:
            stay_inside(emulator, caller, subgroup_id)
        rules.add(emulator, caller.user_id, group_id, subgroup_ids)
        return RESULT

    @service.route("GET", "/v1/groups/<group_id>/subgroups", Permission(GROUP_INFORMATION, GET))
    def fetch_subgroups(caller: Caller, group_id: str) -> dict[str, Any]:
        group = access.look(emulator, caller.user_id, group_id)
        hierarchy = emulator.store.hierarchy
        under = hierarchy.below if queries.flag("fetchAllGroups") else hierarchy.children
        below = [shapes.brief(emulator, child) for child in under(group["id"])]
        return subgroups_of(shapes.brief(emulator, group), below)

    @service.route("DELETE", "/v1/groups/<group_id>/subgroups/<subgroup_id>", Permission(GROUP_INFORMATION, REMOVE))
    def remove_subgroup(caller: Caller, group_id: str, subgroup_id: str) -> dict[str, Any]:
        rules.remove(emulator, caller.user_id, group_id, subgroup_id)
        return RESULT
