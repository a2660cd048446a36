"""Times, durations and numbers: as people write them, and as they are sent.

``read_…`` takes a value that a person gives, in any form that makes sense. It raises ``ValueError`` with a sentence if the value is
wrong.
"""

import math
from datetime import UTC, date, datetime, timedelta

NO_TIME = (
    'This is not a time. Give text such as "2030-01-31T09:00:00+05:30", or one time of a table: table["sentAt"][0].'
)
"""What is said of a value that is none. A table shows its times short, so a copy of what it shows is not a time."""


def read_duration(value: object, unit: str) -> int:
    """How long, in whole ``hours`` or ``minutes``. The value is a number or a ``timedelta``."""
    if isinstance(value, timedelta):
        value = value / timedelta(**{unit: 1})
    number = as_number(value)
    if math.isnan(number):
        raise ValueError(f"This is a number of {unit}.")
    if isinstance(value, bool) or not 0 <= number < 1e9 or number != math.floor(number):
        raise ValueError(f"This is a whole number of {unit}, not below 0.")
    return int(number)


def read_time(value: object) -> datetime:
    """A point in time, in UTC: from a ``datetime``, a ``date`` (its midnight), or a text in ISO 8601. A value without a zone is in
    the time zone of this computer."""
    moment = as_datetime(value)
    try:
        return moment.astimezone(UTC)
    except (OverflowError, OSError, TypeError, ValueError):
        raise ValueError("This time is too far away.") from None


def as_datetime(value: object) -> datetime:
    """The same point in time as it was written: in its own zone, or without a zone."""
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(NO_TIME) from None
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    if not isinstance(value, datetime):
        raise ValueError(NO_TIME)
    return value


def as_number(value: object) -> float:
    """The value as a number; it may be a text with a number. NaN if it is no number."""
    try:
        return float(value)  # type: ignore[arg-type]
    except OverflowError:
        return math.inf
    except (TypeError, ValueError):
        return math.nan


def written_time(moment: datetime, unit: str) -> str | int:
    """A time as it is sent. ``unit`` is ``iso``, or ``seconds`` or ``milliseconds`` since 1970."""
    if unit == "iso":
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return milliseconds(moment) // (1000 if unit == "seconds" else 1)


def milliseconds(moment: datetime) -> int:
    """A time in milliseconds since 1970."""
    return round(moment.timestamp() * 1000)
