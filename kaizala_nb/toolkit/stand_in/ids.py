"""What looks like the id of a thing: a number, a UUID, a long hexadecimal number."""

import re

_ID = re.compile(r"\d+|[0-9a-fA-F]{16,}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.A)


def is_id(text: str) -> bool:
    """Whether a segment of a path looks like an id."""
    return _ID.fullmatch(text) is not None
