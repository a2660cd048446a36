"""The control plane's wire shapes.

Loopback is not privacy: any page in a browser on this computer can call it. So every call wants the key, and one that a page of
another origin makes is refused whatever it brings.
"""

import hmac
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, request

from kaizala_nb.emulator import bodies, numbers
from kaizala_nb.emulator.control import connectors, deliveries, faults, phones, snapshot, taps
from kaizala_nb.emulator.control.seed import MOST_BYTES, Seed, plant
from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import CLOCK_REFUSED, KEY_REFUSED, NUMBER_INVALID, ORIGIN_REFUSED, Plain, Refusal
from kaizala_nb.emulator.wire import Wire, dumps, written_reply

_OWN_SITES = ("", "none", "same-origin")


class Advance(Wire):
    """``{"advance": seconds}``."""

    advance: float


def declare(emulator: Emulator, app: Flask) -> None:
    """The routes."""

    def add(method: str, path: str, view: Any) -> None:
        def guarded(**given: str) -> Response:
            _guard(emulator)
            return written_reply(dumps(view(**given)))  # with its nulls: a snapshot's rows have all their columns

        app.add_url_rule(
            f"/_emulator/{path}", f"{method} {path}", guarded, methods=[method], provide_automatic_options=False
        )

    def phone(number: str) -> dict[str, Any]:
        possible = numbers.normalise(number)
        if possible is None:
            raise Refusal(NUMBER_INVALID, number=number)
        with emulator.store.transaction():
            return phones.read(emulator, possible)

    def tap(number: str) -> dict[str, Any]:
        possible = numbers.normalise(number)
        if possible is None:
            raise Refusal(NUMBER_INVALID, number=number)
        return taps.tap(emulator, possible, bodies.read(taps.Tap, most_bytes=taps.MOST_BYTES))

    def give_token(application_id: str) -> dict[str, Any]:
        return connectors.give_token(emulator, application_id, bodies.read(connectors.NewToken))

    def change_connector(application_id: str) -> dict[str, Any]:
        return connectors.change(emulator, application_id, bodies.read(connectors.ChangedConnector))

    def put_snapshot() -> dict[str, Any]:
        return snapshot.restore(emulator, bodies.read(snapshot.Snapshot, most_bytes=snapshot.MOST_BYTES))

    def clear_faults() -> dict[str, Any]:
        emulator.faults.clear()
        return {}

    def clock() -> dict[str, Any]:
        return {"now": emulator.clock.now(), "offset": emulator.clock.offset}

    def advance() -> dict[str, Any]:
        seconds = bodies.read(Advance).advance
        try:
            emulator.clock.advance(seconds)
        except ValueError as trouble:
            raise Refusal(CLOCK_REFUSED, reason=Plain(trouble)) from None
        emulator.outbox.wake()
        return clock()

    def reset() -> dict[str, Any]:
        emulator.reset()
        return {}

    add("GET", "phones/<number>", phone)
    add("GET", "clock", clock)
    add("POST", "clock", advance)
    add("GET", "journal", lambda: {"calls": emulator.journal.calls})
    add("POST", "reset", reset)
    add("GET", "faults", lambda: faults.listed(emulator))
    add("POST", "faults", lambda: faults.add(emulator, bodies.read(faults.FaultBody)))
    add("DELETE", "faults", clear_faults)
    add("GET", "connectors", lambda: connectors.listed(emulator))
    add("POST", "connectors", lambda: connectors.register(emulator, bodies.read(connectors.NewConnector)))
    add("DELETE", "connectors/<application_id>", lambda application_id: connectors.delete(emulator, application_id))
    add("PUT", "connectors/<application_id>", change_connector)
    add("POST", "connectors/<application_id>/tokens", give_token)
    add("POST", "phones/<number>/answers", tap)
    add("GET", "deliveries", lambda: deliveries.listed(emulator))
    add("POST", "deliveries/again", lambda: deliveries.again(emulator, bodies.read(deliveries.Again)))
    add("POST", "deliveries/settle", lambda: deliveries.settle(emulator, bodies.read(deliveries.Settle)))
    add("GET", "snapshot", lambda: snapshot.take(emulator))
    add("PUT", "snapshot", put_snapshot)
    add("POST", "seed", lambda: plant(emulator, bodies.read(Seed, most_bytes=MOST_BYTES)))


def _guard(emulator: Emulator) -> None:
    """Raises Refusal: 403 for a page of another origin, 401 without the key."""
    origin = request.headers.get("Origin")
    foreign = origin is not None and _host_of(origin) != request.host.lower()
    if foreign or request.headers.get("Sec-Fetch-Site", "").lower() not in _OWN_SITES:
        raise Refusal(ORIGIN_REFUSED)
    if not has_key(emulator):
        raise Refusal(KEY_REFUSED)


def _host_of(origin: str) -> str:
    """The host and port of an origin; "" for what is none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def has_key(emulator: Emulator) -> bool:
    """Whether the current request carries the emulator's key."""
    given = request.headers.get("X-Emulator-Key", "")
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), emulator.key.encode())
