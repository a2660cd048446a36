"""The doors of a local Kaizala: a thread in this process, a process of its own, and in process without a socket.

Each makes the application and opens it to clients. The doors themselves stand in :mod:`kaizala_nb.serving`, for any application.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from kaizala_nb.emulator.app import make_app
from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import (
    BROKEN,
    ENCODING_UNKNOWN,
    HEADERS_TOO_LONG,
    REQUEST_TOO_LONG,
    UNREADABLE,
    error_body,
)
from kaizala_nb.emulator.wire import JSON_TYPE, dumps
from kaizala_nb.serving.served import Served, Written

if TYPE_CHECKING:
    from kaizala_nb.serving.adapter import InProcessAdapter
    from kaizala_nb.serving.thread import ServerThread

_SITUATIONS = {413: REQUEST_TOO_LONG, 431: HEADERS_TOO_LONG, 500: BROKEN, 501: ENCODING_UNKNOWN}


# Each imports its own: the last one runs where there is neither a socket nor a thread.


def in_thread(emulator: Emulator) -> "ServerThread":
    """A thread in this process, on a free port of this computer. The emulator is closed by whoever made it."""
    from kaizala_nb.serving.thread import ServerThread

    return ServerThread(_served(emulator))


def serve(emulator: Emulator, port: int) -> None:
    """A process of its own, until SIGTERM or Ctrl-C; then the emulator is closed. Raises ``OSError`` when the port is taken."""
    from kaizala_nb.serving import process

    facts = {
        "key": emulator.key,
        "applicationId": emulator.application_id,
        "applicationSecret": emulator.application_secret,
        "tenantAdmin": emulator.tenant_admin,
    }
    process.serve(replace(_served(emulator), stop=emulator.close), port, lambda url: facts)


def in_process(emulator: Emulator) -> "InProcessAdapter":
    """An adapter for ``requests``. After each call it delivers what the call left to be delivered."""
    from kaizala_nb.serving.adapter import InProcessAdapter

    return InProcessAdapter(_served(emulator))


def _served(emulator: Emulator) -> Served:
    def refuse(status: int) -> Written:
        situation = _SITUATIONS.get(status, UNREADABLE)
        headers = [("Content-Type", JSON_TYPE), ("Date", emulator.clock.date())]
        return f"{situation.status} Refused", headers, dumps(error_body(situation))

    return Served(
        make_app(emulator),
        refuse,
        ident="Kaizala",
        waiting=emulator.waiting,
        start=emulator.outbox.start,
        after_call=emulator.outbox.flush,
    )
