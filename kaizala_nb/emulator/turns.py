"""Turns: which webhooks may be called at the same time, so that a slow receiver keeps no other one waiting.

A webhook is called once at a time. Beyond that the receiver counts: the scheme, host and port of an address, to which many webhooks
may lead. A receiver is slow when its last answer took longer than a second, or when an answer is waited for so long now.

The quick receivers share ``_QUICK`` slots, and a slow one takes none of them. The slow receivers have ``_SLOW`` slots, one for each
receiver. Where there are more slow receivers than slots, they take turns.
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
"""Calls of both kinds. It is more than the sum of the slots: each second may show another ``_QUICK`` receivers to be slow."""


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
        self._waiting: dict[str, set[str]] = defaultdict(set)  # by receiver; "" for those that wait for any slot
        self._had_theirs: set[str] = set()  # slow ones' webhooks, in this round

    @property
    def busy(self) -> bool:
        """Whether any call is being made."""
        return bool(self._calls)

    @property
    def not_now(self) -> set[str]:
        """The webhooks that are not called now."""
        with self._lock:
            if "" in self._waiting and self._has_slot(known_slow=False):  # time alone frees slots: see _MOST
                del self._waiting[""]
            return set(self._calls) | self._had_theirs | set().union(*self._waiting.values())

    def next_round(self) -> bool:
        """Begin a new round: the slow ones that had their turn may have another. Gives whether that changes anything."""
        with self._lock:
            changes = bool(self._had_theirs - set(self._calls))
            self._had_theirs &= set(self._calls)
            return changes

    def take(self, webhook_id: str, url: str) -> bool:
        """Begin a call, if there is a slot for it. Gives whether it began."""
        receiver = _receiver(url)
        with self._lock:
            of_it = sum(call.receiver == receiver for call in self._calls.values())
            known_slow = self._is_slow(receiver)
            if of_it >= (1 if known_slow else _QUICK_OF_ONE):
                self._waiting[receiver].add(webhook_id)
                return False
            if not self._has_slot(known_slow):
                self._waiting["slow" if known_slow else ""].add(webhook_id)
                return False
            self._calls[webhook_id] = _Call(receiver, time.monotonic(), known_slow)
            if known_slow:
                self._had_theirs.add(webhook_id)
            return True

    def give_back(self, webhook_id: str) -> None:
        """End a call."""
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

    def _has_slot(self, known_slow: bool) -> bool:
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
