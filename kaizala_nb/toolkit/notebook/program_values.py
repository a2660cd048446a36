"""What the replies of a program give to its later requests: for each value, the expression that has it."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.collection.snippets.message import Code, EnvironmentVariable, Message, Pieces
from kaizala_nb.toolkit.notebook.journal import Entry

_SHORTEST = 8  # characters: a shorter value stands in other texts by chance
_SHORTEST_VALUE = 6  # characters of the whole value of a parameter; a shorter one counts if the names say so
_MOST_VALUES = 20_000  # of all replies
_PLAIN = re.compile(r"[A-Za-z0-9._~:@+/=-]+")  # what stands alike in an address, in JSON and in a header
_WORD = re.compile(r"[A-Za-z0-9._~-]+")


class _Given(NamedTuple):
    """A value that a reply gave: the expression that has it, its name there, the name of the reply, and whether its request was in
    vain."""

    code: Code
    name: str
    reply: str
    in_vain: bool


class Values:
    """The values and cookies that replies gave so far.

    Attributes:
        used: The names of the replies that gave something to the request at hand.
    """

    def __init__(self) -> None:
        self.used: set[str] = set()
        self._given: dict[str, _Given] = {}
        self._cookies: dict[str, _Given] = {}
        self._sent: set[str] = set()  # secrets

    def learn(self, reply: str, entry: Entry, outgoing: Outgoing) -> None:
        """Note what a reply gives. Of equal values the first counts: others have it from there.

        A secret that a request held before is the user's, or is noted: who repeats it does not give it. A request that was in vain
        gives only what nothing else does, and nothing that its reply merely repeats.
        """
        for cookie in entry.cookies:
            self._note(self._cookies, cookie, _Given(Code(""), "", reply, entry.is_in_vain))
        self._sent |= outgoing.secrets
        try:
            value = read_json(entry.content or b"")
        except ValueError:
            return
        said = _said(outgoing) if entry.is_in_vain else ""
        for path, name, leaf in _leaves(value):
            if len(self._given) >= _MOST_VALUES:
                return
            if _PLAIN.fullmatch(leaf) and leaf not in said and leaf not in self._sent and outgoing.masker(path) == path:
                code = Code(f"{reply}.json(){path}")
                self._note(self._given, leaf, _Given(code, name, reply, entry.is_in_vain))

    @staticmethod
    def _note(given: dict[str, _Given], value: str, now: _Given) -> None:
        before = given.get(value)
        if before is None or (before.in_vain and not now.in_vain):
            given[value] = now

    def use_cookies(self, outgoing: Outgoing) -> None:
        """Note whose cookies go with a request. The session of the program keeps them."""
        header = outgoing.call.message.header("Cookie") if outgoing.call.message else ""
        self.used |= {self._cookies[one].reply for one in header.split("; ") if one in self._cookies}

    def known(self, name: str, value: str) -> Code | None:
        """The expression for the value of a parameter. A short value counts if the reply had it under a name like this."""
        given = self._given.get(value)
        if given is None:
            return None
        is_like = bool(given.name) and _letters(name).endswith(_letters(given.name))
        return self._taken(given) if len(value) >= _SHORTEST_VALUE or is_like else None

    def _taken(self, given: _Given) -> Code:
        self.used.add(given.reply)
        return given.code

    def linked(self, message: Message) -> Message:
        """The message with expressions in place of all values in its texts that replies gave."""
        return Message(
            method=message.method,
            url=self._pieces(message.url),
            headers=[(name, self._pieces(pieces)) for name, pieces in message.headers],
            json=self._json(message.json),
            text=None if message.text is None else self._pieces(message.text),
            files=message.files,
            fields=[(name, self._pieces(pieces)) for name, pieces in message.fields],
            basic=message.basic,
        )

    def _json(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._json(one) for name, one in value.items()}
        if isinstance(value, tuple):
            return type(value)(self._json(one) for one in value)
        return self._pieces(value) if isinstance(value, list) else value

    def _pieces(self, pieces: Pieces) -> Pieces:
        linked: Pieces = []
        for piece in pieces:
            linked += [piece] if isinstance(piece, EnvironmentVariable) else self._text(piece)
        return linked

    def _text(self, text: str) -> Pieces:
        """A text, with expressions in place of the whole words in it that replies gave."""
        pieces: Pieces = []
        at = 0
        for word in _WORD.finditer(text):
            if len(word[0]) >= _SHORTEST and word[0] in self._given:
                pieces += [text[at : word.start()], self._taken(self._given[word[0]])]
                at = word.end()
        return [piece for piece in (*pieces, text[at:]) if piece] or [""]


def _said(outgoing: Outgoing) -> str:
    """All texts of a request."""
    message, call = outgoing.call.message, outgoing.call
    if message is not None:
        headers = [value for _, value in message.headers]
        return "\n".join([message.url, *headers, (message.body or b"").decode(errors="replace")])
    return "\n".join([outgoing.url, *outgoing.headers.values(), call.body_text or "", *(one for _, one in call.fields)])


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def _leaves(value: Any) -> Iterator[tuple[str, str, str]]:
    """For each text and whole number of a reply: what code writes to reach it, its name, and its text."""
    to_do: list[tuple[str, str, Any]] = [("", "", value)]
    while to_do:
        path, name, one = to_do.pop()
        if isinstance(one, dict):
            to_do += [(f"{path}[{key!r}]", key, inner) for key, inner in reversed(one.items())]
        elif isinstance(one, list):
            to_do += [(f"{path}[{number}]", name, inner) for number, inner in reversed(list(enumerate(one)))]
        elif isinstance(one, str | int) and not isinstance(one, bool):
            yield path, name, str(one)
