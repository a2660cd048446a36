"""What is still to be delivered to webhooks is, one delivery after the other for each of them, until it is or is given up.

The outbox is part of the state: what was put into it is delivered after a restart too, at least once. No lock and no transaction is
held while a receiver is called. Its workers are threads where the emulator is served, and nothing but :meth:`Outbox.flush` where it
is called in process.

Each delivery has a timetable that begins with its event, on the emulator's clock. So turning the clock two days ahead makes all the
tries that fall due on the way, one after the other, as two days of waiting would have.
"""

import json
import logging
import sqlite3
import threading
import time
from typing import TYPE_CHECKING

from kaizala_nb.emulator.inferred import DELIVERY_SECONDS, MOST_ANSWER_BYTES, RETRY_MS
from kaizala_nb.emulator.outgoing import NotAllowed, call

if TYPE_CHECKING:
    from kaizala_nb.emulator.core import Emulator

_WORKERS = 4
_LOOK_EVERY = 0.5
"""Seconds after which a worker looks by itself: time alone may have made something due."""
_MOST_IN_A_FLUSH = 1000
_SETTLE_LOOK = 0.01

log = logging.getLogger("kaizala_nb.emulator")


class Outbox:
    """The pump. :meth:`start` runs it in threads; :meth:`flush` runs it here and now."""

    def __init__(self, emulator: "Emulator") -> None:
        self._emulator = emulator
        self._busy: set[str] = set()
        self._something = threading.Condition()
        self._wakes = 0
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
            self._wakes += 1
            self._something.notify_all()

    def catch_up(self) -> None:
        """What fell due while nobody was there to deliver it is due now, and its timetable goes on from here."""
        with self._emulator.store.transaction():
            self._emulator.store.webhooks.catch_up(self._emulator.clock.now())
        self.wake()

    def flush(self) -> None:
        """Deliver what is due, if no thread does."""
        if self._threads:
            return
        for _ in range(_MOST_IN_A_FLUSH):
            if not self._deliver_one():
                break

    def settle(self, seconds: float) -> bool:
        """Wait until all that is due was delivered, or put off. False when that took longer than ``seconds``."""
        self.flush()
        end = time.monotonic() + seconds
        while not self._is_settled():
            if time.monotonic() > end:
                return False
            time.sleep(_SETTLE_LOOK)
        return True

    def _is_settled(self) -> bool:
        store = self._emulator.store
        with store.transaction():
            return not self._busy and store.webhooks.due(self._emulator.clock.now(), ()) is None

    def _work(self) -> None:
        while not self._stopping:
            wakes = self._wakes
            try:
                if not self._deliver_one():
                    with self._something:
                        if self._wakes == wakes and not self._stopping:
                            self._something.wait(_LOOK_EVERY)
            except sqlite3.ProgrammingError:  # the state was closed
                return
            except Exception:
                log.exception("A delivery failed in a way of its own")
                time.sleep(_LOOK_EVERY)  # a full disk, say, is no better at once

    def _deliver_one(self) -> bool:
        """Make the next delivery that is due; whether there was one."""
        store, now = self._emulator.store, self._emulator.clock.now()
        with store.transaction():
            delivery = store.webhooks.due(now, self._busy)
            if delivery is None:
                return False
            self._busy.add(delivery["webhook_id"])
        try:
            status = self._call(delivery)
            with store.transaction():
                self._note(delivery, status)
        finally:
            self._busy.discard(delivery["webhook_id"])
            self.wake()  # another of the same webhook may have had to wait for this one
        return True

    def _note(self, delivery: sqlite3.Row, status: int) -> None:
        """Keep what became of a try: done, again later, or once too often."""
        webhooks, tries = self._emulator.store.webhooks, delivery["tries"]
        if 200 <= status < 300:
            webhooks.delivered(delivery["seq"], status, self._emulator.clock.now())
        else:
            again = RETRY_MS[tries] if tries < len(RETRY_MS) else 0
            webhooks.postpone(delivery["seq"], status, delivery["due"] + again)
            if not again:
                webhooks.set_active(delivery["webhook_id"], False)

    def _call(self, delivery: sqlite3.Row) -> int:
        """Make a try; gives the status of the answer, 0 where there was none."""
        headers = json.loads(delivery["headers"])
        headers |= {"Content-Type": "application/json", "Date": self._emulator.clock.date()}
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
                status_only=True,
            )
        except NotAllowed:
            return 0
        return answer.status
