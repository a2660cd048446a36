"""Each operation with its evidence, for what one sends and for what is answered; and whatever differs on purpose.

The numbers are those of the service's description: 45 operations, two variants, two facades. Where a row says "ours", the value
or the shape stands in ``inferred.py`` under the names that the row gives, so that one capture corrects it there.
"""

from typing import NamedTuple

DOCUMENTED, CAPTURED, INFERRED = "documented", "captured", "inferred"

MEANING = {
    DOCUMENTED: "Microsoft's documentation, its API description or its Postman collection has it, or a published client relied on it.",
    CAPTURED: "Somebody kept the real thing: a response, a delivery, a screenshot.",
    INFERRED: "Nobody kept it. It is our choice, made to fit the rest.",
}


class Row(NamedTuple):
    """An operation. ``ours`` says what of it is inferred or different on purpose; ``names`` are where in ``inferred.py``."""

    number: str
    method: str
    path: str
    request: str
    reply: str
    ours: str = ""
    names: tuple[str, ...] = ()


AUTHENTICATION = [
    Row(
        *("1", "POST", "/v1/generatePin", DOCUMENTED, CAPTURED),
        "The SMS goes to a phone of the local Kaizala. A PIN has six digits, never begins with 0, and dies when it is used, replaced, "
        "too old or guessed at too often.",
        ("PIN_TRIES", "PIN_LIFE_MS"),
    ),
    Row(
        *("2", "POST", "/v1/loginWithPinAndApplicationId", DOCUMENTED, DOCUMENTED),
        "`endpointUrl` is answered, because four clients read it here. `applicationSecret` may be left out; if it is sent it is checked.",
    ),
    Row(
        *("3", "GET", "/v1/accessToken", DOCUMENTED, CAPTURED),
        "`refreshToken` is left out until day 328, as in three captures; a sample of the documentation has it empty.",
    ),
    Row(
        *("4", "GET", "/api/Oauth/Authorize", DOCUMENTED, INFERRED),
        "The page is ours: it asks for a mobile number and a PIN. It answers here, not on a host of its own, and hands `state` on.",
    ),
    Row(
        *("5", "POST", "/api/oauth/token", DOCUMENTED, DOCUMENTED),
        "How long a code is good for.",
        ("CODE_LIFE_MS",),
    ),
    Row("6", "GET", "/v1/users/me", DOCUMENTED, INFERRED, "The names of a member's fields.", ("profile",)),
]
GROUPS = [
    Row(
        *("7", "POST", "/v1/groups", DOCUMENTED, CAPTURED),
        "Only `name` is needed, as clients had it. Anybody may create a public group, as until June 2018; with `--strict` it wants a token "
        "of the organisation's admin. Descriptions are taken and not kept.",
        ("MOST_MEMBERS", "GROUP_TYPES"),
    ),
    Row(
        "8",
        "GET",
        "/v1/groups",
        DOCUMENTED,
        DOCUMENTED,
        "Which fields come only with `showDetails` (or `showDetail`). With `fetchAllGroups` each group has a `subscriberCount`, which is our name for it. "
        "Flags of a query are read as true, yes and 1, false, no and 0.",
        ("with_subscribers",),
    ),
    Row(
        "9", "GET", "/v1/groups/{groupId}", DOCUMENTED, DOCUMENTED, "All details, in a list of one.", ("group_details",)
    ),
    Row(
        *("10", "POST", "/v1/groups/{groupId}/subGroups", DOCUMENTED, DOCUMENTED),
        "`membersAdded` is answered too. The name is read as `name` and as `groupName`.",
    ),
    Row(
        *("11", "PUT", "/v1/groups/{groupId}/subGroups", DOCUMENTED, INFERRED),
        "The answer, and what the event GroupAdded delivers. A group cannot come to stand under itself: 400.",
        ("RESULT", "group_event"),
    ),
    Row(
        *("12", "GET", "/v1/groups/{groupId}/subGroups", DOCUMENTED, CAPTURED),
        "The captured object, and the documentation's `groups` around it: both in one answer.",
        ("subgroups_of",),
    ),
    Row(
        *("13", "DELETE", "/v1/groups/{groupId}/subGroups/{subGroupId}", DOCUMENTED, INFERRED),
        "The answer.",
        ("RESULT",),
    ),
    Row(
        "14",
        "PUT",
        "/v1/groups/{groupId}/members",
        DOCUMENTED,
        DOCUMENTED,
        "At most 100 at once, as when a group is created.",
    ),
    Row("15", "GET", "/v1/groups/{groupId}/members", DOCUMENTED, CAPTURED),
    Row(
        "16",
        "DELETE",
        "/v1/groups/{groupId}/members/{memberId}",
        DOCUMENTED,
        DOCUMENTED,
        "Anybody may remove themselves.",
    ),
    Row(
        *("17", "PUT", "/v1/groups/{groupId}/members/{memberId}", DOCUMENTED, INFERRED),
        "The answer, and that `Member` makes an admin a member again.",
        ("RESULT", "ROLES"),
    ),
    Row(
        *("18", "PUT", "/v1/groups/{groupId}/subscribers/add", DOCUMENTED, DOCUMENTED),
        "The name of the reason. As many numbers as a body holds; above 30 the log warns.",
        ("not_added", "MANY_SUBSCRIBERS"),
    ),
    Row("19", "POST", "/v1/groups/{groupId}/subscribers", DOCUMENTED, DOCUMENTED),
    Row(
        *("20", "PUT", "/v1/groups/{groupId}/subscribers/remove", DOCUMENTED, DOCUMENTED),
        "The name of the reason. 404 if nobody named is a subscriber.",
        ("not_removed",),
    ),
    Row("21", "POST", "/v1/groups/{groupId}/bot", CAPTURED, CAPTURED),
    Row(
        *("22", "GET", "/v1/tenant/findGroupsByQuery", CAPTURED, INFERRED),
        "The answer, and that all groups of this Kaizala are the organisation's, for whoever holds Tenant Data.",
        ("found_groups", "USUAL_RESULTS", "MOST_RESULTS"),
    ),
]
CONTENT = [
    Row(
        *("23", "POST", "/v1/media", DOCUMENTED, DOCUMENTED),
        "The readable resource of 2017, not the encrypted one of later years. The largest file. Several files at once are an album, of "
        "pictures only. An address ends like the name of a file of that type; any ending finds it.",
        ("MOST_FILE_BYTES",),
    ),
    Row(
        *("24", "POST", "/v1/media/url", CAPTURED, INFERRED),
        "The answer is that of an upload. It fetches from this computer alone, and from hosts that were allowed.",
        ("FETCH_SECONDS",),
    ),
    Row(
        *("25", "POST", "/v1/media/attachment", DOCUMENTED, INFERRED),
        "The answer is that of an upload. `fileContent` is base64, or an object that holds it: `$content` and `$content-type`, or `contentBytes`, "
        "`contentType` and `name`. The type is that of `contentType`, of the name, or of the content.",
    ),
    Row(
        *("26", "POST", "/v1/groups/{groupId}/messages", DOCUMENTED, DOCUMENTED),
        "4000 characters, as in the last documentation. What `failedResult` says of a number.",
        ("not_reached",),
    ),
    Row(
        *("27", "POST", "/v1/groups/{groupId}/actions", DOCUMENTED, CAPTURED),
        "How long texts and lists may be. A meeting's `duration` is read where `DurationInMins` is missing (not with `--strict`). "
        "A package needs no registration.",
        (
            *("LONGEST_TEXT", "LONGEST_HOURS", "MOST_QUESTIONS", "MOST_CHOICES", "MOST_PROPERTIES", "MOST_RESOURCES"),
            "HOUR_MS",
        ),
    ),
    Row(
        *("28", "POST", "/v1/groups/{groupId}/actions/{actionId}/responses", DOCUMENTED, DOCUMENTED),
        "Polls and meetings take `answers` with a title or its number; a second answer takes the place of the first. Whatever is answered "
        "like a survey may be called one: a package, a poll, a meeting. A Location keeps `acc`, as deliveries had it. A survey takes one "
        "a person unless it says otherwise, and none when its time is over: 400.",
        ("MEETING_ANSWERS", "SECONDS_BELOW", "LATEST_MS"),
    ),
    Row(
        *("29", "PUT", "/v1/groups/{groupId}/actions/{actionId}/properties", DOCUMENTED, INFERRED),
        "The answer. Both addresses and both names of the list are taken; `version` is not looked at.",
        ("changed",),
    ),
    Row(
        *("30", "POST", "/v1/groups/{groupId}/actions/{actionId}/reminder", DOCUMENTED, INFERRED),
        "The answer. It wants the permission to add actions.",
        ("reminded",),
    ),
    Row(
        *("31", "GET", "/v1/groups/{groupId}/actions", DOCUMENTED, DOCUMENTED),
        "`sentAt` and `creationTime` both. The largest page. Albums, audio, documents and videos are listed too. A package is found with "
        "and without its version.",
        ("MOST_ACTIONS", "listed_action", "listed_album", "listed_file"),
    ),
    Row(
        *("32", "GET", "/v1/groups/{groupId}/actions/{actionId}", DOCUMENTED, DOCUMENTED),
        "The table's `actionDetails` and the sample's list, both in one answer. The shape of a response.",
        ("details", "response", "job_response"),
    ),
]
REST = [
    Row(
        *("33", "POST", "/v1/webhook", DOCUMENTED, DOCUMENTED),
        "Receivers on this computer may be plain HTTP. A URL is called with `validationToken` as its last parameter. "
        "`callBackHeaders` is an object of names and texts; they go with every delivery, not with the handshake. One that belongs to the "
        "delivery itself is a 400: its length, type, host, date, token, and whatever is for the next hop alone.",
        (
            *("HANDSHAKE_SECONDS", "LONGEST_URL", "LONGEST_CONTEXT", "LONGEST_TOKEN", "MOST_ANSWER_BYTES"),
            *("MOST_HEADERS", "LONGEST_HEADER_NAME"),
        ),
    ),
    Row(
        "34",
        "GET",
        "/v1/webhook",
        DOCUMENTED,
        DOCUMENTED,
        "`callbackContext` is listed when it is set, and of `callBackHeaders` the names. One sees one's own.",
        ("shown_headers",),
    ),
    Row(
        "35",
        "PUT",
        "/v1/webhook/{webhookId}",
        DOCUMENTED,
        INFERRED,
        "The answer: `webhookId`. A new URL is validated again, one that is switched on again is not.",
    ),
    Row("36", "DELETE", "/v1/webhook/{webhookId}", DOCUMENTED, INFERRED, "The answer: `{}`."),
    Row("37", "POST", "/v1/groups/{groupId}/reaction", DOCUMENTED, DOCUMENTED, "A second like is the first one."),
    Row("38", "GET", "/v1/groups/{groupId}/reaction/{referenceId}/summary", DOCUMENTED, DOCUMENTED),
    Row(
        *("39", "GET", "/v1/groups/{groupId}/reaction/summary", DOCUMENTED, DOCUMENTED),
        "No two reactions have the same cursor: what happens within a millisecond is told once.",
    ),
    Row(
        *("40", "GET", "/v1/groups/{groupId}/reaction/{referenceId}", DOCUMENTED, DOCUMENTED),
        "A comment's text is answered too; the sample shows none.",
    ),
    Row("41", "POST", "/v1/bot", CAPTURED, CAPTURED, "How long a name may be.", ("LONGEST_NAME",)),
    Row(
        "42",
        "GET",
        "/v1/bot",
        DOCUMENTED,
        DOCUMENTED,
        "Names of fields as a client library has them; `status` is `Active`.",
    ),
    Row("43", "GET", "/v1/bot/accessToken/{botUserId}", CAPTURED, CAPTURED),
    Row("44", "PUT", "/v1/bot/{botUserId}", DOCUMENTED, INFERRED, "The answer: `{}`."),
    Row("45", "DELETE", "/v1/bot/{botUserId}", DOCUMENTED, INFERRED, "The answer: `{}`. The bot leaves its groups."),
]
VARIANTS = [
    Row(
        *("v1", "GET", "/v1/groups/{groupId}/subscribers", DOCUMENTED, DOCUMENTED),
        "A client's way to ask for the first page; `count` and `cursor` are read from the query.",
    ),
    Row(
        "v2",
        "POST",
        "/v1/groups/{groupId}/media",
        DOCUMENTED,
        DOCUMENTED,
        "Superseded in September 2017; answers `mediaId` too.",
    ),
    Row(
        "f1",
        "POST",
        "/v1/webhook/Group/{event}",
        DOCUMENTED,
        INFERRED,
        "A way of the flow connector; answered like number 33. With `actionPackageId` it is that package in that group.",
    ),
    Row("f2", "POST", "/v1/webhook/Action/SurveyResponse", DOCUMENTED, INFERRED, "Likewise."),
]

FOLDERS = {
    "Signing in": AUTHENTICATION,
    "Groups": GROUPS,
    "Content and queries": CONTENT,
    "Webhooks, reactions and bots": REST,
    "Variants and facades": VARIANTS,
}
ROWS = [row for rows in FOLDERS.values() for row in rows]
