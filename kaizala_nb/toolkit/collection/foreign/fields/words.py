"""What a file says about a value, and whether the value is secret."""

from typing import Any

from kaizala_nb.serving.secrecy import in_address, in_header, in_text, is_secret_pair, unless_named
from kaizala_nb.toolkit.collection.texts import description_of

_LONGEST = 500  # characters of a description below a field


def described(entry: Any) -> str:
    """The description of an entry of a file; "" if it has none."""
    text = " ".join(description_of(entry).split()) if isinstance(entry, dict) else ""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def is_secret_value(name: str, value: str) -> bool:
    """Whether a value is never shown: its name says so, or there is a secret in it. Names of variables are none."""
    return is_secret_pair(name, value) or (bool(value) and holds_secret(value))


def holds_secret(text: str) -> bool:
    """Whether something in a text is secret by its name: a password in an address, a token in a header or in JSON."""
    if unless_named(text) == text:  # names of variables alone
        return False
    return any(seen != text for seen in (in_address(text), in_text(text), in_header("", text)))
