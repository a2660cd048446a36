"""Door two: a process of its own, ``kaizala-nb serve``.

When it is ready, standard output carries one line of JSON and nothing else; logs go to standard error, without secrets.
"""

import json
import logging
import signal
import sys
from types import FrameType

from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.descriptors import raise_limit
from kaizala_nb.emulator.server import address, listen


def serve(emulator: Emulator, port: int) -> None:
    """Serve until SIGTERM or Ctrl-C. Raises ``OSError`` when the port is taken."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s: %(message)s"
    )
    raise_limit()
    server = listen(emulator, "127.0.0.1", port)
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, _stop)
    emulator.outbox.start()
    known = {
        "url": address(server),
        "key": emulator.key,
        "applicationId": emulator.application_id,
        "applicationSecret": emulator.application_secret,
        "tenantAdmin": emulator.tenant_admin,
    }
    try:
        sys.stdout.write(json.dumps(known) + "\n")
        sys.stdout.flush()
        server.run()  # returns on SystemExit
    finally:
        emulator.close()


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
