"""Digest authentication (RFC 7616): the header that answers a service which asked for a name and a password."""

import hashlib
import re
import secrets
from collections.abc import Mapping

_FIELD = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')
_HASHES = {"md5": "md5", "sha-256": "sha256", "sha-512-256": "sha512_256"}


def challenge_of(header: str) -> dict[str, str]:
    """The fields of a header ``WWW-Authenticate``, if it asks for digest; {} if it asks for something else."""
    kind, _, fields = header.partition(" ")
    if kind.lower() != "digest":
        return {}
    return {match[1].lower(): match[2] or match[3] or "" for match in _FIELD.finditer(fields)}


def header_of(user: str, password: str, method: str, target: str, challenge: Mapping[str, str]) -> str:
    """The header ``Authorization`` for a request; "" if the service asks for a hash that is not known here.

    ``challenge`` may name its own ``cnonce`` and ``nc``.
    """
    algorithm = challenge.get("algorithm") or "MD5"
    name = _HASHES.get(algorithm.lower().removesuffix("-sess"))
    if name is None or name not in hashlib.algorithms_available:
        return ""

    def hashed(text: str) -> str:
        return hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()

    realm, nonce = challenge.get("realm", ""), challenge.get("nonce", "")
    qops = [one.strip() for one in challenge.get("qop", "").split(",")]
    qop = "auth" if "auth" in qops else ""
    cnonce, count = challenge.get("cnonce") or secrets.token_hex(4), challenge.get("nc") or "00000001"
    first = hashed(f"{user}:{realm}:{password}")
    if algorithm.lower().endswith("-sess"):
        first = hashed(f"{first}:{nonce}:{cnonce}")
    second = hashed(f"{method}:{target}")
    middle = f"{nonce}:{count}:{cnonce}:{qop}" if qop else nonce
    fields = [
        f'username="{user}"',
        f'realm="{realm}"',
        f'nonce="{nonce}"',
        f'uri="{target}"',
        f'algorithm="{algorithm}"',
    ]
    if qop:
        fields += [f"qop={qop}", f"nc={count}", f'cnonce="{cnonce}"']
    fields.append(f'response="{hashed(f"{first}:{middle}:{second}")}"')
    if challenge.get("opaque"):
        fields.append(f'opaque="{challenge["opaque"]}"')
    return "Digest " + ", ".join(fields)
