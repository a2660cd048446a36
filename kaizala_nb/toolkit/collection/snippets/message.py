"""A request in pieces of text and environment variables. Each language puts the pieces together in its own way."""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kaizala_nb.serving.secrecy import in_address, in_header, in_query, in_text, is_secret
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.step import Call
from kaizala_nb.toolkit.collection.upload import Upload

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class EnvironmentVariable:
    """An environment variable that holds a secret."""

    name: str


Pieces = list[str | EnvironmentVariable]
"""A text with secrets in it."""


@dataclass(frozen=True)
class Message:
    """The request of a call.

    Attributes:
        method: The method of HTTP.
        url: The address.
        headers: The headers.
        json: A body that is JSON; in place of each text in it stand its pieces. None for any other body.
        text: A body as text, also one that is JSON; None if there is no body, or a form.
        files: The parts of a form that are files.
        fields: The parts of a form that are texts.
    """

    method: str
    url: Pieces
    headers: list[tuple[str, Pieces]]
    json: Any
    text: Pieces | None
    files: tuple[tuple[str, Upload], ...]
    fields: list[tuple[str, Pieces]]

    @property
    def has_secrets(self) -> bool:
        """Whether a program needs an environment variable for it."""
        texts = [self.url, self.text or [], *(value for _, value in self.headers), *(value for _, value in self.fields)]
        return any(isinstance(piece, EnvironmentVariable) for pieces in texts for piece in pieces)


class _Marks:
    """Marks that stand for secrets while a request is made. A mark is a word that nothing escapes and nobody can guess."""

    def __init__(self, mask: Callable[[str], str], prefix: str, known: Mapping[str, str]) -> None:
        """``known``: secrets to be marked wherever they stand, each with its name."""
        self._known = known
        self._nonce = secrets.token_hex(16)
        self._variables: dict[str, EnvironmentVariable] = {}
        self._mask = mask
        self._prefix = prefix

    def mark(self, name: str) -> str:
        mark = f"s{self._nonce}n{len(self._variables)}s"
        self._variables[mark] = self._variable(name)
        return mark

    def _variable(self, name: str) -> EnvironmentVariable:
        return EnvironmentVariable(re.sub(r"\W", "_", f"{self._prefix}_{name}", flags=re.A).upper())

    def pieces(self, text: str) -> Pieces:
        for secret, name in self._known.items():
            if secret in text:
                text = text.replace(secret, self.mark(name))
        pieces: Pieces = []
        for part in re.split(f"(s{self._nonce}n[0-9]+s)", text):
            pieces += [self._variables[part]] if part in self._variables else self._masked(part)
        return pieces or [""]

    def _masked(self, text: str) -> Pieces:
        """A text with the variables that hold secrets in the place of these."""
        masked = self._mask(text)
        if masked == text:
            return [text] if text else []
        pieces: Pieces = []
        for part in re.split(r"({{[^{}]+}})", masked):
            if part.startswith("{{") and part not in text:
                pieces.append(self._variable(part.strip("{}")))
            elif part:
                pieces.append(part)
        return pieces

    def hide(self, name: str, value: str) -> str:
        """A mark for a secret value of this name. A value that is a mark already stays as it is."""
        return value if self._nonce in value else self.mark(name)

    def json(self, value: Any, name: str = "") -> Any:
        """JSON with each text in pieces. ``name`` is the name of the secret that the value is in, "" if it is in none."""
        if isinstance(value, str):
            return self.pieces(self.hide(name, value) if name and value else value)
        if isinstance(value, dict):
            return {key: self.json(one, key if is_secret(key) else name) for key, one in value.items()}
        return _Listed(self.json(one, name) for one in value) if isinstance(value, list | tuple) else value


class _Listed(tuple[Any, ...]):
    """A list of JSON. It is a tuple, so that it is not taken for pieces."""


def message_of(call: Call, base: str, mask: Callable[[str], str]) -> Message:
    """The request of a call to the service at ``base``."""
    known = call.step.literal_secrets if isinstance(call.step, ForeignStep) else {}
    marks = _Marks(mask, call.step.service.variable, known)
    values = dict(call.values)
    for parameter in call.step.parameters:
        if parameter.secret and values.get(parameter.name):
            values[parameter.name] = marks.mark(parameter.wire if parameter.place == "variable" else parameter.name)
    marked = call.step.request(values)
    if isinstance(call.step, ForeignStep) and marked.message is not None and marked.message.wants_token:
        marked = call.step.with_token(marked, marks.mark(call.step.token_variable))
    headers = dict(marked.headers)
    if call.step.token:
        headers[call.step.token.header] = marks.mark(call.step.token.variable)
    if marked.body is not None:
        headers["Content-Type"] = "application/json"
    text = marked.body_text
    if text is not None:
        text = (in_query if call.step.content_type.lower().startswith(_FORM) else in_text)(text, marks.hide)
    return Message(
        method=call.step.method,
        url=marks.pieces(in_address(base.strip().rstrip("/") + marked.path, marks.hide)),
        headers=[(name, marks.pieces(in_header(name, value, marks.hide))) for name, value in headers.items()],
        json=None if marked.body is None else marks.json(marked.body),
        text=None if text is None else marks.pieces(text),
        files=marked.files,
        fields=[(name, marks.pieces(in_header(name, value, marks.hide))) for name, value in marked.fields],
    )


def written(value: Any, leaf: Callable[[Pieces], str], key: Callable[[str], str], words: tuple[str, str, str]) -> str:
    """JSON as a literal of a language. ``leaf`` writes a text, ``key`` a name; ``words`` are those for true, false and null."""
    return _written(value, leaf, key, words, "")


def _written(
    value: Any, leaf: Callable[[Pieces], str], key: Callable[[str], str], words: tuple[str, str, str], margin: str
) -> str:
    inner = margin + "    "
    if isinstance(value, list):
        return leaf(value)
    if isinstance(value, dict | _Listed):
        if isinstance(value, dict):
            entries = [f"{key(name)}: {_written(one, leaf, key, words, inner)}" for name, one in value.items()]
            opening, closing = "{}"
        else:
            entries = [_written(one, leaf, key, words, inner) for one in value]
            opening, closing = "[]"
        if not entries:
            return opening + closing
        if isinstance(value, _Listed) and sum(map(len, entries)) < 80 and not any("\n" in entry for entry in entries):
            return opening + ", ".join(entries) + closing
        return opening + "".join(f"\n{inner}{entry}," for entry in entries) + f"\n{margin}{closing}"
    true, false, null = words
    if value is None:
        return null
    if isinstance(value, bool):
        return true if value else false
    return repr(value)
