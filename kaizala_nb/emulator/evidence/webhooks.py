"""Webhooks, reactions and bots."""

from kaizala_nb.emulator.evidence.row import CAPTURED, DOCUMENTED, INFERRED, Row

WEBHOOKS = [
    Row(
        "33",
        "POST",
        "/v1/webhook",
        DOCUMENTED,
        DOCUMENTED,
        ours=(
            "Receivers on this computer may be plain HTTP. A URL is called with `validationToken` as its last parameter. "
            "`callBackHeaders` is an object of names and texts; they go with every delivery, not with the handshake. One "
            "that belongs to the delivery itself is a 400: its length, type, host, date, token, and whatever is for the next "
            "hop alone."
        ),
        names=(
            "HANDSHAKE_SECONDS",
            "LONGEST_URL",
            "LONGEST_CONTEXT",
            "LONGEST_TOKEN",
            "MOST_ANSWER_BYTES",
            "MOST_HEADERS",
            "LONGEST_HEADER_NAME",
        ),
    ),
    Row(
        "34",
        "GET",
        "/v1/webhook",
        DOCUMENTED,
        DOCUMENTED,
        ours="`callbackContext` is listed when it is set, and of `callBackHeaders` the names. One sees one's own.",
        names=("header_names",),
    ),
    Row(
        "35",
        "PUT",
        "/v1/webhook/{webhookId}",
        DOCUMENTED,
        INFERRED,
        ours="The answer: `webhookId`. A new URL is validated again, one that is switched on again is not.",
    ),
    Row("36", "DELETE", "/v1/webhook/{webhookId}", DOCUMENTED, INFERRED, ours="The answer: `{}`."),
    Row("37", "POST", "/v1/groups/{groupId}/reaction", DOCUMENTED, DOCUMENTED, ours="A second like is the first one."),
    Row("38", "GET", "/v1/groups/{groupId}/reaction/{referenceId}/summary", DOCUMENTED, DOCUMENTED),
    Row(
        "39",
        "GET",
        "/v1/groups/{groupId}/reaction/summary",
        DOCUMENTED,
        DOCUMENTED,
        ours="No two reactions have the same cursor: what happens within a millisecond is told once.",
    ),
    Row(
        "40",
        "GET",
        "/v1/groups/{groupId}/reaction/{referenceId}",
        DOCUMENTED,
        DOCUMENTED,
        ours="A comment's text is answered too; the sample shows none.",
    ),
    Row("41", "POST", "/v1/bot", CAPTURED, CAPTURED, ours="How long a name may be.", names=("LONGEST_NAME",)),
    Row(
        "42",
        "GET",
        "/v1/bot",
        DOCUMENTED,
        DOCUMENTED,
        ours="Names of fields as a client library has them; `status` is `Active`.",
    ),
    Row("43", "GET", "/v1/bot/accessToken/{botUserId}", CAPTURED, CAPTURED),
    Row("44", "PUT", "/v1/bot/{botUserId}", DOCUMENTED, INFERRED, ours="The answer: `{}`."),
    Row(
        "45", "DELETE", "/v1/bot/{botUserId}", DOCUMENTED, INFERRED, ours="The answer: `{}`. The bot leaves its groups."
    ),
]
