"""What was sent, in order, as one plain program: it needs ``requests`` alone, and sends all of it again.

A value that a reply gave and that a later request holds is taken from that reply. A secret is taken from an environment variable.
A secret that is good for one time is asked for if no environment variable has it.
Text of a file, a service or a person stands only in literals of Python, never in a comment.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.collection.snippets.message import (
    Code,
    EnvironmentVariable,
    Known,
    Message,
    Pieces,
    message_of,
    pieces_of,
)
from kaizala_nb.toolkit.collection.snippets.requests import call_of, literal
from kaizala_nb.toolkit.notebook.journal import Entry

_SHORTEST = 8  # characters: a shorter value stands in other texts by chance
_SHORTEST_VALUE = 6  # characters of the whole value of a parameter; a shorter one counts if the names say so
_LONGEST_NAME = 200  # characters of a name that a program prints
_MOST_VALUES = 20_000  # of all replies
_PLAIN = re.compile(r"[A-Za-z0-9._~:@+/=-]+")  # what stands alike in an address, in JSON and in a header
_WORD = re.compile(r"[A-Za-z0-9._~-]+")
_HEAD = '''"""Requests that a notebook sent, in their order. This program sends them again: run it where that may be done."""'''
_LEFT_OUT = "# A request is left out here: it was too large to be kept."
_NOT_SIGNED = "# The request below was signed. What signs it is not in this program."
_SEAL = "# Nobody has changed this program since a notebook wrote it, if this is right: "
_LARGEST = 20_000_000  # bytes of a program that is read
_SIGNING = ("awsv4", "hawk", "oauth1", "edgegrid", "ntlm", "asap", "jwt")


def program_of(entries: Sequence[Entry], forgotten: int = 0) -> str:
    """The program that sends these requests again. ``forgotten``: how many were sent before, and are not known any more."""
    values, lines, messages = _Values(), list[str](), list[Message]()
    if forgotten:
        lines += [f"# {forgotten} earlier requests are not known any more.", ""]
    for number, entry in enumerate(entries, start=1):
        if entry.outgoing is None:
            lines += [_LEFT_OUT, ""]
            continue
        outgoing = entry.outgoing
        token = outgoing.call.step.token
        carried = outgoing.headers.get(token.header, "") if token else ""
        message = message_of(
            outgoing.call, outgoing.base, outgoing.masker.in_code, _known(outgoing, values), token=carried
        )
        message = values.linked(message)
        messages.append(message)
        name = f"reply_{number}"
        lines += [*_notes(outgoing), *call_of(message, "session", name, _arguments(outgoing))]
        label = outgoing.masker.in_code(outgoing.call.step.name)[:_LONGEST_NAME]
        lines += [f"print({label!r}, {name}.status_code)", ""]
        values.learn(name, entry.content, outgoing.masker)
    texts = "\n".join(lines)
    imports = [
        *(["import os"] if any(message.environment_variables for message in messages) or "os.environ" in texts else []),
        *(["from pathlib import Path"] if any(message.files for message in messages) else []),
    ]
    head = [_HEAD, "", *imports, *([""] if imports else []), "import requests", "", "session = requests.Session()"]
    return "\n".join([*head, "session.trust_env = False" if _all_here(entries) else "", *lines]).rstrip() + "\n"


def sealed(program: str) -> bytes:
    """The program as a file, with a last line by which it is known as long as nobody changes it."""
    return f"{program}\n{_SEAL}{_digest(program)}\n".encode()


def is_sealed(path: Path) -> bool:
    """Whether this file is a program that was written so, and that nobody has changed."""
    try:
        if path.stat().st_size > _LARGEST:
            return False
        program, _, seal = path.read_text(encoding="utf-8").rpartition(f"\n{_SEAL}")
    except (OSError, ValueError):
        return False
    return bool(program) and seal.strip() == _digest(program)


def _digest(program: str) -> str:
    return sha256(program.encode()).hexdigest()[:16]


def _all_here(entries: Iterable[Entry]) -> bool:
    """Whether every request went to this computer, where no proxy is."""
    try:
        return all(origin_of(one.outgoing.url).is_loopback for one in entries if one.outgoing)
    except ValueError:
        return False


def _arguments(outgoing: Outgoing) -> Iterator[str]:
    """What a call of requests needs beside the message."""
    message = outgoing.call.message
    if message is not None and (message.behavior or {}).get("followRedirects") is False:
        yield "allow_redirects=False"
    if message is not None and message.digest is not None:
        variable = f"{outgoing.call.step.service.variable}_password".upper()
        user = literal(pieces_of(message.digest[0], outgoing.masker.in_code, outgoing.call.step.service.variable))
        yield f'auth=requests.auth.HTTPDigestAuth({user}, os.environ["{variable}"])'


def _known(outgoing: Outgoing, values: "_Values") -> Known:
    """What the program knows when it sends this request. A secret that is good for one time it asks for, just before."""
    step = outgoing.call.step
    once = {parameter.wire for parameter in step.parameters if parameter.secret and parameter.traits.once}

    def known(name: str, value: str) -> Code | None:
        if name not in once:
            return values.known(name, value)
        variable = EnvironmentVariable.of(step.service.variable, name).name
        return Code(f"os.environ.get({variable!r}) or input({f'{name}: '!r})")

    return known


def _notes(outgoing: Outgoing) -> list[str]:
    item = getattr(outgoing.call.step, "item", None)
    auth = item.auth if item is not None else None
    return [_NOT_SIGNED] if isinstance(auth, dict) and auth.get("type") in _SIGNING else []


class _Values:
    """The values that replies gave so far, each with the expression that has it, and the name that it had."""

    def __init__(self) -> None:
        self._expressions: dict[str, tuple[Code, str]] = {}

    def learn(self, reply: str, content: bytes | None, mask: Callable[[str], str]) -> None:
        """Note the values of a reply. Of equal values the first counts: others have it from there. ``mask`` hides secrets."""
        try:
            value = read_json(content or b"")
        except ValueError:
            return
        for path, name, leaf in _leaves(value):
            if len(self._expressions) >= _MOST_VALUES:
                return
            if _PLAIN.fullmatch(leaf) and mask(path) == path:
                self._expressions.setdefault(leaf, (Code(f"{reply}.json(){path}"), name))

    def known(self, name: str, value: str) -> Code | None:
        """The expression for the value of a parameter. A short value counts if the reply had it under a name like this."""
        code, named = self._expressions.get(value, (None, ""))
        is_like = bool(named) and _letters(name).endswith(_letters(named))
        return code if len(value) >= _SHORTEST_VALUE or is_like else None

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
            if len(word[0]) >= _SHORTEST and word[0] in self._expressions:
                pieces += [text[at : word.start()], self._expressions[word[0]][0]]
                at = word.end()
        return [piece for piece in (*pieces, text[at:]) if piece] or [""]


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
