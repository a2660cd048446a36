"""What is in a delivery: its event, its time, its token."""

import hmac
import time
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any

from kaizala_nb.toolkit.client.json_text import TooDeep, read_json


def read_event(body: bytes) -> tuple[dict[str, Any] | None, str]:
    """The event in a body; or None, and the reason why the body is not an event."""
    try:
        value = read_json(body)
    except TooDeep:
        return None, "it is nested too deep"
    except ValueError:
        value = None
    return (value, "") if isinstance(value, dict) else (None, "it is not a JSON object")


def time_of(headers: Message) -> int:
    """When a delivery came, in milliseconds since 1970: by its ``Date``, or by this computer's clock if it has none.

    ``Date`` is the time of the service's clock, which may have been turned.
    """
    try:
        return int(parsedate_to_datetime(headers.get("Date", "")).timestamp() * 1000)
    except (ValueError, TypeError, OverflowError):
        return int(time.time() * 1000)


def same_token(token: str, agreed: str) -> bool:
    """Whether two tokens are the same, in a time that does not depend on where they differ."""
    return hmac.compare_digest(token.encode("utf-8", "surrogatepass"), agreed.encode("utf-8", "surrogatepass"))
