"""How a lesson begins: you are signed in, people have their names, and what the lesson needs is there.

A lesson begins as anybody would begin: with the three requests of signing in, with other requests, with taps on phones, and with
seeds of the local Kaizala. So no seed holds a secret, and every lesson can be the first that somebody opens.
"""

from typing import Any, Protocol

from kaizala_nb.course import folders
from kaizala_nb.course.lessons.people import PEOPLE, YOU
from kaizala_nb.course.sandbox.phone import Phone
from kaizala_nb.course.sandbox.sandbox import Sandbox
from kaizala_nb.toolkit.client.environment import Environment


class LocalKaizala(Protocol):
    """What a beginning needs of the :class:`~kaizala_nb.course.kaizala.Kaizala` that it is for."""

    sandbox: Sandbox
    authentication: folders.Authentication
    groups: folders.Groups
    content: folders.Content
    reactions: folders.Reactions

    @property
    def environment(self) -> Environment:
        """The variables."""

    def phone(self, number: str | None = None, *, name: str = "") -> Phone:
        """Somebody's phone; your own if no number is said."""


def name_people(kaizala: LocalKaizala) -> None:
    """Give the people of the lessons their names. Every phone shows them."""
    kaizala.sandbox.seed(users=[{"mobileNumber": number, "name": name} for name, number in PEOPLE.items()])


def sign_in(kaizala: LocalKaizala, number: str = YOU) -> None:
    """Sign in, with the PIN that is on the local phone."""
    kaizala.authentication.generate_pin(mobile_number=number)
    kaizala.authentication.login_with_pin(pin=kaizala.phone().pin)
    kaizala.authentication.access_token()


def field_team(kaizala: LocalKaizala, *people: str, name: str = "Field team") -> str:
    """Make a group of yours with these people, by their names. Returns its id, which stands in {{test-group-id}} too."""
    reply = kaizala.groups.create_group(name=name, members=[PEOPLE[person] for person in people])
    return str(reply.json["groupId"])


def group_seed(group_id: str, name: str, admin: str, *members: str) -> dict[str, Any]:
    """A group to seed. ``admin`` and ``members`` are mobile numbers."""
    people = [{"mobileNumber": admin, "role": "Admin"}, *({"mobileNumber": number} for number in members)]
    return {"groupId": group_id, "groupName": name, "members": people}
