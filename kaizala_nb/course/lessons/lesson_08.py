"""Lesson 08: the API of a library, on its stand-in: a book, a wait, a signature, pages.

Its checks look at the stand-in, which the learner gives them: ``kaizala.check("08 book", api=library)``.
"""

import hmac
import math
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from kaizala_nb.course.lessons.check import Asked, Line, exercise, line, quotation
from kaizala_nb.course.lessons.library import SAVED, Library, library_of
from kaizala_nb.course.lessons.scene import LocalKaizala, sign_in
from kaizala_nb.course.lessons.world import World
from kaizala_nb.toolkit.display import faces

_OF_THE_LESSON = {*SAVED.values(), "The Paper Garden", "Small Boats", "Night Trains", "Salt Roads"}
_PRICE = 15
_HOURS = 6
_NEXT = 'requests.get(reply.links["next"]["url"], headers=headers, timeout=10)'
_HEADERS = """headers = {"Authorization": f"Bearer {library.environment['token']}"}"""
_LIMIT, _NO_WAIT = 'library.sandbox.teach("limit", calls=3, seconds=5)', "library.session.wait_when_throttled = False"
_PAGES = 'library.sandbox.teach("paging", size=2, cursor=True)\nlibrary.books.add_a_book(title="Salt Roads")'
_PAUSE = 3_000  # milliseconds between two calls that a program makes at once; after a longer time somebody ran it anew


def start(kaizala: LocalKaizala) -> None:
    """You are signed in. The library is opened by the notebook."""
    sign_in(kaizala)


def own_book(library: Library, world: World) -> list[Line]:
    """A book of the learner's with a note, whose price was changed, and which was read afterwards: the one that is furthest."""
    own = [(number, book) for number, book in library.books.items() if book.get("title") not in _OF_THE_LESSON]
    tries = [_lines_of(library, number, book) for number, book in reversed(own)] or [_lines_of(library, "", {})]
    return max(tries, key=lambda lines: sum(line.done for line in lines))


def _lines_of(library: Library, number: str, book: dict[str, Any]) -> list[Line]:
    changes = library.answered("PATCH", f"/books/{number}")
    reads = library.answered("GET", f"/books/{number}")
    price, named = book.get("price"), quotation({"text": book.get("title")})
    return [
        line(
            number and book.get("note"),
            f"The library has your book {named}, with a note.",
            f"Your book {named} has no note." if number else "The library has no book of yours.",
            "Look at the cell that adds Small Boats. Which names make it a book of your own?",
            'library.books.add_a_book(title="...", note="..."), with your title and your note.',
        ),
        line(
            changes and price == _PRICE,
            "You changed its price.",
            f"Your book costs {price}." if changes else "You have not changed your book.",
            "Which method changes one field, and leaves the others?",
            code=f"library.books.change_a_book({_named(number)}price={_PRICE})",
        ),
        line(
            changes and reads and reads[-1]["at"] >= changes[-1]["at"],
            "You read the book after the change.",
            "You have not read the book after the change.",
            "What is the third request that the task names?",
            code=f"library.books.read_a_book({_named(number).removesuffix(', ')})",
        ),
    ]


def _named(number: str) -> str:
    """The argument that names a book; without one, the newest is meant."""
    return f'book_id="{number}", ' if number else ""


def waited(library: Library, world: World) -> list[Line]:
    """The last run: six good answers about the hours, with a 429 among them, and never two of these in a row."""
    wait = library.manners.get("limit", {}).get("seconds", 0) * 1000 + _PAUSE
    run = _last_run([call for call in library.calls if call["path"].startswith("/hours")], wait)
    statuses = [call["status"] for call in run]
    good, is_refused, too_early = statuses.count(200), 429 in statuses, (429, 429) in pairwise(statuses)
    by_notebook = is_refused and _notebook_waited(library, run)
    hints: tuple[str, ...] = (
        "Which attribute of the error holds the seconds?",
        "time.sleep(error.retry_after), under except.",
    )
    code = ""
    if not statuses:
        no = "You have not asked for the hours."
    elif by_notebook:
        no, hints, code = "The notebook waited, and not your program.", (), _NO_WAIT
    elif too_early:
        no = "You asked again before the wait was over."
    elif is_refused:
        no = "The last call was refused, and none came after it."
    else:
        no = "No call came too early, so nothing had to wait."
    if "limit" not in library.manners:
        no, hints, code = f"{no} The library takes any number of calls now.", (), f"{_LIMIT}\n{_NO_WAIT}"
    counted: tuple[str, ...] = (
        "A refused call was not carried out. What comes after the wait?",
        "After time.sleep, write library.start.opening_hours() once more.",
    )
    if statuses and good < _HOURS and not is_refused:
        counted = ("Which loop runs its lines six times?", f"for number in range({_HOURS}):")
    elif good > _HOURS:
        counted = ("Two runs came one after the other. Wait ten seconds, and run your cell once.",)
    return [
        line(
            good and good % _HOURS == 0,  # a right program that ran twice at once gives twelve
            f"You got the hours {_HOURS} times.",
            f"You got the hours {faces.count(good, 'time')}." + (" The last run counts." if statuses else ""),
            *counted,
        ),
        line(
            is_refused and not by_notebook and not too_early and statuses[-1] != 429,
            "After each 429 you waited as long as the library asked.",
            no,
            *hints,
            code=code,
        ),
    ]


def _notebook_waited(library: Library, run: list[dict[str, Any]]) -> bool:
    """Whether the calls of a run were those of the ``library``, and none was refused there: it sent the refused ones again."""
    begin = datetime.fromtimestamp(run[0]["at"] / 1000 - library.ahead, UTC)
    table = library.api.journal
    newest = table[table["address"].str.contains("/hours", regex=False)].tail(
        [call["status"] for call in run].count(200)
    )
    return len(newest) > 0 and newest["time"].max() > begin and 429 not in set(newest["status"])


def _last_run(calls: list[dict[str, Any]], wait: float) -> list[dict[str, Any]]:
    """The calls of the learner's last run: no long time is between two. ``wait`` is the longest after a 429, in milliseconds."""
    run: list[dict[str, Any]] = []
    for call in calls:
        pause = wait if run and run[-1]["status"] == 429 else _PAUSE
        run = [*run, call] if run and call["at"] - run[-1]["at"] <= pause else [call]
    return run


def verified(library: Library, world: World) -> list[Line]:
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
    strange = "", "sha256=" + "0" * 64, _signature("another", plain), f"{_signature(secret, plain)}0"
    forged = [_called(verify, plain, one) for one in strange]
    trouble = next((one for one in (*right, changed, *forged) if isinstance(one, str)), "")
    takes = right == [True, True] and {changed, *forged} != {True}
    if trouble:
        no = f"Your function ended in an error: {trouble}"
        hints = (
            "Which of your values are texts, and which are bytes?",
            "hmac.new takes bytes: secret.encode(), and body as it is. hexdigest() gives a text.",
        )
    elif right == [None, None]:
        no = "Your function gives nothing back."
        hints = ("What print shows, a check cannot read. Which word gives a value back?", "return, in place of print.")
    elif all(right):
        no = "Your function takes every call."
        hints = ("What does your function do with body and signature?", "hmac.new(secret.encode(), body, 'sha256')")
    else:
        no = "Your function refuses calls of the library."
        hints = (
            "What stands before the number in the header? Which bytes were signed?",
            "Compare with 'sha256=' and the HMAC of the body as it came.",
        )
    later = "This can be seen when your function takes the calls of the library, and not all others."

    def refusal(done: bool, yes: str, no: str, *hints: str) -> Line:
        return line(takes and done, yes, no if takes else later, *(hints if takes else ()))

    return [
        line(takes, "Your function takes the calls of the library.", no, *hints),
        refusal(
            not changed,
            "It refuses a body that somebody has changed.",
            "It takes a body that somebody has changed.",
            "Does your function calculate the HMAC of the body that it gets?",
            "hmac.new(secret.encode(), body, 'sha256').hexdigest()",
        ),
        refusal(
            not any(forged),
            "It refuses a signature that the library has not made.",
            "It takes a signature that the library has not made.",
            "What does your function do with the signature that it gets?",
            "hmac.compare_digest(signature, your_own)",
        ),
    ]


def all_titles(library: Library, world: World) -> list[Line]:
    """All titles, each once, from pages that no call of the ``library`` has read."""
    given = world.arguments.get("titles")
    titles = [str(title) for title in given] if isinstance(given, list | tuple | set) else []
    return [_titles_line(library, titles), _pages_line(library)]


def _titles_line(library: Library, titles: list[str]) -> Line:
    there, found, code = Counter(library.titles), Counter(titles), ""
    missing, wrong = (there - found).total(), (found - there).total()
    no = f"titles has {there.total() - missing} of {there.total()} titles."
    hints: tuple[str, ...] = "The last page has no next, but it has books. Are they in titles?", _NEXT
    if "limit" in library.manners:
        no, hints, code = "The library still takes few calls.", (), 'library.sandbox.forget("limit")'
    elif wrong and not missing:
        no = f"titles has {len(titles)} titles, and the library has {there.total()}."
        hints = "A second run goes on with the list of the first. What must stand before the loop?", "titles = []"
    elif wrong:
        no += f" It has {faces.count(wrong, 'other value')} too."
        hints = "What is in one book of the list? Print it.", 'titles.append(book["title"])'
    return line(there == found, f"You have all {there.total()} titles.", no, *hints, code=code)


def _pages_line(library: Library) -> Line:
    size = library.manners.get("paging", {}).get("size", 0)
    pages = math.ceil(len(library.titles) / size) if size else 0
    read, by_link = _pages_read(library)
    newest = [call["status"] for call in library.calls if call["path"].partition("?")[0] == "/books"][-1:]
    hints: tuple[str, ...] = "Look at library.sandbox.journal. Which pages did you ask for?", _NEXT
    code = ""
    if newest == [401]:
        no, hints = "The library does not know who asks: it refused the last request with 401.", ()
        code = _HEADERS if library.api.environment.get("token") else "library.start.log_in()"
    elif pages < 2:
        no, hints, code = "The list of books comes whole, and not page by page.", (), _PAGES
    elif read < pages:
        no = f"You have read {faces.count(read, 'page')} with requests. There are {pages}."
    else:
        no = "You made an address of a page yourself. Take it from reply.links."
    yes = f"You read {pages} pages with requests, by the addresses in Link."
    return line(pages > 1 and by_link >= pages - 1, yes, no, *hints, code=code)


def _pages_read(library: Library) -> tuple[int, int]:
    """How many pages of books the last program has read, and to how many of these the header Link has led.

    A program begins with a page that has no cursor. A look at the first page alone does not count, nor do calls of the ``library``.
    """
    books = [call for call in library.calls if call["method"] == "GET" and call["status"] == 200]
    table = library.api.journal
    addresses = [urlsplit(address) for address in table.loc[table["method"] == "GET", "address"]]
    own = Counter(f"{one.path}?{one.query}" if one.query else one.path for one in addresses)
    runs: list[set[str]] = []
    for path in (call["path"] for call in books if call["path"].partition("?")[0] == "/books"):
        if own[path]:
            own[path] -= 1
        elif runs and "cursor=" in path:
            runs[-1].add(path)
        else:
            runs.append({path})
    programs = [run for run in runs if run != {"/books"}] or runs
    newest = programs[-1] if programs else set()
    return len(newest), sum("cursor=" in path for path in newest)


def _called(verify: Callable[[bytes, str], Any], body: bytes, signature: str) -> bool | str | None:
    """What the learner's function says; None if it says nothing, a text if it ends in an error. What it prints is not shown."""
    try:
        with redirect_stdout(StringIO()):
            said = verify(body, signature)
        return None if said is None else bool(said)
    except Exception as trouble:  # whatever a learner's function raises
        return f"{type(trouble).__name__}: {trouble}"


def _signature(secret: str, body: bytes) -> str:
    return f"sha256={hmac.new(secret.encode(), body, 'sha256').hexdigest()}"


def _asked(name: str, title: str, look: Callable[[Library, World], list[Line]]) -> Asked:
    """An exercise whose check looks at the library."""

    def look_there(world: World) -> list[Line]:
        library = library_of(world.arguments.get("api"))
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
