"""Whose turn it is: which webhooks are called at once, so that a slow receiver takes nobody's place.

A webhook is called once at a time. What counts beyond that is the receiver: the scheme, host and port of an address, to which many
webhooks may lead. A receiver is slow when its last answer took longer than a second, or when one is awaited for so long now. Those
that are not slow share ``_QUICK`` places, and no wait of a slow one takes any of them. The slow ones have ``_SLOW`` places, one for
each receiver; when they are more than there are places, they come round one after the other.
"""

import threading
import time
from collections import defaultdict
from typing import NamedTuple
from urllib.parse import urlsplit

_PATIENCE = 1.0
_QUICK, _QUICK_OF_ONE = 16, 4
_SLOW = 64
_MOST = 112
"""Of both kinds. It is more than the sum: of those that nobody knew to be slow, each second may bring as many as are quick."""


class _Call(NamedTuple):
    """A call that is being made."""

    receiver: str
    since: float
    known_slow: bool


class Turns:
    """The calls that are being made, and who has to wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: dict[str, _Call] = {}
        self._slow: set[str] = set()
        self._waiting: dict[str, set[str]] = defaultdict(set)  # by receiver; "" for those that wait for any place
        self._had_theirs: set[str] = set()  # slow ones' webhooks, in this round

    @property
    def busy(self) -> bool:
        """Whether any call is being made."""
        return bool(self._calls)

    @property
    def not_now(self) -> set[str]:
        """The webhooks that are not called now."""
        with self._lock:
            if "" in self._waiting and self._is_slot(known_slow=False):  # time alone makes places: see _MOST
                del self._waiting[""]
            return set(self._calls) | self._had_theirs | set().union(*self._waiting.values())

    def next_round(self) -> bool:
        """All slow ones that are due had their turn: they may have another. Whether that changes anything."""
        with self._lock:
            changes = bool(self._had_theirs - set(self._calls))
            self._had_theirs &= set(self._calls)
            return changes

    def take(self, webhook_id: str, url: str) -> bool:
        """A call begins, if there is a place for it."""
        receiver = _receiver(url)
        with self._lock:
            of_it = sum(call.receiver == receiver for call in self._calls.values())
            known_slow = self._is_slow(receiver)
            if of_it >= (1 if known_slow else _QUICK_OF_ONE):
                self._waiting[receiver].add(webhook_id)
                return False
            if not self._is_slot(known_slow):
                self._waiting["slow" if known_slow else ""].add(webhook_id)
                return False
            self._calls[webhook_id] = _Call(receiver, time.monotonic(), known_slow)
            if known_slow:
                self._had_theirs.add(webhook_id)
            return True

    def give_back(self, webhook_id: str) -> None:
        """A call ended."""
        with self._lock:
            call = self._calls.pop(webhook_id)
            if time.monotonic() - call.since > _PATIENCE:
                self._slow.add(call.receiver)
            else:
                self._slow.discard(call.receiver)
            for waited_for in (call.receiver, "slow", ""):
                self._waiting.pop(waited_for, None)

    def _is_slow(self, receiver: str) -> bool:
        return receiver in self._slow or any(
            call.receiver == receiver and _is_late(call) for call in self._calls.values()
        )

    def _is_slot(self, known_slow: bool) -> bool:
        if len(self._calls) >= _MOST:
            return False
        if known_slow:
            return sum(call.known_slow for call in self._calls.values()) < _SLOW
        return sum(not call.known_slow and not _is_late(call) for call in self._calls.values()) < _QUICK


def _is_late(call: _Call) -> bool:
    return time.monotonic() - call.since > _PATIENCE


def _receiver(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()
