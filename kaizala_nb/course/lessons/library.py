"""The library of lesson 08 as a check sees it: what its stand-in holds, and what it was asked."""

import json
from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.notebook.api import PostmanApi

SAVED = {"17": "The Glass Harbour", "18": "Winter Ferries"}
"""The books that the library has at first, by their ids."""


@dataclass(frozen=True)
class Library:
    """What the stand-in of the library holds, and what it was asked.

    Attributes:
        api: What the learner opened.
        calls: What the stand-in received, the oldest first.
        books: The books that were added or changed and not removed, by their ids, the oldest first.
        titles: The titles of all books.
        manners: The options of what it was taught, by name.
        ahead: How many seconds the clock of the stand-in is ahead.
    """

    api: PostmanApi
    calls: list[dict[str, Any]]
    books: dict[str, dict[str, Any]]
    titles: list[str]
    manners: dict[str, dict[str, Any]]
    ahead: float

    def answered(self, method: str, path: str) -> list[dict[str, Any]]:
        """The calls that were answered with success. ``path`` is without a query."""
        calls = [call for call in self.calls if call["method"] == method and call["status"] < 300]
        return [call for call in calls if call["path"].partition("?")[0] == path]


def library_of(api: object) -> Library | None:
    """What a check looks at; None if the learner gave no library with a stand-in."""
    if not isinstance(api, PostmanApi) or api.session.practice is None:
        return None
    tables = api.sandbox.snapshot()["tables"]
    things = [one for one in tables["things"] if one["collection"] == "/books"]
    books = {one["id"]: json.loads(one["thing"]) if one["thing"] else None for one in things}
    there = {number: book for number, book in books.items() if book is not None}
    titles = [title for number, title in SAVED.items() if number not in books]
    titles += [str(book.get("title")) for book in there.values()]
    manners = {one["name"]: json.loads(one["options"]) for one in tables["manner_taught"]}
    return Library(api, api.sandbox.calls, there, titles, manners, api.sandbox.call("GET", "clock")["offset"])
