"""Limits and fixed values of the service: how much, how long, and which words.

Some are documented. Others are our choice where the record is silent; ``evidence/choices.py`` says which. They stand together, so
that one capture corrects the emulator in one place, should it ever turn up.
"""

# Bodies.
MOST_BODY_BYTES = 1_000_000
DEEPEST_BODY = 64
"""Levels of arrays and objects: what Json.NET's last versions allow by themselves."""

# Signing in. A PIN dies when it is used, when a newer one comes, after so many wrong tries, and after so much time.
PIN_TRIES = 5
PIN_LIFE_MS = 10 * 60 * 1000
CODE_LIFE_MS = 10 * 60 * 1000
"""The life of a code of OAuth."""

# Throttling. The window is fixed, and opens with the first call.
WINDOW_MS = 60 * 1000

# Groups.
MOST_MEMBERS = 100
GROUP_TYPES = ("Group", "ConnectGroup")
PUBLIC = "ConnectGroup"
ROLES = ("Admin", "Member")
MANY_SUBSCRIBERS = 30
"""In a request. No limit is documented, but a client library sent no more; above it the log warns."""
USUAL_RESULTS, MOST_RESULTS = 10, 100
"""Groups that findGroupsByQuery gives."""
RESULT = {"result": "true"}
"""What a change of a group answers. The text "true" is the documentation's."""

# Actions.
MOST_ACTIONS = 1000
"""In a page."""
SECONDS_BELOW = 10**11
"""A time that is less than this is in seconds, else in milliseconds."""
LATEST_MS = 10**15
"""The latest time that may be an answer: it is in the year 33658."""
HOUR_MS = 3_600_000
LONGEST_HOURS = 24 * 366 * 10
LONGEST_TEXT = 10_000
"""Characters of a title, a question, an option, a caption."""
MOST_QUESTIONS = 100
MOST_CHOICES = 100
LONGEST_NAME = 200
"""Characters of a bot's name."""
MOST_PROPERTIES = 200
MOST_RESOURCES = 200
"""Media resources of an announcement."""
MEETING_ANSWERS = ("Yes", "No", "Maybe")

# Webhooks.
RETRY_MS = tuple(minutes * 60_000 for minutes in (45, 90, 180, 360, 720, 1440))
"""Waits before the six retries. Six within two days are documented, their times are not: these make 47 hours and 15 minutes."""
HANDSHAKE_SECONDS = 5
DELIVERY_SECONDS = 10
MOST_ANSWER_BYTES = 100_000
LONGEST_URL = 2_000
LONGEST_CONTEXT = 10_000
LONGEST_TOKEN = 1_000
MOST_HEADERS = 20
"""Of ``callBackHeaders``, which one page of the documentation names and none describes."""
LONGEST_HEADER_NAME = 100

# Files.
MOST_FILE_BYTES = 20_000_000
FETCH_SECONDS = 10
