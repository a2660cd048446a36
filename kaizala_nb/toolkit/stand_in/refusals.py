"""What a stand-in says itself: one JSON shape, with a sentence. It is the shape of Postman's mock servers."""

import json
import logging
import sqlite3
from collections.abc import Iterable

from kaizala_nb.serving.database import storage_trouble
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.state import MOST_BYTES

log = logging.getLogger("kaizala_nb.stand_in")


def refusal(status: int, name: str, message: str, headers: Iterable[tuple[str, str]] = ()) -> Response:
    """An answer ``{"error": {"name": ..., "message": ...}}``.

    Args:
        status: The status code.
        name: A word for programs.
        message: A sentence for people.
        headers: More headers.
    """
    return Response(
        status,
        json.dumps({"error": {"name": name, "message": message}}, ensure_ascii=False).encode("utf-8", "replace"),
        (("Content-Type", "application/json; charset=utf-8"), *headers),
        source="refusal",
    )


def failure(trouble: Exception) -> Response:
    """An answer about something that went wrong inside the stand-in. Nothing was changed then."""
    if isinstance(trouble, sqlite3.OperationalError) and getattr(trouble, "sqlite_errorname", "") == "SQLITE_FULL":
        room = f"The stand-in remembers {MOST_BYTES // 1024**2} MB at most, or the disk is full."
        return refusal(507, "notStored", f"{room} Nothing was changed. Make room, or reset the stand-in.")
    if reason := storage_trouble(trouble):
        log.error("Nothing was stored: %s", trouble)
        return refusal(507, "notStored", f"{reason}. Nothing was changed.")
    log.error("A request failed", exc_info=trouble)
    return refusal(
        500, "ownFault", "The stand-in failed at this request. That is a fault of the stand-in, not of the request."
    )
