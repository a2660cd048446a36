"""Likes and comments, and the cursors by which one asks what has changed since."""

import pytest

from tests.emulator.conftest import ASHA, THIRD
from tests.emulator.shapes import GUID, assert_like

EPOCH = 621_355_968_000_000_000
"""1970 in .NET ticks of 100 ns."""


@pytest.fixture
def group(me):
    return me.group(ASHA)


@pytest.fixture
def asha(client, group):
    return client.signed_in(ASHA)


def say(client, group, text="Hello", **more):
    return client.call("POST", f"/v1/groups/{group}/messages", {"message": text} | more).json()["referenceId"]


def react(client, group, reference, kind="Like", status=200, **more):
    """A reaction's id."""
    body = {"referenceId": reference, "sourceGroupId": group, "reactionType": kind} | more
    reply = client.call("POST", f"/v1/groups/{group}/reaction", body)
    assert reply.status_code == status, reply.text
    return reply.json().get("reactionId")


def summary(client, group, cursor=""):
    """The cursor, and counts by reference."""
    path = f"/v1/groups/{group}/reaction/summary?sourceGroupId={group}" + (f"&cursor={cursor}" if cursor != "" else "")
    reply = client.call("GET", path)
    assert reply.status_code == 200, reply.text
    assert list(reply.json()) == ["cursor", "summary"]
    return reply.json()["cursor"], {one["referenceId"]: one["reactionsCountMap"] for one in reply.json()["summary"]}


def details(client, group, reference, **query):
    """The cursor and the reactions."""
    asked = "&".join(f"{name}={value}" for name, value in {"sourceGroupId": group, **query}.items())
    reply = client.call("GET", f"/v1/groups/{group}/reaction/{reference}?{asked}")
    assert reply.status_code == 200, reply.text
    return reply.json()["cursor"], reply.json()["reactionDetails"]


def test_likes_and_comments_are_counted_and_listed(me, asha, group):
    reference = say(me, group)
    first = react(asha, group, reference, "Like")
    assert react(asha, group, reference, "like", comment="ignored") == first
    react(me, group, reference, 0)
    react(asha, group, reference, "Comment", comment="Nice")
    react(asha, group, reference, "Comment", comment="Very")
    path = f"/v1/groups/{group}/reaction/{reference}/summary?sourceGroupId={group}"
    counts = {"like": 2, "comment": 2}
    assert me.call("GET", path).json() == {"summary": [{"referenceId": reference, "reactionsCountMap": counts}]}
    _, likes = details(me, group, reference, reactionType="Like")
    assert_like(likes, [{"lastModifiedTime": int, "reactionId": GUID, "userId": GUID}])
    assert likes[0]["reactionId"] == first
    _, comments = details(me, group, reference, reactionType="comment")
    assert_like(comments, [{"lastModifiedTime": int, "reactionId": GUID, "userId": GUID, "comment": str}])
    assert [one["comment"] for one in comments] == ["Nice", "Very"]
    assert len(details(me, group, reference)[1]) == 4


def test_a_cursor_is_a_time_in_ticks(me, group):
    before = me.control("GET", "clock")["now"]
    cursor, found = summary(me, group)
    after = me.control("GET", "clock")["now"]
    assert found == {}
    assert EPOCH + (before - 1) * 10_000 <= cursor <= EPOCH + after * 10_000
    assert len(str(cursor)) == 18


def test_nothing_is_missed_and_nothing_told_twice_between_two_looks(me, asha, group):
    references = [say(me, group, str(number)) for number in range(30)]
    cursor, told = summary(me, group)[0], []
    for reference in references:  # many of these fall into one millisecond
        react(asha, group, reference)
        cursor, found = summary(me, group, cursor)
        assert list(found) == [reference]
        told += found
    assert told == references
    assert summary(me, group, cursor)[1] == {}
    assert list(summary(me, group, 0)[1]) == references
    react(me, group, references[3], "Comment", comment="Again")
    assert summary(me, group, cursor)[1] == {references[3]: {"like": 1, "comment": 1}}


def test_details_go_on_from_a_cursor_too(me, asha, group):
    reference = say(me, group)
    cursor = 0
    for number in range(10):
        react(asha, group, reference, "Comment", comment=str(number))
        cursor, found = details(me, group, reference, cursor=cursor)
        assert [one["comment"] for one in found] == [str(number)]
    assert details(me, group, reference, cursor=cursor)[1] == []


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "1" * 20])
def test_a_cursor_that_is_none_is_refused(me, group, cursor):
    for path in ("summary", say(me, group)):
        assert me.call("GET", f"/v1/groups/{group}/reaction/{path}?cursor={cursor}").status_code == 400


def test_a_cursor_far_ahead_finds_nothing(me, asha, group):
    reference = say(me, group)
    react(asha, group, reference)
    for cursor in ("9" * 19, str(2**63), str(2**63 - 1)):
        assert summary(me, group, cursor)[1] == {}


def test_what_is_not_there_has_no_reactions(me, client, group):
    reference, stranger = say(me, group), client.signed_in(THIRD)
    react(me, group, "unknown", status=404)
    react(stranger, group, reference, status=404)
    react(me, group, reference, "Comment", status=400)
    react(me, group, reference, "Comment", comment=" ", status=400)
    react(me, group, reference, "Dislike", status=400)
    react(me, group, reference, sourceGroupId="", status=400)
    react(me, group, reference, sourceGroupId="unknown", status=404)
    for path in ("summary", reference, f"{reference}/summary"):
        assert stranger.call("GET", f"/v1/groups/{group}/reaction/{path}?sourceGroupId={group}").status_code == 404
    assert me.call("GET", f"/v1/groups/{group}/reaction/{reference}?reactionType=Dislike").status_code == 400


def test_the_source_group_may_be_another_than_the_paths(me, asha, group):
    below = me.call("POST", f"/v1/groups/{group}/subGroups", {"name": "Below"}).json()["groupId"]
    reference = say(me, group)
    body = {"ReferenceId": reference, "SourceGroupId": group, "ReactionType": "Like"}
    assert me.call("POST", f"/v1/groups/{below}/reaction", body).status_code == 200
    path = f"/v1/groups/{below}/reaction/{reference}/summary?sourceGroupId={group}"
    assert me.call("GET", path).json()["summary"][0]["reactionsCountMap"] == {"like": 1}
    assert summary(me, group)[1] == {reference: {"like": 1}}


def test_a_subscriber_learns_of_what_reached_them_only(me, client):
    public = me.call("POST", "/v1/groups", {"name": "Public", "groupType": "ConnectGroup"}).json()["groupId"]
    me.call("PUT", f"/v1/groups/{public}/subscribers/add", {"subscribers": [ASHA, THIRD]})
    for_all = say(me, public, sendToAllSubscribers=True)
    for_third = say(me, public, subscribers=[THIRD])
    for reference in (for_all, for_third):
        react(me, public, reference)
    asha, third = client.signed_in(ASHA), client.signed_in(THIRD)
    assert set(summary(asha, public)[1]) == {for_all}
    assert set(summary(third, public)[1]) == {for_all, for_third}
    react(asha, public, for_third, status=404)
    react(third, public, for_third)
