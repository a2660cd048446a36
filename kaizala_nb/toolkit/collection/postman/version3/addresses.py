"""The address of a request as v2.1 writes it, from the text, the query and the variables of the path in v3."""

from typing import Any
from urllib.parse import unquote

from kaizala_nb.toolkit.collection.postman.addresses import parts_of

Entries = list[dict[str, Any]]


def url_of(text: str, query: Entries, variables: Entries) -> str | dict[str, Any]:
    """The address. Where ``query`` has entries, they count for those of the same names in the text, and come after the others.

    A variable counts for a whole segment of the path: ``:id`` in ``/books/:id``, and not in ``/books/:id.json``.
    """
    if not query and not variables:
        return text
    url: dict[str, Any] = {"raw": text} | parts_of(text)
    if query:
        names = {one["key"] for one in query}
        url["query"] = [one for one in url.get("query", []) if unquote(one["key"]) not in names] + query
    if variables:
        segments = {segment.removeprefix(":") for segment in url.get("path", []) if segment.startswith(":")}
        begun = {segment.partition(".")[0] for segment in segments}
        url["variable"] = [_for_whole_segments(one, segments, begun) for one in variables]
    return url


def _for_whole_segments(variable: dict[str, Any], segments: set[str], begun: set[str]) -> dict[str, Any]:
    """The variable; switched off if v2.1 would put it where v3 does not."""
    is_only_begun = variable["key"] in begun and variable["key"] not in segments
    return variable | {"disabled": True} if is_only_begun else variable
