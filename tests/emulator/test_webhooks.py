"""Webhooks: the handshake, what subscribes to what, and every event with its fields in the order of the wire."""

import json
import re

import pytest

from kaizala_nb.emulator.webhooks import rules
from tests.emulator.conftest import ASHA, ME, THIRD
from tests.emulator.receivers import BAD, GOOD, receiver
from tests.emulator.shapes import GUID, ISO, URL, assert_like
from tests.emulator.world import picture

TOKEN = "tokenToBeVerifiedByCallback"
PACKAGE = "com.example.form"
TWO_YEARS = 63_113_852_000
NAMES = [
    "TextMessageCreated",
    "AttachmentCreated",
    "Announcement",
    "JobCreated",
    "JobResponse",
    "SurveyCreated",
    "SurveyResponse",
    "ActionCreated",
    "ActionResponse",
    "MemberAdded",
    "MemberRemoved",
    "GroupAdded",
    "GroupRemoved",
    "PollCreated",
    "PollResponse",
    "LetsMeetCreated",
    "LetsMeetResponse",
]


@pytest.fixture
def hook():
    """A receiver that works."""
    with receiver() as made:
        yield made


@pytest.fixture
def group(me):
    """A group with Asha in it."""
    return me.group(ASHA)


def wanted(object_id, url, events=("TextMessageCreated",), object_type="Group", **more):
    """A subscription's body."""
    body = {"objectId": object_id, "objectType": object_type, "eventTypes": list(events), "callBackUrl": url}
    return body | more


def subscribe(client, *args, status=200, **more):
    """A webhook's id, or the refusal."""
    reply = client.call("POST", "/v1/webhook", wanted(*args, **more))
    assert reply.status_code == status, reply.text
    return reply.json()["webhookId"] if status == 200 else reply.json()


def shown(client, object_id, object_type="Group"):
    """The webhooks on an object."""
    return client.call("GET", f"/v1/webhook?objectId={object_id}&objectType={object_type}").json()["webhooks"]


def say(client, group, text="Hello"):
    """A message in a group."""
    return client.call("POST", f"/v1/groups/{group}/messages", {"message": text}).json()["referenceId"]


def settle(client):
    """Wait until everything was delivered."""
    assert client.control("POST", "deliveries/settle", {})["settled"]


# -- the handshake ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", GOOD)
def test_receivers_written_as_people_wrote_them_are_taken(me, group, mode):
    with receiver(mode) as made:
        subscribe(me, group, made.url)
        assert len(made.asked) == 1


@pytest.mark.parametrize("mode", [mode for mode in BAD if mode not in ("slow", "drip")])
def test_receivers_that_answer_anything_else_are_not(me, group, mode):
    with receiver(mode) as made:
        refused = subscribe(me, group, made.url, status=400)
        assert refused["message"].startswith("The callBackUrl was not accepted")
        assert shown(me, group) == []


@pytest.mark.parametrize("mode", ["slow", "drip"])
def test_a_receiver_has_so_many_seconds_for_all_of_its_answer(me, group, mode, monkeypatch):
    assert rules.HANDSHAKE_SECONDS == 5
    monkeypatch.setattr(rules, "HANDSHAKE_SECONDS", 0.4)
    with receiver(mode) as made:
        assert "0.4 seconds" in subscribe(me, group, made.url, status=400)["message"]


def test_the_token_is_the_only_query_parameter_and_new_each_time(me, group, hook):
    for _ in range(2):
        subscribe(me, group, hook.url)
    paths = [re.fullmatch(r"/hook\?validationToken=([0-9a-f-]{36})", path) for path in hook.asked]
    assert all(paths)
    assert paths[0][1] != paths[1][1]


def test_an_address_with_a_query_of_its_own_keeps_it(me, group):
    with receiver(path="/hook?code=a%20b#part") as made:
        subscribe(me, group, made.url)
        assert re.fullmatch(r"/hook\?code=a%20b&validationToken=[0-9a-f-]{36}", made.asked[0])
        say(me, group)
        assert made.wait(1)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://127.0.0.1/",
        "127.0.0.1/hook",
        "http://",
        "//127.0.0.1/",
        "javascript:alert(1)",
        "http://user:pass@127.0.0.1/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1/\x7f",
        "http://127.0.0.1/é",
        "http://[::1",
        "https://",
        "file:///etc/passwd",
        "http://127.0.0.1 .example/",
    ],
)
def test_what_is_no_address_to_call_is_refused(me, group, url):
    assert subscribe(me, group, url, status=400)["errorCode"] == "InvalidParameters"


def test_without_permission_or_group_no_receiver_is_asked(me, client, hook, group):
    other = client.signed_in(THIRD)
    subscribe(other, group, hook.url, status=404)
    subscribe(me, "unknown", hook.url, status=404)
    subscribe(me, "unknown", hook.url, object_type="Action", status=404)
    subscribe(me, group, hook.url, events=["Nonsense"], status=400)
    subscribe(me, group, hook.url, events=[], status=400)
    subscribe(me, group, hook.url, callBackToken="no\r\nheader", status=400)
    subscribe(me, group, hook.url, callBackToken="ключ", status=400)
    assert hook.asked == []


# -- one's webhooks --------------------------------------------------------------------------------------------------


def test_a_webhook_is_shown_as_documented(me, group, hook):
    before = me.control("GET", "clock")["now"]
    given = {"callBackToken": TOKEN, "callBackContext": "Any data"}
    webhook = subscribe(me, group, hook.url, NAMES, **given)
    (one,) = shown(me, group)
    told = {
        "id": webhook,
        "objectId": group,
        "objectType": "Group",
        "events": NAMES,
        "filters": [],
        "callbackUrl": hook.url,
    }
    told |= {
        "callbackToken": TOKEN,
        "callbackContext": "Any data",
        "ts": one["ts"],
        "validity": one["validity"],
        "active": True,
    }
    assert list(one.items()) == list(told.items())
    assert before <= one["ts"] <= me.control("GET", "clock")["now"]
    assert one["validity"] == one["ts"] + TWO_YEARS
    subscribe(me, group, hook.url)
    assert "callbackContext" not in shown(me, group)[1]


KEY = "s3cret-of-the-gateway"


def headers_of(delivery):
    """The headers of a delivery, by their names in lower case."""
    return {name.lower(): value for name, value in delivery.headers.items()}


def test_headers_that_were_asked_for_come_with_every_delivery(me, group, hook, caplog):
    asked = {"X-Api-Key": KEY, "Authorization": f"Bearer {KEY}", "X-Number": 7, "X-Empty": "", "X-None": None}
    webhook = subscribe(me, group, hook.url, callBackToken=TOKEN, CALLBACKHEADERS=asked)
    say(me, group)
    hook.wait(1)
    got = headers_of(hook.deliveries[0])
    assert got.items() >= {
        *(("x-api-key", KEY), ("authorization", f"Bearer {KEY}"), ("x-number", "7"), ("x-empty", "")),
        *(("kz-callback-token", TOKEN), ("content-type", "application/json")),
    }
    assert "x-none" not in got
    assert hook.bodies[0]["data"] == {"text": "Hello"}
    assert me.call("PUT", f"/v1/webhook/{webhook}", {"callBackHeaders": {"x-other": "1"}}).status_code == 200
    say(me, group)
    hook.wait(2)
    assert headers_of(hook.deliveries[1]).get("x-other") == "1"
    assert "x-api-key" not in headers_of(hook.deliveries[1])
    assert me.call("PUT", f"/v1/webhook/{webhook}", {"callBackHeaders": {}}).status_code == 200
    assert "callbackHeaders" not in shown(me, group)[0]
    assert KEY not in caplog.text


def test_headers_are_listed_by_name_alone(me, group, hook):
    subscribe(me, group, hook.url, callBackHeaders={"X-Api-Key": KEY, "X-Other": "1"})
    assert shown(me, group)[0]["callbackHeaders"] == ["X-Api-Key", "X-Other"]
    assert KEY not in json.dumps(shown(me, group))
    assert KEY not in json.dumps(me.control("GET", "deliveries")) + json.dumps(me.control("GET", "journal"))


@pytest.mark.parametrize(
    "headers",
    [
        *(
            {name: "x"}
            for name in ("Connection", "keep-alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect")
        ),
        *(
            {name: "x"}
            for name in ("Host", "content-length", "Content-Type", "CONTENT-ENCODING", "Proxy-Authorization")
        ),
        *({name: "x"} for name in ("Date", "kz-callback-token", "", " ", "X Y", "X:", "X\r\nY", "Ключ", "X" * 101)),
        *({"X-Api-Key": value} for value in (f"{KEY}\r\nX: y", f"{KEY}\x7f", f"{KEY}ü", [KEY], {"a": KEY}, KEY * 100)),
        {f"X-{number}": KEY for number in range(21)},
    ],
    ids=str,
)
def test_a_header_that_would_break_a_delivery_is_refused_without_its_value(me, group, hook, headers):
    refused = subscribe(me, group, hook.url, callBackHeaders=headers, status=400)
    assert "callBackHeaders" in refused["message"]
    assert len(refused["message"]) < 300
    assert KEY not in refused["message"]
    assert hook.asked == []


def test_the_handshake_is_made_without_them(me, group):
    with receiver() as made:
        subscribe(me, group, made.url, callBackHeaders={"X-Api-Key": KEY})
        assert KEY not in str(made.asked)


def test_no_delivery_holds_a_null(me, group, hook):
    subscribe(me, group, hook.url, ["ActionResponse"])
    card = send(me, group, id=PACKAGE, actionBody={"title": "A card"})
    respond(me, group, card, id=PACKAGE, actionBody={"answers": [{"a": None, "b": 1}, None]})
    (body,) = hook.wait(1)
    answered = body["data"]["responseDetails"]["responseWithQuestions"]
    assert [one.get("answer") for one in answered] == [{"b": 1}, None]
    assert "null" not in json.dumps(body)


def test_a_place_is_delivered_with_how_exact_it_is(me, group, hook):
    subscribe(me, group, hook.url, ["ActionResponse"])
    questions = [{"title": "Where?", "type": "Location"}]
    card = send(me, group, id=PACKAGE, actionBody={"title": "A card", "questions": questions})
    place = {"lt": -1.25, "lg": 36.8, "n": "Nairobi", "acc": 14.28}
    respond(me, group, card, id=PACKAGE, actionBody={"answers": [place]})
    (body,) = hook.wait(1)
    assert body["data"]["responseDetails"]["responseWithQuestions"][0]["answer"] == place


def test_both_parameters_are_needed_to_list(me, group):
    for query in (f"objectId={group}", "objectType=Group", "", f"objectId={group}&objectType=Nonsense"):
        assert me.call("GET", f"/v1/webhook?{query}").status_code == 400
    assert me.call("GET", f"/v1/webhook?OBJECTID={group}&objecttype=group").json() == {"webhooks": []}
    assert me.call("GET", "/v1/webhook?objectId=unknown&objectType=Group").status_code == 404
    assert me.call("DELETE", "/v1/webhook").status_code == 404


def test_nobody_sees_changes_or_deletes_the_webhooks_of_others(me, client, group, hook):
    webhook, asha = subscribe(me, group, hook.url, callBackToken=TOKEN), client.signed_in(ASHA)
    assert shown(asha, group) == []
    assert asha.call("PUT", f"/v1/webhook/{webhook}", {"Active": False}).status_code == 404
    assert asha.call("DELETE", f"/v1/webhook/{webhook}").status_code == 404
    assert shown(me, group)[0]["active"] is True


def test_any_part_of_a_webhook_can_be_changed(me, group, hook):
    webhook, other = subscribe(me, group, hook.url, callBackToken=TOKEN), me.group()
    asked = len(hook.asked)
    for change, field, value in [
        ({"eventTypes": ["memberadded", "MemberAdded"]}, "events", ["MemberAdded"]),
        ({"callBackToken": "another"}, "callbackToken", "another"),
        ({"callBackContext": "c"}, "callbackContext", "c"),
        ({"validity": "9999999999999"}, "validity", 9_999_999_999_999),
        ({"Active": "false"}, "active", False),
        ({"Active": "true"}, "active", True),
        ({"Active": False}, "active", False),
        ({"active": 1}, "active", True),
    ]:
        reply = me.call("PUT", f"/v1/webhook/{webhook}", change)
        assert (reply.status_code, reply.json()) == (200, {"webhookId": webhook})
        assert shown(me, group)[0][field] == value
    assert len(hook.asked) == asked  # the address stayed as it was
    me.call("PUT", f"/v1/webhook/{webhook}", {"objectId": other})
    assert shown(me, group) == []
    assert shown(me, other)[0]["id"] == webhook
    for wrong in ({"eventTypes": []}, {"eventTypes": ["x"]}, {"Active": "perhaps"}, {"validity": "soon"}):
        assert me.call("PUT", f"/v1/webhook/{webhook}", wrong).status_code == 400
    assert me.call("PUT", f"/v1/webhook/{webhook}", {"objectId": "unknown"}).status_code == 404
    assert me.call("PUT", "/v1/webhook/unknown", {"Active": True}).status_code == 404


def test_a_new_address_has_to_shake_hands_too(me, group, hook):
    webhook = subscribe(me, group, hook.url)
    with receiver("json") as made:
        assert me.call("PUT", f"/v1/webhook/{webhook}", {"callBackUrl": made.url, "Active": False}).status_code == 400
        assert shown(me, group)[0]["callbackUrl"] == hook.url
        assert shown(me, group)[0]["active"] is True
        made.mode = "express"
        assert me.call("PUT", f"/v1/webhook/{webhook}", {"callBackUrl": made.url}).status_code == 200
        assert len(made.asked) == 2
        say(me, group)
        made.wait(1)
    assert hook.deliveries == []


def test_an_ended_webhook_is_called_no_more(me, group, hook):
    webhook = subscribe(me, group, hook.url)
    assert me.call("DELETE", f"/v1/webhook/{webhook}").json() == {}
    assert me.call("DELETE", f"/v1/webhook/{webhook}").status_code == 404
    say(me, group)
    settle(me)
    assert hook.deliveries == []
    assert shown(me, group) == []


def test_a_webhook_expires(me, group, hook):
    now = me.control("GET", "clock")["now"]
    subscribe(me, group, hook.url, validity=str(now + 3_600_000))
    say(me, group, "In time")
    hook.wait(1)
    me.control("POST", "clock", {"advance": 3600})
    say(me, group, "Too late")
    settle(me)
    assert [body["data"]["text"] for body in hook.bodies] == ["In time"]


def test_without_a_validity_it_lasts_for_two_years(client, hook):
    me = client.signed_in()
    group = me.group()
    subscribe(me, group, hook.url)
    for days, sent in ((730, 1), (1, 1)):
        me.control("POST", "clock", {"advance": days * 86_400})
        later = client.signed_in()
        say(later, group)
        settle(later)
        assert len(hook.deliveries) == sent


def test_whoever_is_no_longer_in_the_group_hears_nothing_of_it(me, client, group, hook):
    asha = client.signed_in(ASHA)
    subscribe(asha, group, hook.url, NAMES)
    say(me, group, "Before")
    hook.wait(1)
    member = next(
        one for one in me.call("GET", f"/v1/groups/{group}/members").json()["members"] if one["mobileNumber"] == ASHA
    )
    me.call("DELETE", f"/v1/groups/{group}/members/{member['id']}")
    say(me, group, "After")
    settle(me)
    assert [body["eventType"] for body in hook.bodies] == ["TextMessageCreated"]


# -- the events ------------------------------------------------------------------------------------------------------

MEMBER = {"member": THIRD, "memberId": GUID, "memberName": "", "memberProfilePic": "", "type": "Member"}
GROUP = {"groupId": GUID, "groupName": "Under it", "groupImageUrl": "", "groupType": "Group"}
CARD = {"actionId": GUID, "groupId": GUID, "sourceGroupId": GUID}
PACKED = {
    "actionId": GUID,
    "actionPackageId": PACKAGE,
    "packageId": f"{PACKAGE}.2",
    "groupId": GUID,
    "sourceGroupId": GUID,
}


def created(card, title, questions, expires=True):
    """The data of a card that was sent."""
    more = {"expiryDate": ISO} if expires else {}
    return card | {
        "title": title,
        "creatorId": GUID,
        "isAnonymous": False,
        **more,
        "questions": questions,
        "Properties": list,
    }


def answered(card, questions):
    """The data of a response."""
    return card | {
        "responseId": GUID,
        "isUpdateResponse": False,
        "responder": ME,
        "responderId": GUID,
        "creatorId": "00000000-0000-0000-0000-000000000000",
        "responderName": "",
        "responderProfilePic": "",
        "isAnonymous": False,
        "responseDetails": {"responseWithQuestions": questions},
        "Properties": list,
    }


def send(client, group, **action):
    """A card; gives its actionId."""
    reply = client.call("POST", f"/v1/groups/{group}/actions", action)
    assert reply.status_code == 200, reply.text
    return reply.json().get("actionId")


def respond(client, group, action, **response):
    """A response; gives its id."""
    reply = client.call("POST", f"/v1/groups/{group}/actions/{action}/responses", response)
    assert reply.status_code == 200, reply.text
    return reply.json()["responseId"]


def upload(client):
    """A picture's resource."""
    files = {"files": ("test.png", picture(), "image/png")}
    return client.http.post(f"{client.url}/v1/media", files=files, headers={"accessToken": client.token}).json()[
        "mediaResource"
    ]


YES_NO = [{"title": "Yes"}, {"title": "No"}]
ASKED = [
    {"title": "T?", "type": "Text"},
    {"title": "S?", "type": "SingleOption", "options": YES_NO},
    {"title": "M?", "type": "MultiOption", "options": YES_NO},
    {"title": "N?", "type": "Numeric"},
    {"title": "L?", "type": "Location"},
    {"title": "D?", "type": "DateTime", "isInvisible": True},
    {"title": "I?", "type": "Image"},
]
ANSWERS = [
    {"answer": "words"},
    {"answer": ["Yes"]},
    {"answer": ["Yes", "No"]},
    {"answer": 12.0},
    {"answer": {"lt": 17.4, "lg": 78.3, "n": "Here"}},
    {"answer": 1_500_377_471_000},
    {"answer": [{"mediaUrl": URL, "mediaFileName": "test.png"}]},
]


def full(question, answer=None):
    """A question as deliveries have it: options always, invisibility only where it is."""
    one = {"title": question["title"], "type": question["type"], "options": question.get("options", [])}
    one |= answer or {}
    return one | ({"isInvisible": True} if question.get("isInvisible") else {})


def test_all_seventeen_events_with_their_fields_in_order(me, group, hook):
    subscribe(me, group, hook.url, NAMES, callBackToken=TOKEN, callBackContext="the context")
    resource, happened = upload(me), []

    def expect(event_type, data, event_id=GUID):
        """The newest delivery is of this type, and looks like this."""
        happened.append(event_type)
        body = hook.wait(len(happened))[-1]
        envelope = {
            "subscriptionId": GUID,
            "objectId": group,
            "objectType": "Group",
            "eventType": event_type,
            "eventId": event_id,
            "data": data,
            "context": "the context",
            "fromUser": ME,
            "fromUserId": GUID,
            "isBotfromUser": False,
            "fromUserName": "",
            "fromUserProfilePic": "",
            "groupId": group,
            "sourceGroupId": group,
        }
        assert list(body) == list(envelope)
        data_like(body["data"], data)
        for name in envelope.keys() - {"data"}:
            assert_like(body[name], envelope[name], name)

    def data_like(value, shape):
        """As :func:`assert_like`, with a list for each of its elements."""
        if isinstance(shape, dict):
            assert list(value) == list(shape), f"{list(value)} is not {list(shape)}"
            for name, inner in shape.items():
                data_like(value[name], inner)
        elif isinstance(shape, list):
            assert len(value) == len(shape), value
            for one, inner in zip(value, shape, strict=True):
                data_like(one, inner)
        else:
            assert_like(value, shape)

    say(me, group, "Hello <b>")
    expect("TextMessageCreated", {"text": "Hello <b>"})

    send(me, group, actionType="Image", actionBody={"caption": "Nice", "mediaResource": resource})
    media = [{"mediaUrl": URL, "mediaFileName": "test.png"}]
    expect("AttachmentCreated", {"media": media, "actionType": "Image", "caption": "Nice"})

    send(me, group, actionType="Announcement", actionBody={"message": "Hear", "mediaResources": [resource]})
    media = [{"url": URL, "fileName": "test.png", "mediaUrl": URL, "mediaFileName": "test.png"}]
    expect("Announcement", {"text": "Hear", "title": f"Sent by {ME}", "media": media})

    job = send(me, group, actionType="Job", actionBody={"title": "Sweep", "assignedTo": [ME]})
    assigned = {"assignedTo": [ME], "title": "Sweep", "dueDate": ISO, "actionId": job, "groupId": group}
    expect("JobCreated", assigned)
    response = respond(me, group, job, actionType="Job", actionBody={"isCompleted": True})
    done = {"assignee": ME, "assigneeName": "", "assigneeProfilePic": "", "isCompleted": True}
    data = {"actionId": job, "groupId": group, "responseId": response, "responseDetails": {"response": done}}
    expect("JobResponse", data, response)

    survey = send(me, group, actionType="Survey", actionBody={"title": "Ask", "questions": ASKED})
    expect("SurveyCreated", created(CARD, "Ask", [full(one) for one in ASKED]))
    answers = ["words", "Yes", ["Yes", "No"], 12, {"lt": 17.4, "lg": 78.3, "n": "Here"}, 1500377471, resource]
    response = respond(me, group, survey, actionType="Survey", actionBody={"answers": answers})
    expect(
        "SurveyResponse",
        answered(CARD, [full(one, answer) for one, answer in zip(ASKED, ANSWERS, strict=True)]),
        response,
    )

    poll = send(me, group, actionType="Poll", actionBody={"question": "Lunch?", "choices": YES_NO})
    question = {"title": "Lunch?", "type": "SingleOption", "options": YES_NO}
    expect("PollCreated", created(CARD, "Lunch?", [question]))
    response = respond(me, group, poll, actionType="Poll", actionBody={"answers": ["No"]})
    expect("PollResponse", answered(CARD, [question | {"answer": ["No"]}]), response)

    body = {"title": "Review", "startingTime": "2030-01-01T09:00:00Z"}
    meeting = send(me, group, actionType="LetsMeet", actionBody=body)
    options = [{"title": "Yes"}, {"title": "No"}, {"title": "Maybe"}]
    question = {"title": str, "type": "SingleOption", "options": options}
    expect("LetsMeetCreated", created(CARD, "Review", [question], expires=False))
    response = respond(me, group, meeting, actionType="LetsMeet", actionBody={"answers": ["Maybe"]})
    expect("LetsMeetResponse", answered(CARD, [question | {"answer": ["Maybe"]}]), response)

    body = {"title": "A card", "validity": 24, "questions": ASKED[:1]}
    card = send(me, group, id=f"{PACKAGE}.2", actionBody=body)
    expect("ActionCreated", created(PACKED, "A card", [full(ASKED[0])]))
    response = respond(me, group, card, id=f"{PACKAGE}.2", actionBody={"answers": ["words"]})
    expect("ActionResponse", answered(PACKED, [full(ASKED[0], ANSWERS[0])]), response)

    me.call("PUT", f"/v1/groups/{group}/members", {"members": [THIRD]})
    expect("MemberAdded", MEMBER)
    member = hook.bodies[-1]["data"]["memberId"]
    me.call("DELETE", f"/v1/groups/{group}/members/{member}")
    expect("MemberRemoved", MEMBER)

    below = me.call("POST", f"/v1/groups/{group}/subGroups", {"name": "Under it"}).json()["groupId"]
    expect("GroupAdded", GROUP | {"groupId": below})
    me.call("DELETE", f"/v1/groups/{group}/subGroups/{below}")
    expect("GroupRemoved", GROUP | {"groupId": below})

    assert sorted(happened) == sorted(NAMES)
    assert all(delivery.headers["kz-callback-token"] == TOKEN for delivery in hook.deliveries)
    assert all(delivery.headers["content-type"] == "application/json" for delivery in hook.deliveries)


def test_what_was_not_agreed_is_not_sent(me, group, hook):
    subscribe(me, group, hook.url)
    say(me, group)
    hook.wait(1)
    assert "kz-callback-token" not in hook.deliveries[0].headers
    assert "context" not in hook.bodies[0]


def test_a_changed_response_says_so_and_keeps_its_id(me, group, hook):
    subscribe(me, group, hook.url, ["PollResponse"])
    poll = send(me, group, actionType="Poll", actionBody={"question": "Lunch?", "choices": YES_NO})
    for answer in ("Yes", "No"):
        respond(me, group, poll, actionType="Poll", actionBody={"answers": [answer]})
    first, second = hook.wait(2)
    assert first["eventId"] == second["eventId"] == second["data"]["responseId"]
    assert [one["data"]["isUpdateResponse"] for one in (first, second)] == [False, True]


def test_an_anonymous_response_names_nobody_in_its_data(me, group, hook):
    subscribe(me, group, hook.url, ["SurveyResponse"])
    body = {"title": "Ask", "isAnonymous": True, "questions": ASKED[:1]}
    survey = send(me, group, actionType="Survey", actionBody=body)
    respond(me, group, survey, actionType="Survey", actionBody={"answers": ["words"]})
    data = hook.wait(1)[0]["data"]
    assert data["isAnonymous"] is True
    assert ME not in json.dumps(data)


def test_what_people_do_on_their_phones_is_told_too(me, group, hook):
    subscribe(me, group, hook.url, NAMES)
    poll = send(me, group, actionType="Poll", actionBody={"question": "Lunch?", "choices": YES_NO})
    tap = {"kind": "answer", "actionId": poll, "answers": ["Yes"]}
    me.control("POST", f"phones/{ASHA}/answers", tap)
    me.control("POST", f"phones/{ASHA}/answers", {"kind": "leave", "groupId": group})
    bodies = hook.wait(3)
    assert [(body["eventType"], body["fromUser"]) for body in bodies] == [
        ("PollCreated", ME),
        ("PollResponse", ASHA),
        ("MemberRemoved", ASHA),
    ]


def test_a_group_means_the_very_events_it_names(me, group, hook):
    subscribe(me, group, hook.url, ["ActionCreated", "ActionResponse"])
    send(me, group, actionType="Poll", actionBody={"question": "Lunch?", "choices": YES_NO})
    send(me, group, id=PACKAGE, actionBody={"title": "A card"})
    say(me, group)
    settle(me)
    assert [body["eventType"] for body in hook.bodies] == ["ActionCreated"]


def test_on_an_action_the_names_of_responses_stand_for_one_another(me, group, hook):
    survey = send(me, group, actionType="Survey", actionBody={"title": "Ask", "questions": ASKED[:1]})
    other = send(me, group, actionType="Survey", actionBody={"title": "Other", "questions": ASKED[:1]})
    subscribe(me, survey, hook.url, ["ActionCreated", "ActionResponse"], object_type="Action")
    for action in (other, survey):
        respond(me, group, action, actionType="Survey", actionBody={"answers": ["words"]})
    settle(me)
    (body,) = hook.bodies
    assert (body["eventType"], body["objectType"], body["objectId"]) == ("SurveyResponse", "Action", survey)
    webhook = subscribe(me, survey, hook.url, ["TextMessageCreated"], object_type="Action")
    say(me, group)
    settle(me)
    assert len(hook.bodies) == 1
    assert shown(me, survey, "Action")[-1]["id"] == webhook


def test_a_package_is_listened_to_in_every_group_that_one_reaches(me, client, hook):
    mine, other, theirs = me.group(), me.group(), client.signed_in(THIRD).group()
    subscribe(me, PACKAGE, hook.url, ["ActionCreated"], object_type="ActionPackage")
    for group in (mine, other):
        send(me, group, id=f"{PACKAGE}.2", actionBody={"title": "A card"})
        send(me, group, id="com.example.another", actionBody={"title": "Another"})
    send(client.signed_in(THIRD), theirs, id=PACKAGE, actionBody={"title": "Theirs"})
    settle(me)
    assert [body["groupId"] for body in hook.bodies] == [mine, other]
    assert [body["objectId"] for body in hook.bodies] == [PACKAGE, PACKAGE]


def test_what_a_bot_sends_says_that_it_was_a_bot(me, group, hook):
    bot = me.call("POST", "/v1/bot", {"name": "Robot"}).json()["botUserId"]
    subscribe(me, group, hook.url, ["TextMessageCreated", "MemberAdded", "MemberRemoved"])
    me.call("POST", f"/v1/groups/{group}/bot", {"botUserId": bot})
    token = me.call("GET", f"/v1/bot/accessToken/{bot}").json()["accessToken"]
    me.call("POST", f"/v1/groups/{group}/messages", {"message": "Beep"}, headers={"accessToken": token})
    me.call("DELETE", f"/v1/bot/{bot}")
    added, said, removed = hook.wait(3)
    assert (added["data"]["memberId"], added["isBotfromUser"]) == (bot, False)
    assert (said["fromUserId"], said["fromUserName"], said["isBotfromUser"]) == (bot, "Robot", True)
    assert (removed["eventType"], removed["data"]["memberId"]) == ("MemberRemoved", bot)


# -- the flow connector's paths --------------------------------------------------------------------------------------


def test_the_flow_connectors_two_paths(me, group, hook):
    survey = send(me, group, actionType="Survey", actionBody={"title": "Ask", "questions": ASKED[:1]})
    for path, object_id, kind, events in [
        (f"Group/MemberAdded?objectId={group}", group, "Group", ["MemberAdded"]),
        (f"group/TEXTMESSAGECREATED/?objectId={group}", group, "Group", ["TextMessageCreated"]),
        (f"Group/UserJoined?objectId={group}", group, "Group", ["UserJoined"]),
        (f"Action/SurveyResponse?groupId={group}&objectId={survey}", survey, "Action", ["SurveyResponse"]),
    ]:
        reply = me.call("POST", f"/v1/webhook/{path}", {"CallbackUrl": hook.url})
        assert reply.status_code == 200, reply.text
        one = next(one for one in shown(me, object_id, kind) if one["id"] == reply.json()["webhookId"])
        assert one["events"] == events
        assert me.call("DELETE", f"/v1/webhook/{one['id']}").json() == {}
    assert me.call("POST", f"/v1/webhook/Group/Nonsense?objectId={group}", {"CallbackUrl": hook.url}).status_code == 404
    for path in ("Group/MemberAdded", "Action/SurveyResponse"):
        assert me.call("POST", f"/v1/webhook/{path}", {"CallbackUrl": hook.url}).status_code == 400
    assert me.call("POST", f"/v1/webhook/Group/MemberAdded?objectId={group}", {}).status_code == 400
    assert (
        me.call("POST", "/v1/webhook/Group/MemberAdded?objectId=unknown", {"CallbackUrl": hook.url}).status_code == 404
    )


@pytest.mark.parametrize(
    "path",
    [
        f"Group/ActionCreated?objectId={{group}}&actionPackageId={PACKAGE}",
        f"?groupId={{group}}&actionPackageId={PACKAGE}",
    ],
)
def test_the_flow_connector_listens_to_a_package_in_one_group(me, group, hook, path):
    other, path = me.group(), path.format(group=group)
    path = path if path.startswith("?") else f"/{path}"
    assert me.call("POST", f"/v1/webhook{path}", {"CallbackUrl": hook.url}).status_code == 200
    for one in (other, group):
        send(me, one, id=f"{PACKAGE}.2", actionBody={"title": "A card"})
        send(me, one, id="com.example.another", actionBody={"title": "Another"})
    settle(me)
    assert [(body["eventType"], body["groupId"]) for body in hook.bodies] == [("ActionCreated", group)]
