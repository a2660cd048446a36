"""Asking for what was sent: by type and by package, since a time, a page at a time, with answers and without. And groups."""

from typing import Any

import pytest

from tests.emulator.conftest import ASHA, ME, THIRD, Client
from tests.emulator.world import JOB, PACKAGE, POLL, SURVEY, upload


@pytest.fixture
def group(me: Client) -> str:
    return me.group(ASHA)


def send(client: Client, group: str, card: dict[str, Any]) -> dict[str, Any]:
    """A card that is sent."""
    return client.call("POST", f"/v1/groups/{group}/actions", card).json()


def listed(client: Client, group: str, query: str) -> dict[str, Any]:
    """A page of actions."""
    reply = client.call("GET", f"/v1/groups/{group}/actions?{query}")
    assert reply.status_code == 200, reply.text
    return reply.json()


def references(page: dict[str, Any]) -> list[str]:
    """What is on a page."""
    return [item["referenceId"] for item in page["actions"]]


def test_a_page_has_thirty_unless_it_is_told_and_says_whether_there_is_more(me, group):
    sent = [send(me, group, POLL)["referenceId"] for _ in range(31)]
    page = listed(me, group, "actionType=poll")
    assert (references(page), page["hasMore"]) == (sent[:30], True)
    page = listed(me, group, "actionType=POLL&COUNT=31")
    assert (references(page), page["hasMore"]) == (sent, True)  # the page is full: the documentation's own words
    page = listed(me, group, "actionType=poll&count=32")
    assert (references(page), page["hasMore"]) == (sent, False)


def test_pages_are_walked_by_the_time_of_the_last_one(me, group):
    sent = []
    for _ in range(7):
        sent.append(send(me, group, POLL)["referenceId"])
        me.control("POST", "clock", {"advance": 10})
    found: list[str] = []
    since = 0
    while True:
        page = listed(me, group, f"actionType=poll&count=3&fromDate={since}")
        found += [one for one in references(page) if one not in found]
        if not page["hasMore"]:
            break
        since = page["actions"][-1]["creationTime"] + 1
    assert found == sent


def test_since_a_time_in_seconds_or_in_milliseconds(me, group):
    first = send(me, group, POLL)["referenceId"]
    me.control("POST", "clock", {"advance": 3600})
    second = send(me, group, POLL)["referenceId"]
    at = listed(me, group, "actionType=poll")["actions"][1]["creationTime"]
    for since in (at, at * 1000, at - 100):
        assert references(listed(me, group, f"actionType=poll&fromDate={since}")) == [second]
    assert references(listed(me, group, "actionType=poll&fromDate=0")) == [first, second]
    assert references(listed(me, group, f"actionType=poll&fromDate={at + 100}")) == []


def test_a_type_lists_its_own_alone(me, group):
    resource = upload(me, "/v1/media").json()["mediaResource"]
    for kind in ("Image", "Album", "Audio", "Document", "Video"):
        body = {"actionType": kind, "actionBody": {"mediaResource": resource, "caption": kind}}
        assert send(me, group, body)
    for kind in ("image", "ALBUM", "audio", "document", "video"):
        (item,) = listed(me, group, f"actionType={kind}")["actions"]
        assert (item["actionType"].lower(), item["actionBody"]["caption"].lower()) == (kind.lower(),) * 2
    assert listed(me, group, "actionType=job") == {"actions": [], "hasMore": False}


@pytest.mark.parametrize("query", ["", "actionType=", "actionType=announcement", "actionType=contact", "id=", "x=1"])
def test_what_cannot_be_asked_for_is_a_400(me, group, query):
    assert me.call("GET", f"/v1/groups/{group}/actions?{query}").status_code == 400


@pytest.mark.parametrize("query", ["Id={}", "id={}&GroupScope=true", "ID={}&groupscope=False&getdetails=TRUE"])
def test_a_package_lists_its_cards(me, group, query):
    send(me, group, POLL)
    sent = send(me, group, {"id": PACKAGE, "actionBody": {"title": "Mine"}})["referenceId"]
    page = listed(me, group, query.format(PACKAGE.upper()))
    assert references(page) == [sent]
    assert list(page["actions"][0])[:3] == ["id", "packageId", "actionBody"]
    assert list(page["actions"][0]["actionBody"])[:6] == [
        "actionId",
        "title",
        "isSenderOnly",
        "isAnonymous",
        "acceptMultipleResponses",
        "questions",
    ]


def test_a_package_is_found_with_and_without_its_version(me, group):
    sent = {
        name: send(me, group, {"id": name})["referenceId"]
        for name in ("com.x.form.1", "com.x.form.12", "com.x.form.1a", "com.x.form", "com.x.formal.1", "com[x].*.1")
    }

    def found(wanted: str) -> list[str]:
        there = references(listed(me, group, f"Id={wanted}"))
        return [name for name, reference in sent.items() if reference in there]

    assert found("com.x.form") == ["com.x.form.1", "com.x.form.12", "com.x.form"]
    assert found("com.x.form.1") == ["com.x.form.1"]
    assert found("com[x].*") == ["com[x].*.1"]
    assert found("com.x.*") == []


def test_details_bring_the_answers_only_where_they_are_asked_for(me, group):
    action = send(me, group, SURVEY)["actionId"]
    answer = {"actionType": "Survey", "actionBody": {"answers": ["x"]}}
    me.call("POST", f"/v1/groups/{group}/actions/{action}/responses", answer)
    for query, shown in (("", False), ("&getDetails=false", False), ("&GETDETAILS=true", True)):
        (item,) = listed(me, group, f"actionType=survey{query}")["actions"]
        assert ("responses" in item["actionBody"]) == shown
        reply = me.call("GET", f"/v1/groups/{group}/actions/{action}/?{query}").json()
        assert ("responses" in reply["actionDetails"]) == shown
        assert reply["actionDetails"] == reply["actions"][0]["actionBody"]


def test_an_action_is_found_by_its_reference_too(me, group):
    sent = send(me, group, JOB)
    by_id = me.call("GET", f"/v1/groups/{group}/actions/{sent['actionId']}").json()
    assert me.call("GET", f"/v1/groups/{group}/actions/{sent['referenceId']}").json() == by_id


def test_one_asks_in_ones_own_groups_alone(me, group):
    action = send(me, group, POLL)["actionId"]
    third = me.signed_in(THIRD)
    assert third.call("GET", f"/v1/groups/{group}/actions?actionType=poll").status_code == 404
    assert third.call("GET", f"/v1/groups/{group}/actions/{action}").status_code == 404


def names(client: Client, query: str) -> list[str]:
    """The names of the groups that are found."""
    reply = client.call("GET", f"/v1/tenant/findGroupsByQuery?{query}")
    assert reply.status_code == 200, reply.text
    return [one["groupName"] for one in reply.json()["groups"]]


def test_groups_are_found_by_a_part_of_their_name_in_any_case_of_any_script(me):
    for name in ("With us", "ÜBER ALLES", "Witness", "100%"):
        me.group(name=name)
    assert names(me, "query=wit&resultsOffset=0&pageSize=10") == ["With us", "Witness"]
    assert names(me, "query=%C3%BCber") == ["ÜBER ALLES"]
    assert names(me, "query=%25") == ["100%"]
    assert names(me, "query=nothing") == []


def test_found_groups_come_a_page_at_a_time(me):
    for index in range(12):
        me.group(name=f"Team {index:02}")
    assert names(me, "query=team") == [f"Team {index:02}" for index in range(10)]
    assert names(me, "query=team&resultsOffset=10") == ["Team 10", "Team 11"]
    assert names(me, "QUERY=team&PAGESIZE=2&RESULTSOFFSET=3") == ["Team 03", "Team 04"]
    assert names(me, "query=team&resultsOffset=99") == []


def roles(client: Client, group: str) -> dict[str, tuple[str, str]]:
    """Who is in a group: number → id and role."""
    members = client.call("GET", f"/v1/groups/{group}/members").json()["members"]
    return {one["mobileNumber"]: (one["id"], one["role"]) for one in members}


def test_a_role_is_given_and_taken_by_an_admin(me, group):
    asha, (asha_id, _) = me.signed_in(ASHA), roles(me, group)[ASHA]
    path = f"/v1/groups/{group}/members"
    assert asha.call("PUT", f"{path}/{asha_id}", {"role": "Admin"}).status_code == 403
    for _ in range(2):
        assert me.call("PUT", f"{path}/{asha_id}", {"role": "admin"}).text == '{"result":"true"}'
    assert roles(me, group)[ASHA][1] == "Admin"
    assert asha.call("PUT", path, {"members": [THIRD]}).status_code == 200
    assert asha.call("PUT", f"{path}/{roles(me, group)[ME][0]}", {"Role": 1}).status_code == 200
    assert roles(me, group)[ME][1] == "Member"
    assert me.call("PUT", path, {"members": [THIRD]}).status_code == 403
    events = [chat.get("event") for chat in me.control("GET", f"phones/{ASHA}")["chats"]]
    assert events.count("role") == 2  # what changed nothing is not told


def test_somebody_who_is_not_there_has_no_role(me, group):
    third = me.signed_in(THIRD).call("GET", "/v1/users/me").json()["id"]
    path = f"/v1/groups/{group}/members"
    for who in (third, "unknown", ASHA):  # a number is no id
        assert me.call("PUT", f"{path}/{who}", {"role": "Admin"}).status_code == 404
        assert me.call("DELETE", f"{path}/{who}").status_code == 404
