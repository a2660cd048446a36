"""A request in pieces of text and environment variables. Each language puts the pieces together in its own way."""

import json
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from kaizala_nb.serving.secrecy import MASK, in_address, in_header, in_query, in_text, is_secret, is_telling
from kaizala_nb.toolkit.collection import templates
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.step import Call
from kaizala_nb.toolkit.collection.upload import Upload

_FORM = "application/x-www-form-urlencoded"
_MOST_BRACKETS = 200  # of a body that is written as JSON though the file has it as a text


@dataclass(frozen=True)
class EnvironmentVariable:
    """An environment variable that holds a secret, or a value that nobody has given."""

    name: str
    is_secret: bool = True

    @classmethod
    def of(cls, prefix: str, name: str) -> Self:
        """The one for a secret of this name: ``API_CARD_TOKEN``."""
        return cls(re.sub(r"\W", "_", f"{prefix}_{name}", flags=re.A).upper())


@dataclass(frozen=True)
class Code(EnvironmentVariable):
    """In place of an environment variable, an expression of Python that has the value: an earlier reply gives it.

    ``name`` is the expression. Only a caller who gives ``known`` to :func:`message_of` gets one.
    """

    is_secret: bool = False


Pieces = list[str | EnvironmentVariable]
"""A text with secrets in it."""

Known = Callable[[str, str], Code | None]
"""Gives, for the name of a parameter and its value, the expression that has this value; None for none."""


def _nothing_known(name: str, value: str) -> None:
    """No reply came before."""


@dataclass(frozen=True)
class Message:
    """The request of a call.

    Attributes:
        method: The method of HTTP.
        url: The address.
        headers: The headers.
        json: A body that is JSON; in place of each text in it stand its pieces. None for any other body, and for one that a
            file has as a text, unless there is a secret in it: among pieces of JSON nobody could read it.
        text: A body as text, also one that is JSON; None if there is no body, or a form.
        files: The parts of a form that are files.
        fields: The parts of a form that are texts.
        basic: User and password of basic authentication, if they are known; then no header has them.
    """

    method: str
    url: Pieces
    headers: list[tuple[str, Pieces]]
    json: Any
    text: Pieces | None
    files: tuple[tuple[str, Upload], ...]
    fields: list[tuple[str, Pieces]]
    basic: tuple[Pieces, Pieces] | None = None

    @property
    def environment_variables(self) -> list[str]:
        """The names of the environment variables that a program needs for it, each once."""
        texts = [self.url, self.text or [], *(value for _, value in self.headers), *(value for _, value in self.fields)]
        texts += [*_texts_in(self.json), *(self.basic or ())]
        pieces = [piece for several in texts for piece in several]
        variables = [one for one in pieces if isinstance(one, EnvironmentVariable) and not isinstance(one, Code)]
        return list(dict.fromkeys(one.name for one in variables))

    @property
    def pair(self) -> Pieces:
        """User, colon and password of basic authentication."""
        user, password = self.basic or ([], [])
        if user and isinstance(user[-1], str):
            return [*user[:-1], f"{user[-1]}:", *password]
        return [*user, ":", *password]

    @property
    def note(self) -> str:
        """A sentence about the environment variable that holds user and password of basic authentication; "" for none."""
        for name, value in self.headers:
            if (
                name.lower() == "authorization"
                and value[:1] == ["Basic "]
                and isinstance(value[-1], EnvironmentVariable)
            ):
                return "" if isinstance(value[-1], Code) else f"{value[-1].name} is user:password in Base64."
        return ""

    @property
    def holds_secrets(self) -> bool:
        """Whether a secret stands where clients take it along when they follow a redirect, also to another host: in the body, or
        in a header other than ``Authorization``."""
        texts = [value for name, value in self.headers if name.lower() != "authorization"]
        texts += [self.text or [], *(value for _, value in self.fields), *_texts_in(self.json)]
        return any(map(_is_secret_in, texts))

    @property
    def url_holds_secrets(self) -> bool:
        """Whether a secret stands in the address."""
        return _is_secret_in(self.url)


def _is_secret_in(pieces: Pieces) -> bool:
    return any(isinstance(piece, EnvironmentVariable) and piece.is_secret for piece in pieces)


def _texts_in(json: Any) -> Iterator[Pieces]:
    """The texts in the JSON of a message."""
    if isinstance(json, list):
        yield json
    elif isinstance(json, dict | tuple):
        for value in json.values() if isinstance(json, dict) else json:
            yield from _texts_in(value)


class _Marks:
    """Marks that stand for secrets while a request is made. A mark is a word that nothing escapes and nobody can guess."""

    def __init__(self, mask: Callable[[str], str], prefix: str, known: Mapping[str, str]) -> None:
        """``known``: secrets to be marked wherever they stand, each with its name."""
        self._known = known
        self._nonce = secrets.token_hex(16)
        self._variables: dict[str, EnvironmentVariable] = {}
        self._mask = mask
        self._prefix = prefix

    def mark(self, name: str, code: Code | None = None, *, is_secret: bool = True) -> str:
        """A mark for the value of this name, or for the value of some code."""
        mark = f"s{self._nonce}n{len(self._variables)}s"
        self._variables[mark] = replace(code or EnvironmentVariable.of(self._prefix, name), is_secret=is_secret)
        return mark

    def pieces(self, text: str) -> Pieces:
        for secret, name in self._known.items():
            if secret in text:
                text = text.replace(secret, self.mark(name))
        pieces: Pieces = []
        for part in re.split(f"(s{self._nonce}n[0-9]+s)", text):
            pieces += [self._variables[part]] if part in self._variables else self._masked(part)
        return pieces or [""]

    def _masked(self, text: str) -> Pieces:
        return pieces_of(text, self._mask, self._prefix)

    def basic(self, header: str) -> tuple[Pieces, Pieces] | None:
        """User and password in a header of basic authentication; None for another header, and if they are not known."""
        word, _, pair = header.partition(" ")
        try:
            decoded = b64decode(pair, validate=True).decode()
        except ValueError:
            return None
        user, colon, password = decoded.partition(":")
        if word != "Basic" or not colon or self._nonce in pair or b64encode(decoded.encode()).decode() != pair:
            return None
        is_key = not password or is_telling(user.replace(self._nonce, ""))
        return self._variable("username", user) if is_key else self.pieces(user), self._variable("password", password)

    def _variable(self, name: str, text: str) -> Pieces:
        """A text that is secret: the variables in it, or one variable for all of it."""
        pieces = self.pieces(text)
        is_plain = any(isinstance(piece, str) and piece for piece in pieces)
        return [EnvironmentVariable.of(self._prefix, name)] if is_plain else pieces

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


def pieces_of(text: str, mask: Callable[[str], str], prefix: str) -> Pieces:
    """A text with the variables that hold secrets in the place of these. A mask is never in it: it would be sent."""
    masked = mask(text)
    if masked == text:
        return [text] if text else []
    pieces: Pieces = []
    for part in re.split(rf"({{{{[^{{}}]+}}}}|{MASK})", masked):
        if part == MASK and part not in text:
            pieces.append(EnvironmentVariable.of(prefix, "secret"))
        elif part.startswith("{{") and part not in text:
            pieces.append(EnvironmentVariable.of(prefix, part.strip("{}")))
        elif part:
            pieces.append(part)
    return pieces


class _Listed(tuple[Any, ...]):
    """A list of JSON. It is a tuple, so that it is not taken for pieces."""


def message_of(
    call: Call,
    base: str,
    mask: Callable[[str], str],
    known: Known = _nothing_known,
    asked: Collection[str] = (),
    token: str = "",
    secret: Collection[str] = (),
) -> Message:
    """The request of a call to the service at ``base``.

    ``known`` says which values earlier replies give. ``asked`` are variables that nobody has given a value: the program takes them
    from environment variables, as it takes secrets. ``base`` may then be a text with ``{{variables}}``. ``token`` is what the call
    carried as the token of its step. ``secret`` are variables that are secret whatever their names are.
    """
    literal = call.step.literal_secrets if isinstance(call.step, ForeignStep) else {}
    marks = _Marks(mask, call.step.service.variable, literal)
    values = dict(call.values)
    variables = {parameter.wire for parameter in call.step.parameters if parameter.place == "variable"}
    for parameter in call.step.parameters:
        value = values.get(parameter.name)
        code = known(parameter.wire, str(value)) if isinstance(value, str | int) else None
        is_asked = parameter.wire in asked and (parameter.place == "variable" or parameter.wire not in variables)
        if code or (value and (parameter.secret or is_asked)):
            name = parameter.wire if parameter.place == "variable" else parameter.name
            values[parameter.name] = marks.mark(name, code, is_secret=parameter.secret or parameter.wire in secret)
    if asked:
        for name in asked:
            if f"{{{{{name}}}}}" in values:
                values[f"{{{{{name}}}}}"] = marks.mark(name, is_secret=is_secret(name) or name in secret)
        base = templates.fill(base, {name: marks.mark(name) for name in asked})
    marked = call.step.request(values)
    if isinstance(call.step, ForeignStep) and marked.message is not None and marked.message.wants_token:
        name = call.step.token_variable
        codes = [known(name, credential) for credential in call.credentials]
        marked = call.step.with_token(marked, marks.mark(name, next(filter(None, codes), None)))
    headers = dict(marked.headers)
    if call.step.token:
        variable = call.step.token.variable
        headers[call.step.token.header] = marks.mark(variable, known(variable, token))
    if marked.body is not None:
        headers["Content-Type"] = "application/json"
    basic = marks.basic(headers.get("Authorization", ""))
    if basic:
        del headers["Authorization"]
    text = marked.body_text
    if text is not None:
        text = (in_query if call.step.content_type.lower().startswith(_FORM) else in_text)(text, marks.hide)
    return Message(
        method=call.step.method,
        url=marks.pieces(in_address(base.strip().rstrip("/") + marked.path, marks.hide)),
        headers=[(name, marks.pieces(in_header(name, value, marks.hide))) for name, value in headers.items()],
        json=_json_with_secrets(text, headers, marks) if marked.body is None else marks.json(marked.body),
        text=None if text is None else marks.pieces(text),
        files=marked.files,
        fields=[(name, marks.pieces(in_header(name, value, marks.hide))) for name, value in marked.fields],
        basic=basic,
    )


def _json_with_secrets(text: str | None, headers: Mapping[str, str], marks: _Marks) -> Any:
    """The JSON of a text that has secrets in it; None for any other text."""
    is_json = any(name.lower() == "content-type" and "json" in value.lower() for name, value in headers.items())
    if text is None or not is_json or text.count("{") + text.count("[") > _MOST_BRACKETS:
        return None
    if not any(isinstance(piece, EnvironmentVariable) for piece in marks.pieces(text)):
        return None
    try:
        value = json.loads(text)
        json.dumps(value, allow_nan=False)
    except ValueError:
        return None
    return marks.json(value) if isinstance(value, dict) else None


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
