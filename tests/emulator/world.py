"""A world to walk through: everything that the rows of ``operations.py`` name, each made once by the plainest calls there are."""

import io
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from PIL import Image

from tests.emulator.conftest import ASHA, ME, THIRD, TIMEOUT, Client


def picture(size: tuple[int, int] = (16, 16), kind: str = "PNG") -> bytes:
    """A picture."""
    content = io.BytesIO()
    Image.new("RGB", size, "teal").save(content, kind)
    return content.getvalue()


def fill(value: Any, world: Mapping[str, str]) -> Any:
    """A value with every ``{name}`` in its texts filled in."""
    if isinstance(value, str):
        return re.sub(r"{(\w+)}", lambda name: world.get(name[1], name[0]), value)
    if isinstance(value, dict):
        return {name: fill(inner, world) for name, inner in value.items()}
    if isinstance(value, list):
        return [fill(inner, world) for inner in value]
    return value


def _created(client: Client, field: str, method: str, path: str, body: Any) -> str:
    reply = client.call(method, path, body)
    assert reply.status_code == 200, reply.text
    return reply.json()[field]


def _action(name: str, kind: dict[str, Any]) -> Callable[[Client, dict[str, str]], str]:
    return lambda client, world: _created(
        client, name, "POST", f"/v1/groups/{world['group']}/actions", fill(kind, world)
    )


def _respond(action: str, body: dict[str, Any]) -> Callable[[Client, dict[str, str]], str]:
    def respond(client: Client, world: dict[str, str]) -> str:
        path = f"/v1/groups/{world['group']}/actions/{world[action]}/responses"
        return _created(client, "responseId", "POST", path, fill(body, world))

    return respond


def _public(client: Client, world: dict[str, str]) -> str:
    public = _created(client, "groupId", "POST", "/v1/groups", {"name": "Notices", "groupType": "ConnectGroup"})
    client.call("PUT", f"/v1/groups/{public}/subscribers/add", {"subscribers": [THIRD]})
    return public


def _member(number: str) -> Callable[[Client, dict[str, str]], str]:
    def member(client: Client, world: dict[str, str]) -> str:
        members = client.call("GET", f"/v1/groups/{world['group']}/members").json()["members"]
        return next(one["id"] for one in members if one["mobileNumber"] == number)

    return member


PACKAGE = "25b39b30-0806-4d17-b6a7-a39f21fa52e9"
QUESTIONS = [
    {"title": "Text?", "type": "Text"},
    {"title": "One?", "type": "SingleOption", "options": [{"title": "Opt1"}, {"title": "Opt2"}]},
    {"title": "Some?", "type": "MultiOption", "options": [{"title": "MOpt1"}, {"title": "MOpt2"}, {"title": "MOpt3"}]},
    {"title": "Number?", "type": "Numeric"},
    {"title": "Where?", "type": "Location"},
    {"title": "When?", "type": "DateTime"},
    {"title": "Picture?", "type": "Image"},
]
ANSWERS = ["Text", "Opt1", ["MOpt1", "MOpt2"], 12, {"lt": 17.4, "lg": 78.3, "n": "Here"}, 1500377471, "{media}"]
PLACE = {"latitude": 17.4, "longitude": 78.3, "name": "Office"}
JOB = {"actionType": "Job", "actionBody": {"title": "test job", "assignedTo": [ME], "dueDate": 10}}
SURVEY = {
    "actionType": "Survey",
    "actionBody": {
        "title": "A test survey!!",
        "dueDate": 10,
        "acceptMultipleResponses": True,
        "questions": QUESTIONS,
    },
}
POLL = {
    "actionType": "Poll",
    "actionBody": {"question": "Lunch?", "choices": [{"title": "Yes"}, {"title": "No"}], "expiryInHours": 10},
}
MEETING = {
    "actionType": "LetsMeet",
    "actionBody": {
        "title": "Review",
        "startingTime": "2030-01-01T09:00:00Z",
        "DurationInMins": 45,
        "place": PLACE,
        "agenda": "All of it",
        "isSenderOnly": False,
    },
}
CARD = {"id": PACKAGE, "actionBody": {"title": "override title", "validity": 24}}

LIKE = {"referenceId": "{message}", "sourceGroupId": "{group}", "reactionType": "Like"}
SUBSCRIBE = {
    "objectId": "{group}",
    "objectType": "Group",
    "eventTypes": ["TextMessageCreated", "MemberAdded"],
    "callBackUrl": "{receiver}",
    "callBackToken": "tokenToBeVerifiedByCallback",
    "callBackContext": "Any data which is required to be returned in callback",
    "validity": "4102444800000",
}

REDIRECT_URL = "http://127.0.0.1:9/back"


def _web_connector(client: Client, world: dict[str, str]) -> str:
    """A connector with a page to lead back to; its secret is in the world too."""
    made = client.control("POST", "connectors", {"name": "Web page", "redirectUrl": REDIRECT_URL})
    world["web_secret"] = made["applicationSecret"]
    return made["applicationId"]


def _web_pin(client: Client, world: dict[str, str]) -> str:
    """The PIN that the page has sent to the phone."""
    body = {"mobileNumber": ME, "applicationId": world["web_connector"]}
    client.call("POST", "/v1/generatePin", body)
    return client.control("GET", f"phones/{ME}")["sms"][-1]["pin"]


def _code(client: Client, world: dict[str, str]) -> str:
    """A code of OAuth, read off the address that the page leads to."""
    form = {"client_id": world["web_connector"], "redirect_uri": REDIRECT_URL, "mobileNumber": ME}
    form["pin"] = _web_pin(client, world)
    url = client.url + "/api/oauth/authorize"
    reply = client.http.post(url, data=form, timeout=TIMEOUT, allow_redirects=False)
    return parse_qs(urlsplit(reply.headers["Location"]).query)["code"][0]


WORLD: dict[str, Callable[[Client, dict[str, str]], str]] = {
    "group": lambda client, world: client.group(ASHA),
    "public": _public,
    "sub": lambda client, world: _created(
        client, "groupId", "POST", f"/v1/groups/{world['group']}/subGroups", {"name": "Below", "members": [ASHA]}
    ),
    "loose": lambda client, world: client.group(name="Loose"),
    "me": _member(ME),
    "asha": _member(ASHA),
    "bot": lambda client, world: _created(client, "botUserId", "POST", "/v1/bot", {"name": "Helper"}),
    "message": lambda client, world: _created(
        client, "referenceId", "POST", f"/v1/groups/{world['group']}/messages", {"message": "Hello"}
    ),
    "media": lambda client, world: upload(client, "/v1/media").json()["mediaResource"],
    "image": _action("referenceId", {"actionType": "Image", "actionBody": {"mediaResource": "{media}"}}),
    "job": _action("actionId", JOB),
    "survey": _action("actionId", SURVEY),
    "poll": _action("actionId", POLL),
    "meeting": _action("actionId", MEETING),
    "card": _action("actionId", CARD),
    "job_response": _respond("job", {"actionType": "Job", "actionBody": {"isCompleted": False}}),
    "survey_response": _respond("survey", {"actionType": "Survey", "actionBody": {"answers": ANSWERS}}),
    "poll_response": _respond("poll", {"actionType": "Poll", "actionBody": {"answers": ["Yes"]}}),
    "card_response": _respond("card", {"id": PACKAGE, "actionBody": {"Answers": ["test text"]}}),
    "like": lambda client, world: _created(
        client, "reactionId", "POST", f"/v1/groups/{world['group']}/reaction", fill(LIKE, world)
    ),
    "webhook": lambda client, world: _created(client, "webhookId", "POST", "/v1/webhook", fill(SUBSCRIBE, world)),
    "event": lambda client, world: "MemberAdded",
    "file": lambda client, world: upload(client, f"/v1/groups/{world['group']}/media").json()["mediaId"],
    "application": lambda client, world: client.application_id,
    "application_secret": lambda client, world: client.application_secret,
    "refresh_token": lambda client, world: client.log_in(ASHA),
    "pin": lambda client, world: client.pin(ASHA),
    "web_connector": _web_connector,
    "code": _code,
    "web_pin": _web_pin,
}


def make_world(client: Client, **given: str) -> dict[str, str]:
    """Everything that the rows name, made by a client that is signed in. ``given`` is what exists already, outside of it:
    ``picture_url``, and a ``receiver`` of webhooks."""
    world = dict(given)
    for name, make in WORLD.items():
        world[name] = make(client, world)
    return world


def upload(
    client: Client, path: str, content: bytes | None = None, kind: str = "image/png", name: str = "test.png"
) -> Any:
    """An upload of one file."""
    files = {"files": (name, picture() if content is None else content, kind)}
    return client.http.post(client.url + path, files=files, headers={"accessToken": client.token}, timeout=TIMEOUT)
