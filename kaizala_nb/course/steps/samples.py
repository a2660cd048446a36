"""Samples of what the service answers, for steps of several folders: ids, places, replies."""

from typing import Any

GROUP = "5fe5b80a-52d1-4d8a-8086-cf8f34259de2"
REFERENCE = "0d6a2c1e-7b7a-4d0e-9a39-0c2f3e4d5a6b"
ACTION = "9f0e1d2c-3b4a-4596-8778-695a4b3c2d1e"

PACKAGE = "25b39b30-0806-4d17-b6a7-a39f21fa52e9"
"""The action package of the collection's examples. A package needs no registration."""

RESULT = {"result": "true"}
MESSAGE_REPLY = {"referenceId": REFERENCE}
CARD_REPLY = {"referenceId": REFERENCE, "actionId": ACTION}
RESPONSE_REPLY = {"responseId": "7c6b5a49-3827-4165-9f0e-8d7c6b5a4938"}

FAILURES = {
    "failedResult": [
        {
            "subscriber": "+91109999999",
            "subscriberId": "",
            "errorReason": "Not a subscriber of this group.",
            "errorCode": "NotFound",
        }
    ]
}

RESOURCE = "eyJBY3Rpb25UeXBlIjozLCJGaWxlcyI6W3siSWQiOiIyYyIsIk5hbWUiOiJ0ZXN0LnBuZyIsIlNpemUiOjR9XX0="
HYDERABAD = {"latitude": 17.4, "longitude": 78.3, "name": "Hyderabad"}
LONDON = {"latitude": 51.5, "longitude": -0.1, "name": "London"}

GROUP_IN_LIST: dict[str, Any] = {
    "groupName": "Kaizala Test group",
    "groupId": GROUP,
    "groupImageUrl": "",
    "hasSubGroups": False,
    "hasParentGroups": False,
    "isMappedToTenant": False,
    "groupType": "Group",
    "isDuplicate": False,
    "welcomeMessage": "Welcome to group created programmatically via Postman",
}
GROUP_IN_FULL = GROUP_IN_LIST | {
    "callerRole": "Admin",
    "currentLevelSubGroupCount": 0,
    "currentLevelParentGroupCount": 0,
    "userCount": 2,
    "uniqueUserCount": 2,
    "currentLevelUserCount": 2,
    "currentLevelUnProvisionedUserCount": 1,
    "unProvisionedUserCount": 1,
    "isEditable": True,
    "isDetailsReadable": True,
}
