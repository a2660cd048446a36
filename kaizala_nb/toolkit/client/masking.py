"""Secrets are used, never shown.

Three ways lead from a secret to an output, and each is closed here: its repr (:class:`Secret`), the fields of a reply that
hold one (:func:`masked`), and text that quotes one, whatever it is (:class:`Masker`).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from weakref import WeakSet

from kaizala_nb.serving.secrecy import MASK, in_json, unless_named
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.encodings import encodings, quoted

_SHORTEST = 4
_HEAD = 12


_MOST_KNOWN = 10_000
_KNOWN: "dict[Secret, None]" = {}
"""The newest secrets of this process, whoever holds them: a table of pandas' may hold one as a plain text."""


class Secret(str):
    """Text whose repr is a mask, and that is not pickled. It is a ``str`` in every other way: code gets the real value."""

    def __new__(cls, value: object = "") -> "Secret":
        secret = super().__new__(cls, value)
        if len(secret) >= _SHORTEST:
            _KNOWN[secret] = None
            if len(_KNOWN) > _MOST_KNOWN:
                del _KNOWN[next(iter(_KNOWN))]
        return secret

    def __repr__(self) -> str:
        return repr(MASK) if self else "''"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """IPython's own way of showing strings would show it."""
        printer.text(repr(self))

    def __reduce_ex__(self, protocol: Any) -> Any:
        """Raises :class:`InputError`: a pickle is a file that holds it in clear. No text is nothing secret."""
        if self:
            raise errors.not_pickled("A secret")
        return str, ("",)

    def __copy__(self) -> "Secret":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "Secret":
        return self


class Hidden:
    """Holds a value that neither a repr nor ``vars()`` shows."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


def masked(value: Any) -> Any:
    """JSON with a mask in place of every secret."""
    return in_json(value, lambda name, secret: MASK)


def secretive(value: Any) -> Any:
    """JSON with its real values, whose repr masks the secrets."""
    return in_json(value, lambda name, secret: _secretive(secret))


def _secretive(secret: Any) -> Any:
    """A secret, or all the texts in one that has parts."""
    if isinstance(secret, str):
        return Secret(secret)
    if isinstance(secret, dict):
        return {name: _secretive(entry) for name, entry in secret.items()}
    return [_secretive(entry) for entry in secret] if isinstance(secret, list) else secret


_MASKERS: "WeakSet[Masker]" = WeakSet()


def is_known(text: str) -> bool:
    """Whether a text is a secret that any notebook of this process has met: tables may hold it as a text of their own."""
    return text in _KNOWN or any(text in masker._names for masker in list(_MASKERS))


class Masker:
    """Replaces known secrets in text by their names: ``{{access-token}}``; as they are, and as JSON, addresses, forms and base64
    write them.

    It learns whatever the environment is given, and remembers former values, since an old reply may still be shown.
    """

    def __init__(self, beside: "Masker | None" = None) -> None:
        self._beside = beside
        self._names: dict[str, str] = {}
        _MASKERS.add(self)

    def learn(self, secret: str, name: str) -> None:
        """From now on, show ``name`` where ``secret`` stands. Secrets under four characters are too common to replace."""
        if len(secret) >= _SHORTEST:
            self._names.update({Secret(written): name for written in encodings(str(secret))})

    def also(self, secrets: Mapping[str, str]) -> "Masker":
        """A masker that knows these too, what one request alone held, and whatever this one knows by then."""
        more = Masker(self)
        for secret, name in secrets.items():
            more.learn(secret, name)
        return more

    def _known(self) -> dict[str, str]:
        return self._names if self._beside is None else self._beside._known() | self._names

    def __call__(self, text: str) -> str:
        return _replaced(text, self._known())

    def json(self, value: Any) -> Any:
        """JSON with every secret field masked, and every known secret in any other text."""
        return self._texts(masked(value))

    def secretive(self, value: Any) -> Any:
        """JSON with its real values, whose repr masks the secrets by their fields, and any other text that quotes a known one."""
        here, value = self._in(value), secretive(value)
        return _changed(value, lambda text: text if _replaced(text, here) == text else Secret(text)) if here else value

    def request_json(self, value: Any) -> Any:
        """As :meth:`json`, with the name of its variable in place of a secret that has one."""
        return self._texts(in_json(value, lambda name, secret: unless_named(self(str(secret)))))

    def _texts(self, value: Any) -> Any:
        """JSON with every known secret replaced in its texts."""
        here = self._in(value)
        return _changed(value, lambda text: _replaced(text, here)) if here else value

    def _in(self, value: Any) -> dict[str, str]:
        """The known secrets that stand anywhere in this JSON: one look at all of its text, since mostly there is none."""
        try:
            text = json.dumps(value, ensure_ascii=False)
        except (TypeError, ValueError):
            return self._known()
        return _present(text, self._known(), quoted)


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(name): _changed(entry, change) for name, entry in value.items()}
    return [_changed(entry, change) for entry in value] if isinstance(value, list) else value


def _present(text: str, names: Mapping[str, str], written: Callable[[str], str] = str) -> dict[str, str]:
    """The secrets that stand in a text, as they are ``written`` in it. Tokens begin alike: where no such beginning is, none is."""
    begins: dict[str, bool] = {}
    found = {}
    for secret, name in names.items():
        way = written(secret)
        head = way[:_HEAD]
        if head not in begins:
            begins[head] = head in text
        if begins[head] and way in text:
            found[secret] = name
    return found


def _replaced(text: str, names: Mapping[str, str]) -> str:
    """The text with names in place of secrets. Where secrets overlap all of it goes, under the name of the longest."""
    here = _present(text, names)
    if not here:
        return text
    found = sorted(place for secret, name in here.items() for place in _places(text, secret, name))
    pieces, at = [], 0
    for start, end, name in _united(found):
        pieces += [text[at:start], name]
        at = end
    return "".join([*pieces, text[at:]])


def _places(text: str, secret: str, name: str) -> Iterator[tuple[int, int, str]]:
    """Where a secret stands in a text; those that overlap each other are one place."""
    start = text.find(secret)
    while start >= 0:
        last = start
        while (again := text.rfind(secret, last + 1, last + 2 * len(secret) - 1)) >= 0:
            last = again
        yield start, last + len(secret), name
        start = text.find(secret, last + len(secret))


def _united(places: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The places, in order; those that overlap as one."""
    start = end = longest = 0
    called = ""
    for first, behind, name in places:
        if first >= end:
            if end:
                yield start, end, called
            start, end, longest, called = first, behind, behind - first, name
            continue
        if behind - first > longest:
            longest, called = behind - first, name
        end = max(end, behind)
    if end:
        yield start, end, called
