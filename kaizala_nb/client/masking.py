"""Secrets are used, never shown.

Three ways lead from a secret to an output, and each is closed here: its repr (:class:`Secret`), the fields of a reply that
hold one (:func:`masked`), and text that quotes one, whatever it is (:class:`Masker`).
"""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import NoneType
from typing import Any

MASK = "••••••"

SECRET_FIELDS = frozenset(
    name.casefold()
    for name in (
        "accessToken",
        "refreshToken",
        "applicationSecret",
        "client_secret",
        "pin",
        "callBackToken",
        "authorization",
        "X-Emulator-Key",
    )
)
"""Names of fields and headers whose values are secrets, folded."""


_PLAIN = frozenset((str, int, float, bool, NoneType))  # most of a reply; to look at each more closely takes time


class Secret(str):
    """Text whose repr is a mask. It is a ``str`` in every other way: code gets the real value."""

    def __repr__(self) -> str:
        return repr(MASK) if self else "''"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """IPython's own way of showing strings would show it."""
        printer.text(repr(self))


def _walk(value: Any, change: Callable[[str, Any], Any]) -> Any:
    """The JSON ``value`` with ``change(field, value)`` applied to every secret field that is set."""
    if isinstance(value, dict | Mapping):
        return {
            name: change(name, entry)
            if _is_secret(name) and entry not in (None, "")
            else entry
            if type(entry) in _PLAIN
            else _walk(entry, change)
            for name, entry in value.items()
        }
    if isinstance(value, list):
        return [entry if type(entry) in _PLAIN else _walk(entry, change) for entry in value]
    return value


@lru_cache(maxsize=1000)
def _is_secret(name: Any) -> bool:
    return str(name).casefold() in SECRET_FIELDS


def masked(value: Any) -> Any:
    """JSON with a mask in place of every secret."""
    return _walk(value, lambda name, secret: MASK)


def secretive(value: Any) -> Any:
    """JSON with its real values, whose repr masks the secrets."""
    return _walk(value, lambda name, secret: Secret(secret) if isinstance(secret, str) else secret)


class Masker:
    """Replaces known secrets in text by their names: ``{{access-token}}``.

    It learns whatever the environment is given, and remembers former values, since an old reply may still be shown.
    """

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        self._names: dict[str, str] = dict(names or {})

    def learn(self, secret: str, name: str) -> None:
        """From now on, show ``name`` where ``secret`` stands. Secrets under four characters are too common to replace."""
        if len(secret) >= 4:
            self._names[str(secret)] = name

    def also(self, secrets: Mapping[str, str]) -> "Masker":
        """A masker that knows these too: what one request alone held, its PIN."""
        return Masker({**self._names, **secrets})

    def __call__(self, text: str) -> str:
        for secret, name in self._names.items():
            if secret in text:
                text = text.replace(secret, name)
        return text

    def json(self, value: Any) -> Any:
        """JSON with every secret field masked, and every known secret in any other text."""
        clean = masked(value)
        return self._texts(clean) if self._may_be_in(clean) else clean

    def request_json(self, value: Any) -> Any:
        """As :meth:`json`, with the name of its variable in place of a secret that has one."""
        return self._texts(_walk(value, lambda name, secret: self(secret) if self(str(secret)) != secret else MASK))

    def _may_be_in(self, value: Any) -> bool:
        """Whether a known secret stands anywhere in this JSON: one look at all of its text, since mostly none does."""
        try:
            text = json.dumps(value, ensure_ascii=False)
        except (TypeError, ValueError):
            return True
        return any(json.dumps(secret, ensure_ascii=False)[1:-1] in text for secret in self._names)

    def _texts(self, value: Any) -> Any:
        if isinstance(value, str):
            return self(value)
        if isinstance(value, dict):
            return {self(name): self._texts(entry) for name, entry in value.items()}
        if isinstance(value, list):
            return [self._texts(entry) for entry in value]
        return value
