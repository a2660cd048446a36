"""Lesson 02: groups, groups below them, members and subscribers; a school to build; a member who may not remove anybody."""

from dataclasses import dataclass
from typing import Any

from kaizala_nb.course.lessons.check import Line, exercise, line, part
from kaizala_nb.course.lessons.people import PEOPLE, YOU
from kaizala_nb.course.lessons.scene import LocalKaizala, group_seed, name_people, sign_in
from kaizala_nb.course.lessons.world import World, path_of
from kaizala_nb.toolkit.display import faces

READING_ROOM = "5b0c6a5e-3f0e-4a35-9f0b-1d2f6a7c0201"
EVENING_SHIFT = "5b0c6a5e-3f0e-4a35-9f0b-1d2f6a7c0202"
_FIRST_GROUPS = (READING_ROOM, EVENING_SHIFT)
_ID = "[^/]+"


def start(kaizala: LocalKaizala) -> None:
    """You are signed in. Two groups are there: one of Asha's, in which you are a plain member, and a small one of yours."""
    name_people(kaizala)
    sign_in(kaizala)
    asha, ben, chen = (PEOPLE[name] for name in ("Asha", "Ben", "Chen"))
    kaizala.sandbox.seed(
        groups=[
            group_seed(READING_ROOM, "Reading room", asha, YOU, ben, chen),
            group_seed(EVENING_SHIFT, "Evening shift", YOU, chen),
        ]
    )
    kaizala.environment.fill({"mobile-number-2": asha, "mobile-number-3": ben}, source="the lesson")


def groups_made(world: World) -> list[Line]:
    """A group with somebody else in it, a public one, and the list of them read."""
    made = [group for group in _your_groups(world) if group["groupId"] not in _FIRST_GROUPS]
    with_others = next((group["groupName"] for group in made if _others(world, group["groupId"])), "")
    public = next((group["groupName"] for group in made if group["groupType"] == "ConnectGroup"), "")
    return [
        line(
            with_others,
            f"You made a group with somebody else in it: {with_others}.",
            "You have not made a group with somebody else in it.",
            "Look at the members in the form.",
            "Step1 - Create a group.",
        ),
        line(
            public,
            f"You made a public group: {public}.",
            "You have not made a public group.",
            "Look at the groupType of your groups.",
            "Step2 - Create a managed public group.",
        ),
        line(
            world.good_calls("GET", "/v1/groups"),
            "You read the list of your groups.",
            "You have not read the list of your groups.",
            "Look for a request whose method only reads.",
            "Step3 - Fetch groups - direct.",
        ),
    ]


def hierarchy(world: World) -> list[Line]:
    """A group below another one; and one that was taken out, and is still there."""
    groups = {group["groupId"]: group for group in world.groups()}
    upper = next((group["groupName"] for group in _your_groups(world) if group["hasSubGroups"]), "")
    removals = world.good_calls("DELETE", f"/v1/groups/{_ID}/subGroups/{_ID}")
    removed_ids = [path_of(call).rpartition("/")[2] for call in removals]
    removed_groups = [groups[group_id] for group_id in removed_ids if group_id in groups]
    free = next((group["groupName"] for group in removed_groups if not group["hasParentGroups"]), "")
    return [
        line(
            upper,
            f"A group is below {upper}.",
            "No group is below one of yours.",
            "Look at hasSubGroups in the list of groups.",
            "Step6 makes a new group below another one. Step7 puts a group there that exists.",
        ),
        line(
            free,
            f"You took {free} out of the group above it, and it still exists.",
            "You have not taken a group out of the group above it.",
            "Look at hasParentGroups in the list of groups.",
            "Step9 - Remove group as a sub-group.",
        ),
    ]


def members(world: World) -> list[Line]:
    """Somebody was added to a group that was there, and somebody was removed."""
    removal = next((chat for chat in world.chats(world.you) if _is_removal_by(chat, world.you)), None)
    name, group = (removal["memberName"] or "somebody", removal["groupName"]) if removal else ("", "")
    return [
        line(
            world.good_calls("PUT", f"/v1/groups/{_ID}/members"),
            "You added somebody to a group.",
            "You have not added anybody to a group.",
            "Look for the method that changes a thing.",
            "Step10 - Add members to a group.",
        ),
        line(
            removal,
            f"You removed {name} from {group}.",
            "You have not removed anybody from a group.",
            "Look at the table of members. Which column does the path want?",
            "Step12 - Remove members from a group.",
        ),
    ]


def subscribers(world: World) -> list[Line]:
    """A public group with a subscriber, and one whose subscription ended."""
    counts = {
        group["groupName"]: len(world.look(f"/v1/groups/{group['groupId']}/subscribers").get("subscribers", []))
        for group in _your_groups(world)
        if group["groupType"] == "ConnectGroup"
    }
    count = max(counts.values(), default=0)
    name = next((name for name in counts if counts[name] == count), "")
    return [
        line(
            count,
            f"{name} has {faces.count(count, 'subscriber')}.",
            "No public group of yours has a subscriber.",
            "Look at the table of subscribers. Does it have a row?",
            "Step13 - Add Subscribers to a public group.",
        ),
        line(
            world.good_calls("PUT", f"/v1/groups/{_ID}/subscribers/remove"),
            "You ended a subscription.",
            "You have not ended a subscription.",
            "Look at the paths that end in subscribers/…",
            "Step15 - Remove Subscribers from a public group.",
        ),
    ]


def school(world: World) -> list[Line]:
    """A group with two below it, three people in those, and nobody counted twice."""
    schools = [_school(world, group) for group in _your_groups(world) if group["currentLevelSubGroupCount"] >= 2]
    best = max(schools, key=lambda school: school.steps, default=_School())
    return [
        line(
            best.name,
            f"{best.name} has two groups below it.",
            "No group of yours has two groups below it.",
            "Look at currentLevelSubGroupCount in the list of your groups.",
            "Step6, twice, with the same group above.",
        ),
        line(
            best.is_filled,
            f"{best.people} people besides you are in the lower groups.",
            "The two lower groups do not have three people besides you, with at least one in each.",
            "Look at who is in each of the lower groups. You do not count.",
            "Step10 - Add members to a group.",
        ),
        line(
            best.counts_once,
            "The school counts nobody twice.",
            "The school counts somebody twice, or there is nobody to count.",
            "Look at userCount and uniqueUserCount of the upper group. Who is in more than one group? Perhaps you.",
            "Step6 has a field under More fields that keeps you out. Step12 removes a person who is in the group.",
        ),
    ]


@dataclass(frozen=True)
class _School:
    """A group with two or more below it."""

    name: str = ""
    people: int = 0  # in the lower groups, without you
    somebody_in_each: bool = False
    places: int = 0  # a person has one in each group that they are in
    unique_people: int = 0

    @property
    def is_filled(self) -> bool:
        return self.somebody_in_each and self.people >= 3

    @property
    def counts_once(self) -> bool:
        return self.is_filled and self.places == self.unique_people

    @property
    def steps(self) -> int:
        """How far it is from an upper group alone to what is asked for."""
        return self.is_filled + self.counts_once


def _school(world: World, group: dict[str, Any]) -> _School:
    lower_groups = world.look(f"/v1/groups/{group['groupId']}/subGroups").get("subGroups", [])
    people = [_others(world, lower["groupId"]) for lower in lower_groups]
    return _School(
        name=group["groupName"],
        people=len(set().union(*people)),
        somebody_in_each=all(people),
        places=group["userCount"],
        unique_people=group["uniqueUserCount"],
    )


def reading_room(world: World) -> list[Line]:
    """An admin of the reading room made you one, and you removed Ben."""
    readers = world.ask(PEOPLE["Asha"], f"/v1/groups/{READING_ROOM}/members").get("members", [])
    roles = {person["mobileNumber"]: person["role"] for person in readers}
    ben_is_gone = bool(roles) and PEOPLE["Ben"] not in roles
    removals = [chat for chat in world.chats(YOU) if chat["groupId"] == READING_ROOM and _is_removal_by(chat, YOU)]
    if ben_is_gone:
        no = "Somebody else removed Ben from the reading room. You must send this request."
    else:
        no = "Ben is in the reading room."
    return [
        line(
            roles.get(YOU) == "Admin",
            "You are an admin of the reading room.",
            "You are not an admin of the reading room.",
            "Look at the members of the reading room. Who may change a role there? Sign in as that person.",
            'Change the role of a member: kaizala["Change the role of a member"].',
        ),
        line(
            ben_is_gone and any(removal["member"] == PEOPLE["Ben"] for removal in removals),
            "You removed Ben from the reading room.",
            no,
            "Look at who you are: kaizala.authentication.me().",
            "Step12. Send the refused request once more.",
        ),
    ]


def _your_groups(world: World) -> list[dict[str, Any]]:
    """The groups that you are an admin of."""
    return [group for group in world.groups() if group["callerRole"] == "Admin"]


def _others(world: World, group_id: str) -> set[str]:
    """The numbers of the members of a group, without yours."""
    return {person["mobileNumber"] for person in world.members(group_id)} - {world.you}


def _is_removal_by(chat: dict[str, Any], number: str) -> bool:
    """Whether this person removed somebody else."""
    return chat.get("event") == "removed" and chat["from"] == number != chat["member"]


CHECKS = {
    "02 groups": part("Check 02: groups", groups_made),
    "02 hierarchy": part("Check 02: groups below groups", hierarchy),
    "02 members": part("Check 02: members", members),
    "02 subscribers": part("Check 02: subscribers", subscribers),
    "02 your turn": exercise("Check 02: your turn", school),
    "02 drill": exercise("Check 02: the reading room", reading_room),
}
