"""The pages of a long list, one after another: each reply says where the next one begins."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.sending import UNWATCHED, Watch
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.collection.paths import find


class Page(NamedTuple):
    """What is on a page, secrets masked; and where the next one begins, "" if this is the last."""

    records: list[dict[str, Any]]
    cursor: str


def pages(session: Session, step: Step, given: Mapping[str, Any], watch: Watch = UNWATCHED) -> Iterator[Page]:
    """Every page of a list from ``given["cursor"]`` on. ``step`` names the list by its ``rows``, and takes a ``cursor``.

    Raises :class:`~kaizala_nb.toolkit.client.errors.UnreadableReplyError` when a cursor leads back to a page that was there before:
    there would be no end.
    """
    given, seen = dict(given), set[str]()
    while True:
        reply = session.send(step, given, watch=watch)
        found = find(reply._raw.value, "cursor")  # as it came: of 2,000 replies each look counts
        cursor = "" if found is None else str(found)
        yield Page(tables.records_of(reply.masked, step.rows), cursor)
        if not cursor:
            return
        if cursor in seen:
            raise _endless(step)
        seen.add(cursor)
        given["cursor"] = cursor


def _endless(step: Step) -> errors.UnreadableReplyError:
    meaning = "The service gave a cursor that it had given before: its pages would never end."
    advice = errors.Advice("A page, and a cursor that leads back to one.", meaning, "Try again later.")
    return errors.UnreadableReplyError(meaning, step=step.name, advice=advice)
