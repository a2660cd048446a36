"""Lesson 02: groups, groups below them, members and subscribers; a school to build; a member who may not remove anybody."""

from dataclasses import dataclass
from typing import Any

from kaizala_nb.course.lessons.check import Line, exercise, line, part
from kaizala_nb.course.lessons.people import PEOPLE, YOU
from kaizala_nb.course.lessons.scene import LocalKaizala, group_seed, name_people, sign_in
from kaizala_nb.course.lessons.world import World
from kaizala_nb.toolkit.display import faces

READING_ROOM = "5b0c6a5e-3f0e-4a35-9f0b-1d2f6a7c0201"
EVENING_SHIFT = "5b0c6a5e-3f0e-4a35-9f0b-1d2f6a7c0202"
_EVENING = ("Chen", "Fatima", "Goran")
_ID = "[^/]+"


def start(kaizala: LocalKaizala) -> None:
    """You are signed in. Two groups are there: one of Asha's, in which you are a plain member, and a small one of yours."""
    name_people(kaizala)
    sign_in(kaizala)
    asha, ben, chen = (PEOPLE[name] for name in ("Asha", "Ben", "Chen"))
    evening = [PEOPLE[name] for name in _EVENING]
    kaizala.sandbox.seed(
        groups=[
            group_seed(READING_ROOM, "Reading room", asha, YOU, ben, chen),
            group_seed(EVENING_SHIFT, "Evening shift", YOU, *evening),
        ]
    )
    kaizala.environment.fill({"mobile-number-2": asha, "mobile-number-3": ben}, source="the lesson")


def one_of_several(world: World) -> list[Line]:
    """The details of the reading room read, and the number of people in it, which is the learner's answer."""
    number = world.arguments.get("answer")
    if number is None:
        no = "You have not given a whole number yet."
    elif isinstance(number, int):
        no = f"The answer is not {number}."
    else:
        no = f"You gave {_kind(number)}. Give one whole number."
    return [
        line(
            world.good_calls("GET", f"/v1/groups/{READING_ROOM}"),
            "You read the details of Reading room.",
            "You have not read the details of Reading room.",
            "Look at the path of Step5. Which part of it says which group?",
            "kaizala.groups.fetch_group_details(group_id=…). Look for the id of Reading room in ids.",
        ),
        line(
            isinstance(number, int) and number == len(world.members(READING_ROOM)),
            f"{number} people are in Reading room.",
            no,
            "Look at the columns that count. One of them was in the table of Step5.",
            'The reply holds it too: reply.json["groups"][0]["userCount"].',
        ),
    ]


def _kind(value: object) -> str:
    """What a learner calls a value that is no whole number. A column or a table comes as a list."""
    words = {"str": "a text", "list": "several values", "dict": "several values", "Reply": "a reply"}
    return words.get(type(value).__name__, "no whole number")


def everybody_of_the_evening(world: World) -> list[Line]:
    """Everybody of Evening shift is in another group of the learner's too, which has people of its own."""
    evening = _others(world, EVENING_SHIFT)
    of_evening_alone = {PEOPLE[name] for name in _EVENING}
    others = [
        (group["groupName"], _others(world, group["groupId"]))
        for group in _your_groups(world)
        if group["groupId"] != EVENING_SHIFT
    ]
    with_all = next((name for name, people in others if evening <= people and people - of_evening_alone), "")
    return [
        line(
            world.good_calls("GET", f"/v1/groups/{EVENING_SHIFT}/members"),
            "You asked who is in Evening shift.",
            "You have not asked who is in Evening shift.",
            "Look at the path of Step11. Which group does it ask for?",
            "kaizala.groups.query_members(group_id=…). Look for the id of Evening shift in ids.",
        ),
        line(
            evening and with_all,
            f"Everybody of Evening shift is in {with_all} too.",
            "Field team does not have everybody of Evening shift.",
            "Look at the columns of the table of members. Which of them does Step10 take?",
            "kaizala.groups.add_members(members=list(…), group_id=field_team).",
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
            "kaizala.groups.add_subscribers(subscribers=[…]).",
        ),
        line(
            world.good_calls("PUT", f"/v1/groups/{_ID}/subscribers/remove"),
            "You ended a subscription.",
            "You have not ended a subscription.",
            "Look at the paths that end in subscribers/…",
            "kaizala.groups.remove_subscribers(subscribers=[…]).",
        ),
    ]


def school(world: World) -> list[Line]:
    """The newest group called School: Year 1 and Year 2 below it, three people in those, and nobody counted twice."""
    schools = [group for group in _your_groups(world) if _plain(group["groupName"]) == "school"]
    newest = _school(world, schools[-1]) if schools else _School()
    which = "School" if len(schools) == 1 else "The newest School"
    below = ", ".join(newest.years) or "no group"
    too_few = "This counts when Year 1 and Year 2 are below the school."
    twice = "This counts when the three people are in the years."
    if newest.has_years:
        too_few = "The two years do not have three people besides you, with at least one in each."
    if newest.is_filled:
        twice = (
            f"The school counts {newest.places}, and it has {newest.unique_people} people: it counts somebody twice."
        )
    return [
        line(
            newest.has_years,
            f"{which} has Year 1 and Year 2 below it.",
            f"{which} has below it: {below}." if schools else "No group of yours is called School.",
            "Look at Step1 for the school, and at Step6 for the years. A new School counts from the beginning.",
            "kaizala.groups.create_group(name=…), and then twice kaizala.groups.create_sub_group(name=…, group_id=…).",
        ),
        line(
            newest.is_filled,
            f"{newest.people} people besides you are in the years.",
            too_few,
            "Look at who is in each of the years. You do not count.",
            "create_sub_group(…, members=[…]). In a year that is there: kaizala.groups.add_members(members=[…], group_id=…).",
        ),
        line(
            newest.counts_once,
            "The school counts nobody twice.",
            twice,
            "Look at userCount and uniqueUserCount of the upper group. Who is in more than one group? Perhaps you.",
            "create_sub_group(…, add_user_to_group=False) keeps you out. So build a new School.",
        ),
    ]


@dataclass(frozen=True)
class _School:
    """A group and the groups below it."""

    years: tuple[str, ...] = ()
    people: int = 0  # in the years, without you
    somebody_in_each: bool = False
    places: int = 0  # a person has one in each group that they are in
    unique_people: int = 0

    @property
    def has_years(self) -> bool:
        return sorted(map(_plain, self.years)) == ["year 1", "year 2"]

    @property
    def is_filled(self) -> bool:
        return self.has_years and self.somebody_in_each and self.people >= 3

    @property
    def counts_once(self) -> bool:
        return self.is_filled and self.places == self.unique_people


def _school(world: World, group: dict[str, Any]) -> _School:
    lower_groups = world.look(f"/v1/groups/{group['groupId']}/subGroups").get("subGroups", [])
    people = [_others(world, lower["groupId"]) for lower in lower_groups]
    return _School(
        years=tuple(lower["groupName"] for lower in lower_groups),
        people=len(set().union(*people)),
        somebody_in_each=all(people),
        places=group["userCount"],
        unique_people=group["uniqueUserCount"],
    )


def _plain(name: str) -> str:
    """A name without regard to capitals and blanks around it."""
    return name.strip().casefold()


def reading_room(world: World) -> list[Line]:
    """An admin of the reading room made you one, and you removed Ben."""
    readers = world.ask(PEOPLE["Asha"], f"/v1/groups/{READING_ROOM}/members").get("members", [])
    roles = {person["mobileNumber"]: person["role"] for person in readers}
    ben_is_gone = bool(roles) and PEOPLE["Ben"] not in roles
    removals = [chat for chat in world.chats(YOU) if chat["groupId"] == READING_ROOM and _is_removal_by(chat, YOU)]
    if ben_is_gone:
        no = "Ben has gone, but not by you. Perhaps you were signed in as Asha. You must send this request."
        hints = (
            "Put Ben back, when you are an admin of the room. Then remove him as yourself.",
            f'kaizala.groups.add_members(members=["{PEOPLE["Ben"]}"], group_id=room)',
        )
    else:
        no = "Ben is in the reading room."
        hints = (
            'Look at who you are: kaizala.authentication.me().json["mobileNumber"].',
            "kaizala.groups.remove_member(…) as it was refused. "
            f'As yourself again: kaizala.sign_in("{YOU}").send_once()',
        )
    return [
        line(
            roles.get(YOU) == "Admin",
            "You are an admin of the reading room.",
            "You are not an admin of the reading room.",
            "Look at the members of the reading room. Who may change a role there? Sign in as that person.",
            'kaizala.groups.change_role(role="Admin", member_id=…, group_id=room). Your id is in readers, by your number.',
        ),
        line(
            ben_is_gone and any(removal["member"] == PEOPLE["Ben"] for removal in removals),
            "You removed Ben from the reading room.",
            no,
            *hints,
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
    "02 groups turn": exercise("Check 02: one group of several", one_of_several),
    "02 your turn": exercise("Check 02: a school", school),
    "02 members turn": exercise("Check 02: one list into another", everybody_of_the_evening),
    "02 subscribers": part("Check 02: subscribers", subscribers),
    "02 drill": exercise("Check 02: the reading room", reading_room),
}
