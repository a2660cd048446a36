"""The calls for sub-groups. Over the years the fields of name and picture had several names; all are read."""

from typing import Annotated, Any

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from kaizala_nb.emulator import access, bodies, queries
from kaizala_nb.emulator.answers import subgroups_of
from kaizala_nb.emulator.caller import Caller, stay_inside
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.groups import shapes
from kaizala_nb.emulator.groups.routes import Numbers
from kaizala_nb.emulator.groups.rules import create
from kaizala_nb.emulator.hierarchy import link
from kaizala_nb.emulator.permissions import ADD, GET, GROUP_INFORMATION, REMOVE, UPDATE, Permission
from kaizala_nb.emulator.routes import Routes
from kaizala_nb.emulator.subgroups import rules
from kaizala_nb.emulator.values import GROUP_TYPES, MOST_MEMBERS, RESULT
from kaizala_nb.emulator.wire import FilledId, Flag, Id, Text, Wire, at_most, one_of


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


routes = Routes()


@routes.route("POST", "/v1/groups/<group_id>/subgroups", Permission(GROUP_INFORMATION, ADD))
def create_subgroup(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """Create a group under a group. Evidence: 10."""
    body = bodies.read(CreateSubGroup)
    parent = access.reach_as_admin(transaction, caller.user_id, group_id)
    name = body.name if body.name.strip() else body.group_name
    child_id, all_added = create(
        transaction,
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
    link(transaction, caller.user_id, parent["id"], transaction.groups.get(child_id))
    return {"groupId": child_id, "groupName": name, "membersAdded": all_added}


@routes.route("PUT", "/v1/groups/<group_id>/subgroups", Permission(GROUP_INFORMATION, UPDATE))
def add_subgroups(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """Put groups under a group. Evidence: 11."""
    subgroup_ids = list(dict.fromkeys(bodies.read(AddSubGroups).sub_groups))
    for subgroup_id in subgroup_ids:
        stay_inside(transaction, caller, subgroup_id)
    rules.add(transaction, caller.user_id, group_id, subgroup_ids)
    return RESULT


@routes.route("GET", "/v1/groups/<group_id>/subgroups", Permission(GROUP_INFORMATION, GET))
def fetch_subgroups(transaction: Transaction, caller: Caller, group_id: str) -> dict[str, Any]:
    """List the groups under a group. Evidence: 12."""
    group = access.look(transaction, caller.user_id, group_id)
    if queries.flag("fetchAllGroups"):
        subgroups = transaction.hierarchy.below(group["id"])
    else:
        subgroups = transaction.hierarchy.children(group["id"])
    entries = [shapes.brief(transaction, subgroup) for subgroup in subgroups]
    return subgroups_of(shapes.brief(transaction, group), entries)


@routes.route("DELETE", "/v1/groups/<group_id>/subgroups/<subgroup_id>", Permission(GROUP_INFORMATION, REMOVE))
def remove_subgroup(transaction: Transaction, caller: Caller, group_id: str, subgroup_id: str) -> dict[str, Any]:
    """Take a group from under a group. Evidence: 13."""
    rules.remove(transaction, caller.user_id, group_id, subgroup_id)
    return RESULT
