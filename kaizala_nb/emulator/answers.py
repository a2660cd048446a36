"""Parts of answers of which the record does not show the whole.

Where a part is on record the docstring says so; the rest is our choice, made to fit. They stand together, so that one capture
corrects the emulator in one place, should it ever turn up. The rows of ``evidence`` say which call each belongs to.
"""


def failed_addition() -> dict[str, object]:
    """What an answer says of a number that could not be added. The documentation has "with reason", and no name for the field."""
    return {"isAdded": False, "reason": "This is not a possible mobile number."}


def failed_removal() -> dict[str, object]:
    """What an answer says of a number that could not be removed."""
    return {"isRemoved": False, "reason": "This number is not a subscriber."}


def failed_recipient(number: str) -> dict[str, object]:
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


def one_group(group: dict[str, object]) -> dict[str, object]:
    """The details of one group, in a list of one."""
    return {"groups": [group]}


def search_result(groups: list[dict[str, object]]) -> dict[str, object]:
    """The groups that were found, in the shape of every list of groups."""
    return {"groups": groups}


def with_subscriber_count(group: dict[str, object], subscribers: int) -> dict[str, object]:
    """A group in a list of all groups, with the number of its subscribers under a name of ours."""
    return group | {"subscriberCount": subscribers}


def header_names(names: list[str]) -> dict[str, object]:
    """What a list of webhooks says of ``callBackHeaders``: their names. The values may be secrets."""
    return {"callbackHeaders": names} if names else {}


def subgroups_of(group: dict[str, object], below: list[dict[str, object]]) -> dict[str, object]:
    """A group with its sub-groups. A capture has one object, the documentation a list of one; the answer has both."""
    welcome = group.pop("welcomeMessage")
    group.pop("isDuplicate")
    one = group | {"subGroups": below, "welcomeMessage": welcome}
    return one | {"groups": [one]}


def action_entry(package: dict[str, object], head: dict[str, object], body: dict[str, object]) -> dict[str, object]:
    """One action in a list. A screenshot of a list of packages shows ``id``, ``packageId`` and ``actionBody`` first, and not what
    comes after them."""
    action_body = {"actionBody": body}
    if package:
        return package | action_body | head
    return head | action_body


def album_entry(files: list[dict[str, str]], caption: str) -> dict[str, object]:
    """An album in a list: its first picture as a picture has it, and all of them."""
    return {"imageUrl": files[0]["url"], "caption": caption, "images": [{"imageUrl": file["url"]} for file in files]}


def file_entry(file: dict[str, str], caption: str) -> dict[str, object]:
    """Audio, a document or a video in a list: the names that deliveries have."""
    return {"mediaUrl": file["url"], "mediaFileName": file["name"], "caption": caption}


def job_response_entry(response_id: str, number: str, name: str, is_completed: bool) -> dict[str, object]:
    """A response to a job: the names that its delivery has."""
    return {
        "responseId": response_id,
        "assignee": number,
        "assigneeName": name,
        "assigneeProfilePic": "",
        "isCompleted": is_completed,
    }


def response_entry(
    response_id: str,
    responder: dict[str, object],
    body: dict[str, object],
    answers: list[dict[str, object]],
    *,
    anonymous: bool,
    is_update: bool,
    at: int,
) -> dict[str, object]:
    """A response to a survey, poll, meeting or package: the names that its delivery has."""
    return {
        "responseId": response_id,
        **responder,
        "isAnonymous": anonymous,
        "isUpdateResponse": is_update,
        "responseName": body["responseName"],
        "responseLocation": body["responseLocation"],
        "responseTime": at,
        "responseDetails": {"responseWithQuestions": answers},
    }


def properties_answer(reference_id: str, action_id: str) -> dict[str, object]:
    """The answer to a change of properties."""
    return {"referenceId": reference_id, "actionId": action_id}


def reminder_answer(reference_id: str) -> dict[str, object]:
    """The answer to a reminder."""
    return {"referenceId": reference_id}


def group_event(group_id: str, name: str, picture: str, kind: str) -> dict[str, object]:
    """What GroupAdded and GroupRemoved deliver."""
    return {"groupId": group_id, "groupName": name, "groupImageUrl": picture, "groupType": kind}


def action_answer(head: dict[str, object], body: dict[str, object]) -> dict[str, object]:
    """One action. The documentation's table has ``actionDetails``, its sample the shape of a list; the answer has both."""
    return head | {"actionDetails": body, "actions": [head | {"actionBody": body}]}
