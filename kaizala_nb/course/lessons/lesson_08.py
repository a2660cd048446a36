"""Lesson 08: the API of a library, on its stand-in: a book, a wait, a signature, pages.

Its checks look at the stand-in, which the learner gives them: ``kaizala.check("08 book", api=library)``.
"""

import hmac
import json
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from kaizala_nb.course.lessons.check import Asked, Line, exercise, line, quotation
from kaizala_nb.course.lessons.scene import LocalKaizala, sign_in
from kaizala_nb.course.lessons.world import World
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.notebook.api import PostmanApi

_SAVED = {"17": "The Glass Harbour", "18": "Winter Ferries"}
"""The books that the library has at first, by their ids."""
_OF_THE_LESSON = {*_SAVED.values(), "The Paper Garden", "Small Boats", "Night Trains", "Salt Roads", "The Long Tide"}
_USUAL_NOTE = "A few pages are loose."
_PRICE = 15
_HOURS = 6


@dataclass(frozen=True)
class _Library:
    """What the stand-in of the library holds, and what it was asked.

    Attributes:
        api: What the learner opened.
        calls: What the stand-in received, the oldest first.
        books: The books that were added or changed and not removed, by their ids, the oldest first.
        titles: The titles of all books.
        manners: The options of what it was taught, by name.
    """

    api: PostmanApi
    calls: list[dict[str, Any]]
    books: dict[str, dict[str, Any]]
    titles: list[str]
    manners: dict[str, dict[str, Any]]

    def answered(self, method: str, path: str) -> list[dict[str, Any]]:
        """The calls that were answered with success. ``path`` is without a query."""
        calls = [call for call in self.calls if call["method"] == method and call["status"] < 300]
        return [call for call in calls if call["path"].partition("?")[0] == path]


def start(kaizala: LocalKaizala) -> None:
    """You are signed in. The library is opened by the notebook."""
    sign_in(kaizala)


def own_book(library: _Library, world: World) -> list[Line]:
    """A book of the learner's, whose price alone was changed, and which was read afterwards."""
    own = [(number, book) for number, book in library.books.items() if book.get("title") not in _OF_THE_LESSON]
    number, book = own[-1] if own else ("", {})
    changes = library.answered("PATCH", f"/books/{number}")
    price, note = book.get("price"), book.get("note")
    if not changes:
        no = "You have not changed your book."
    elif price != _PRICE:
        no = f"Your book costs {price}."
    else:
        no = f"Your book costs {price}, but its note has changed too: {json.dumps(note, ensure_ascii=False)}."
    reads = library.answered("GET", f"/books/{number}")
    return [
        line(
            own,
            f"The library has your book {quotation({'text': book['title']}) if own else ''}.",
            "The library has no book of yours.",
            "Look at the first form. Which field makes it a book of your own?",
            "Add a book, with another title.",
        ),
        line(
            changes and price == _PRICE and note and note != _USUAL_NOTE,
            "You changed its price, and nothing else.",
            no,
            "Look at the fold Request of your change. What else does it send?",
            "Change a book. It sends price and note, so give it both.",
        ),
        line(
            changes and reads and reads[-1]["at"] >= changes[-1]["at"],
            "You read the book after the change.",
            "You have not read the book after the change.",
            "Which header of the reply to Add a book says where the book is?",
            "Read a book, with its id.",
        ),
    ]


def waited(library: _Library, world: World) -> list[Line]:
    """The newest six good answers about the hours, with a 429 among them, and never two in a row."""
    statuses = [call["status"] for call in library.calls if call["path"].startswith("/hours")]
    at = [index for index, status in enumerate(statuses) if status == 200]
    newest = statuses[at[-_HOURS] :] if len(at) >= _HOURS else statuses
    too_early = any(pair == (429, 429) for pair in pairwise(newest))
    good = newest.count(200)
    no = "You asked again before the wait was over." if too_early else "No call came too early, so nothing had to wait."
    return [
        line(
            good >= _HOURS,
            f"You got the hours {_HOURS} times.",
            f"You got the hours {faces.count(good, 'time')}.",
            "Look at library.sandbox.journal. What follows each 429?",
            "After the wait, send the refused request again.",
        ),
        line(
            good >= _HOURS and 429 in newest and not too_early,
            "After each 429 you waited as long as the library asked.",
            no if newest else "You have not asked for the hours.",
            "Which attribute of the error holds the seconds?",
            "time.sleep(error.retry_after), in the except branch.",
        ),
    ]


def verified(library: _Library, world: World) -> list[Line]:
    """A function of the learner's that takes what the library has signed, and nothing else."""
    verify, options = world.arguments.get("verify"), library.manners.get("webhook")
    if options is None or not callable(verify):
        no = "The library sends no webhooks." if options is None else "The check does not know your function."
        hint = 'kaizala.check("08 signature", api=library, verify=is_from_library)'
        return [line(False, "", no, "Run the cells of Part 3 first.", hint)]
    secret = str(options.get("secret", "practice-secret"))
    plain, other = b'{"event": "POST /books"}', '{"event":"PATCH /books","data":{"title":"Größe"}}'.encode()
    right = [_called(verify, body, _signature(secret, body)) for body in (plain, other)]
    changed = _called(verify, plain.replace(b"POST", b"DELETE"), _signature(secret, plain))
    forged = [_called(verify, plain, one) for one in ("", "sha256=" + "0" * 64, _signature("another", plain))]
    trouble = next((one for one in (*right, changed, *forged) if isinstance(one, str)), "")
    if trouble:
        no = f"Your function ended in an error: {trouble}"
    else:
        no = "Your function takes every call." if all(right) else "Your function refuses calls of the library."
    return [
        line(
            right == [True, True] and {changed, *forged} != {True},
            "Your function takes the calls of the library.",
            no,
            "What stands before the number in the header? Which bytes were signed?",
            "Compare with 'sha256=' and the HMAC of the body as it came.",
        ),
        line(
            changed is False,
            "It refuses a body that somebody has changed.",
            no if trouble else "It takes a body that somebody has changed.",
            "Does your function calculate the HMAC of the body that it gets?",
            "hmac.new takes three things: the secret as bytes, the body, and 'sha256'.",
        ),
        line(
            forged == [False, False, False],
            "It refuses a signature that the library has not made.",
            no if trouble else "It takes a signature that the library has not made.",
            "What does your function do with the signature that it gets?",
            "hmac.compare_digest(signature, your_own)",
        ),
    ]


def all_titles(library: _Library, world: World) -> list[Line]:
    """All titles, each once, from pages that no call of the ``library`` has read."""
    given = world.arguments.get("titles")
    titles = [str(title) for title in given] if isinstance(given, list | tuple | set) else []
    books = [call for call in library.calls if call["method"] == "GET" and call["status"] == 200]
    paths = Counter(call["path"] for call in books if call["path"].partition("?")[0] == "/books")
    table = library.api.journal
    own = [urlsplit(address) for address in table.loc[table["method"] == "GET", "address"]]
    paths -= Counter(f"{one.path}?{one.query}" if one.query else one.path for one in own)
    size = library.manners.get("paging", {}).get("size", 0)
    pages = math.ceil(len(library.titles) / size) if size else 0
    missing = Counter(library.titles) - Counter(titles)
    if len(titles) > len(library.titles) and not missing:
        no = "A title is in titles more than once."
    else:
        there = len(library.titles) - missing.total()
        no = f"titles has {there} of {len(library.titles)} titles."
    whole = "The list of books comes whole, and not page by page. Run the cells of Part 2."
    return [
        line(
            Counter(titles) == Counter(library.titles),
            f"You have all {len(library.titles)} titles.",
            no,
            "Look at reply.links after each page. What is there, and what is missing at the end?",
            "As long as reply.links has a next, send GET to its url.",
        ),
        line(
            pages > 1 and len(paths) >= pages,
            f"You read {pages} pages with requests.",
            f"You have read {faces.count(len(paths), 'page')} with requests. There are {pages}." if pages else whole,
            "Look at library.sandbox.journal. Which pages did you ask for?",
            "requests.get, with the header Authorization, for each page.",
        ),
    ]


def _called(verify: Callable[[bytes, str], Any], body: bytes, signature: str) -> bool | str:
    """What the learner's function says; a text if it ends in an error."""
    try:
        return bool(verify(body, signature))
    except Exception as trouble:  # whatever a learner's function raises
        return f"{type(trouble).__name__}: {trouble}"


def _signature(secret: str, body: bytes) -> str:
    return f"sha256={hmac.new(secret.encode(), body, 'sha256').hexdigest()}"


def _library_of(api: object) -> _Library | None:
    """What a check looks at; None if the learner gave no library with a stand-in."""
    if not isinstance(api, PostmanApi) or api.session.practice is None:
        return None
    tables = api.sandbox.snapshot()["tables"]
    things = [one for one in tables["things"] if one["collection"] == "/books"]
    books = {one["id"]: json.loads(one["thing"]) if one["thing"] else None for one in things}
    there = {number: book for number, book in books.items() if book is not None}
    titles = [title for number, title in _SAVED.items() if number not in books]
    titles += [str(book.get("title")) for book in there.values()]
    manners = {one["name"]: json.loads(one["options"]) for one in tables["manner_taught"]}
    return _Library(api, api.sandbox.calls, there, titles, manners)


def _asked(name: str, title: str, look: Callable[[_Library, World], list[Line]]) -> Asked:
    """An exercise whose check looks at the library."""

    def look_there(world: World) -> list[Line]:
        library = _library_of(world.arguments.get("api"))
        if library is None:
            hints = "Run the first cell. It opens the library.", f'kaizala.check("{name}", api=library)'
            return [line(False, "", "The check does not know your library.", *hints)]
        return look(library, world)

    return exercise(title, look_there)


CHECKS = {
    "08 book": _asked("08 book", "Check 08: a book of your own", own_book),
    "08 wait": _asked("08 wait", "Check 08: not too fast", waited),
    "08 signature": _asked("08 signature", "Check 08: signed by the library", verified),
    "08 pages": _asked("08 pages", "Check 08: every page", all_titles),
}
