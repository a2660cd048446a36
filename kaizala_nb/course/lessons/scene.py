"""How a lesson begins: you are signed in, people have their names, and what the lesson needs is there.

It is done as anybody would do it: by the three requests of signing in, by requests of the service, by taps on phones, and by what
the local Kaizala lets one put in. So no seed holds a secret, and a lesson can be the first that somebody opens.
"""

from typing import TYPE_CHECKING, Any

from kaizala_nb.course.lessons.people import PEOPLE, YOU

if TYPE_CHECKING:
    from kaizala_nb.course.kaizala import Kaizala


def name_people(kaizala: "Kaizala") -> None:
    """Give the people of the lessons their names, by which every phone shows them."""
    kaizala.sandbox.seed(users=[{"mobileNumber": number, "name": name} for name, number in PEOPLE.items()])


def sign_in(kaizala: "Kaizala", number: str = YOU) -> None:
    """Sign in, with the PIN off the local phone."""
    kaizala.authentication.generate_pin(mobile_number=number)
    kaizala.authentication.login_with_pin(pin=kaizala.phone().pin)
    kaizala.authentication.access_token()


def field_team(kaizala: "Kaizala", *people: str, name: str = "Field team") -> str:
    """A group of yours with some people, by name, in it; its id, which stands in {{test-group-id}} too."""
    reply = kaizala.groups.create_group(name=name, members=[PEOPLE[person] for person in people])
    return str(reply.json["groupId"])


def given_group(group_id: str, name: str, admin: str, *members: str) -> dict[str, Any]:
    """A group to seed: its admin's number, and those of its members."""
    people = [{"mobileNumber": admin, "role": "Admin"}, *({"mobileNumber": number} for number in members)]
    return {"groupId": group_id, "groupName": name, "members": people}
