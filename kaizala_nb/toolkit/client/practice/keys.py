"""Private keys to practise with: what is signed with them is worth nothing."""

from functools import cache

_CURVES = {"ES256": "SECP256R1", "ES384": "SECP384R1", "ES512": "SECP521R1"}


@cache
def practice_key(algorithm: str) -> str:
    """A new private key for this algorithm of a JWT, as PEM; an RSA key for any other. "" if nothing here can make one."""
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ec, rsa
    except ImportError:
        return ""
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    if algorithm in _CURVES:
        key = ec.generate_private_key(getattr(ec, _CURVES[algorithm])())
    else:
        key = rsa.generate_private_key(65_537, 2_048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
