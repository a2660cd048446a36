"""Which manners a stand-in has, which of them are switched on, and the order in which a call goes through them."""

import json
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache, partial
from typing import Any

from kaizala_nb.serving.hosts import host_name
from kaizala_nb.serving.secrecy import MASK
from kaizala_nb.toolkit.display.likeness import did_you_mean, near
from kaizala_nb.toolkit.stand_in.manners import deliveries, idempotency, limit
from kaizala_nb.toolkit.stand_in.manners.deliveries import Deliveries
from kaizala_nb.toolkit.stand_in.manners.manner import Around, GoOn, Manner
from kaizala_nb.toolkit.stand_in.manners.options import QUOTED, read_options
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Match
from kaizala_nb.toolkit.stand_in.state import State

TABLES: tuple[str, ...] = (
    "CREATE TABLE IF NOT EXISTS manner_taught (name TEXT PRIMARY KEY, options TEXT NOT NULL)",
    limit.TABLE,
    idempotency.TABLE,
    deliveries.TABLE,
)
"""The tables that the manners need in the state."""

_REMEMBERED = {"limit": "manner_window", "idempotency": "manner_keys", "webhook": "manner_deliveries"}
"""The table of what a manner remembers of calls."""

NAMES: dict[str, str] = {
    "paging": "Lists come page by page, with the header Link.",
    "location": "A 201 says where the new thing is.",
    "idempotency": "A POST or PATCH with an Idempotency-Key is done once.",
    "limit": "So many calls in so many seconds, then 429 with Retry-After.",
    "conditional": "ETag, If-None-Match and If-Match.",
    "webhook": "A receiver is told what has changed, signed by HMAC.",
}
"""The manners by name, with a sentence for each."""


class Manners:
    """Those that are switched on: none at first.

    Args:
        state: Where they are kept, with what they remember.
        lookup: Answers a request without manners.
        now: The clock of the stand-in: seconds since 1970.
        allow_outgoing: Hosts that a webhook may call beside this computer: names or addresses.
    """

    def __init__(
        self,
        state: State,
        lookup: GoOn,
        *,
        now: Callable[[], float] = time.time,
        allow_outgoing: Iterable[str] = (),
    ) -> None:
        self._state, self._lookup, self._now = state, lookup, now
        self._allow_outgoing = frozenset(host_name(one) for one in allow_outgoing)
        self._deliveries = Deliveries(state, now, self._allow_outgoing)
        self._changes = threading.RLock()
        with state.transaction() as database:
            database.execute(idempotency.UNFINISHED)

    def start(self) -> None:
        """Call receivers in a thread from now on: the stand-in is served."""
        self._deliveries.start()

    def stop(self) -> None:
        """End that thread."""
        self._deliveries.stop()

    def after_call(self) -> None:
        """Call receivers, if no thread does."""
        self._deliveries.flush()

    def teach(self, name: str, **options: object) -> None:
        """Switch a manner on. If it is on already, it has these options from now on, and remembers no call from before.

        Raises ``ValueError`` with a sentence for an unknown manner, an unknown option and a value that does not fit.
        """
        from kaizala_nb.toolkit.stand_in.manners.kinds import KINDS, Webhook

        manner = read_options(KINDS[self._known(name)], name, options)
        if isinstance(manner, Webhook):
            manner.check(self._allow_outgoing)
        self.forget(name)
        with self._state.transaction() as database:
            database.execute("INSERT INTO manner_taught VALUES (?, ?)", (name, json.dumps(options)))

    def forget(self, name: str) -> None:
        """Switch a manner off, and forget what it remembers. Raises ``ValueError`` with a sentence for an unknown one."""
        table = _REMEMBERED.get(self._known(name))
        with self._state.transaction() as database:
            database.execute("DELETE FROM manner_taught WHERE name = ?", (name,))
            if table:
                database.execute(f"DELETE FROM {table}")  # noqa: S608  # a name of ours

    @property
    def taught(self) -> dict[str, dict[str, Any]]:
        """Those that are switched on, with their options as JSON. A mask stands for a secret."""
        options = {name: asdict(manner) for name, manner in _read(self._taught()).items()}  # type: ignore[call-overload]
        return {name: one | ({"secret": MASK} if "secret" in one else {}) for name, one in options.items()}

    def deliveries(self) -> list[dict[str, Any]]:
        """What webhooks have to deliver and have delivered, the oldest first, as JSON."""
        return self._deliveries.journal()

    def answer(self, matches: Sequence[Match], request: Request, go_on: GoOn) -> Response:
        """The answer with all manners that are switched on.

        Args:
            matches: The routes that the request may have meant, the best first.
            request: The request.
            go_on: Gives the answer without manners.
        """
        manners = _read(self._taught())  # the state says which: it may have been put back
        if not manners:
            return go_on(request)
        around = Around(matches, self._state, self._now(), self._lookup, self._changes, self._deliveries)
        for manner in reversed(manners.values()):
            go_on = partial(manner.answer, around=around, go_on=go_on)
        return go_on(request)

    def _taught(self) -> tuple[tuple[str, str], ...]:
        rows = self._state.rows("SELECT name, options FROM manner_taught ORDER BY name")
        return tuple((name, options) for name, options in rows)

    def _known(self, name: str) -> str:
        if name not in NAMES:
            there = f"There are: {', '.join(NAMES)}."
            raise ValueError(f"There is no manner {name!r}.{did_you_mean(near(name, NAMES), QUOTED)} {there}")
        return name


@lru_cache(maxsize=8)
def _read(rows: tuple[tuple[str, str], ...]) -> dict[str, Manner]:
    """The manners in these rows of the table, in the order of their kinds. A row that a strange snapshot brought is left out."""
    if not rows:
        return {}
    # The kinds take a while to load, and most stand-ins need none.
    from kaizala_nb.toolkit.stand_in.manners.kinds import KINDS

    written, manners = dict(rows), {}
    for name, kind in KINDS.items():
        with suppress(ValueError):
            options = json.loads(written.get(name, "null"))
            if isinstance(options, dict):
                manners[name] = read_options(kind, name, options)
    return manners
