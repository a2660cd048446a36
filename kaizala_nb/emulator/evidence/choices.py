"""The evidence beside the calls: for deliveries, and for limits and values; and what differs from the service on purpose."""

from kaizala_nb.emulator.evidence.row import CAPTURED, DOCUMENTED, INFERRED

EVENTS = [
    ("TextMessageCreated", DOCUMENTED, ""),
    ("AttachmentCreated", DOCUMENTED, ""),
    ("Announcement", DOCUMENTED, "Sample and table name the media differently: all four names are delivered."),
    ("JobCreated, JobResponse", DOCUMENTED, ""),
    (
        "SurveyCreated, ActionCreated",
        INFERRED,
        "The documentation's sample repeats that of a response. Receivers read two ids.",
    ),
    ("SurveyResponse", DOCUMENTED, ""),
    ("ActionResponse", CAPTURED, "Also the envelope of all events, of May 2019."),
    ("MemberAdded, MemberRemoved", DOCUMENTED, "`memberId` is delivered too, because a receiver reads it."),
    ("GroupAdded, GroupRemoved", INFERRED, "Id, name, picture and type of the group."),
    ("PollCreated, PollResponse, LetsMeetCreated, LetsMeetResponse", INFERRED, "Shaped like those of a survey."),
    ("UserJoined", INFERRED, "May be subscribed to. Nothing raises it."),
]
"""The events of webhooks, the evidence for what is delivered, and what is ours."""

ON_PURPOSE = (
    "It answers on this computer, over plain HTTP, as one host; the service had a dozen, all HTTPS. `endpointUrl` is the host that was called, or that of `--public-url`.",
    "No SMS is sent and no phone rings. Phones, clock, faults, connectors and a journal stand under `/_emulator/`, behind a key.",
    "Time is the emulator's clock, which can be turned ahead.",
    "Whatever it calls itself (webhooks, `media/url`) is on this computer, unless a host was allowed.",
    "The tries of a delivery follow a timetable that begins with its event, so a clock that is turned makes all that fall due on the way. "
    "While a webhook is off, what waits is held; switched on, it is delivered, with all its tries again. What happens meanwhile is not told.",
    "A delivery has a `Date` header, by the emulator's clock.",
    "A connector that is deleted takes its webhooks with it.",
    "Files are given out as attachments, with their type and `nosniff`, at an address that is not guessable and needs no token.",
    "The limit on calls counts in a fixed minute, and is off for the one that a notebook starts.",
    "A body has a greatest length and depth. The service's were never said.",
    "A compressed body is refused with a sentence that says so. UTF-16 is read where the charset says it.",
    "Ids are compared letter by letter: a GUID in upper case is another id. Whether the service told them apart was never said.",
    "Where two sources disagree on the shape of an answer, the answer holds both.",
)
"""What differs from the service, and is meant to."""

LIMITS = {
    "MOST_BODY_BYTES": ("Bytes of a body", INFERRED),
    "DEEPEST_BODY": ("Levels of a body", INFERRED),
    "PIN_TRIES": ("Wrong tries after which a PIN is dead", INFERRED),
    "PIN_LIFE_MS": ("Milliseconds that a PIN lives", INFERRED),
    "WINDOW_MS": ("Milliseconds of the window in which calls are counted", INFERRED),
    "MOST_MEMBERS": ("Members in one call. Documented for creating a group; adding is held to the same", DOCUMENTED),
    "GROUP_TYPES": ("Group types. That they count from 0 is ours", DOCUMENTED),
    "PUBLIC": ("The type of a public group", DOCUMENTED),
    "ROLES": ("Roles. That they count from 0 is ours", DOCUMENTED),
    "MANY_SUBSCRIBERS": ("Subscribers in one call, above which the log warns", INFERRED),
    "USUAL_RESULTS": ("Groups found, if no `pageSize` is given", INFERRED),
    "MOST_RESULTS": ("Groups found at most", INFERRED),
    "RESULT": ("What changes of groups answer. Documented for members", DOCUMENTED),
    "MOST_ACTIONS": ("Actions in a page at most; 30 is the documented usual", INFERRED),
    "SECONDS_BELOW": ("A time below this is in seconds, else in milliseconds", INFERRED),
    "LATEST_MS": ("The latest time that can be answered, in milliseconds", INFERRED),
    "HOUR_MS": ("Milliseconds in the hours of `dueDate`, `validity`, `expiryInHours`", DOCUMENTED),
    "LONGEST_HOURS": ("Hours that a card takes answers at most", INFERRED),
    "LONGEST_TEXT": ("Characters of a title, question, option or caption", INFERRED),
    "MOST_QUESTIONS": ("Questions of a card", INFERRED),
    "MOST_CHOICES": ("Choices of a poll, options of a question", INFERRED),
    "MOST_RESOURCES": ("Media resources of an announcement", INFERRED),
    "MOST_PROPERTIES": ("Properties of a card", INFERRED),
    "LONGEST_NAME": ("Characters of a bot's name", INFERRED),
    "MEETING_ANSWERS": ("Answers to a meeting", INFERRED),
    "RETRY_MS": ("Milliseconds between the six tries of a delivery. Documented are six within two days", INFERRED),
    "HANDSHAKE_SECONDS": ("Seconds that a receiver has for the handshake", DOCUMENTED),
    "DELIVERY_SECONDS": ("Seconds that a receiver has for a delivery", INFERRED),
    "MOST_ANSWER_BYTES": ("Bytes that are read of a receiver's answer", INFERRED),
    "LONGEST_URL": ("Characters of a callback URL", INFERRED),
    "LONGEST_CONTEXT": ("Characters of a callback context", INFERRED),
    "LONGEST_TOKEN": ("Characters of a callback token, which travels as a header: printable ASCII", INFERRED),
    "MOST_HEADERS": ("Headers of `callBackHeaders`", INFERRED),
    "LONGEST_HEADER_NAME": (
        "Characters of the name of such a header; its value is as long as a callback token",
        INFERRED,
    ),
    "CODE_LIFE_MS": ("Milliseconds that an OAuth code lives", INFERRED),
    "MOST_FILE_BYTES": ("Bytes of a file", INFERRED),
    "FETCH_SECONDS": ("Seconds that fetching from a URL may take", INFERRED),
}
"""The values of ``values.py`` in words, each with its evidence."""
