"""Groups under groups: how they come to hang there, who counts, who may, and that they never hang in a circle."""

import pytest

from tests.emulator.conftest import ASHA, ME, THIRD, Client
from tests.emulator.world import upload

FOURTH = "+447700900004"


def below(client: Client, group: str, **named: object) -> str:
    """A new sub-group's id."""
    reply = client.call("POST", f"/v1/groups/{group}/subGroups", {"name": "Below"} | named)
    assert reply.status_code == 200, reply.text
    return reply.json()["groupId"]


def hang(client: Client, group: str, *below: str) -> int:
    """The status of hanging groups under a group."""
    return client.call("PUT", f"/v1/groups/{group}/subGroups", {"subGroups": list(below)}).status_code


def take_off(client: Client, group: str, below: str) -> int:
    """The status of taking one off."""
    return client.call("DELETE", f"/v1/groups/{group}/subGroups/{below}").status_code


def children(client: Client, group: str, query: str = "") -> list[str]:
    """The ids of the groups under a group."""
    return [one["groupId"] for one in client.call("GET", f"/v1/groups/{group}/subGroups{query}").json()["subGroups"]]


def details(client: Client, group: str) -> dict:
    """A group's details."""
    return client.call("GET", f"/v1/groups/{group}").json()["groups"][0]


@pytest.mark.parametrize("named", [{"name": "Year 1"}, {"groupName": "Year 1"}, {"Name": "Year 1", "groupName": "x"}])
def test_a_sub_group_is_named_by_any_name_the_service_had_for_it(me, named):
    reply = me.call("POST", f"/v1/groups/{me.group()}/subgroups", named).json()
    assert reply["groupName"] == "Year 1"


def test_a_sub_group_has_its_picture_its_welcome_and_its_people(me):
    resource = upload(me, "/v1/media").json()["mediaResource"]
    body = {"welcomeMessage": "Hello", "members": [ASHA], "groupImageURL": resource}
    made = details(me, below(me, me.group(), **body))
    assert made["groupImageUrl"].startswith(me.url)
    assert (made["welcomeMessage"], made["currentLevelUserCount"]) == ("Hello", 2)


def test_whoever_makes_a_sub_group_is_its_admin_unless_they_stay_out(me):
    group = me.group()
    made = below(me, group, addUserToGroup="false", members=[ASHA])
    members = me.call("GET", f"/v1/groups/{made}/members").json()["members"]
    assert [one["mobileNumber"] for one in members] == [ASHA]
    assert details(me, made)["callerRole"] == "Admin"  # by way of the group over it


def test_people_are_counted_up_the_hierarchy(me):
    school = me.group(ASHA, name="School")
    year = below(me, school, members=[THIRD])
    below(me, year, members=[THIRD, FOURTH])
    counted = details(me, school)
    assert (counted["userCount"], counted["uniqueUserCount"], counted["currentLevelUserCount"]) == (7, 4, 2)
    assert (counted["unProvisionedUserCount"], counted["currentLevelUnProvisionedUserCount"]) == (4, 1)
    assert (counted["currentLevelSubGroupCount"], counted["currentLevelParentGroupCount"]) == (1, 0)
    counted = details(me, year)
    assert (counted["userCount"], counted["uniqueUserCount"], counted["currentLevelUserCount"]) == (5, 3, 2)
    assert (counted["hasSubGroups"], counted["hasParentGroups"]) == (True, True)


def test_somebody_who_is_in_a_group_by_two_ways_is_counted_once(me):
    top, left, right, bottom = me.group(name="top"), me.group(), me.group(), me.group(ASHA)
    assert [hang(me, top, left, right), hang(me, left, bottom), hang(me, right, bottom)] == [200, 200, 200]
    assert details(me, top)["userCount"] == 5
    assert details(me, top)["uniqueUserCount"] == 2
    assert sorted(children(me, top, "?fetchAllGroups=true")) == sorted([left, right, bottom])
    assert details(me, bottom)["currentLevelParentGroupCount"] == 2


def test_no_group_comes_to_stand_under_itself(me):
    one, two, three = (me.group(name=name) for name in ("one", "two", "three"))
    assert [hang(me, one, two), hang(me, two, three)] == [200, 200]
    assert [hang(me, three, one), hang(me, two, one), hang(me, one, one)] == [400, 400, 400]
    assert children(me, three) == []
    assert hang(me, one, three) == 200  # a shorter way down is no circle


def test_groups_are_hung_all_or_none(me):
    group, one = me.group(), me.group()
    assert hang(me, group, one, "unknown") == 404
    assert hang(me, group, one, group) == 400
    assert children(me, group) == []


def test_hanging_what_hangs_there_is_a_200_and_taking_off_what_does_not_a_404(me):
    group, one = me.group(), me.group()
    assert [hang(me, group, one), hang(me, group, one), hang(me, group, one, one)] == [200, 200, 200]
    assert children(me, group) == [one]
    assert [take_off(me, group, one), take_off(me, group, one), take_off(me, group, "x")] == [200, 404, 404]


def test_a_group_that_was_taken_off_goes_on_by_itself(me):
    group, one = me.group(), me.group(ASHA, name="On its own")
    hang(me, group, one)
    take_off(me, group, one)
    assert details(me, one)["currentLevelUserCount"] == 2
    assert details(me, group)["userCount"] == 1
    assert me.call("POST", f"/v1/groups/{one}/messages", {"message": "x"}).status_code == 200


def test_only_an_admin_changes_the_hierarchy(me):
    group, one = me.group(ASHA), me.group()
    asha = me.signed_in(ASHA)
    hers = asha.group()
    assert asha.call("POST", f"/v1/groups/{group}/subGroups", {"name": "x"}).status_code == 403
    assert hang(asha, group, hers) == 403
    assert hang(me, group, hers) == 404  # of which she is the admin, and I am nothing
    hang(me, group, one)
    assert take_off(asha, group, one) == 403
    assert hang(asha, hers, one) == 404


def test_an_admin_of_the_group_over_it_is_its_admin_too_even_as_a_plain_member(me):
    asha = me.signed_in(ASHA)
    hers = asha.group(ME, name="Hers")
    group = me.group(ASHA)
    assert details(me, hers)["callerRole"] == "Member"
    asha_id = next(
        one["id"]
        for one in me.call("GET", f"/v1/groups/{group}/members").json()["members"]
        if one["mobileNumber"] == ASHA
    )
    assert me.call("PUT", f"/v1/groups/{group}/members/{asha_id}", {"role": "Admin"}).status_code == 200
    assert hang(asha, group, hers) == 200
    assert details(me, hers)["callerRole"] == "Admin"
    assert me.call("PUT", f"/v1/groups/{hers}/members", {"members": [THIRD]}).status_code == 200


def test_one_looks_up_and_down_but_reads_only_what_is_ones_own(me):
    school = me.group(name="School")
    year = below(me, school, members=[ASHA])
    asha = me.signed_in(ASHA)
    names = [one["groupName"] for one in asha.call("GET", "/v1/groups?fetchAllGroups=true").json()["groups"]]
    assert sorted(names) == ["Below", "School"]
    assert [one["groupId"] for one in asha.call("GET", "/v1/groups").json()["groups"]] == [year]
    assert details(asha, school)["callerRole"] == "None"
    assert asha.call("GET", f"/v1/groups/{school}/members").status_code == 404
    assert asha.call("POST", f"/v1/groups/{school}/messages", {"message": "x"}).status_code == 404


def group_client(me: Client, group: str) -> Client:
    """A client with a token of the portal for one group."""
    wanted = {"kind": "group", "groupId": group}
    refresh = me.control("POST", f"connectors/{me.application_id}/tokens", wanted)["refreshToken"]
    token = me.access(refresh).json()["accessToken"]
    return Client(me.url, me.key, me.application_id, me.application_secret, me.http, token)


def test_a_group_token_makes_sub_groups_of_its_group(me):
    group = me.group()
    reply = group_client(me, group).call("POST", "/v1/groups", {"name": "Made"})
    made = reply.json()["groupId"]
    assert reply.text == f'{{"groupId":"{made}","groupName":"Made","membersAdded":true,"isAddedAsSubGroup":true}}'
    assert children(me, group) == [made]


def test_a_group_token_reaches_its_group_and_those_under_it_and_no_other(me):
    group, other = me.group(), me.group(name="Other")
    under = below(me, group)
    token = group_client(me, group)
    assert token.call("GET", f"/v1/groups/{under}/members").status_code == 200
    assert token.call("GET", f"/v1/groups/{other}/members").status_code == 404
    assert hang(token, group, other) == 404  # or it would reach it from then on
    assert [one["groupId"] for one in token.call("GET", "/v1/groups").json()["groups"]] == [group]
    found = token.call("GET", "/v1/tenant/findGroupsByQuery?pageSize=1&resultsOffset=1").json()["groups"]
    assert len(found) == 1
    assert found[0]["groupId"] in (group, under)
