"""Access tokens of OAuth 2 that a session fetches for requests of somebody's file, and keeps as long as they are good.

A token is fetched once for equal settings: those whose requests for a token are equal, byte by byte. It rests here alone, in no
variable. Its request is sent by the session as any other: so its secrets go only to hosts that the user has named.
"""

import time
from dataclasses import dataclass
from hashlib import sha256
from threading import RLock
from typing import NamedTuple

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.authorisation import Authorisation, Authorised, Sender, wanting, with_token
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.client.token_reply import TokenReply, explained
from kaizala_nb.toolkit.client.token_step import TokenStep
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.collection import Call
from kaizala_nb.toolkit.collection.foreign.signing.fields import fields_of
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.message import Message

_MOST_KEPT = 100
_REFUSED = "The access token was refused, and the request was sent again with a new one."
_STAND_IN = "the-token-that-is-not-fetched-yet"


@dataclass(repr=False, slots=True)
class _Kept:
    """A token that was fetched. ``until`` is by :func:`time.monotonic`; ``is_new``: no request but the first has used it."""

    token: Secret
    refresh_token: Secret
    until: float
    is_new: bool = True


class _Wanted(NamedTuple):
    """A call that wants a token, and the request for that token."""

    step: ForeignStep
    call: Call
    asked: Call
    message: Message

    @property
    def key(self) -> str:
        """It is equal for equal settings."""
        return sha256(self.message.origin.encode() + self.message.wire()).hexdigest()

    def with_token(self, token: str) -> Call:
        """The call with a token. One that was fetched with a secret of the user's goes only where that secret may go."""
        return with_token(self.step, self.call, token, self.message.used)


class FetchedTokens(Authorisation):
    """A request that wants a token gets one that was fetched, or one that is fetched now."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[str, _Kept] = {}
        self._lock = RLock()  # of two requests at the same time, one fetches the token

    def authorised(self, call: Call, sender: Sender) -> Authorised:  # as above
        wanted = _wanted(call, sender)
        if wanted is None:
            return Authorised(call, [])
        with self._lock:
            kept = self._kept.get(wanted.key)
            if kept is not None and time.monotonic() < kept.until:
                kept.is_new = False
                return Authorised(wanted.with_token(kept.token), [])
            token, note = self._fetch(wanted, sender)
        return Authorised(wanted.with_token(token), [note])

    def renew(self, call: Call, sent: Call, answer: Answer, sender: Sender) -> Authorised | None:  # as above
        wanted = _wanted(call, sender) if answer.status == 401 else None
        if wanted is None:
            return None
        with self._lock:
            kept = self._kept.get(wanted.key)
            if kept is not None and kept.token not in sent.credentials:  # another request has fetched it meanwhile
                return Authorised(wanted.with_token(kept.token), [_REFUSED])
            if kept is None or kept.is_new:  # another new one would be no better
                return None
            token, note = self._fetch(wanted, sender)
        return Authorised(wanted.with_token(token), [f"{_REFUSED} {note}"])

    def forget(self) -> None:  # as above
        with self._lock:
            self._kept.clear()

    def planned(self, call: Call, sender: Sender) -> list[Call]:  # as above
        wanted = _wanted(call, sender)
        return [call] if wanted is None else [wanted.asked, wanted.with_token(_STAND_IN)]

    def shown(self, call: Call, environment: Environment) -> Call:  # as above
        step = wanting(call)
        if step is None:
            return call
        environment.masker.learn(_STAND_IN, f"{{{{{step.token_variable}}}}}")
        return with_token(step, call, _STAND_IN)

    def _fetch(self, wanted: _Wanted, sender: Sender) -> tuple[str, str]:
        """A new token, which is kept; and a sentence about it."""
        former = self._kept.pop(wanted.key, None)
        refresh_token, how = former.refresh_token if former else Secret(), ""
        fetched = _refreshed(wanted, refresh_token, sender) if refresh_token else None
        if fetched is not None:
            how = " with the refresh token"
        else:
            fetched, refresh_token = _fetched(wanted, sender), Secret()
        masker = sender.environment.masker
        for token in (fetched.token, fetched.refresh_token):
            masker.learn(token, f"{{{{{wanted.step.token_variable}}}}}")
        while len(self._kept) >= _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        until = time.monotonic() + fetched.seconds
        self._kept[wanted.key] = _Kept(fetched.token, fetched.refresh_token or refresh_token, until)
        return fetched.token, f"A token was fetched from {masker(wanted.message.origin)}{how}: {fetched.how_long}."


def _fetched(wanted: _Wanted, sender: Sender) -> TokenReply:
    try:
        return TokenReply.of(sender.send(wanted.asked))
    except errors.RefusedError as trouble:
        raise explained(trouble, fields_of(wanted.step.item.auth)) from None


def _refreshed(wanted: _Wanted, refresh_token: str, sender: Sender) -> TokenReply | None:
    """What the refresh token gives; None if it is not taken: it may have run out too."""
    try:
        return TokenReply.of(sender.send(_token_call(wanted.step, wanted.call, sender, refresh_token)))
    except (errors.RefusedError, errors.UnreadableReplyError):
        return None


def _wanted(call: Call, sender: Sender) -> _Wanted | None:
    step = wanting(call)
    if step is None:
        return None
    asked = _token_call(step, call, sender)
    assert asked.message is not None  # it is a request of the file
    return _Wanted(step, call, asked, asked.message)


def _token_call(step: ForeignStep, call: Call, sender: Sender, refresh_token: str = "") -> Call:
    """The request for the token of a call, with the same values."""
    values = {one.wire: call.arguments[one.name] for one in step.asked_variables if one.name in call.arguments}
    asked = TokenStep.for_step(step, refresh_token)
    return sender.prepare(asked, asked.arguments_of(values))
