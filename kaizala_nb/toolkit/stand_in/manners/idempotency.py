"""A POST or PATCH with an ``Idempotency-Key`` is done once. The same key again gets the same answer, and nothing happens.

As the draft of the IETF has it (draft-ietf-httpapi-idempotency-key-header): 400 if the key is required and missing, 422 if it came
before with another request, 409 while the first request is still being answered. An answer that says that it was kept carries
``Idempotent-Replayed: true``, as at Stripe.
"""

import json
import re
from dataclasses import asdict, dataclass
from hashlib import sha256

from kaizala_nb.toolkit.stand_in.manners.headers import with_headers
from kaizala_nb.toolkit.stand_in.manners.manner import Around, GoOn, Manner
from kaizala_nb.toolkit.stand_in.manners.options import option
from kaizala_nb.toolkit.stand_in.refusals import refusal
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response

TABLE = """CREATE TABLE IF NOT EXISTS manner_keys (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, at REAL NOT NULL, answer TEXT, body BLOB)"""
"""``answer`` is NULL while the first request is still being answered."""

UNFINISHED = "DELETE FROM manner_keys WHERE answer IS NULL"
"""Forgets the keys of calls that never ended, since the program did."""

_METHODS = ("POST", "PATCH")
_LONGEST = 255
_MOST_KEYS, _MOST_BYTES = 1000, 2 * 1024 * 1024
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")


@dataclass(frozen=True)
class Idempotency(Manner):
    """See the module.

    Attributes:
        required: Whether a request without a key is refused.
        header: The name of the header.
        hours: How long a key is known, by the clock of the stand-in.
    """

    required: bool = False
    header: str = "Idempotency-Key"
    hours: float = option(24.0, least=0.001, most=8760)

    def __post_init__(self) -> None:
        if not _TOKEN.fullmatch(self.header):
            raise ValueError('"header" must be the name of a header')

    def answer(self, request: Request, around: Around, go_on: GoOn) -> Response:
        if request.method not in _METHODS:
            return go_on(request)
        key = request.header(self.header)
        if not key:
            if not self.required:
                return go_on(request)
            message = f"This call needs the header {self.header}: a text of your own, a new one for each thing to do."
            return refusal(400, "keyMissing", message)
        if len(key) > _LONGEST:
            return refusal(400, "keyTooLong", f"The value of {self.header} has more than {_LONGEST} characters.")
        fingerprint = _fingerprint(request)
        earlier = self._claim(key, fingerprint, around)
        if earlier:
            return earlier
        try:
            response = go_on(request)
            _keep(key, response, around)
        except BaseException:
            _forget(key, around)
            raise
        return response

    def _claim(self, key: str, fingerprint: str, around: Around) -> Response | None:
        """The answer for a key that came before; None for a new one, which is known from now on."""
        with around.state.transaction() as database:
            database.execute("DELETE FROM manner_keys WHERE at < ?", (around.now - self.hours * 3600,))
            known = "SELECT fingerprint, answer, body FROM manner_keys WHERE key = ?"
            row = database.execute(known, (key,)).fetchone()
            if row is None:
                values = (key, fingerprint, around.now)
                database.execute("INSERT INTO manner_keys (key, fingerprint, at) VALUES (?, ?, ?)", values)
                return None
        earlier, answer, body = row
        if earlier != fingerprint:
            message = f"This {self.header} came before with another request. A new thing to do needs a new key."
            return refusal(422, "keyReused", message)
        if answer is None:
            message = f"The first request with this {self.header} is still being answered. Try again a little later."
            return refusal(409, "keyInUse", message)
        fields = json.loads(answer)
        fields["headers"] = tuple((name, value) for name, value in fields["headers"])
        return with_headers(Response(**fields, body=body), {"Idempotent-Replayed": "true"})


def _fingerprint(request: Request) -> str:
    head = json.dumps([request.method, request.path, request.query_string, request.header("Content-Type")])
    return sha256(head.encode() + b"\n" + request.body).hexdigest()


def _forget(key: str, around: Around) -> None:
    with around.state.transaction() as database:
        database.execute("DELETE FROM manner_keys WHERE key = ?", (key,))


def _keep(key: str, response: Response, around: Around) -> None:
    """Keep an answer. The oldest keys give way.

    A failure of the service (5xx) is not kept, nor is a 401: nothing was done, and the call can be made again, with a token.
    """
    if response.status == 401 or response.status >= 500:
        _forget(key, around)
        return
    answer = asdict(response)
    body = answer.pop("body")
    with around.state.transaction() as database:
        database.execute("UPDATE manner_keys SET answer = ?, body = ? WHERE key = ?", (json.dumps(answer), body, key))
        database.execute(
            """DELETE FROM manner_keys WHERE answer IS NOT NULL AND rowid IN (
                SELECT rowid FROM (
                    SELECT rowid, row_number() OVER newest AS place, sum(length(body)) OVER newest AS bytes
                    FROM manner_keys WINDOW newest AS (ORDER BY at DESC, rowid DESC))
                WHERE place > ? OR bytes > ?)""",
            (_MOST_KEYS, _MOST_BYTES),
        )
