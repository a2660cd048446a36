"""The calls for faults: list them, and add one."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import FAULT_REFUSED, Plain, Refusal
from kaizala_nb.emulator.faults import KaizalaFault
from kaizala_nb.emulator.wire import Flag, Number, Text, Whole, Wire, between
from kaizala_nb.serving.faults import LONGEST_DELAY


class FaultBody(Wire):
    """A fault; see :class:`kaizala_nb.emulator.faults.KaizalaFault`."""

    times: Annotated[Whole, between(1, 10_000)] = 1
    method: Text = ""
    path: Text = ""
    status: Annotated[Whole, between(200, 599)] | None = None
    delay: Annotated[Number, between(0, LONGEST_DELAY)] = 0.0
    reset: Flag = False
    truncate: Flag = False
    body: Text | None = None
    retry_after: Annotated[Whole, between(0, 10_000_000)] | None = None
    moved: Text = ""
    carried_out: Flag = False


def add(emulator: Emulator, body: FaultBody) -> dict[str, Any]:
    """Add a fault. Raises Refusal (400) for one that would do nothing, or that moves to something that is no address."""
    fault = KaizalaFault(**body.model_dump())
    if not (fault.status or fault.delay or fault.reset or fault.truncate or fault.body is not None or fault.moved):
        raise Refusal(FAULT_REFUSED, reason=Plain("it says nothing of what goes wrong"))
    if fault.moved and not _is_address(fault.moved):
        raise Refusal(FAULT_REFUSED, reason=Plain("moved must be an http or https address"))
    emulator.faults.add(fault)
    return list_all(emulator)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        has_host = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return False
    return bool(has_host) and url.isprintable() and url.isascii() and " " not in url


def list_all(emulator: Emulator) -> dict[str, Any]:
    """The faults that wait."""
    return {
        "faults": [
            {"times": one.times, "method": one.method, "path": one.path, "status": one.status}
            for one in emulator.faults.waiting
        ]
    }
