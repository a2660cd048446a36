"""The calls of the control plane.

That it listens on this computer alone is no protection: any page in a browser on this computer can call it. So every call wants the
key, and a call by a page of another origin is refused, with the key or without.
"""

import hmac
from urllib.parse import urlsplit

from flask import request

from kaizala_nb.emulator import bodies, numbers, queries
from kaizala_nb.emulator.control import callers, connectors, deliveries, faults, screen, snapshot, taps
from kaizala_nb.emulator.control.seed import MOST_BYTES, Seed, plant
from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import CLOCK_REFUSED, KEY_REFUSED, ORIGIN_REFUSED, Plain, Refusal
from kaizala_nb.emulator.routes import Body, Routes
from kaizala_nb.emulator.wire import Wire

LARGEST = 2**63 - 1
MOST_ARRIVALS = 20

_OWN_SITES = ("", "none", "same-origin")


class Advance(Wire):
    """``{"advance": seconds}``."""

    advance: float


routes = Routes()


@routes.control_route("GET", "/_emulator/phones/<number>")
def read_phone(emulator: Emulator, number: str) -> Body:
    """Show a phone: its SMS and its chats."""
    with emulator.transaction() as transaction:
        return screen.read(transaction, numbers.required(number))


@routes.control_route("POST", "/_emulator/phones/<number>/answers")
def tap(emulator: Emulator, number: str) -> Body:
    """Do on a phone what a person does."""
    possible = numbers.required(number)
    return taps.carry_out(emulator, possible, bodies.read(taps.Tap, most_bytes=taps.MOST_BYTES))


@routes.control_route("GET", "/_emulator/arrivals")
def list_arrivals(emulator: Emulator) -> Body:
    """List whom the events after a number reached, and the number of the newest event."""
    after = queries.whole("after", 0, 0, LARGEST)
    with emulator.transaction() as transaction:
        reached = transaction.events.reached_after(after)[:MOST_ARRIVALS]
        return {
            "newest": transaction.events.newest(),
            "phones": [{"number": row["number"], "name": row["name"]} for row in reached],
        }


@routes.control_route("GET", "/_emulator/clock")
def read_clock(emulator: Emulator) -> Body:
    """Tell the time, and how many seconds the clock is ahead."""
    return {"now": emulator.clock.now(), "offset": emulator.clock.offset}


@routes.control_route("POST", "/_emulator/clock")
def advance_clock(emulator: Emulator) -> Body:
    """Turn the clock ahead."""
    seconds = bodies.read(Advance).advance
    try:
        emulator.clock.advance(seconds)
    except ValueError as trouble:
        raise Refusal(CLOCK_REFUSED, reason=Plain(trouble)) from None
    emulator.outbox.wake()
    return read_clock(emulator)


@routes.control_route("GET", "/_emulator/journal")
def read_journal(emulator: Emulator) -> Body:
    """List the calls that the service received, with the callers in words."""
    with emulator.transaction() as transaction:
        calls = emulator.journal.calls
        words = {
            caller: callers.in_words(transaction, caller) for caller in {call.get("caller") for call in calls} if caller
        }
    return {"calls": [call | {"caller": words[call["caller"]]} if "caller" in call else call for call in calls]}


@routes.control_route("POST", "/_emulator/reset")
def reset(emulator: Emulator) -> Body:
    """Empty the state."""
    emulator.reset()
    return {}


@routes.control_route("GET", "/_emulator/faults")
def list_faults(emulator: Emulator) -> Body:
    """List the faults that wait."""
    return faults.list_all(emulator)


@routes.control_route("POST", "/_emulator/faults")
def add_fault(emulator: Emulator) -> Body:
    """Add a fault."""
    return faults.add(emulator, bodies.read(faults.FaultBody))


@routes.control_route("DELETE", "/_emulator/faults")
def clear_faults(emulator: Emulator) -> Body:
    """Take all faults away."""
    emulator.faults.clear()
    return {}


@routes.control_route("GET", "/_emulator/connectors")
def list_connectors(emulator: Emulator) -> Body:
    """List the connectors."""
    return connectors.list_all(emulator)


@routes.control_route("POST", "/_emulator/connectors")
def register_connector(emulator: Emulator) -> Body:
    """Register a connector."""
    return connectors.register(emulator, bodies.read(connectors.NewConnector))


@routes.control_route("PUT", "/_emulator/connectors/<application_id>")
def change_connector(emulator: Emulator, application_id: str) -> Body:
    """Change what a connector may do."""
    return connectors.change(emulator, application_id, bodies.read(connectors.ConnectorChange))


@routes.control_route("DELETE", "/_emulator/connectors/<application_id>")
def delete_connector(emulator: Emulator, application_id: str) -> Body:
    """Delete a connector."""
    return connectors.delete(emulator, application_id)


@routes.control_route("POST", "/_emulator/connectors/<application_id>/tokens")
def give_token(emulator: Emulator, application_id: str) -> Body:
    """Give a refresh token, as the portal does."""
    return connectors.give_token(emulator, application_id, bodies.read(connectors.NewToken))


@routes.control_route("GET", "/_emulator/deliveries")
def list_deliveries(emulator: Emulator) -> Body:
    """List the deliveries to webhooks."""
    return deliveries.list_all(emulator)


@routes.control_route("POST", "/_emulator/deliveries/again")
def deliver_again(emulator: Emulator) -> Body:
    """Deliver an event once more."""
    return deliveries.again(emulator, bodies.read(deliveries.Again))


@routes.control_route("POST", "/_emulator/deliveries/settle")
def settle_deliveries(emulator: Emulator) -> Body:
    """Wait until no delivery is due."""
    return deliveries.settle(emulator, bodies.read(deliveries.Settle))


@routes.control_route("GET", "/_emulator/snapshot")
def take_snapshot(emulator: Emulator) -> Body:
    """Give the whole state."""
    return snapshot.take(emulator)


@routes.control_route("PUT", "/_emulator/snapshot")
def restore_snapshot(emulator: Emulator) -> Body:
    """Put a state in the place of this one."""
    return snapshot.restore(emulator, bodies.read(snapshot.Snapshot, most_bytes=snapshot.MOST_BYTES))


@routes.control_route("POST", "/_emulator/seed")
def plant_seed(emulator: Emulator) -> Body:
    """Put in objects with given ids."""
    return plant(emulator, bodies.read(Seed, most_bytes=MOST_BYTES))


def guard(emulator: Emulator) -> None:
    """Check that a call may control the emulator. Raises Refusal: 403 for a page of another origin, 401 without the key."""
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
    key = request.headers.get("X-Emulator-Key", "")
    return hmac.compare_digest(key.encode("utf-8", "surrogatepass"), emulator.key.encode())
