"""Access tokens of OAuth 2 that a session fetches for requests of somebody's file, and keeps as long as they are good.

A token is fetched once for equal settings: those whose requests for a token are equal, byte by byte. It rests here alone, in no
variable. Its request is sent by the session as any other: so its secrets go only to hosts that the user has named.
"""

import time
from dataclasses import dataclass
from hashlib import sha256
from threading import RLock

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.authorisation import Authorisation, Authorised, Sender, wanting
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.client.token_reply import TokenReply, explained
from kaizala_nb.toolkit.client.token_step import TokenStep
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.collection import Call
from kaizala_nb.toolkit.collection.foreign.signing import fields_of
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep

_MOST_KEPT = 100
_STAND_IN = "the-token-that-is-not-fetched-yet"


@dataclass(repr=False, slots=True)
class _Kept:
    """A token that was fetched. ``until`` is by :func:`time.monotonic`; ``is_new``: no request but the first has used it."""

    token: Secret
    refresh_token: Secret
    until: float
    is_new: bool = True


class FetchedTokens(Authorisation):
    """A request that wants a token gets one that was fetched, or one that is fetched now."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[str, _Kept] = {}
        self._lock = RLock()  # of two requests at the same time, one fetches the token

    def authorised(self, call: Call, sender: Sender) -> Authorised:  # as above
        step = wanting(call)
        if step is None:
            return Authorised(call, [])
        with self._lock:
            asked = _token_call(step, call, sender)
            key, notes = _key(asked), []
            kept = self._kept.get(key)
            if kept is not None and time.monotonic() < kept.until:
                kept.is_new = False
            else:
                kept, note = self._fetch(key, asked, kept, call, sender)
                notes = [note]
        return Authorised(step.with_token(call, kept.token, _used(asked)), notes)

    def renew(self, call: Call, answer: Answer, sender: Sender) -> Authorised | None:  # as above
        step = wanting(call)
        if step is None or answer.status != 401:
            return None
        with self._lock:
            asked = _token_call(step, call, sender)
            key = _key(asked)
            kept = self._kept.get(key)
            if kept is None or kept.is_new:  # another new one would be no better
                return None
            kept.until = 0.0
            kept, note = self._fetch(key, asked, kept, call, sender)
        note = f"The access token was refused, and the request was sent again. {note}"
        return Authorised(step.with_token(call, kept.token, _used(asked)), [note])

    def planned(self, call: Call, sender: Sender) -> list[Call]:  # as above
        step = wanting(call)
        if step is None:
            return [call]
        asked = _token_call(step, call, sender)
        return [asked, step.with_token(call, _STAND_IN, _used(asked))]

    def shown(self, call: Call, environment: Environment) -> Call:  # as above
        step = wanting(call)
        if step is None:
            return call
        environment.masker.learn(_STAND_IN, f"{{{{{step.token_variable}}}}}")
        return step.with_token(call, _STAND_IN)

    def _fetch(self, key: str, asked: Call, former: _Kept | None, call: Call, sender: Sender) -> tuple[_Kept, str]:
        """A new token, which is kept; and a sentence about it."""
        step = wanting(call)
        assert step is not None
        self._kept.pop(key, None)
        reply, how = None, ""
        if former is not None and former.refresh_token:
            try:
                reply = sender.send(_token_call(step, call, sender, former.refresh_token))
                fetched, how = TokenReply.of(reply), " with the refresh token"
            except (errors.RefusedError, errors.UnreadableReplyError):  # it may have run out too
                reply = None
        if reply is None:
            try:
                reply = sender.send(asked)
            except errors.RefusedError as trouble:
                raise explained(trouble, fields_of(step.item.auth)) from None
            fetched = TokenReply.of(reply)
        for token in filter(None, (fetched.token, fetched.refresh_token)):
            sender.environment.masker.learn(token, f"{{{{{step.token_variable}}}}}")
        refresh_token = fetched.refresh_token or (former.refresh_token if former and how else Secret())
        kept = _Kept(fetched.token, refresh_token, time.monotonic() + fetched.seconds)
        while len(self._kept) >= _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = kept
        return kept, f"A token was fetched from {_origin(reply)}{how}: {fetched.how_long}."


def _token_call(step: ForeignStep, call: Call, sender: Sender, refresh_token: str = "") -> Call:
    """The request for the token of a call, with the same values."""
    values = {one.wire: call.arguments[one.name] for one in step.parameters if one.name in call.arguments}
    asked = TokenStep.for_step(step, refresh_token)
    return sender.prepare(asked, asked.arguments_of(values))


def _key(asked: Call) -> str:
    assert asked.message is not None
    return sha256(asked.message.origin.encode() + asked.message.wire()).hexdigest()


def _used(asked: Call) -> frozenset[str]:
    """The variables that a token was fetched with. A token for a secret of the user's goes where that secret may go."""
    return asked.message.used if asked.message else frozenset()


def _origin(reply: Reply) -> str:
    return str(origin_of(reply.request.url))
