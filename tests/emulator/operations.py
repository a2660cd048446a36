"""The calls of the service, one row each: what is sent, what is needed for it, and what is answered.

A call that takes several kinds of things has several rows. ``test_contract.py`` walks them, and holds that every route has one.
Texts in braces are filled from :data:`~tests.emulator.world.WORLD`. What an answer must look like is a *shape*; see
:func:`~tests.emulator.shapes.assert_like`.
"""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import requests

from kaizala_nb.emulator.evidence.row import call_of
from kaizala_nb.emulator.evidence.table import row_of
from tests.emulator.conftest import ASHA, ME, THIRD, TIMEOUT, Client
from tests.emulator.shapes import BASE64, GUID, ISO, URL, Form
from tests.emulator.world import (
    ANSWERS,
    CARD,
    JOB,
    LIKE,
    MEETING,
    PACKAGE,
    PLACE,
    POLL,
    REDIRECT_URL,
    SUBSCRIBE,
    SURVEY,
    fill,
    picture,
    upload,
)

UPLOAD = object()
"""Stands for the body of an upload: a file in a part of multipart/form-data."""

# Kinds of fields, as the values that are wrong for them. Json.NET reads numbers and flags where a text is wanted: those are right.
TEXT = ([], {})
FILLED = (*TEXT, "", "  ")
TEXTS = ("x", 7, {}, [None], [[]], [{}])
FLAG = ("perhaps", [], {})
WHOLE = ("many", 1.5, [], {}, True)
ENUM = ("Nonsense", 99, [], {})
OBJECT = ("x", 7, [])
OBJECTS = ("x", 7, {}, ["x"], [None])
LIST = ("x", 7, {})
COUNT = (*WHOLE, 0, -1, "0", "-1", 0.0)

# Kinds of query parameters, likewise.
QUERY_FLAG = ("perhaps", "2")
QUERY_COUNT = ("many", "-1", "1.5", "0")
QUERY_WHOLE = ("many", "-1", "1.5")

FIELDS = Mapping[str, tuple[Any, ...]]
"""Where a field stands in the body (``actionBody.questions.0.title``), and what is wrong for it."""


@dataclass(frozen=True)
class Operation:
    """One row.

    ``permission`` is a tick of the portal's grid; None where no token is wanted. ``needs`` are fields without which it is a 400,
    ``takes`` those that may be left out, ``query`` the parameters that are checked. ``headers`` go with the call. ``is_form`` is
    whether the body is a form of a web page. ``status`` is that of the answer.
    """

    name: str
    method: str
    path: str
    permission: tuple[str, str] | None
    reply: Any
    body: Any = None
    needs: FIELDS = field(default_factory=dict)
    takes: FIELDS = field(default_factory=dict)
    query: FIELDS = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    is_form: bool = False
    status: int = 200

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def number(self) -> str:
        """The number of its row of evidence."""
        row = row_of(self.method, self.path.partition("?")[0])
        return row.number if row else "no evidence for"

    @property
    def call(self) -> str:
        """Method and path, in the form that routes and rows of evidence are compared in."""
        return call_of(self.method, self.path.partition("?")[0])

    @property
    def ids(self) -> list[str]:
        """The ids in the path."""
        return re.findall(r"{(\w+)}", self.path.partition("?")[0])


def send(client: Client, operation: Operation, world: Mapping[str, str], **changed: Any) -> requests.Response:
    """The call of a row; ``path``, ``body`` and whatever else :meth:`Client.call` takes can be changed."""
    path = fill(changed.pop("path", operation.path), world)
    if operation.body is UPLOAD and not {"body", "raw"} & set(changed):
        return upload(client, path)
    body = fill(changed.pop("body", operation.body), world)
    if operation.permission:
        return client.call(operation.method, path, body, **changed)
    return _send_openly(client, operation, path, body, fill(dict(operation.headers), world), **changed)


def _send_openly(
    client: Client, operation: Operation, path: str, body: Any, headers: dict[str, str], raw: bytes | None = None
) -> requests.Response:
    """A call without a token. Its answer may be a page, a file or a way to somewhere else, which is not followed."""
    if operation.is_form and raw is None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        raw = urlencode({name: value for name, value in body.items() if value is not None}).encode()
    if raw is None and body is not None:
        raw = json.dumps(body).encode()
    url = client.url + path
    return client.http.request(operation.method, url, data=raw, headers=headers, timeout=TIMEOUT, allow_redirects=False)


def content_of(reply: requests.Response) -> Any:
    """What an answer says: the value of its JSON, the text of a page, the bytes of a file, or where it leads to."""
    if "Location" in reply.headers:
        return reply.headers["Location"]
    kind = reply.headers["Content-Type"].partition(";")[0]
    if kind == "application/json":
        return reply.json()
    return reply.text if kind == "text/html" else reply.content


_INFO, _MEMBERS, _ACTIONS = "Group Information", "Group Member List", "Actions And Responses"
_BRIEF = {
    "groupName": str,
    "groupId": GUID,
    "groupImageUrl": "",
    "hasSubGroups": bool,
    "hasParentGroups": bool,
    "isMappedToTenant": bool,
    "groupType": str,
    "isDuplicate": False,
    "welcomeMessage": str,
}
_DETAILS = _BRIEF | {
    "callerRole": "Admin",
    "currentLevelSubGroupCount": int,
    "currentLevelParentGroupCount": int,
    "userCount": int,
    "uniqueUserCount": int,
    "currentLevelUserCount": int,
    "currentLevelUnProvisionedUserCount": int,
    "unProvisionedUserCount": int,
    "isEditable": True,
    "isDetailsReadable": True,
}
_PARENT = {
    **{name: _BRIEF[name] for name in list(_BRIEF)[:7]},
    "subGroups": [_BRIEF],
    "welcomeMessage": str,
}
_GROUP_BODY = {
    "name": "Kaizala Test group",
    "welcomeMessage": "Welcome to group created programmatically via Postman",
    "members": [ASHA],
    "groupType": "Group",
}
_GROUP_TAKES = {
    "welcomeMessage": TEXT,
    "members": TEXTS,
    "memberUserIds": TEXTS,
    "admins": TEXTS,
    "groupType": ENUM,
    "groupPhoto": TEXT,
}
_RESULT = {"result": "true"}
_MEMBER = {"id": GUID, "role": str, "mobileNumber": str, "name": str, "isProvisioned": bool}
_SUBSCRIBER = {"id": GUID, "mobileNumber": THIRD, "name": "", "profilePic": "", "isProvisioned": False}
_TO = {"subscribers": TEXTS, "sendToAllSubscribers": FLAG}
_SENT = {"referenceId": GUID}
_SENT_ACTION = {"referenceId": GUID, "actionId": GUID}
_HEAD = {"referenceId": GUID, "actionType": str, "sender": ME, "sentAt": ISO, "creationTime": int}
_PACKAGE = {"id": PACKAGE, "packageId": PACKAGE}
_JOB_LISTED = {"actionId": GUID, "title": "test job", "assigneeCount": 1, "responseCount": 0, "isCompleted": False}
_JOB_RESPONSE = {
    "responseId": GUID,
    "assignee": ME,
    "assigneeName": "",
    "assigneeProfilePic": "",
    "isCompleted": False,
}
_JOB_DETAILS = _JOB_LISTED | {"dueDate": ISO, "status": False}
_SURVEY_LISTED = {"actionId": GUID, "title": "A test survey!!", "responseCount": 1, "expiryDate": ISO}
_POLL_LISTED = {
    "actionId": GUID,
    "question": "Lunch?",
    "isSenderOnly": False,
    "expiryDate": ISO,
    "choices": [{"title": str}],
    "responseCount": 1,
}
_MEETING_LISTED = {
    "actionId": GUID,
    "title": "Review",
    "startingTime": "2030-01-01T09:00:00Z",
    "agenda": "All of it",
    "duration": 45,
    "isSenderOnly": False,
    "place": PLACE,
    "responseCount": 0,
}
_CARD_LISTED = {
    "actionId": GUID,
    "title": "override title",
    "isSenderOnly": False,
    "isAnonymous": False,
    "acceptMultipleResponses": True,
    "questions": [],
    "responseCount": 1,
    "expiryDate": ISO,
}


def _response(answered: dict[str, Any]) -> dict[str, Any]:
    """A response as its sender sees it."""
    return {
        "responseId": GUID,
        "responder": ME,
        "responderId": GUID,
        "responderName": "",
        "responderProfilePic": "",
        "isAnonymous": False,
        "isUpdateResponse": False,
        "responseName": "",
        "responseTime": int,
        "responseDetails": {"responseWithQuestions": [answered]},
    }


_CARD_FULL = _CARD_LISTED | {
    "responses": [_response({"title": "", "type": "Text", "options": [], "answer": "test text"})]
}
_POLL_FULL = _POLL_LISTED | {
    "responses": [
        _response({"title": "Lunch?", "type": "SingleOption", "options": [{"title": str}], "answer": ["Yes"]})
    ]
}


_WEBHOOKS, _REACTION, _BOT = "Outgoing Webhooks", "Reaction", "Bot User"
_REACTIONS = "/v1/groups/{group}/reaction"
_URL = (*FILLED, "nonsense", "ftp://127.0.0.1/", "http://192.0.2.1/", "https://192.0.2.1/", "http://127.0.0.1:9/")
_HEADERS = ("x", 7, [], {"a b": "x"}, {"X": []}, {"X": "ü"}, {"X": "a\r\nY: b"}, {"Content-Length": "1"}, {"HOST": "x"})
_EVENTS = (*TEXTS, [], ["Nonsense"])
_WEBHOOK = {
    "id": GUID,
    "objectId": GUID,
    "objectType": "Group",
    "events": [str],
    "filters": [],
    "callbackUrl": str,
    "callbackToken": "tokenToBeVerifiedByCallback",
    "callbackContext": str,
    "ts": int,
    "validity": 4102444800000,
    "active": True,
}
_SUMMARY = {"referenceId": GUID, "reactionsCountMap": {"like": 1}}
_BOT_LISTED = {
    "botUserId": GUID,
    "name": "Helper",
    "profilePic": "",
    "tenantId": GUID,
    "creatorId": GUID,
    "creator": ME,
    "creatorName": "",
    "creatorProfilePic": "",
    "status": "Active",
}
_BOT_SCOPE = "groupinfo.all,profile.read,action.all,media.all,textmessage.all"


def _listed(body: dict[str, Any], *, head: dict[str, Any] = _HEAD) -> dict[str, Any]:
    return {"actions": [head | {"actionBody": body}], "hasMore": False}


def _detailed(body: dict[str, Any]) -> dict[str, Any]:
    return _HEAD | {"actionDetails": body, "actions": [_HEAD | {"actionBody": body}]}


def _media_action(kind: str) -> Operation:
    body = {"actionType": kind, "actionBody": {"caption": f"{kind} caption", "mediaResource": "{media}"}}
    needs = {
        "actionType": ENUM,
        "actionBody": OBJECT,
        "actionBody.mediaResource": (*FILLED, "x", "not base64!"),
    }
    takes = {"actionBody.caption": TEXT, **_TO}
    path = "/v1/groups/{group}/actions"
    return Operation(f"send {kind}", "POST", path, (_ACTIONS, "Add"), _SENT, body, needs, takes)


def _card_action(name: str, body: dict[str, Any], needs: FIELDS, takes: FIELDS) -> Operation:
    named = {"actionType": ENUM} if "actiontype" in map(str.lower, body) else {"id": (*TEXT, "", " ")}
    needs = {**named, "actionBody": OBJECT} | {f"actionBody.{path}": kind for path, kind in needs.items()}
    if name == "package":  # whose card may be empty
        needs.pop("actionBody")
        takes = {"": ()} | takes
    takes = {f"actionBody.{path}": kind for path, kind in takes.items() if path} | _TO
    path = "/v1/groups/{group}/actions"
    return Operation(f"send {name}", "POST", path, (_ACTIONS, "Add"), _SENT_ACTION, body, needs, takes)


def _query(name: str, query: str, reply: Any) -> Operation:
    checked = {"count": QUERY_COUNT, "fromDate": QUERY_WHOLE, "getDetails": QUERY_FLAG}
    path = f"/v1/groups/{{group}}/actions?{query}"
    return Operation(f"fetch {name}", "GET", path, (_ACTIONS, "Get"), reply, query=checked)


def _details(name: str, reply: Any, *, full: bool = False) -> Operation:
    path = f"/v1/groups/{{group}}/actions/{{{name}}}" + ("?getDetails=true" if full else "")
    title = f"fetch one {name}" + (", full" if full else "")
    return Operation(title, "GET", path, (_ACTIONS, "Get"), reply, query={"getDetails": QUERY_FLAG})


_CONNECTOR = {"client_id": "{web_connector}", "redirect_uri": REDIRECT_URL, "state": "7"}
_PAGE = Form(r"(?s)<!doctype html>.*<form method=\"post\">.*", "PAGE")
_LEADS_BACK = Form(re.escape(REDIRECT_URL) + r"\?code=[\w-]{20,}&state=7", "LEADS_BACK")
OPEN = [
    Operation(
        "ask for a PIN",
        "POST",
        "/v1/generatePin",
        None,
        {},
        {"mobileNumber": ASHA, "applicationId": "{application}"},
        {"mobileNumber": (*FILLED, "12"), "applicationId": FILLED},
    ),
    Operation(
        "log in",
        "POST",
        "/v1/loginWithPinAndApplicationId",
        None,
        {"refreshToken": str, "grantedScope": str, "refreshTokenExpiry": int, "endpointUrl": str},
        {"mobileNumber": ASHA, "applicationId": "{application}", "pin": "{pin}"},
        {"mobileNumber": (*FILLED, "12"), "applicationId": FILLED, "pin": FILLED},
        {"applicationSecret": TEXT},
    ),
    Operation(
        "get an access token",
        "GET",
        "/v1/accessToken",
        None,
        {"accessToken": str, "endpointUrl": str, "accessTokenExpiry": int, "scope": str},
        headers={
            "applicationId": "{application}",
            "applicationSecret": "{application_secret}",
            "refreshToken": "{refresh_token}",
        },
    ),
    Operation(
        "open the sign-in page",
        "GET",
        f"/api/Oauth/Authorize?client_id={{web_connector}}&redirect_uri={REDIRECT_URL}",
        None,
        _PAGE,
    ),
    Operation(
        "send a number from the page",
        "POST",
        "/api/Oauth/Authorize",
        None,
        _PAGE,
        _CONNECTOR | {"mobileNumber": ME},
        is_form=True,
    ),
    Operation(
        "send a PIN from the page",
        "POST",
        "/api/Oauth/Authorize",
        None,
        _LEADS_BACK,
        _CONNECTOR | {"mobileNumber": ME, "pin": "{web_pin}"},
        is_form=True,
        status=302,
    ),
    Operation(
        "exchange a code",
        "POST",
        "/api/oauth/token",
        None,
        {"accessToken": str, "endpointUrl": str, "accessTokenExpiry": int, "refreshToken": str, "scope": str},
        {"client_id": "{web_connector}", "client_secret": "{web_secret}", "code": "{code}"},
        {"client_id": ("", "  "), "client_secret": ("", "  "), "code": ("", "  ")},
        is_form=True,
    ),
    Operation("fetch a file", "GET", "/att/{file}", None, picture()),
]
"""Those that want no token."""
PERMITTED = [
    Operation(
        "who am I",
        "GET",
        "/v1/users/me",
        ("User Profile", "Get"),
        {"id": GUID, "mobileNumber": ME, "name": "", "profilePic": "", "isProvisioned": True},
    ),
    Operation(
        "create a group",
        "POST",
        "/v1/groups",
        (_INFO, "Add"),
        {"groupId": GUID, "groupName": "Kaizala Test group", "membersAdded": True},
        _GROUP_BODY,
        {"name": FILLED},
        _GROUP_TAKES,
    ),
    Operation(
        "create a public group",
        "POST",
        "/v1/groups",
        (_INFO, "Add"),
        {"groupId": GUID, "groupName": "Kaizala Test group", "membersAdded": True},
        _GROUP_BODY | {"groupType": "ConnectGroup"},
    ),
    Operation(
        "fetch groups",
        "GET",
        "/v1/groups",
        (_INFO, "Get"),
        {"groups": [_BRIEF]},
        query={"showDetail": QUERY_FLAG, "showDetails": QUERY_FLAG, "fetchAllGroups": QUERY_FLAG},
    ),
    Operation(
        "fetch all groups",
        "GET",
        "/v1/groups?fetchAllGroups=true&showDetails=true",
        (_INFO, "Get"),
        {"groups": [_DETAILS | {"subscriberCount": int}]},
    ),
    Operation(
        "fetch all groups, as another client",
        "GET",
        "/v1/groups?FETCHALLGROUPS=1&showDetail=0",
        (_INFO, "Get"),
        {"groups": [_BRIEF | {"subscriberCount": int}]},
    ),
    Operation(
        "fetch group details",
        "GET",
        "/v1/groups/{group}",
        (_INFO, "Get"),
        {"groups": [_DETAILS]},
    ),
    Operation(
        "create a sub-group",
        "POST",
        "/v1/groups/{group}/subgroups",
        (_INFO, "Add"),
        {"groupId": GUID, "groupName": "Kaizala Test sub group", "membersAdded": True},
        _GROUP_BODY | {"name": "Kaizala Test sub group"},
        {"name": FILLED},
        _GROUP_TAKES | {"groupName": TEXT, "groupImageURL": TEXT, "addUserToGroup": FLAG},
    ),
    Operation(
        "add a sub-group",
        "PUT",
        "/v1/groups/{group}/subGroups",
        (_INFO, "Update"),
        _RESULT,
        {"subGroups": ["{loose}"]},
        {"subGroups": TEXTS},
    ),
    Operation(
        "fetch sub-groups",
        "GET",
        "/v1/groups/{group}/subGroups",
        (_INFO, "Get"),
        _PARENT | {"groups": [_PARENT]},
        query={"fetchAllGroups": QUERY_FLAG},
    ),
    Operation(
        "remove a sub-group",
        "DELETE",
        "/v1/groups/{group}/subGroups/{sub}",
        (_INFO, "Remove"),
        _RESULT,
    ),
    Operation(
        "add members",
        "PUT",
        "/v1/groups/{group}/members",
        (_MEMBERS, "Add"),
        _RESULT,
        {"members": [ASHA, THIRD]},
        {"members": (*TEXTS, ["12"])},
    ),
    Operation(
        "query members",
        "GET",
        "/v1/groups/{group}/members",
        (_MEMBERS, "Get"),
        {"members": [_MEMBER]},
    ),
    Operation(
        "remove a member",
        "DELETE",
        "/v1/groups/{group}/members/{asha}",
        (_MEMBERS, "Remove"),
        _RESULT,
    ),
    Operation(
        "change a role",
        "PUT",
        "/v1/groups/{group}/members/{asha}",
        (_MEMBERS, "Update"),
        _RESULT,
        {"role": "Admin"},
        {"role": ENUM},
    ),
    Operation(
        "add subscribers",
        "PUT",
        "/v1/groups/{public}/subscribers/add",
        (_MEMBERS, "Add"),
        {"result": {ASHA: {"isAdded": True}, "12": {"isAdded": False, "reason": str}}},
        {"subscribers": [ASHA, "12"]},
        {"subscribers": TEXTS},
    ),
    Operation(
        "list subscribers",
        "POST",
        "/v1/groups/{public}/subscribers",
        (_MEMBERS, "Get"),
        {"subscribers": [_SUBSCRIBER]},
        {"count": 10, "cursor": ""},
        takes={"count": COUNT, "cursor": (*TEXT, "nonsense")},
    ),
    Operation(
        "remove subscribers",
        "PUT",
        "/v1/groups/{public}/subscribers/remove",
        (_MEMBERS, "Remove"),
        {"result": {THIRD: {"isRemoved": True}, ASHA: {"isRemoved": False, "reason": str}}},
        {"subscribers": [THIRD, ASHA]},
        {"subscribers": TEXTS},
    ),
    Operation(
        "add a bot to a group",
        "POST",
        "/v1/groups/{group}/bot",
        ("Bot User", "Add"),
        {},
        {"botUserId": "{bot}"},
        {"botUserId": FILLED},
    ),
    Operation(
        "find groups",
        "GET",
        "/v1/tenant/findGroupsByQuery?query=field&resultsOffset=0&pageSize=10",
        ("Tenant Data", "Get"),
        {"groups": [_BRIEF]},
        query={"resultsOffset": QUERY_WHOLE, "pageSize": QUERY_COUNT},
    ),
    Operation(
        "upload a file",
        "POST",
        "/v1/media",
        ("Media", "Add"),
        {"mediaResource": BASE64},
        UPLOAD,
    ),
    Operation(
        "upload from a URL",
        "POST",
        "/v1/media/url",
        ("Media", "Add"),
        {"mediaResource": BASE64},
        {"mediaUrl": "{picture_url}"},
        {"mediaUrl": (*FILLED, "nonsense", "ftp://127.0.0.1/x.png", "http://")},
    ),
    Operation(
        "upload an attachment",
        "POST",
        "/v1/media/attachment",
        ("Media", "Add"),
        {"mediaResource": BASE64},
        {"fileContent": base64.b64encode(picture()).decode()},
        {"fileContent": (*FILLED, "not base64!")},
        {"fileName": TEXT, "contentType": TEXT},
    ),
    Operation(
        "upload an attachment that is an object",
        "POST",
        "/v1/media/attachment",
        ("Media", "Add"),
        {"mediaResource": BASE64},
        {"fileContent": {"$content-type": "image/png", "$content": base64.b64encode(picture()).decode()}},
        {"fileContent": ("", []), "fileContent.$content": (*FILLED, "not base64!")},
        {"fileContent.$content-type": TEXT},
    ),
    Operation(
        "send a message",
        "POST",
        "/v1/groups/{group}/messages",
        ("Text Message", "Add"),
        _SENT,
        {"message": "Test message via API"},
        {"message": (*FILLED, "x" * 4001)},
        _TO | {"replyToReferenceId": TEXT},
    ),
    Operation(
        "send a message to subscribers",
        "POST",
        "/v1/groups/{public}/messages",
        ("Text Message", "Add"),
        _SENT,
        {"Message": "message to subscribers", "subscribers": [THIRD], "sendToAllSubscribers": False},
    ),
    Operation(
        "send a message to nobody",
        "POST",
        "/v1/groups/{public}/messages",
        ("Text Message", "Add"),
        _SENT | {"failedResult": [{"subscriber": ASHA, "subscriberId": "", "errorReason": str, "errorCode": str}]},
        {"message": "message to somebody who does not subscribe", "subscribers": [THIRD, ASHA]},
    ),
    *map(_media_action, ("Image", "Album", "Audio", "Document", "Video")),
    _card_action(
        "job",
        JOB,
        {"title": FILLED, "assignedTo": (*TEXTS, ["12"], [])},
        {"dueDate": (*WHOLE, -1)},
    ),
    _card_action(
        "survey",
        SURVEY,
        {
            "title": FILLED,
            "questions": (*OBJECTS, []),
            "questions.0.title": FILLED,
            "questions.0.type": ENUM,
            "questions.1.options": (*OBJECTS, []),
            "questions.1.options.0.title": FILLED,
        },
        {
            "dueDate": (*WHOLE, -1),
            "isAnonymous": FLAG,
            "isSenderOnly": FLAG,
            "acceptMultipleResponses": FLAG,
            "questions.0.isInvisible": FLAG,
            "visibility": ENUM,
            "description": TEXT,
        },
    ),
    _card_action(
        "poll",
        POLL,
        {"question": FILLED, "choices": (*OBJECTS, []), "choices.0.title": FILLED},
        {"choices.0.image": (*TEXT, "x"), "expiryInHours": (*WHOLE, -1), "isSenderOnly": FLAG},
    ),
    _card_action(
        "meeting",
        MEETING,
        {
            "title": FILLED,
            "startingTime": (*FILLED, "soon", 7, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"),
        },
        {
            "DurationInMins": (*WHOLE, 0),
            "place": OBJECT,
            "place.latitude": ("north", 91, []),
            "place.longitude": ("east", 181, []),
            "agenda": TEXT,
            "isSenderOnly": FLAG,
        },
    ),
    _card_action(
        "announcement",
        {"actiontype": "Announcement", "actionBody": {"message": "Lets test announcement"}},
        {"message": FILLED},
        {"title": TEXT, "mediaResources": (7, {}, ["x"], "x")},
    ),
    _card_action(
        "package",
        CARD,
        {},
        {
            "title": TEXT,
            "validity": (*WHOLE, -1),
            "properties": OBJECTS,
            "questions": OBJECTS,
            "isAnonymous": FLAG,
            "isSenderOnly": FLAG,
            "acceptMultipleResponses": FLAG,
        },
    ),
    Operation(
        "send a card with properties",
        "POST",
        "/v1/groups/{group}/actions",
        (_ACTIONS, "Add"),
        _SENT_ACTION,
        {
            "id": "com.microsoft.kaizala.miniapps.BdayMessage.12",
            "actionBody": {
                "properties": [
                    {"name": "name", "value": "TestTitle", "type": "Text"},
                    {"name": "occasion", "value": "birthday", "type": "Text"},
                ]
            },
        },
        {"actionBody.properties.0.name": FILLED},
        {"actionBody.properties.0.type": ENUM, "actionBody.properties.0.value": TEXT},
    ),
    Operation(
        "send a card to subscribers",
        "POST",
        "/v1/groups/{public}/actions",
        (_ACTIONS, "Add"),
        _SENT_ACTION,
        CARD | {"subscribers": [THIRD], "sendToAllSubscribers": False},
    ),
    Operation(
        "answer a survey",
        "POST",
        "/v1/groups/{group}/actions/{survey}/responses",
        (_ACTIONS, "Add"),
        {"responseId": GUID},
        {
            "actionType": "Survey",
            "actionBody": {"responseName": "API response", "responseLocation": PLACE, "Answers": ANSWERS},
        },
        {"actionType": ENUM, "actionBody": OBJECT, "actionBody.Answers": LIST},
        {
            "actionBody.responseName": TEXT,
            "actionBody.responseLocation": OBJECT,
            "actionBody.Answers.0": ([], {"a": 1}, ["x"])[1:],
            "actionBody.Answers.1": ("Opt9", ["Opt1", "Opt2"], 7, {"a": 1}),
            "actionBody.Answers.2": ("MOpt9", ["MOpt9"], 7),
            "actionBody.Answers.3": ("many", ["1"], {"a": 1}, True),
            "actionBody.Answers.4": ("here", {"lt": 1}, {"lt": 91, "lg": 0}, [1], {"lt": 1, "lg": 1, "acc": "exact"}),
            "actionBody.Answers.5": ("soon", {"a": 1}, [1], 1e16),
            "actionBody.Answers.6": ("x", 7, {"a": 1}, ["{media}", "{media}"]),
        },
    ),
    Operation(
        "answer a job",
        "POST",
        "/v1/groups/{group}/actions/{job}/responses",
        (_ACTIONS, "Add"),
        {"responseId": GUID},
        {"actionType": "Job", "actionBody": {"isCompleted": True}},
        {"actionType": ENUM, "actionBody": OBJECT, "actionBody.isCompleted": FLAG},
    ),
    Operation(
        "answer a poll",
        "POST",
        "/v1/groups/{group}/actions/{poll}/responses",
        (_ACTIONS, "Add"),
        {"responseId": GUID},
        {"actionType": "Poll", "actionBody": {"answers": ["Yes"]}},
        {"actionBody.answers": (*LIST, [], ["Perhaps"], ["Yes", "No"], [7])},
    ),
    Operation(
        "answer a card",
        "POST",
        "/v1/groups/{group}/actions/{card}/responses",
        (_ACTIONS, "Add"),
        {"responseId": GUID},
        {"id": PACKAGE, "actionBody": {"Answers": ["test text"]}},
        {"actionBody": OBJECT, "actionBody.Answers": LIST},
        {"id": (*TEXT, "com.example.other")},
    ),
    Operation(
        "answer a card as a survey",
        "POST",
        "/v1/groups/{group}/actions/{card}/responses",
        (_ACTIONS, "Add"),
        {"responseId": GUID},
        {"actiontype": "survey", "actionBody": {"Answers": ["-", "done"]}},
        {"actionType": (*ENUM, "Job", "Poll"), "actionBody.Answers": LIST},
    ),
    Operation(
        "change an answer",
        "POST",
        "/v1/groups/{group}/actions/{survey}/responses",
        (_ACTIONS, "Update"),
        {"responseId": GUID},
        {"actionType": "Survey", "responseId": "{survey_response}", "actionBody": {"answers": ["Other"]}},
        {"actionBody": OBJECT},
        {"responseId": TEXT},
    ),
    Operation(
        "change properties",
        "PUT",
        "/v1/groups/{group}/actions/{card}/properties",
        (_ACTIONS, "Update"),
        _SENT_ACTION,
        {"version": -1, "updateProperties": [{"name": "ticketstatus", "type": "Text", "value": "STATUS: RESOLVED"}]},
        {"updateProperties": (*OBJECTS, []), "updateProperties.0.name": FILLED},
        {"updateProperties.0.type": ENUM, "updateProperties.0.value": TEXT},
    ),
    Operation(
        "change properties, as a client did",
        "PUT",
        "/v1/groups/{group}/actions/{card}",
        (_ACTIONS, "Update"),
        _SENT_ACTION,
        {
            "version": -1,
            "notificationTargetGroup": "{group}",
            "actionProperties": [{"propertyType": "Custom", "name": "n", "type": 1, "value": "7"}],
        },
        {"actionProperties": (*OBJECTS, []), "actionProperties.0.name": FILLED},
    ),
    Operation(
        "remind",
        "POST",
        "/v1/groups/{group}/actions/{survey}/reminder",
        (_ACTIONS, "Add"),
        _SENT,
        None,
    ),
    Operation(
        "remind some",
        "POST",
        "/v1/groups/{group}/actions/{survey}/reminder",
        (_ACTIONS, "Add"),
        _SENT,
        {"subscribers": [], "sendToAllSubscribers": False},
        takes=_TO,
    ),
    _query("images", "actionType=image", _listed({"imageUrl": URL, "caption": ""})),
    _query("jobs", "actionType=job", _listed(_JOB_LISTED)),
    _query("surveys", "actionType=survey&count=5&fromDate=0", _listed(_SURVEY_LISTED)),
    _query("polls", "actionType=poll", _listed(_POLL_LISTED)),
    _query("meetings", "actionType=letsmeet", _listed(_MEETING_LISTED)),
    _query("places", "actionType=shareLocation", {"actions": [], "hasMore": False}),
    _query("pictures with their place", "actionType=photoWithLocation", {"actions": [], "hasMore": False}),
    _query("documents", "actionType=document", {"actions": [], "hasMore": False}),
    _query(
        "cards",
        f"Id={PACKAGE}&getDetails=true&GroupScope=true",
        {"actions": [_PACKAGE | {"actionBody": _CARD_FULL} | _HEAD], "hasMore": False},
    ),
    _details("survey", _detailed(_SURVEY_LISTED)),
    _details("job", _detailed(_JOB_DETAILS)),
    _details("job", _detailed(_JOB_DETAILS | {"responses": [_JOB_RESPONSE]}), full=True),
    _details("poll", _detailed(_POLL_FULL), full=True),
    _details("meeting", _detailed(_MEETING_LISTED | {"responses": []}), full=True),
    Operation(
        "subscribe",
        "POST",
        "/v1/webhook",
        (_WEBHOOKS, "Add"),
        {"webhookId": GUID},
        SUBSCRIBE,
        {"objectId": FILLED, "objectType": ENUM, "eventTypes": _EVENTS, "callBackUrl": _URL},
        {
            "callBackToken": (*TEXT, "a\nb", "ü"),
            "callBackContext": TEXT,
            "callBackHeaders": _HEADERS,
            "validity": (*WHOLE, -1),
        },
    ),
    Operation(
        "list webhooks",
        "GET",
        "/v1/webhook?objectId={group}&objectType=Group",
        (_WEBHOOKS, "Get"),
        {"webhooks": [_WEBHOOK]},
        query={"objectId": ("",), "objectType": ("", "Nonsense")},
    ),
    Operation(
        "change a webhook",
        "PUT",
        "/v1/webhook/{webhook}",
        (_WEBHOOKS, "Update"),
        {"webhookId": GUID},
        {"Active": "true", "eventTypes": ["MemberRemoved"], "validity": 4102444800000},
        takes={
            "Active": FLAG,
            "eventTypes": _EVENTS,
            "validity": (*WHOLE, -1),
            "objectType": ENUM,
            "callBackUrl": _URL,
            "callBackToken": (*TEXT, "a\nb"),
            "callBackContext": TEXT,
            "callBackHeaders": _HEADERS,
        },
    ),
    Operation("end a webhook", "DELETE", "/v1/webhook/{webhook}", (_WEBHOOKS, "Remove"), {}),
    Operation(
        "like",
        "POST",
        _REACTIONS,
        (_REACTION, "Add"),
        {"reactionId": GUID},
        LIKE,
        {"referenceId": FILLED, "sourceGroupId": FILLED, "reactionType": ENUM},
        {"comment": TEXT},
    ),
    Operation(
        "comment",
        "POST",
        _REACTIONS,
        (_REACTION, "Add"),
        {"reactionId": GUID},
        LIKE | {"reactionType": "Comment", "comment": "Nice"},
        {"comment": FILLED},
    ),
    Operation(
        "count reactions",
        "GET",
        _REACTIONS + "/{message}/summary?sourceGroupId={group}",
        (_REACTION, "Get"),
        {"summary": [_SUMMARY]},
    ),
    Operation(
        "reactions that changed",
        "GET",
        _REACTIONS + "/summary?sourceGroupId={group}&cursor=0",
        (_REACTION, "Get"),
        {"cursor": int, "summary": [_SUMMARY]},
        query={"cursor": QUERY_WHOLE},
    ),
    Operation(
        "list reactions",
        "GET",
        _REACTIONS + "/{message}?sourceGroupId={group}&reactionType=Like&cursor=0",
        (_REACTION, "Get"),
        {"cursor": int, "reactionDetails": [{"lastModifiedTime": int, "reactionId": GUID, "userId": GUID}]},
        query={"cursor": QUERY_WHOLE, "reactionType": ("Dislike",)},
    ),
    Operation(
        "create a bot",
        "POST",
        "/v1/bot",
        (_BOT, "Add"),
        {"botUserId": GUID},
        {"name": "Test Bot User", "profilePic": "{media}"},
        {"name": (*FILLED, "x" * 201)},
        {"profilePic": (*TEXT, "x", "not base64!")},
    ),
    Operation("list bots", "GET", "/v1/bot", (_BOT, "Get"), {"bots": [_BOT_LISTED]}),
    Operation(
        "a bot's token",
        "GET",
        "/v1/bot/accessToken/{bot}",
        (_BOT, "Get"),
        {"accessToken": str, "accessTokenExpiry": int, "scope": _BOT_SCOPE, "endpointUrl": str},
    ),
    Operation(
        "change a bot",
        "PUT",
        "/v1/bot/{bot}",
        (_BOT, "Update"),
        {},
        {"name": "Test Bot User from API after update"},
        {"name": (*FILLED, "x" * 201)},
        {"profilePic": (*TEXT, "x")},
    ),
    Operation("delete a bot", "DELETE", "/v1/bot/{bot}", (_BOT, "Remove"), {}),
    Operation(
        "subscribe as flow does",
        "POST",
        "/v1/webhook/Group/{event}?objectId={group}",
        (_WEBHOOKS, "Add"),
        {"webhookId": GUID},
        {"CallbackUrl": "{receiver}"},
        {"CallbackUrl": _URL},
        query={"objectId": ("",)},
    ),
    Operation(
        "subscribe to a survey as flow does",
        "POST",
        "/v1/webhook/Action/SurveyResponse?groupId={group}&objectId={survey}",
        (_WEBHOOKS, "Add"),
        {"webhookId": GUID},
        {"CallbackUrl": "{receiver}"},
        {"CallbackUrl": _URL},
        query={"objectId": ("",)},
    ),
    Operation(
        "list subscribers by GET",
        "GET",
        "/v1/groups/{public}/subscribers",
        (_MEMBERS, "Get"),
        {"subscribers": [_SUBSCRIBER]},
        query={"count": QUERY_COUNT},
    ),
    Operation(
        "upload to a group",
        "POST",
        "/v1/groups/{group}/media",
        ("Media", "Add"),
        {"mediaResource": BASE64, "mediaId": GUID},
        UPLOAD,
    ),
]
"""Those that want a token with a permission."""
OPERATIONS = [*OPEN, *PERMITTED]
