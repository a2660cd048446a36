"""Lesson 00: a first message, and a third person in the group."""

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
            "Step3 gives the access token.",
        ),
        line(
            people,
            "You made a group, and it has another member.",
            "No group of yours has another member.",
            "Look at the form that creates a group. Who is in it?",
            "Step1 - Create a group, with a number among its members.",
        ),
        line(
            message,
            f"{owner}'s phone shows your message: {quotation(message)}.",
            "No member's phone shows a message from you.",
            "Look at Asha's phone. Then look at the group id in the form of the message.",
            "Send message on a group.",
        ),
    ]


def third_person(world: World) -> list[Line]:
    """The third person is in a group of the learner's, and reads a message from them."""
    message = next(reversed(world.messages_from_you(THIRD)), None)
    return [
        line(
            any(THIRD in members for members in world.members_by_group().values()),
            f"{THIRD} is in your group.",
            f"{THIRD} is not in your group.",
            "Look through kaizala.groups for a request that changes a group.",
            "Step10 - Add members to a group.",
        ),
        line(
            message,
            f"Their phone shows your message: {quotation(message)}.",
            "Their phone shows no message from you.",
            "New members read only the messages that you send after you add them.",
            "Send message on a group, once more.",
        ),
    ]


CHECKS = {
    "00": exercise("Check 00: the first message", first_message),
    "00 your turn": exercise("Check 00: your turn", third_person),
}
