"""Which variables hold secrets, by their names."""

_SECRET_WORDS = ("token", "secret", "password", "pin")


def is_secret(name: str) -> bool:
    """Whether a variable of this name holds a secret: tokens, secrets, passwords, PINs."""
    words = name.casefold().replace("_", "-").split("-")
    return any(word in words for word in _SECRET_WORDS)
