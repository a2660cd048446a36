"""A stream of events (``text/event-stream``) has no end. It is read up to a number of events, or of seconds."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import requests
import urllib3

from kaizala_nb.toolkit.client.limits import Limits, TooMuch
from kaizala_nb.toolkit.display import faces

_END_OF_EVENT = re.compile(rb"\r\n\r\n|\n\n|\r\r")


@dataclass(frozen=True)
class Following:
    """How far a stream is read. ``told`` makes of "100 events" what is said where the reading ended before the stream."""

    events: int
    seconds: float
    told: Callable[[str], str]


def is_stream(response: requests.Response) -> bool:
    """Whether an answer is a stream of events."""
    kind: str = response.headers.get("content-type", "")
    return kind.partition(";")[0].strip().lower() == "text/event-stream"


def read_stream(piece: Callable[[], bytes], limits: Limits, most_bytes: int, following: Following) -> tuple[bytes, str]:
    """What came of a stream, and why its reading ended before it: "" if it did not. ``piece`` gives what has arrived.

    Raises :class:`TooMuch`.
    """
    body, ends, looked_at = bytearray(), list[int](), 0
    limits.end_in(following.seconds)
    try:
        while arrived := piece():
            body += arrived
            if len(body) > most_bytes:
                raise TooMuch
            found = [match.end() for match in _END_OF_EVENT.finditer(body, looked_at)]
            ends += found
            looked_at = max(found[-1] if found else 0, len(body) - 3, looked_at)
            if len(ends) >= following.events:
                return bytes(body[: ends[following.events - 1]]), following.told(faces.count(following.events, "event"))
            limits.seconds_left()
    except (TimeoutError, urllib3.exceptions.TimeoutError):
        return bytes(body), following.told(f"what {faces.count(following.seconds, 'second')} brought")
    return bytes(body), ""
