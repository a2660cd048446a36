"""Other ways to the same operations, and what a browser opens."""

from kaizala_nb.emulator.evidence.row import DOCUMENTED, INFERRED, Row

VARIANTS = [
    Row(
        "v1",
        "GET",
        "/v1/groups/{groupId}/subscribers",
        DOCUMENTED,
        DOCUMENTED,
        ours="A client's way to ask for the first page; `count` and `cursor` are read from the query.",
    ),
    Row(
        "v2",
        "POST",
        "/v1/groups/{groupId}/media",
        DOCUMENTED,
        DOCUMENTED,
        ours="Superseded in September 2017; answers `mediaId` too.",
    ),
    Row(
        "v3",
        "PUT",
        "/v1/groups/{groupId}/actions/{actionId}",
        DOCUMENTED,
        INFERRED,
        ours=(
            "The same as number 29. The table of an article prints this address, and a client of 2017 used it; the article's "
            "prose has `/properties`."
        ),
        names=("properties_answer",),
    ),
    Row(
        "f1",
        "POST",
        "/v1/webhook/Group/{event}",
        DOCUMENTED,
        INFERRED,
        ours=(
            "A way of the flow connector; answered like number 33. With `actionPackageId` it is that package in that group."
        ),
    ),
    Row("f2", "POST", "/v1/webhook/Action/SurveyResponse", DOCUMENTED, INFERRED, ours="Likewise."),
    Row(
        "b1",
        "POST",
        "/api/Oauth/Authorize",
        INFERRED,
        INFERRED,
        ours=(
            "What the page of number 4 sends: a form with `mobileNumber`, then with `pin` too. The service's own page was "
            "not kept. With the right PIN the answer leads to the redirect URL with `code`, as documented, and with `state`."
        ),
        names=("CODE_LIFE_MS",),
    ),
    Row(
        "b2",
        "GET",
        "/att/{fileId}",
        DOCUMENTED,
        INFERRED,
        ours=(
            "Where the files of a media resource are. The service had a host of its own for them, and addresses that were "
            "signed for some time. Ours are good for ever, and need no token. The file is given out as an attachment, with "
            "its type."
        ),
    ),
]
