"""Lesson 00: a first message, and a third person in the group."""

from collections.abc import Sequence

from kaizala_nb.course.lessons.check import Line, exercise, line, quotation
from kaizala_nb.course.lessons.people import PEOPLE
from kaizala_nb.course.lessons.scene import LocalKaizala
from kaizala_nb.course.lessons.world import World

ASHA, THIRD = PEOPLE["Asha"], PEOPLE["Ben"]


def start(kaizala: LocalKaizala) -> None:
    """The first lesson needs nothing."""


def first_message(world: World) -> list[Line]:
    """Signed in, a group with somebody else in it, a message on their phone."""
    people = set().union(*world.members_by_group().values()) - {world.you}
    reader = next((number for number in sorted(people) if world.messages_from_you(number)), "")
    message = world.messages_from_you(reader)[-1] if reader else None
    owner = "Asha" if reader == ASHA else "A member"
    return [
        line(
            world.good_calls("GET", "/v1/accessToken"),
            "You are signed in.",
            "You are not signed in.",
            "Look at the sign-in form. Which of its three requests has no status yet?",
            "sign_in.send_once() sends what is missing.",
        ),
        line(
            people,
            "You made a group, and it has another member.",
            "No group of yours has another member.",
            "Look at the form that creates a group. Who is in it?",
            'kaizala.groups.create_group(name="Field team", members=["+447700900002"])',
        ),
        line(
            message,
            f"{owner}'s phone shows your message: {quotation(message)}.",
            "No member's phone shows a message from you.",
            "Look at Asha's phone. Then look at the group id in the form of the message.",
            'kaizala.content.send_message(message="Hello")',
        ),
    ]


def third_person(world: World) -> list[Line]:
    """The third person was added to a group of the learner's, and reads there a message from them."""
    theirs = [group for group, members in world.members_by_group().items() if THIRD in members]
    groups = [group for group in theirs if _added_to(world, group)]
    return [_member_line(groups, theirs), _message_line(world, groups or theirs)]


def _added_to(world: World, group: str) -> bool:
    """Whether members were added to a group that was there."""
    return bool(world.good_calls("PUT", f"/v1/groups/{group}/members"))


def _member_line(groups: Sequence[str], theirs: Sequence[str]) -> Line:
    made_with = f"{THIRD} is in a new group. Nobody was added to a group that was there."
    return line(
        groups,
        f"{THIRD} is in your group.",
        made_with if theirs else f"{THIRD} is not in your group.",
        "Look through kaizala.groups for a request that changes a group.",
        "kaizala.groups.add_members(members=[...]), each number in quotes.",
    )


def _message_line(world: World, groups: Sequence[str]) -> Line:
    message = next((one for one in reversed(world.messages_from_you(THIRD)) if one["groupId"] in groups), None)
    newest = next(reversed(world.messages_from_you(world.you)), None)
    if groups and newest and not message and newest["groupId"] not in groups:
        return line(
            False,
            "",
            "Your newest message went to another group.",
            "Which group did you send to? group_id says it.",
            f'kaizala.content.send_message(group_id="{groups[-1]}", message="Welcome")',
        )
    return line(
        message,
        f"Their phone shows your message: {quotation(message)}.",
        "Their phone shows no message from you in your group.",
        "New members read only the messages that you send after you add them.",
        'kaizala.content.send_message(message="...")',
    )


CHECKS = {
    "00": exercise("Check 00: the first message", first_message),
    "00 your turn": exercise("Check 00: your turn", third_person),
}
