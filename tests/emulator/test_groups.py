"""Groups, members and messages: what they answer, who may do what, and what the phones show of it."""

import pytest

from tests.emulator.conftest import ASHA, ME, THIRD

TUTORIAL_GROUP = "449b16d5-772d-4b25-8154-6d39ae357dfc"
BRIEF = [
    "groupName",
    "groupId",
    "groupImageUrl",
    "hasSubGroups",
    "hasParentGroups",
    "isMappedToTenant",
    "groupType",
    "isDuplicate",
    "welcomeMessage",
]
DETAILS = [
    "callerRole",
    "currentLevelSubGroupCount",
    "currentLevelParentGroupCount",
    "userCount",
    "uniqueUserCount",
    "currentLevelUserCount",
    "currentLevelUnProvisionedUserCount",
    "unProvisionedUserCount",
    "isEditable",
    "isDetailsReadable",
]


def members_of(client, group_id: str) -> dict[str, str]:
    reply = client.call("GET", f"/v1/groups/{group_id}/members").json()
    return {member["mobileNumber"]: member["role"] for member in reply["members"]}


def id_of(client, group_id: str, number: str) -> str:
    reply = client.call("GET", f"/v1/groups/{group_id}/members").json()
    return next(member["id"] for member in reply["members"] if member["mobileNumber"] == number)


def test_creating_a_group_answers_as_captured(me):
    body = {"name": "Kaizala Test group", "welcomeMessage": "Welcome", "members": [ASHA], "groupType": "Group"}
    reply = me.call("POST", "/v1/groups", body)
    group = reply.json()["groupId"]
    assert reply.text == f'{{"groupId":"{group}","groupName":"Kaizala Test group","membersAdded":true}}'
    assert members_of(me, reply.json()["groupId"]) == {ME: "Admin", ASHA: "Member"}


def test_only_the_name_is_needed(me):
    assert me.call("POST", "/v1/groups", {"name": "x"}).json()["membersAdded"] is True


def test_a_number_that_is_not_possible_is_not_added(me):
    reply = me.call("POST", "/v1/groups", {"name": "x", "members": [ASHA, "12"]}).json()
    assert reply["membersAdded"] is False
    assert members_of(me, reply["groupId"]) == {ME: "Admin", ASHA: "Member"}


def test_nobody_is_in_a_group_twice(me):
    reply = me.call("POST", "/v1/groups", {"name": "x", "members": [ASHA, ME, "+44 7700 900002"]}).json()
    assert members_of(me, reply["groupId"]) == {ME: "Admin", ASHA: "Member"}


def test_a_hundred_members_at_most(me):
    numbers = [f"+4477009{number:05}" for number in range(101)]
    assert me.call("POST", "/v1/groups", {"name": "x", "members": numbers}).status_code == 400
    assert me.call("POST", "/v1/groups", {"name": "x", "members": numbers[:100]}).json()["membersAdded"] is True


@pytest.mark.parametrize("kind", ["Group", "connectGroup", "CONNECTGROUP", 1, "1"])
def test_a_group_type_is_read_in_any_case_and_by_number(me, kind):
    group = me.call("POST", "/v1/groups", {"name": "x", "groupType": kind}).json()["groupId"]
    shown = me.call("GET", f"/v1/groups/{group}").json()["groups"][0]["groupType"]
    assert shown == ("Group" if kind == "Group" else "ConnectGroup")


@pytest.mark.parametrize("name", ["", "  ", None, [], {}, ["x"]])
def test_a_name_that_is_empty_or_no_text_is_a_400(me, name):
    reply = me.call("POST", "/v1/groups", {"name": name})
    assert (reply.status_code, reply.json()["errorCode"]) == (400, "InvalidParameters")
    assert "name" in reply.json()["message"]


def test_groups_are_listed_with_the_fields_in_order(me):
    group = me.group(ASHA)
    (brief,) = me.call("GET", "/v1/groups").json()["groups"]
    assert list(brief) == BRIEF
    assert brief["groupId"] == group
    for query in ("showDetails=true", "showDetail=true", "SHOWDETAILS=True&fetchAllGroups=TRUE"):
        (detailed,) = me.call("GET", f"/v1/groups?{query}").json()["groups"]
        assert list(detailed) == BRIEF + DETAILS + ["subscriberCount"] * ("fetchAllGroups" in query)
    assert (detailed["callerRole"], detailed["userCount"], detailed["unProvisionedUserCount"]) == ("Admin", 2, 1)
    assert me.call("GET", "/v1/groups?showDetails=perhaps").status_code == 400


def test_the_details_of_a_group_come_as_a_list_of_one(me):
    group = me.group()
    (details,) = me.call("GET", f"/v1/groups/{group}").json()["groups"]
    assert list(details) == BRIEF + DETAILS


def test_a_group_is_nothing_to_those_who_are_not_in_it(me):
    group = me.group()
    other = me.signed_in(THIRD)
    for method, path, body in (
        ("GET", "", None),
        ("GET", "/members", None),
        ("PUT", "/members", {"members": [THIRD]}),
        ("POST", "/messages", {"message": "x"}),
        ("DELETE", "/members/x", None),
    ):
        assert other.call(method, f"/v1/groups/{group}{path}", body).status_code == 404
    assert other.call("GET", "/v1/groups").json() == {"groups": []}


def test_members_come_with_the_fields_in_order(me):
    group = me.group(ASHA)
    members = me.call("GET", f"/v1/groups/{group}/members").json()["members"]
    assert [list(member) for member in members] == [["id", "role", "mobileNumber", "name", "isProvisioned"]] * 2
    assert [member["isProvisioned"] for member in members] == [True, False]


def test_adding_members_answers_a_string_and_may_be_repeated(me):
    group = me.group()
    for _ in range(2):
        assert me.call("PUT", f"/v1/groups/{group}/members", {"members": [ASHA]}).text == '{"result":"true"}'
    assert members_of(me, group) == {ME: "Admin", ASHA: "Member"}


def test_adding_an_impossible_number_adds_nobody(me):
    group = me.group()
    reply = me.call("PUT", f"/v1/groups/{group}/members", {"members": [ASHA, "12"]})
    assert reply.status_code == 400
    assert "'12'" in reply.json()["message"]
    assert members_of(me, group) == {ME: "Admin"}


@pytest.mark.parametrize("body", [{}, {"members": None}, {"members": "x"}, {"members": [None]}, {"members": [{}]}])
def test_members_must_be_a_list_of_texts(me, body):
    assert me.call("PUT", f"/v1/groups/{me.group()}/members", body).status_code == 400


def test_removing_a_member_answers_once_and_then_404(me):
    group = me.group(ASHA)
    path = f"/v1/groups/{group}/members/{id_of(me, group, ASHA)}"
    assert me.call("DELETE", path).text == '{"result":"true"}'
    assert me.call("DELETE", path).status_code == 404
    assert members_of(me, group) == {ME: "Admin"}


def test_only_an_admin_adds_and_removes_but_anybody_may_leave(me):
    group = me.group(ASHA, THIRD)
    asha = me.signed_in(ASHA)
    assert asha.call("PUT", f"/v1/groups/{group}/members", {"members": ["+447700900004"]}).status_code == 403
    assert asha.call("DELETE", f"/v1/groups/{group}/members/{id_of(me, group, THIRD)}").status_code == 403
    assert asha.call("DELETE", f"/v1/groups/{group}/members/{id_of(me, group, ASHA)}").status_code == 200
    assert ASHA not in members_of(me, group)


def test_a_message_is_on_the_phones_of_all_who_are_there(me):
    group = me.group(ASHA)
    reply = me.call("POST", f"/v1/groups/{group}/messages", {"message": "Hello"})
    assert list(reply.json()) == ["referenceId"]
    me.call("PUT", f"/v1/groups/{group}/members", {"members": [THIRD]})
    me.call("POST", f"/v1/groups/{group}/messages", {"message": "Hello all"})

    def texts(number: str) -> list[str]:
        return [chat["text"] for chat in me.control("GET", f"phones/{number}")["chats"] if chat["kind"] == "message"]

    assert texts(ASHA) == texts(ME) == ["Hello", "Hello all"]
    assert texts(THIRD) == ["Hello all"]
    me.call("DELETE", f"/v1/groups/{group}/members/{id_of(me, group, ASHA)}")
    me.call("POST", f"/v1/groups/{group}/messages", {"message": "Without Asha"})
    assert texts(ASHA) == ["Hello", "Hello all"]


def test_a_phone_shows_what_happened_in_order_with_who_did_it(me):
    body = {"name": "Field team", "members": [ASHA], "welcomeMessage": "Welcome to all"}
    group = me.call("POST", "/v1/groups", body).json()["groupId"]
    reference = me.call("POST", f"/v1/groups/{group}/messages", {"message": "Hello"}).json()["referenceId"]
    chats = me.control("GET", f"phones/{ASHA}")["chats"]
    assert [chat["kind"] for chat in chats] == ["event", "welcome", "message"]
    added, welcome, message = chats
    assert (added["event"], added["member"], added["from"], added["groupName"]) == ("added", ASHA, ME, "Field team")
    assert welcome["text"] == "Welcome to all"
    assert (message["text"], message["from"], message["own"], message["referenceId"]) == ("Hello", ME, False, reference)
    assert [chat["at"] for chat in chats] == sorted(chat["at"] for chat in chats)


def test_a_message_has_4000_characters_at_most(me):
    group = me.group()
    assert me.call("POST", f"/v1/groups/{group}/messages", {"message": "ü" * 4000}).status_code == 200
    assert me.call("POST", f"/v1/groups/{group}/messages", {"message": "ü" * 4001}).status_code == 400


@pytest.mark.parametrize("message", ["", " ", "\n", None, [], {}])
def test_an_empty_message_counts_as_missing(me, message):
    assert me.call("POST", f"/v1/groups/{me.group()}/messages", {"message": message}).status_code == 400


def test_a_group_without_subscribers_takes_no_message_for_them(me):
    group = me.group()
    for body in ({"subscribers": [ASHA]}, {"sendToAllSubscribers": True}):
        assert me.call("POST", f"/v1/groups/{group}/messages", {"message": "x"} | body).status_code == 400
    body = {"message": "x", "subscribers": None, "sendToAllSubscribers": "false", "replyToReferenceId": None}
    assert me.call("POST", f"/v1/groups/{group}/messages", body).status_code == 200


def test_a_reply_names_a_message_of_the_group(me):
    group = me.group()
    reference = me.call("POST", f"/v1/groups/{group}/messages", {"message": "x"}).json()["referenceId"]
    path = f"/v1/groups/{group}/messages"
    assert me.call("POST", path, {"message": "y", "replyToReferenceId": reference}).status_code == 200
    assert me.call("POST", path, {"message": "y", "replyToReferenceId": "nothing"}).status_code == 404


def test_the_tutorials_hard_coded_group_is_404_unless_it_was_seeded(me):
    path = f"/v1/groups/{TUTORIAL_GROUP}/messages"
    assert me.call("POST", path, {"message": "x"}).status_code == 404
    group = {"groupId": TUTORIAL_GROUP, "groupName": "Demo", "members": [{"mobileNumber": ME, "role": "Admin"}]}
    me.control("POST", "seed", {"groups": [group]})
    assert me.call("POST", path, {"message": "x"}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/V1/GROUPS/{}/MEMBERS",
        "//v1//groups/{}//members",
        "/v1/groups/{}/members/",
        "/v1/groups/{}/members//",
        "/v1/groups/{}/members%20",
        "/v1/Groups/{}%20/members",
        "/v1%20/groups%20%20/{}%20/members%20",
        "/v1/groups/{}/members%20%20/",
        "/v1/groups/{}/members%20//%20/",
        "/v1/groups/{}/members%09%0D%0A",
    ],
)
def test_paths_are_read_in_any_case_with_slashes_and_blanks_to_spare(me, path):
    assert me.call("GET", path.format(me.group())).status_code == 200


def test_an_id_keeps_its_case_and_may_be_percent_encoded(me):
    group = {"groupId": "AbC@1", "groupName": "x", "members": [{"mobileNumber": ME}]}
    me.control("POST", "seed", {"groups": [group]})
    for path in ("/v1/groups/AbC@1", "/v1/groups/AbC%401", "//v1/groups/AbC%401/"):
        assert me.call("GET", path).json()["groups"][0]["groupId"] == "AbC@1"
    assert me.call("GET", "/v1/groups/abc@1").status_code == 404


def test_a_missing_id_never_becomes_another_thing(me):
    group = {"groupId": "members", "groupName": "x", "members": [{"mobileNumber": ME, "role": "Admin"}]}
    me.control("POST", "seed", {"groups": [group]})
    for missing in ("", "%20", "%20/%20"):
        assert me.call("PUT", f"/v1/groups/{missing}/members", {"members": [ASHA]}).status_code == 404
    assert me.call("GET", "/v1/groups/members%C3%A0").status_code == 404  # whose last byte is Unicode's blank A0
    assert me.call("GET", "/v1/groups/members/members").status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/"), ("GET", "/v1"), ("GET", "/v2/groups"), ("PATCH", "/v1/groups"), ("BREW", "/v1/groups")],
)
def test_what_is_no_call_is_refused_with_the_three_keys(me, method, path):
    assert me.call(method, path).status_code == 404
