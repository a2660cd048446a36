"""A reply's JSON as the table that its reader wants: a row a member, a card, a response; a column a question.

What a step calls its ``rows`` says which table that is. A few kinds have readers of their own, all others are the list of that
name, an object a row; and whatever is not shaped as a reader expects is read in that general way too, so every reply has a table.
Ids come first. Times are times (UTC), flags are flags, whole numbers stay whole where one is missing. What is a list or an
object inside a row stays one, unless a column can be made of it.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.tables import cards, people, responses
from kaizala_nb.toolkit.tables.columns import build, records_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frame"]

_READERS: Mapping[str, Callable[[Any], "pd.DataFrame | None"]] = {
    "actions": cards.cards,
    "failedResult": people.sent,
    "groups": people.groups,
    "responses": responses.responses,
    "result": people.result,
    "subGroups": people.sub_groups,
    "summary": people.summary,
}


def frame(value: Any, rows: str | None = None, example: Any = None) -> "pd.DataFrame":
    """The table of a reply.

    Args:
        value: Any JSON.
        rows: What is read as rows: the name of a list in it that holds one object a row, or of a table with a reader of its
            own. Without it, the list is taken if the value is one, or else the value itself is the row.
        example: A reply of the same kind. When there are no rows, the columns are those of its table, so that code that reads
            them finds them. Without it, ``{}`` and empty lists give a table with neither rows nor columns.
    """
    table = _read(value, rows)
    if example and not len(table) and not len(table.columns):
        return _read(example, rows).iloc[:0]
    return table


def _read(value: Any, rows: str | None) -> "pd.DataFrame":
    reader = _READERS.get(rows or "")
    table = reader(value) if reader else None
    return build(records_of(value, rows)) if table is None else table
