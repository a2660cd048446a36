"""The result of a sign-in: three replies, and a table of what they gave."""

from typing import TYPE_CHECKING

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.client.session import Session

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = {"request": "string", "status": "integer", "gave you": "string", "valid until": "time"}
_RESULTS = (("", "a PIN, by SMS"), ("refresh-token", "a refresh token"), ("access-token", "an access token"))
"""For each request: the variable that expires, if there is one, and what the request gives."""


class SignInReplies:
    """The result of a sign-in. ``replies`` are the replies to the three requests; ``df`` has a row for each."""

    def __init__(self, replies: list[Reply], session: Session) -> None:
        self.replies = replies
        self._expires = {name: session.environment.expires(name) for name in ("refresh-token", "access-token")}

    @property
    def df(self) -> "pd.DataFrame":
        """Three rows: the request, the status, what it gave you, and until when that is valid (a time in UTC)."""
        rows = [
            {
                "request": reply.step.name,
                "status": reply.status,
                "gave you": words,
                "valid until": self._expires.get(variable),
            }
            for reply, (variable, words) in zip(self.replies, _RESULTS, strict=True)
        ]
        return tables.rows(rows, _COLUMNS)

    def __repr__(self) -> str:
        return "\n".join(f"{reply.step.name}: {reply.status} {reply.reason}" for reply in self.replies)
