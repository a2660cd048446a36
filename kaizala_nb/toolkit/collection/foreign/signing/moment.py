"""What each signature has of its own: the time, and a nonce."""

import secrets
import time


def now() -> int:
    """The seconds of the epoch."""
    return int(time.time())


def nonce() -> str:
    """A text that no other request has."""
    return secrets.token_hex(8)
