"""What scripts may look up in a reply: its text, the reason of its status, its parts."""

import re
from http import HTTPStatus

from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.outcome import Said
from kaizala_nb.toolkit.collection.scripts.values import Lost, Value


def text_of_reply(said: Said) -> str:
    """The body as text, in the charset that the reply names; else in UTF-8."""
    kind = next((value for name, value in said.headers if name.lower() == "content-type"), "")
    charset = re.search(r"charset=\"?([\w.:-]{1,40})", kind, re.ASCII)
    try:
        return said.body.decode(charset[1] if charset else "utf-8", "replace")
    except LookupError:
        return said.body.decode("utf-8", "replace")


def reason_of(said: Said) -> str:
    """The reason of a status: as the server says it, or else its usual name."""
    if said.reason:
        return said.reason
    return HTTPStatus(said.status).phrase if said.status in set(HTTPStatus) else ""


def at_path(value: Value, path: str) -> tuple[bool, Value]:
    """Whether there is something at a path such as ``a.b[0]``, and what: lodash's ``has`` and ``get``."""
    if isinstance(value, dict) and path in value:
        return True, value[path]
    if re.search(r"[^\w.\[\]$-]", path):
        raise Lost(f"the path {path[:80]!r} is not understood")
    for step in re.findall(r"[^.\[\]]+", path) or [""]:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, list | str) and step == "length":
            value = float(len(value))
        else:
            return False, UNDEFINED
    return True, value
