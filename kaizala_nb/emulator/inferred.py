"""What nobody saw on the wire, and the service's documentation left open.

Each line is our choice where the record is silent. They stand together so that one capture, should it ever turn up,
corrects the emulator in one place. ``evidence/table.py`` says which operation each belongs to.
"""

# Bodies.
MOST_BODY_BYTES = 1_000_000
DEEPEST_BODY = 64  # Json.NET's own default in its last versions

# Signing in. A PIN dies when used, replaced, after so many wrong tries or so much time.
PIN_TRIES = 5
PIN_LIFE_MS = 10 * 60 * 1000

# Throttling: the counts are documented, the window is not. It is fixed and opens with the first call.
WINDOW_MS = 60 * 1000

# Groups. The cap on creating is documented; adding is held to the same.
MOST_MEMBERS = 100
GROUP_TYPES = ("Group", "ConnectGroup")  # as numbers: 0 and 1
PUBLIC = "ConnectGroup"
ROLES = ("Admin", "Member")
MANY_SUBSCRIBERS = 30  # in a request; no limit is documented, but a client library sent no more. Above it we warn
USUAL_RESULTS, MOST_RESULTS = 10, 100  # of findGroupsByQuery
RESULT = {"result": "true"}  # a string, as the documentation's sample has it

# Actions.
MOST_ACTIONS = 1000  # a page; the usual 30 is documented
SECONDS_BELOW = 10**11  # a time that is less is in seconds, else in milliseconds
LATEST_MS = 10**15  # of an answer that is a time: the year 33658
HOUR_MS = 3_600_000
LONGEST_HOURS = 24 * 366 * 10
LONGEST_TEXT = 10_000  # of a title, a question, an option, a caption
MOST_QUESTIONS = 100
MOST_CHOICES = 100
LONGEST_NAME = 200  # of a bot
MOST_PROPERTIES = 200
MOST_RESOURCES = 200  # of an announcement
MEETING_ANSWERS = ("Yes", "No", "Maybe")

# Webhooks. Six retries within two days are documented, their times are not: these make 47 hours and 15 minutes.
RETRY_MS = tuple(minutes * 60_000 for minutes in (45, 90, 180, 360, 720, 1440))
HANDSHAKE_SECONDS = 5  # documented
DELIVERY_SECONDS = 10
MOST_ANSWER_BYTES = 100_000
LONGEST_URL = 2_000
LONGEST_CONTEXT = 10_000
LONGEST_TOKEN = 1_000
MOST_HEADERS = 20  # of callBackHeaders, which one page names and none describes
LONGEST_HEADER_NAME = 100

# OAuth.
CODE_LIFE_MS = 10 * 60 * 1000

# Files: 20 MB, ours; no limit is documented.
MOST_FILE_BYTES = 20_000_000
FETCH_SECONDS = 10


def not_added() -> dict[str, object]:
    """What is said of a number that could not be added. The documentation has "with reason", and no name for the field."""
    return {"isAdded": False, "reason": "This is not a possible mobile number."}


def not_removed() -> dict[str, object]:
    """What is said of a number that could not be removed."""
    return {"isRemoved": False, "reason": "This number is not a subscriber."}


def not_reached(number: str) -> dict[str, object]:
    """An entry of ``failedResult``: its names are a client library's, its values ours."""
    return {
        "subscriber": number,
        "subscriberId": "",
        "errorReason": "This number is not a subscriber.",
        "errorCode": "NotASubscriber",
    }


def profile(user_id: str, number: str, name: str, picture: str, provisioned: bool) -> dict[str, object]:
    """The body of users/me: the names of a member's fields, in our order."""
    return {"id": user_id, "mobileNumber": number, "name": name, "profilePic": picture, "isProvisioned": provisioned}


def group_details(group: dict[str, object]) -> dict[str, object]:
    """The body of one group's details: the list's shape, holding the one."""
    return {"groups": [group]}


def found_groups(groups: list[dict[str, object]]) -> dict[str, object]:
    """The body of findGroupsByQuery: that of every list of groups."""
    return {"groups": groups}


def with_subscribers(group: dict[str, object], subscribers: int) -> dict[str, object]:
    """A group of a list of all groups: how many subscribe to it, under a name of ours."""
    return group | {"subscriberCount": subscribers}


def shown_headers(names: list[str]) -> dict[str, object]:
    """What a list of webhooks says of ``callBackHeaders``: their names. The values may be secrets."""
    return {"callbackHeaders": names} if names else {}


def subgroups_of(group: dict[str, object], below: list[dict[str, object]]) -> dict[str, object]:
    """A group with its sub-groups: a capture has one object, the documentation a list of one. Both are here."""
    welcome = group.pop("welcomeMessage")
    group.pop("isDuplicate")
    one = group | {"subGroups": below, "welcomeMessage": welcome}
    return one | {"groups": [one]}


def listed_action(package: dict[str, object], head: dict[str, object], shown: dict[str, object]) -> dict[str, object]:
    """One action of a list. A picture of a list of package cards has ``id``, ``packageId`` and ``actionBody`` first; what came
    after them is not in it."""
    return package | {"actionBody": shown} | head if package else head | {"actionBody": shown}


def listed_album(files: list[dict[str, str]], caption: str) -> dict[str, object]:
    """An album in a list: its first picture as a picture has it, and all of them."""
    return {"imageUrl": files[0]["url"], "caption": caption, "images": [{"imageUrl": file["url"]} for file in files]}


def listed_file(file: dict[str, str], caption: str) -> dict[str, object]:
    """Audio, a document or a video in a list: the names that deliveries have."""
    return {"mediaUrl": file["url"], "mediaFileName": file["name"], "caption": caption}


def job_response(response_id: str, number: str, name: str, is_completed: bool) -> dict[str, object]:
    """A response to a job: the names that its delivery has."""
    return {
        "responseId": response_id,
        "assignee": number,
        "assigneeName": name,
        "assigneeProfilePic": "",
        "isCompleted": is_completed,
    }


def response(
    response_id: str,
    responder: dict[str, object],
    kept: dict[str, object],
    answered: list[dict[str, object]],
    *,
    anonymous: bool,
    changed: bool,
    at: int,
) -> dict[str, object]:
    """A response to a survey, poll, meeting or package: the names that its delivery has."""
    return {
        "responseId": response_id,
        **responder,
        "isAnonymous": anonymous,
        "isUpdateResponse": changed,
        "responseName": kept["responseName"],
        "responseLocation": kept["responseLocation"],
        "responseTime": at,
        "responseDetails": {"responseWithQuestions": answered},
    }


def changed(reference_id: str, action_id: str) -> dict[str, object]:
    """The answer to a change of properties."""
    return {"referenceId": reference_id, "actionId": action_id}


def reminded(reference_id: str) -> dict[str, object]:
    """The answer to a reminder."""
    return {"referenceId": reference_id}


def group_event(group_id: str, name: str, picture: str, kind: str) -> dict[str, object]:
    """What GroupAdded and GroupRemoved deliver."""
    return {"groupId": group_id, "groupName": name, "groupImageUrl": picture, "groupType": kind}


def details(head: dict[str, object], shown: dict[str, object]) -> dict[str, object]:
    """One action: the documentation's table has ``actionDetails``, its sample the shape of a list. Both are here."""
    return head | {"actionDetails": shown, "actions": [head | {"actionBody": shown}]}
