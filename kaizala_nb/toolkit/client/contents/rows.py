"""The rows that were found in a body, and the facts beside them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

MOST_ROWS, MOST_COLUMNS = 100_000, 2_000
_MOST_FACTS, _LONGEST_FACT = 12, 200


class Rows(NamedTuple):
    """Rows for a table.

    Attributes:
        records: An entry for each row.
        beside: What the body has beside them.
        note: What to say about them, such as how many are left out; "" for nothing.
    """

    records: list[Any]
    beside: Mapping[str, Any] = {}
    note: str = ""


def first_rows(records: list[Any], count: int) -> Rows:
    """The rows of a list that may be cut short. ``count`` is how many there are, as far as that was read."""
    note = "" if count <= MOST_ROWS else f"The table has the first {MOST_ROWS:,} rows. reply.content has all."
    return Rows(records[:MOST_ROWS], note=note)


def without(value: Mapping[str, Any], path: Sequence[str]) -> dict[str, Any]:
    """An object without what stands at this path in it."""
    first, *rest = path
    others = {name: entry for name, entry in value.items() if name != first}
    if rest and isinstance(value[first], dict):
        inner = without(value[first], rest)
        others |= {first: inner} if inner else {}
    return others


def facts(beside: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What stands beside the rows, as names and texts. A name is a path: "paging.total"."""
    found: list[tuple[str, str]] = []
    _gather(beside, "", found)
    if len(found) > _MOST_FACTS:
        return [*found[:_MOST_FACTS], ("…", "more in the body")]
    return found


def _gather(value: Mapping[str, Any], before: str, found: list[tuple[str, str]]) -> None:
    from kaizala_nb.toolkit.display import faces  # loaded here: who asks for rows alone shows nothing

    for name, entry in value.items():
        if len(found) > _MOST_FACTS:
            return
        path = faces.cut(f"{before}{name}", _LONGEST_FACT)
        if isinstance(entry, dict):
            _gather(entry, f"{path}.", found)
        elif entry is not None and entry not in ("", []):
            found.append((path, faces.cut(_words(entry), _LONGEST_FACT)))


def _words(entry: Any) -> str:
    if isinstance(entry, bool):
        return "yes" if entry else "no"
    if isinstance(entry, list):
        return ", ".join(map(_entry, entry[:_LONGEST_FACT]))
    return str(entry)


def _entry(entry: Any) -> str:
    return entry if isinstance(entry, str) else json.dumps(entry, ensure_ascii=False)
