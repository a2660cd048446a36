"""Door two: a process of its own, which serves until somebody stops it.

When it is ready it writes one line of JSON to standard output, and nothing else. Logs go to standard error, without secrets.
"""

import json
import logging
import signal
import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

from kaizala_nb.serving.descriptors import raise_limit
from kaizala_nb.serving.served import Served
from kaizala_nb.serving.server import address, listen


def serve(served: Served, port: int, facts: Callable[[str], Mapping[str, Any]]) -> None:
    """Serve on this computer until SIGTERM or Ctrl-C.

    The line of JSON holds the ``url``, and then what ``facts`` gives for this address.

    Raises ``OSError`` if another program uses the port.
    """
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s: %(message)s"
    )
    raise_limit()
    server = listen(served, "127.0.0.1", port)
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, _stop)
    served.start()
    try:
        url = address(server)
        sys.stdout.write(json.dumps({"url": url, **facts(url)}) + "\n")
        sys.stdout.flush()
        server.run()  # returns on SystemExit
    finally:
        served.stop()


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
