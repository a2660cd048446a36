"""The outbox: the deliveries that webhooks still wait for. It makes each of them, or gives it up after the last try.

A webhook gets its deliveries one after the other. The outbox is part of the state, so a delivery is made after a restart too:
at least once. No lock and no transaction is held while a receiver is called.

Where the emulator is served, threads do the work. Where it is called in process, :meth:`Outbox.flush` does it after each call.
A slow receiver delays its own events alone: while one thread calls it, another one looks for more work.
:class:`~kaizala_nb.emulator.turns.Turns` says which deliveries may be made now, and so bounds the number of threads.

Each delivery has a timetable, which begins with its event and follows the emulator's clock. Somebody turns the clock two days
ahead: then all the tries of these two days are made, one after the other.
"""

import json
import logging
import sqlite3
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from kaizala_nb.emulator.outgoing import call
from kaizala_nb.emulator.turns import Turns
from kaizala_nb.emulator.values import DELIVERY_SECONDS, MOST_ANSWER_BYTES, RETRY_MS
from kaizala_nb.serving.outgoing import NotAllowed

if TYPE_CHECKING:
    from kaizala_nb.emulator.core import Emulator, Transaction

_AT_REST = 2
"""Workers that stay when there is nothing to do."""
_LOOK_EVERY = 0.5
"""Seconds after which a worker looks by itself: time alone may have made something due."""
_MOST_IN_A_FLUSH = 1000
_SETTLE_LOOK = 0.01

log = logging.getLogger("kaizala_nb.emulator")


class Outbox:
    """Makes the deliveries. After :meth:`start` threads make them; :meth:`flush` makes them here and now."""

    def __init__(self, emulator: "Emulator") -> None:
        self._emulator = emulator
        self._turns = Turns()
        self._something = threading.Condition()
        self._wakes = 0
        self._resting = 0
        self._threads: set[threading.Thread] = set()
        self._started = False
        self._stopping = False

    def start(self) -> None:
        """Deliver in threads from now on."""
        with self._something:
            if not self._started:
                self._started = True
                self._one_more()

    def stop(self) -> None:
        """End the threads, after the deliveries that they are at."""
        with self._something:
            self._stopping = True
            threads = list(self._threads)
        self.wake()
        for thread in threads:
            thread.join(DELIVERY_SECONDS + 1)

    def wake(self) -> None:
        """Wake the workers: there may be something to do."""
        with self._something:
            self._wakes += 1
            self._something.notify_all()

    def catch_up(self) -> None:
        """Deliveries that fell due while nothing ran are due now. Their timetables go on from here."""
        with self._emulator.transaction() as transaction:
            transaction.webhooks.catch_up(transaction.now)
        self.wake()

    def flush(self) -> None:
        """Deliver what is due, if no thread does."""
        if self._started:
            return
        for _ in range(_MOST_IN_A_FLUSH):
            delivery = self._claim()
            if delivery is None:
                break
            self._deliver(delivery)

    def settle(self, seconds: float) -> bool:
        """Wait until each delivery that is due was made or put off. False when that takes longer than ``seconds``."""
        self.flush()
        end = time.monotonic() + seconds
        while not self._is_settled():
            if time.monotonic() > end:
                return False
            time.sleep(_SETTLE_LOOK)
        return True

    def _is_settled(self) -> bool:
        with self._emulator.transaction() as transaction:
            return not self._turns.busy and transaction.webhooks.due(transaction.now, ()) is None

    def _one_more(self) -> None:
        """Start another worker, if this computer has a thread for it. Whoever calls holds the condition."""
        if not self._stopping:
            thread = threading.Thread(target=self._work, name="outbox", daemon=True)
            with suppress(RuntimeError):
                thread.start()
                self._threads.add(thread)

    def _work(self) -> None:
        try:
            while not self._stopping:
                wakes = self._wakes
                try:
                    delivery = self._claim()
                    if delivery is None and not self._rest(wakes):
                        return
                    if delivery is not None:
                        with self._something:
                            if not self._resting:  # somebody has to look for more while this one calls
                                self._one_more()
                        self._deliver(delivery)
                except sqlite3.ProgrammingError:  # the state was closed
                    return
                except Exception:
                    log.exception("A delivery failed for a reason that nobody foresaw")
                    time.sleep(_LOOK_EVERY)
        finally:
            with self._something:
                self._threads.discard(threading.current_thread())

    def _rest(self, wakes: int) -> bool:
        """Wait until there may be something to do. False, without a wait, where enough others wait already."""
        with self._something:
            if self._resting >= _AT_REST:
                return False
            self._resting += 1
            if self._wakes == wakes and not self._stopping:
                self._something.wait(_LOOK_EVERY)
            self._resting -= 1
            return True

    def _claim(self) -> sqlite3.Row | None:
        """The next delivery that is due and may be made now. Whoever asked for it has to make it."""
        turns = self._turns
        with self._emulator.transaction() as transaction:
            now = transaction.now
            while True:
                delivery = transaction.webhooks.due(now, turns.not_now)
                if delivery is None and not turns.next_round():
                    return None
                if delivery is not None and turns.take(delivery["webhook_id"], delivery["url"]):
                    return delivery

    def _deliver(self, delivery: sqlite3.Row) -> None:
        """Make a delivery that was claimed."""
        try:
            status = self._call(delivery)
            self._write_down(delivery, status)
        finally:
            self._turns.give_back(delivery["webhook_id"])
            self.wake()  # another of the same webhook may have had to wait for this one

    def _write_down(self, delivery: sqlite3.Row, status: int) -> None:
        """Note what became of a try. On a full disk it waits for room, so that a receiver is not called again for our trouble."""
        is_logged = False
        while True:
            try:
                with self._emulator.transaction() as transaction:
                    _note(transaction, delivery, status)
                return
            except sqlite3.OperationalError as trouble:
                if self._stopping or not self._started:
                    raise
                if not is_logged:
                    log.error(
                        "A delivery was made and cannot be written down, so no more are made to its webhook: %s",
                        trouble,
                    )
                is_logged = True
                time.sleep(_LOOK_EVERY)

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


def _note(transaction: "Transaction", delivery: sqlite3.Row, status: int) -> None:
    """Note in the state what became of a try: it was the last, or another one follows later, or the webhook is switched off."""
    webhooks, tries = transaction.webhooks, delivery["tries"]
    if 200 <= status < 300:
        webhooks.mark_delivered(delivery["seq"], status, transaction.now)
        return
    wait = RETRY_MS[tries] if tries < len(RETRY_MS) else 0
    webhooks.postpone(delivery["seq"], status, delivery["due"] + wait)
    if not wait:
        webhooks.set_active(delivery["webhook_id"], False)
