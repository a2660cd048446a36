"""Lesson 02: groups, groups below them, members and subscribers; a school to build; a member who may not remove anybody."""

from typing import TYPE_CHECKING, Any

from kaizala_nb.course.lessons.check import Line
from kaizala_nb.course.lessons.people import PEOPLE, YOU
from kaizala_nb.course.lessons.scene import given_group, name_people, sign_in
from kaizala_nb.course.lessons.world import World, path_of

if TYPE_CHECKING:
    from kaizala_nb.course.kaizala import Kaizala

READING_ROOM = "5b0c6a5e-3f0e-4a35-9f0b-1d2f6a7c0201"
EVENING_SHIFT = "5b0c6a5e-3f0e-4a35-9f0b-1d2f6a7c0202"
_GIVEN = (READING_ROOM, EVENING_SHIFT)
_ID = "[^/]+"


def start(kaizala: "Kaizala") -> None:
    """You are signed in. A group of Asha's, in which you are a plain member, and a small one of yours are there."""
    name_people(kaizala)
    sign_in(kaizala)
    asha, ben, chen = (PEOPLE[name] for name in ("Asha", "Ben", "Chen"))
    kaizala.sandbox.seed(
        groups=[
            given_group(READING_ROOM, "Reading room", asha, YOU, ben, chen),
            given_group(EVENING_SHIFT, "Evening shift", YOU, chen),
        ]
    )
    kaizala.environment.fill({"mobile-number-2": asha, "mobile-number-3": ben}, source="the lesson")


def groups_made(world: World) -> list[Line]:
    """A group with somebody else in it, a public one, and the list of them read."""
    made = [group for group in _run_by_you(world) if group["groupId"] not in _GIVEN]
    shared = next((group["groupName"] for group in made if _others(world, group["groupId"])), None)
    public = next((group["groupName"] for group in made if group["groupType"] == "ConnectGroup"), None)
    read = bool(world.served("GET", "/v1/groups"))
    return [
        Line(
            shared is not None,
            f"You made a group with somebody else in it: {shared}."
            if shared
            else "You have made no group with somebody else in it.",
            ("Look at the members in the form.", "Step1 - Create a group."),
        ),
        Line(
            public is not None,
            f"You made a public group: {public}." if public else "You have made no public group.",
            ("Look at the groupType of your groups.", "Step2 - Create a managed public group."),
        ),
        Line(
            read,
            "You read the list of your groups." if read else "The list of your groups was not read.",
            ("Look for a request whose method only reads.", "Step3 - Fetch groups - direct."),
        ),
    ]


def hierarchy(world: World) -> list[Line]:
    """A group below another one; and one that was taken out, and is still there."""
    groups = {group["groupId"]: group for group in world.groups()}
    above = next((group["groupName"] for group in _run_by_you(world) if group["hasSubGroups"]), None)
    removed = world.served("DELETE", f"/v1/groups/{_ID}/subGroups/{_ID}")
    alone = next(
        (
            groups[group]["groupName"]
            for group in (path_of(call).rpartition("/")[2] for call in removed)
            if group in groups and not groups[group]["hasParentGroups"]
        ),
        None,
    )
    return [
        Line(
            above is not None,
            f"A group stands below {above}." if above else "No group stands below one of yours.",
            ("Look at hasSubGroups in the list of groups.", "Step6 makes a new group below, Step7 puts one there."),
        ),
        Line(
            alone is not None,
            f"{alone} was taken out from below, and is still there by itself."
            if alone
            else "No group was taken out from below another one.",
            ("Look at hasParentGroups in the list of groups.", "Step9 - Remove group as a sub-group."),
        ),
    ]


def members(world: World) -> list[Line]:
    """Somebody was added to a group that was there, and somebody was removed."""
    added = bool(world.served("PUT", f"/v1/groups/{_ID}/members"))
    gone = next((chat for chat in world.chats(world.you) if _removed_by(chat, world.you)), None)
    return [
        Line(
            added,
            "You added somebody to a group that was there." if added else "Nobody was added to a group that was there.",
            ("Look for the method that changes what is there.", "Step10 - Add members to a group."),
        ),
        Line(
            gone is not None,
            f"You removed {gone['memberName'] or 'somebody'} from {gone['groupName']}."
            if gone
            else "You have removed nobody from a group.",
            ("Look at the table of members: which column does the path want?", "Step12 - Remove members from a group."),
        ),
    ]


def subscribers(world: World) -> list[Line]:
    """A public group with a subscriber, and one whose subscription ended."""
    counts = {
        group["groupName"]: len(world.look(f"/v1/groups/{group['groupId']}/subscribers").get("subscribers", []))
        for group in _run_by_you(world)
        if group["groupType"] == "ConnectGroup"
    }
    name = max(counts, key=lambda one: counts[one], default="")
    there = bool(name and counts[name])
    ended = bool(world.served("PUT", f"/v1/groups/{_ID}/subscribers/remove"))
    people = f"{counts[name]} subscriber{'' if counts[name] == 1 else 's'}" if there else ""
    return [
        Line(
            there,
            f"{name} has {people}." if there else "No public group of yours has a subscriber.",
            ("Look at the table of subscribers: has it a row?", "Step13 - Add Subscribers to a public group."),
        ),
        Line(
            ended,
            "You ended somebody's subscription." if ended else "Nobody's subscription was ended.",
            ("Look at the paths that end in subscribers/…", "Step15 - Remove Subscribers from a public group."),
        ),
    ]


def school(world: World) -> list[Line]:
    """A group with two below it, three people in those, and nobody counted twice."""
    found = [_school(world, group) for group in _run_by_you(world) if group["currentLevelSubGroupCount"] >= 2]
    name, people, again, each = max(found, key=lambda one: (one[3] and one[1] >= 3, one[2] == 0), default=_NONE)
    below = name != ""
    filled = below and each and people >= 3
    once = filled and again == 0
    return [
        Line(
            below,
            f"{name} has two groups below it." if below else "No group of yours has two groups below it.",
            ("Look at currentLevelSubGroupCount in your list of groups.", "Step6, twice, with the same group above."),
        ),
        Line(
            filled,
            f"{people} people besides you are in them." if filled else "There are not three people in the two groups.",
            ("Look at who is in each of the lower groups: you do not count.", "Step10 - Add members to a group."),
        ),
        Line(
            once,
            "Nobody is counted twice." if once else "Somebody is counted twice, or there is nobody to count.",
            (
                "Look at userCount and uniqueUserCount of the upper group: who stands in more than one? You, perhaps.",
                "Step6 has a field under More fields that keeps you out; Step12 takes out whoever is in it.",
            ),
        ),
    ]


_NONE = ("", 0, 0, False)


def _school(world: World, group: dict[str, Any]) -> tuple[str, int, int, bool]:
    """A group's name, how many people besides you are below it, how many are counted again, and whether somebody is in each."""
    below = world.look(f"/v1/groups/{group['groupId']}/subGroups").get("subGroups", [])
    in_each = [_others(world, one["groupId"]) for one in below]
    people = set().union(*in_each)
    return group["groupName"], len(people), group["userCount"] - group["uniqueUserCount"], all(in_each)


def reading_room(world: World) -> list[Line]:
    """An admin of the reading room made you one, and you removed Ben."""
    held = world.ask(PEOPLE["Asha"], f"/v1/groups/{READING_ROOM}/members").get("members", [])
    roles = {person["mobileNumber"]: person["role"] for person in held}
    admin = roles.get(YOU) == "Admin"
    gone = bool(roles) and PEOPLE["Ben"] not in roles
    yours = gone and any(
        chat["groupId"] == READING_ROOM and _removed_by(chat, YOU) and chat["member"] == PEOPLE["Ben"]
        for chat in world.chats(YOU)
    )
    return [
        Line(
            admin,
            "You are an admin of the reading room." if admin else "You are no admin of the reading room.",
            (
                "Look at the members of the reading room: who may change a role there? Sign in as that person.",
                'Change the role of a member: kaizala["Change the role of a member"].',
            ),
        ),
        Line(
            yours,
            "You removed Ben from the reading room."
            if yours
            else "Somebody else removed Ben from the reading room: the call was to be yours."
            if gone
            else "Ben is in the reading room.",
            ("Look at who you are: kaizala.authentication.me().", "Step12, the same call that was refused."),
        ),
    ]


def _run_by_you(world: World) -> list[dict[str, Any]]:
    return [group for group in world.groups() if group["callerRole"] == "Admin"]


def _others(world: World, group_id: str) -> set[str]:
    return {person["mobileNumber"] for person in world.members(group_id)} - {world.you}


def _removed_by(chat: dict[str, Any], number: str) -> bool:
    return chat.get("event") == "removed" and chat["from"] == number != chat["member"]


CHECKS = {
    "02 groups": ("Check 02: groups", groups_made),
    "02 hierarchy": ("Check 02: groups below groups", hierarchy),
    "02 members": ("Check 02: members", members),
    "02 subscribers": ("Check 02: subscribers", subscribers),
    "02 your turn": ("Check 02: your turn", school),
    "02 drill": ("Check 02: the reading room", reading_room),
}
