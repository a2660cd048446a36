"""A long list, page after page. A page is the part of the list in one reply; it says where the next page begins."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.sending import UNWATCHED, Watch
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.collection.paths import find


class Page(NamedTuple):
    """One page: its records with masked secrets, and the cursor of the next page ("" after the last page)."""

    records: list[dict[str, Any]]
    cursor: str


def pages(session: Session, step: Step, values: Mapping[str, Any], watch: Watch = UNWATCHED) -> Iterator[Page]:
    """Every page of a list, from ``values["cursor"]`` on. The ``rows`` of ``step`` name the list; ``step`` takes a ``cursor``.

    Raises :class:`~kaizala_nb.toolkit.client.errors.UnreadableReplyError` when a cursor comes a second time: the pages would never
    end.
    """
    values, cursors = dict(values), set[str]()
    while True:
        reply = session.send(step, values, watch=watch)
        value = find(reply._raw.value, "cursor")  # unmasked, because masking 2,000 replies takes long
        cursor = "" if value is None else str(value)
        yield Page(tables.records_of(reply.masked, step.rows), cursor)
        if not cursor:
            return
        if cursor in cursors:
            raise _endless(step)
        cursors.add(cursor)
        values["cursor"] = cursor


def _endless(step: Step) -> errors.UnreadableReplyError:
    meaning = "The service gave the same cursor twice: its pages would never end."
    advice = errors.Advice("A page, and a cursor that leads back to an earlier page.", meaning, "Try again later.")
    return errors.UnreadableReplyError(meaning, step=step.name, advice=advice)
