"""What is still to be delivered to webhooks is, one delivery after the other for each of them, until it is or is given up.

The outbox is part of the state: what was put into it is delivered after a restart too, at least once. No lock and no transaction is
held while a receiver is called. Its workers are threads where the emulator is served, and nothing but :meth:`Outbox.flush` where it
is called in process.
"""

import logging
import sqlite3
import threading
from typing import TYPE_CHECKING

from kaizala_nb.emulator.inferred import DELIVERY_SECONDS, MOST_ANSWER_BYTES, RETRY_MS
from kaizala_nb.emulator.outgoing import NotAllowed, call

if TYPE_CHECKING:
    from kaizala_nb.emulator.core import Emulator

_WORKERS = 4
_LOOK_EVERY = 0.5
"""Seconds after which a worker looks by itself: the clock may have made something due."""
_MOST_IN_A_FLUSH = 1000

log = logging.getLogger("kaizala_nb.emulator")


class Outbox:
    """The pump. :meth:`start` runs it in threads; :meth:`flush` runs it here and now."""

    def __init__(self, emulator: "Emulator") -> None:
        self._emulator = emulator
        self._busy: set[str] = set()
        self._something = threading.Condition()
        self._threads: list[threading.Thread] = []
        self._stopping = False

    def start(self) -> None:
        """Deliver in threads from now on."""
        if self._threads:
            return
        self._threads = [
            threading.Thread(target=self._work, name=f"outbox {number}", daemon=True) for number in range(_WORKERS)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End the threads, after the deliveries that they are at."""
        self._stopping = True
        self.wake()
        for thread in self._threads:
            thread.join(DELIVERY_SECONDS + 1)

    def wake(self) -> None:
        """There may be something to do."""
        with self._something:
            self._something.notify_all()

    def flush(self) -> None:
        """Deliver what is due, if no thread does."""
        if self._threads:
            return
        for _ in range(_MOST_IN_A_FLUSH):
            if not self._deliver_one():
                break

    def _work(self) -> None:
        while not self._stopping:
            try:
                if not self._deliver_one():
                    with self._something:
                        self._something.wait(_LOOK_EVERY)
            except sqlite3.ProgrammingError:  # the state was closed
                return
            except Exception:
                log.exception("A delivery failed in a way of its own")

    def _deliver_one(self) -> bool:
        """Make the next delivery that is due; whether there was one."""
        store, now = self._emulator.store, self._emulator.clock.now()
        with store.transaction():
            delivery = store.webhooks.due(now, self._busy)
            if delivery is None:
                return False
            self._busy.add(delivery["webhook_id"])
        try:
            delivered = self._call(delivery)
            with store.transaction():
                if delivered:
                    store.webhooks.delivered(delivery["seq"])
                elif delivery["tries"] < len(RETRY_MS):
                    due = self._emulator.clock.now() + RETRY_MS[delivery["tries"]]
                    store.webhooks.postpone(delivery["seq"], due)
                else:
                    store.webhooks.set_active(delivery["webhook_id"], False)
        finally:
            self._busy.discard(delivery["webhook_id"])
        return True

    def _call(self, delivery: sqlite3.Row) -> bool:
        headers = {"Content-Type": "application/json"}
        if delivery["token"]:
            headers["kz-callback-token"] = delivery["token"]
        try:
            answer = call(
                "POST",
                delivery["url"],
                self._emulator.allow_outgoing,
                most_bytes=MOST_ANSWER_BYTES,
                seconds=DELIVERY_SECONDS,
                headers=headers,
                body=delivery["payload"].encode(),
            )
        except NotAllowed:
            return False
        return 200 <= answer.status < 300
