"""Lesson 00: a first message, and a third person in the group."""

from typing import TYPE_CHECKING

from kaizala_nb.course.lessons.check import Line
from kaizala_nb.course.lessons.world import World

if TYPE_CHECKING:
    from kaizala_nb.course.kaizala import Kaizala

ASHA = "+447700900002"
THIRD = "+447700900003"


def first_message(world: World) -> list[Line]:
    """Signed in, a group with somebody else in it, a message on their phone."""
    signed_in = bool(world.served("GET", "/v1/accessToken"))
    people = {number for members in world.added().values() for number in members} - {world.you}
    readers = sorted(people, key=lambda number: number != ASHA)
    read = next((messages[-1] for number in readers if (messages := world.messages_from_you(number))), None)
    whose = "Asha's phone" if ASHA in people or not people else "A member's phone"
    return [
        Line(
            signed_in,
            "You are signed in." if signed_in else "You are not signed in.",
            (
                "Look at the sign-in form: which of its three requests has no status yet?",
                "Step3 gives the access token.",
            ),
        ),
        Line(
            bool(people),
            "You made a group that has another member." if people else "You have made no group with another member.",
            (
                "Look at the form for creating a group: who is in it?",
                "Step1 - Create a group, with a number among its members.",
            ),
        ),
        Line(
            read is not None,
            f'{whose} shows your message: "{read["text"]}".' if read else f"{whose} shows no message from you.",
            ("Look at the phone, and at the group id in the message's form.", "Send message on a group."),
        ),
    ]


def third_person(world: World) -> list[Line]:
    """The third person is in a group of the learner's, and reads a message from them."""
    inside = any(THIRD in members for members in world.added().values())
    read = world.messages_from_you(THIRD)
    return [
        Line(
            inside,
            "+447700900003 is in your group." if inside else "+447700900003 is not in your group.",
            ("Look through kaizala.groups for a request that changes a group.", "Step10 - Add members to a group."),
        ),
        Line(
            bool(read),
            f'Their phone shows your message: "{read[-1]["text"]}".'
            if read
            else "Their phone shows no message from you.",
            ("People read what is sent after they were added.", "Send message on a group, once more."),
        ),
    ]


def start(kaizala: "Kaizala") -> None:
    """The first lesson begins with nothing: everything there is to it is done in it."""


CHECKS = {
    "00": ("Check 00: the first message", first_message),
    "00 your turn": ("Check 00: your turn", third_person),
}
