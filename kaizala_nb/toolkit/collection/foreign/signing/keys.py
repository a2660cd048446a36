"""Private keys and signatures with them, by PyJWT and cryptography."""

import binascii
import re
from base64 import b64decode
from typing import Any

from kaizala_nb.toolkit.collection.foreign import CannotSend

ASYMMETRIC = tuple(f"{family}{size}" for family in ("RS", "PS", "ES") for size in (256, 384, 512))
"""The algorithms of a JWT that sign with a private key."""
_CURVES = {"ES256": 256, "ES384": 384, "ES512": 521}
"""For each algorithm with an elliptic curve, the bits of the keys that it takes."""
_FRAME = re.compile(r"-----(?:BEGIN|END)[A-Z ]*-----|\s")
_TODO = "Give a private key as PEM, without a password, of the kind that this algorithm takes."


def private_key(text: str) -> Any:
    """The private key in a text: PEM, also in one line or without its frame. Raises :class:`CannotSend`."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    try:
        return load_der_private_key(b64decode(_FRAME.sub("", text.replace("\\n", "\n"))), None)
    except (ValueError, TypeError, UnsupportedAlgorithm, binascii.Error):
        raise unusable() from None


def unusable() -> CannotSend:
    """The error for a private key that cannot be used."""
    return CannotSend("Its private key cannot be used for this signature.", todo=_TODO)


def signature(algorithm: str, key: str, content: bytes) -> bytes:
    """The signature of ``content`` by one of :data:`ASYMMETRIC`. Raises :class:`CannotSend` for a key of another kind."""
    from jwt.algorithms import get_default_algorithms
    from jwt.exceptions import PyJWTError

    signer, loaded = get_default_algorithms()[algorithm], private_key(key)
    if algorithm in _CURVES and getattr(loaded, "key_size", 0) != _CURVES[algorithm]:
        raise unusable()
    try:
        return signer.sign(content, signer.prepare_key(loaded))
    except (ValueError, TypeError, PyJWTError):
        raise unusable() from None
