"""Every refusal of the local Kaizala, in one table.

Clients match on these sentences, and learners read them. So each situation stands here once, with its status, code,
category and sentence; the rules name a situation and never write a sentence of their own. The first three sentences are
the service's, letter for letter; for the other situations none is on record, and the words are ours.

No code but that of a refused access token may begin with ``InvalidToken``: clients renew their token when they read it.
"""

from typing import NamedTuple

_LONGEST_VALUE = 60


class Situation(NamedTuple):
    """One line of the table: HTTP status, ``errorCode``, ``errorCategoryKey`` and the sentence with its gaps."""

    status: int
    code: str
    category: str
    sentence: str


class Refusal(Exception):
    """A call is refused. Carries the situation and the finished sentence; becomes the three-key error body.

    The gaps of the sentence are filled by keyword. Values that came from outside are given as they are and set in
    quotes by ``repr``, shortened; names of fields are given as :class:`Plain`.
    """

    def __init__(self, situation: Situation, *, retry_after: int | None = None, **gaps: object) -> None:
        self.situation = situation
        self.retry_after = retry_after
        self.message = situation.sentence.format(**{name: _quoted(value) for name, value in gaps.items()})
        super().__init__(self.message)

    @property
    def body(self) -> dict[str, str]:
        """The error body: exactly ``message``, ``errorCode`` and ``errorCategoryKey``."""
        return error_body(self.situation, self.message)


class Plain(str):
    """Words of our own, that go into a sentence without quotes."""


def error_body(situation: Situation, message: str | None = None) -> dict[str, str]:
    """The body of a situation; ``message`` is the sentence with its gaps filled, where it has any."""
    return {
        "message": situation.sentence if message is None else message,
        "errorCode": situation.code,
        "errorCategoryKey": situation.category,
    }


def _quoted(value: object) -> str:
    if isinstance(value, Plain | int):
        return str(value)
    text = str(value)
    if len(text) > _LONGEST_VALUE:
        text = text[: _LONGEST_VALUE - 1] + "…"
    return repr(text)


_AUTH, _VALIDATION = "AuthException", "ValidationException"


def _invalid(sentence: str) -> Situation:
    return Situation(400, "InvalidParameters", _VALIDATION, sentence)


# On record, letter for letter.
TOKEN_MISSING = Situation(401, "InvalidToken", _AUTH, "Token missing. Header should have token as value of ACCESSTOKEN")
TOKEN_INVALID = Situation(
    401, "InvalidToken", _AUTH, "Invalid token. Failure reason:Token validation failed due to unknown reason!"
)
CONNECTOR_REFUSED = Situation(401, "Unauthenticated", _AUTH, "Dont have correct applicationId and secret in header!")

# Signing in.
CONNECTOR_UNKNOWN = Situation(401, "Unauthenticated", _AUTH, "The applicationId or the applicationSecret is not valid.")
PIN_REFUSED = Situation(401, "Unauthenticated", _AUTH, "The mobile number or the PIN is not valid.")
REFRESH_TOKEN_REFUSED = Situation(
    401, "Unauthenticated", _AUTH, "The refresh token is not valid. Log in again to get a new one."
)

# Permission and role.
PERMISSION_MISSING = Situation(403, "Unauthorized", _AUTH, "The access token does not hold the permission {scope}.")
NOT_MEMBER = Situation(403, "Unauthorized", _AUTH, "Only members of the group may do this.")
NOT_ASSIGNED = Situation(403, "Unauthorized", _AUTH, "Only those whom the job is assigned to may do this.")
NOT_SENDER = Situation(403, "Unauthorized", _AUTH, "Only whoever sent it, or an admin of the group, may do this.")
NOT_ADMIN = Situation(403, "Unauthorized", _AUTH, "Only an admin of the group may do this.")
TENANT_TOKEN_NEEDED = Situation(
    403,
    "Unauthorized",
    _AUTH,
    "A managed public group (ConnectGroup) is created with a token of the organisation's admin.",
)
HOST_REFUSED = Situation(
    403,
    "Unauthorized",
    _AUTH,
    "This Kaizala does not answer to the host name {host}. Start it with --allow-host NAME, or with --public-url URL.",
)

# The body and its fields.
BODY_NOT_JSON = Situation(400, "InvalidParameters", _VALIDATION, "The body is not JSON: {reason}.")
BODY_COMPRESSED = _invalid(
    "The body is compressed ({encoding}), and bodies with a Content-Encoding are not read. Send the JSON as it is."
)
BODY_NOT_OBJECT = Situation(400, "InvalidParameters", _VALIDATION, "The body must be a JSON object.")
BODY_TOO_LONG = Situation(400, "InvalidParameters", _VALIDATION, "The body is longer than {limit} bytes.")
FIELD_MISSING = Situation(400, "InvalidParameters", _VALIDATION, "The field {field} is missing or empty.")
FIELD_INVALID = Situation(400, "InvalidParameters", _VALIDATION, "The field {field} is not valid: {reason}.")
NUMBER_INVALID = Situation(
    400,
    "InvalidParameters",
    _VALIDATION,
    "{number} is not a possible mobile number. Write it as +, country code, number.",
)
QUERY_INVALID = Situation(
    400, "InvalidParameters", _VALIDATION, "The query parameter {field} must be {wanted}, not {value}."
)
NOT_PUBLIC = _invalid("Only a managed public group (ConnectGroup) has subscribers, and this group is none.")
CIRCLE = _invalid("A group cannot stand under itself, not even by way of others.")
CURSOR_UNKNOWN = _invalid("The cursor is none that a page of subscribers gave.")
REPLY_NEEDS_SUBSCRIBERS = _invalid(
    "What this answers went to subscribers, so the answer must say to which subscribers it goes."
)
KIND_UNCLEAR = _invalid("Exactly one of actionType and id must be given, and both or neither was.")
KIND_UNKNOWN = _invalid("{value} is no actionType that can be {what}. There are: {kinds}.")
KIND_DIFFERS = _invalid("The action is not of the actionType or id that the response names.")
NO_RESPONSES = _invalid("This action takes no responses.")
ANSWER_INVALID = _invalid("The answer {number} is not valid: {reason}.")
RESPONDED_ALREADY = _invalid(
    "There is a response of yours already, and this action takes one a person. Give its responseId to change it."
)
EXPIRED = _invalid("The action takes no responses any more: its time is over.")
RESOURCE_INVALID = _invalid("The field {field} is not a media resource, as an upload gives it.")
URL_INVALID = _invalid("The URL cannot be fetched: {reason}.")

CALLBACK_REFUSED = _invalid("The callBackUrl was not accepted: {reason}.")
REDIRECT_REFUSED = _invalid("The redirect_uri is not the one that the connector was registered with.")
CODE_REFUSED = Situation(
    401,
    "Unauthenticated",
    _AUTH,
    "The code is not valid: it works once, for a few minutes, for the connector it was given to.",
)

# Files.
FILE_MISSING = _invalid("There is no file in the request. It goes into a part of multipart/form-data.")
FILE_TOO_LARGE = Situation(413, "InvalidParameters", _VALIDATION, "The file is larger than {limit} bytes.")
FILE_REFUSED = Situation(
    415, "UnsupportedMediaType", _VALIDATION, "A file of type {type} is not taken. The types are: {types}."
)
FORM_REFUSED = Situation(
    415, "UnsupportedMediaType", _VALIDATION, "An upload is multipart/form-data, each part with the type of its file."
)
ALBUM_REFUSED = Situation(
    415, "UnsupportedMediaType", _VALIDATION, "Several files at once make an album: pictures only."
)

# Things that are not there.
CALL_UNKNOWN = Situation(404, "NotFound", _VALIDATION, "There is no such call. Check the method and the path.")
METHOD_UNKNOWN = Situation(404, "NotFound", _VALIDATION, "There is no {method} here. This path answers {allowed}.")
GROUP_UNKNOWN = Situation(
    404, "NotFound", _VALIDATION, "There is no such group, or whoever the access token belongs to is not in it."
)
GROUP_OF_ANOTHER_TOKEN = Situation(
    404,
    "NotFound",
    _VALIDATION,
    "The access token is a group token: it reaches its own group and the sub-groups of that, and no other group.",
)
MESSAGE_UNKNOWN = Situation(404, "NotFound", _VALIDATION, "The group has no message with this reference id.")
SUBGROUP_UNKNOWN = Situation(404, "NotFound", _VALIDATION, "The group has no sub-group with this id.")
SUBSCRIBER_UNKNOWN = Situation(404, "NotFound", _VALIDATION, "The group has no subscriber with this number.")
ACTION_UNKNOWN = Situation(404, "NotFound", _VALIDATION, "The group has no action with this id.")
RESPONSE_UNKNOWN = Situation(404, "NotFound", _VALIDATION, "The action has no response of yours with this id.")
BOT_UNKNOWN = Situation(404, "NotFound", _VALIDATION, "There is no bot of yours with this id.")
WEBHOOK_UNKNOWN = Situation(404, "NotFound", _VALIDATION, "There is no webhook of yours with this id.")
FILE_UNKNOWN = Situation(404, "NotFound", _VALIDATION, "There is no such file.")
MEMBER_UNKNOWN = Situation(404, "NotFound", _VALIDATION, "The group has no member with this id.")

# Limits and breakdowns.
THROTTLED = Situation(
    429, "TooManyRequests", "ThrottlingException", "Too many calls in a minute. Try again in {seconds} s."
)
TOO_MANY_WAIT = Situation(
    429,
    "TooManyRequests",
    "ThrottlingException",
    "Too many calls wait for the answers of other computers. Try again when these have come.",
)
UNREADABLE = Situation(400, "InvalidParameters", _VALIDATION, "The request is not readable as HTTP.")
HEADERS_TOO_LONG = Situation(431, "InvalidParameters", _VALIDATION, "The headers of the request are too long.")
REQUEST_TOO_LONG = Situation(413, "InvalidParameters", _VALIDATION, "The request is too long.")
ENCODING_UNKNOWN = Situation(501, "InvalidParameters", _VALIDATION, "The transfer encoding is not supported.")
BROKEN = Situation(500, "InternalError", "ServiceException", "Something unexpected happened. Try again.")
NOT_STORED = Situation(500, "InternalError", "ServiceException", "{reason}. Nothing was changed.")

# The control plane.
KEY_REFUSED = Situation(
    401, "Unauthenticated", _AUTH, "The key of the local Kaizala is missing or wrong. It goes into X-Emulator-Key."
)
ORIGIN_REFUSED = Situation(403, "Unauthorized", _AUTH, "A page of another origin may not control the local Kaizala.")
SEED_CONFLICT = Situation(400, "InvalidParameters", _VALIDATION, "{what} is there already. Nothing was seeded.")
PERMISSIONS_INVALID = Situation(400, "InvalidParameters", _VALIDATION, "{mask} is not a permission mask: {reason}.")
TAP_REFUSED = Situation(400, "InvalidParameters", _VALIDATION, "This cannot be done: {reason}.")
SNAPSHOT_REFUSED = Situation(
    400, "InvalidParameters", _VALIDATION, "The snapshot cannot be restored: {reason}. Everything is as it was."
)
FAULT_REFUSED = Situation(400, "InvalidParameters", _VALIDATION, "The fault was not set: {reason}.")
FAULT = Situation(500, "InternalError", "ServiceException", "A fault that was asked for.")
CONNECTOR_NOT_FOUND = Situation(404, "NotFound", _VALIDATION, "There is no such connector.")
CLOCK_REFUSED = Situation(400, "InvalidParameters", _VALIDATION, "The clock was not turned: {reason}.")
