"""A lesson may begin anywhere; what a check looks at leaves no trace."""

import pytest

from kaizala_nb import Kaizala
from kaizala_nb.course.lessons import LESSONS, World
from kaizala_nb.course.lessons.people import PEOPLE, YOU
from kaizala_nb.course.lessons.scene import field_team, name_people, sign_in
from kaizala_nb.course.sandbox.onlooker import CONNECTOR, Onlooker
from kaizala_nb.toolkit.client import errors


@pytest.fixture
def kaizala():
    made = Kaizala()
    yield made
    made.close()


def test_a_lesson_that_there_is_not_is_said_so():
    with pytest.raises(errors.InputError, match="There is no lesson '99'"):
        Kaizala(start="99")


@pytest.mark.parametrize("number", LESSONS)
def test_every_lesson_can_be_the_first(number):
    kaizala = Kaizala(start=number)
    if number in ("00", "01"):  # signing in is what they teach
        assert not kaizala.environment["access-token"]
    else:
        assert kaizala.authentication.me().json["mobileNumber"] == YOU
    for name in LESSONS[number].CHECKS:
        assert kaizala.check(name).lines, name
        assert not kaizala.check(name).passed, name
    kaizala.close()


def test_one_is_signed_in_among_people_with_names(kaizala):
    name_people(kaizala)
    sign_in(kaizala)
    group = field_team(kaizala, "Asha", "Ben")
    names = kaizala.groups.query_members(group_id=group).df.set_index("mobileNumber")["name"]
    assert names[PEOPLE["Asha"]] == "Asha"


def test_looking_on_leaves_no_trace(kaizala):
    sign_in(kaizala)
    group = field_team(kaizala, "Asha")
    token, journal = str(kaizala.environment["access-token"]), kaizala.sandbox.calls
    look = Onlooker(kaizala.sandbox).look
    assert look(YOU, "/v1/groups")["groups"][0]["groupId"] == group
    assert look(PEOPLE["Ben"], "/v1/groups") == {"groups": []}
    assert look(YOU, "/v1/groups/none-such") == {}
    assert kaizala.sandbox.calls == journal
    assert str(kaizala.environment["access-token"]) == token
    assert kaizala.groups.fetch_groups().status == 200
    assert CONNECTOR in list(kaizala.sandbox.connectors["name"])


def test_looking_on_goes_on_when_time_has_passed_and_after_a_reset(kaizala):
    look = Onlooker(kaizala.sandbox).look
    assert look(YOU, "/v1/groups") == {"groups": []}
    kaizala.sandbox.advance(days=400)
    assert look(YOU, "/v1/groups") == {"groups": []}
    kaizala.reset()
    assert look(YOU, "/v1/groups") == {"groups": []}


@pytest.mark.parametrize(
    ("ahead", "seconds"),
    [({"seconds": 90}, 90), ({"minutes": 10}, 600), ({"hours": 2}, 7_200), ({"days": 1}, 86_400)],
    ids=lambda value: str(value),
)
def test_the_clock_goes_ahead_by_what_a_lesson_says(kaizala, ahead, seconds):
    before = kaizala.sandbox.now
    kaizala.sandbox.advance(**ahead)
    assert seconds <= (kaizala.sandbox.now - before) / 1000 < seconds + 5


def test_looking_on_is_not_counted():
    kaizala = Kaizala(throttle=True)
    look = Onlooker(kaizala.sandbox).look
    assert all(look(YOU, "/v1/groups") == {"groups": []} for _ in range(120))
    kaizala.close()


def test_a_check_sees_groups_members_and_cards(kaizala):
    sign_in(kaizala)
    group = field_team(kaizala, "Asha")
    kaizala.content.send_survey(title="Lunch", questions=[{"title": "Where?"}])
    world = World(kaizala.sandbox.read_phone, lambda: kaizala.sandbox.calls, YOU, Onlooker(kaizala.sandbox).look)
    assert [one["groupId"] for one in world.groups()] == [group]
    assert {one["mobileNumber"] for one in world.members(group)} == {YOU, PEOPLE["Asha"]}
    assert world.cards(group, "survey")[0]["actionBody"]["title"] == "Lunch"
    assert World(kaizala.sandbox.read_phone, list, "").groups() == []
