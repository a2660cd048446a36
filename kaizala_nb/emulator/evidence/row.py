"""A row of evidence: one call of the service, and how much of it is on record."""

import re
from typing import NamedTuple

DOCUMENTED, CAPTURED, INFERRED = "documented", "captured", "inferred"

MEANING = {
    DOCUMENTED: "Microsoft's documentation, its API description or its Postman collection has it, or a published client relied on it.",
    CAPTURED: "Somebody kept the real thing: a response, a delivery, a screenshot.",
    INFERRED: "Nobody kept it. It is our choice, made to fit the rest.",
}


class Row(NamedTuple):
    """One call.

    ``request`` and ``reply`` are the evidence for what one sends and for what is answered. ``ours`` says what of it is inferred, or
    different on purpose; ``names`` are the names that this has in ``values.py`` and ``answers.py``.
    """

    number: str
    method: str
    path: str
    request: str
    reply: str
    ours: str = ""
    names: tuple[str, ...] = ()


def call_of(method: str, path: str) -> str:
    """A call in the one form that rows, routes and tests compare: ``GET /v1/groups/{}``. Ids stand in braces or in angles."""
    return f"{method} {re.sub('{[^}]*}|<[^>]*>', '{}', path.lower())}"
