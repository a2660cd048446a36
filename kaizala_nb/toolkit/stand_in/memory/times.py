"""The time of now, written as an example writes a time."""

import re
from datetime import UTC, datetime
from typing import Any

_CREATED = re.compile(r"(date)?(created|added|inserted)(at|on|date|time|datetime|timestamp)?|createdate|createtime")
_CHANGED = re.compile(
    r"(date|last)?(updated|modified|changed|edited)(at|on|date|time|datetime|timestamp)?|updatetime|updatedate"
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d([T ])\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?")
_SECONDS, _MILLISECONDS = range(10**9, 10**10), range(10**12, 10**13)


def stamped(thing: dict[str, Any], *, created: bool) -> dict[str, Any]:
    """The thing with the time of now where it says when it was changed, and, if it is new, when it was created."""
    changed = {}
    for name, value in thing.items():
        plain = re.sub(r"[\W_]", "", name).lower()
        if _CHANGED.fullmatch(plain) or (created and _CREATED.fullmatch(plain)):
            changed[name] = _now_like(value)
    return thing | changed


def _now_like(value: Any) -> Any:
    """Now, written like a value; the value itself if it is no time."""
    now = datetime.now(UTC)
    if isinstance(value, int) and not isinstance(value, bool):
        if value in _SECONDS:
            return int(now.timestamp())
        return int(now.timestamp() * 1000) if value in _MILLISECONDS else value
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return now.strftime("%Y-%m-%d")
    found = _ISO.fullmatch(value)
    if not found:
        return value
    part = f".{now.microsecond:06d}000"[: len(found[2])] if found[2] else ""
    zone = found[3] or ""
    return (
        now.strftime(f"%Y-%m-%d{found[1]}%H:%M:%S")
        + part
        + ("Z" if zone == "Z" else re.sub(r"\d", "0", zone).replace("-", "+"))
    )
