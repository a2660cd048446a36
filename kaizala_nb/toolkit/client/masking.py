"""Secrets are used, never shown.

A secret can come into an output in three ways, and each is closed here: by its repr (:class:`Secret`), by a field of a reply that
holds it (:func:`masked`), and by any text that quotes it (:class:`Masker`).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from weakref import WeakSet

from kaizala_nb.serving.secrecy import MASK, in_json, unless_named
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.encodings import encodings, quoted

_SHORTEST = 4  # characters; shorter secrets stand in too many texts by chance
_HEAD = 12
_MOST_KNOWN = 10_000
_KNOWN: "dict[Secret, None]" = {}
"""The newest secrets of this process, in the order in which they were made. A table of pandas may hold one as a plain text."""


class Secret(str):
    """A ``str`` whose repr is a mask, and which cannot be pickled. Code gets the real value."""

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
        """For IPython, which has its own way to show a ``str``."""
        printer.text(repr(self))

    def __reduce_ex__(self, protocol: Any) -> Any:
        """Raises :class:`InputError`: everybody can read a pickle. Only an empty secret is pickled, as an empty text."""
        if self:
            raise errors.not_pickled("A secret")
        return str, ("",)

    def __copy__(self) -> "Secret":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "Secret":
        return self


class Hidden:
    """A box around a value: neither its repr nor ``vars()`` shows the value."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


def masked(value: Any) -> Any:
    """JSON with a mask in place of every secret."""
    return in_json(value, lambda name, secret: MASK)


def secretive(value: Any) -> Any:
    """JSON with its real values. The repr of a secret in it is a mask."""
    return in_json(value, lambda name, secret: _secretive(secret))


def _secretive(secret: Any) -> Any:
    """The value of a secret field, each text in it as a :class:`Secret`."""
    if isinstance(secret, str):
        return Secret(secret)
    if isinstance(secret, dict):
        return {name: _secretive(entry) for name, entry in secret.items()}
    return [_secretive(entry) for entry in secret] if isinstance(secret, list) else secret


_MASKERS: "WeakSet[Masker]" = WeakSet()
"""All maskers. A session keeps its secrets here, even when 10,000 newer ones have pushed them out of ``_KNOWN``."""


def is_known(text: str) -> bool:
    """Whether a text is a secret that this process has met. A table may hold it as a plain text, not as a :class:`Secret`."""
    return text in _KNOWN or any(text in masker._names for masker in list(_MASKERS))


class Masker:
    """Replaces known secrets in a text by their names, such as ``{{access-token}}``. It finds them in their encodings too.

    The environment teaches it each secret. It remembers former values, since an old reply may still be shown. ``beside`` is another
    masker, whose secrets it replaces too.
    """

    def __init__(self, beside: "Masker | None" = None) -> None:
        self._beside = beside
        self._names: dict[str, str] = {}
        self._code_names: dict[str, str] = {}
        _MASKERS.add(self)

    def learn(self, secret: str, name: str, *, code_name: str = "") -> None:
        """From now on, show ``name`` in place of ``secret``. A secret under four characters is not replaced: it is too common.

        ``code_name`` stands in its place in code, where a mask would be sent as it is.
        """
        if len(secret) >= _SHORTEST:
            written = [Secret(one) for one in encodings(str(secret))]
            self._names.update(dict.fromkeys(written, name))
            if code_name:
                self._code_names.update(dict.fromkeys(written, f"{{{{{code_name}}}}}"))

    def also(self, secrets: Mapping[str, str], code_names: Mapping[str, str] | None = None) -> "Masker":
        """A masker that knows these secrets of one request too. What this masker learns later, the new one knows as well."""
        more = Masker(self)
        for secret, name in secrets.items():
            more.learn(secret, name, code_name=(code_names or {}).get(secret, ""))
        return more

    def in_code(self, text: str) -> str:
        """The text with a name such as ``{{password}}`` also in place of a secret that people see as a mask."""
        return _replaced(text, self._known() | self._known_in_code())

    def _known_in_code(self) -> dict[str, str]:
        return self._code_names if self._beside is None else self._beside._known_in_code() | self._code_names

    def _known(self) -> dict[str, str]:
        return self._names if self._beside is None else self._beside._known() | self._names

    def __call__(self, text: str) -> str:
        return _replaced(text, self._known())

    def json(self, value: Any) -> Any:
        """JSON with a mask in place of every secret field, and with the name in place of a known secret in any other text."""
        return self.texts(masked(value))

    def secretive(self, value: Any) -> Any:
        """JSON with its real values. The repr of a secret field in it is a mask, and that of a text that quotes a known secret."""
        secrets, value = self._in(value), secretive(value)
        if not secrets:
            return value
        return _changed(value, lambda text: text if _replaced(text, secrets) == text else Secret(text))

    def request_json(self, value: Any) -> Any:
        """As :meth:`json`; in place of a secret field that holds a known secret stands the name."""
        return self.texts(in_json(value, lambda name, secret: unless_named(self(str(secret)))))

    def texts(self, value: Any) -> Any:
        """JSON with the name in place of every known secret in its texts. Fields with secret names stay as they are."""
        secrets = self._in(value)
        return _changed(value, lambda text: _replaced(text, secrets)) if secrets else value

    def _in(self, value: Any) -> dict[str, str]:
        """The known secrets that stand anywhere in this JSON. Mostly there is none, so one look at the whole text is fast."""
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
    """The secrets that stand in a text. ``written`` gives a secret as the text would hold it.

    Many tokens begin alike. So it looks for each beginning once: without the beginning, the text holds none of them.
    """
    heads: dict[str, bool] = {}
    present = {}
    for secret, name in names.items():
        encoded = written(secret)
        head = encoded[:_HEAD]
        if head not in heads:
            heads[head] = head in text
        if heads[head] and encoded in text:
            present[secret] = name
    return present


def _replaced(text: str, names: Mapping[str, str]) -> str:
    """The text with names in place of secrets. Where secrets overlap, one name stands for all of them: that of the longest."""
    secrets = _present(text, names)
    if not secrets:
        return text
    spans = sorted(span for secret, name in secrets.items() for span in _spans(text, secret, name))
    pieces, at = [], 0
    for span in _united(spans):
        pieces += [text[at : span.start], span.name]
        at = span.end
    return "".join([*pieces, text[at:]])


class _Span(NamedTuple):
    """A part of a text, and the name that takes its place."""

    start: int
    end: int
    name: str

    @property
    def length(self) -> int:
        return self.end - self.start


def _spans(text: str, secret: str, name: str) -> Iterator[_Span]:
    """Where a secret stands in a text. Where it overlaps itself, that is one span."""
    start = text.find(secret)
    while start >= 0:
        last = start
        while (again := text.rfind(secret, last + 1, last + 2 * len(secret) - 1)) >= 0:
            last = again
        yield _Span(start, last + len(secret), name)
        start = text.find(secret, last + len(secret))


def _united(spans: Iterable[_Span]) -> Iterator[_Span]:
    """The spans, which are in order. Those that overlap come as one, with the name of the longest."""
    whole: _Span | None = None
    longest = 0
    for span in spans:
        if whole is None or span.start >= whole.end:
            if whole is not None:
                yield whole
            whole, longest = span, span.length
            continue
        name = span.name if span.length > longest else whole.name
        longest = max(longest, span.length)
        whole = _Span(whole.start, max(whole.end, span.end), name)
    if whole is not None:
        yield whole
