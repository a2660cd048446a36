"""Media, messages, actions, and the queries for them."""

from kaizala_nb.emulator.evidence.row import CAPTURED, DOCUMENTED, INFERRED, Row

CONTENT = [
    Row(
        "23",
        "POST",
        "/v1/media",
        DOCUMENTED,
        DOCUMENTED,
        ours=(
            "The readable resource of 2017, not the encrypted one of later years. The largest file. Several files at once "
            "are an album, of pictures only. An address ends like the name of a file of that type; any ending finds it."
        ),
        names=("MOST_FILE_BYTES",),
    ),
    Row(
        "24",
        "POST",
        "/v1/media/url",
        CAPTURED,
        INFERRED,
        ours=(
            "The answer is that of an upload. It fetches from this computer alone, and from hosts that were allowed."
        ),
        names=("FETCH_SECONDS",),
    ),
    Row(
        "25",
        "POST",
        "/v1/media/attachment",
        DOCUMENTED,
        INFERRED,
        ours=(
            "The answer is that of an upload. `fileContent` is base64, or an object that holds it: `$content` and "
            "`$content-type`, or `contentBytes`, `contentType` and `name`. The type is that of `contentType`, of the name, "
            "or of the content."
        ),
    ),
    Row(
        "26",
        "POST",
        "/v1/groups/{groupId}/messages",
        DOCUMENTED,
        DOCUMENTED,
        ours="4000 characters, as in the last documentation. What `failedResult` says of a number.",
        names=("failed_recipient",),
    ),
    Row(
        "27",
        "POST",
        "/v1/groups/{groupId}/actions",
        DOCUMENTED,
        CAPTURED,
        ours=(
            "How long texts and lists may be. A meeting's `duration` is read where `DurationInMins` is missing (not with "
            "`--strict`). A package needs no registration."
        ),
        names=(
            "LONGEST_TEXT",
            "LONGEST_HOURS",
            "MOST_QUESTIONS",
            "MOST_CHOICES",
            "MOST_PROPERTIES",
            "MOST_RESOURCES",
            "HOUR_MS",
        ),
    ),
    Row(
        "28",
        "POST",
        "/v1/groups/{groupId}/actions/{actionId}/responses",
        DOCUMENTED,
        DOCUMENTED,
        ours=(
            "Polls and meetings take `answers` with a title or its number; a second answer takes the place of the first. "
            "Whatever is answered like a survey may be called one: a package, a poll, a meeting. A Location keeps `acc`, as "
            "deliveries had it. A survey takes one a person unless it says otherwise, and none when its time is over: 400."
        ),
        names=(
            "MEETING_ANSWERS",
            "SECONDS_BELOW",
            "LATEST_MS",
        ),
    ),
    Row(
        "29",
        "PUT",
        "/v1/groups/{groupId}/actions/{actionId}/properties",
        DOCUMENTED,
        INFERRED,
        ours="The answer. Both names of the list are taken; `version` is not looked at.",
        names=("properties_answer",),
    ),
    Row(
        "30",
        "POST",
        "/v1/groups/{groupId}/actions/{actionId}/reminder",
        DOCUMENTED,
        INFERRED,
        ours="The answer. It wants the permission to add actions.",
        names=("reminder_answer",),
    ),
    Row(
        "31",
        "GET",
        "/v1/groups/{groupId}/actions",
        DOCUMENTED,
        DOCUMENTED,
        ours=(
            "`sentAt` and `creationTime` both. The largest page. Albums, audio, documents and videos are listed too. A "
            "package is found with and without its version."
        ),
        names=(
            "MOST_ACTIONS",
            "action_entry",
            "album_entry",
            "file_entry",
        ),
    ),
    Row(
        "32",
        "GET",
        "/v1/groups/{groupId}/actions/{actionId}",
        DOCUMENTED,
        DOCUMENTED,
        ours="The table's `actionDetails` and the sample's list, both in one answer. The shape of a response.",
        names=(
            "action_answer",
            "response_entry",
            "job_response_entry",
        ),
    ),
]
