"""Hawk: a header with a code over the request.

The code is one HMAC over nine lines, so it is made here: the library for Python, mohawk, had its last release in 2019.
"""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import urlsplit

from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.signing import moment
from kaizala_nb.toolkit.collection.foreign.signing.draft import Draft, is_on

_ALGORITHMS = ("sha1", "sha256")


def add_hawk(text: Mapping[str, str], draft: Draft) -> None:
    """Add the header, if the file has an id and a key. Raises :class:`CannotSend` for an unknown algorithm."""
    if not text.get("authId") or not text.get("authKey"):
        return
    algorithm = text.get("algorithm") or "sha256"
    if algorithm not in _ALGORITHMS:
        raise CannotSend(f"It signs by Hawk with {algorithm[:40]!r}. These can be used: {', '.join(_ALGORITHMS)}.")
    given = text.get("timestamp", "").strip()
    time = given if given.isascii() and given.isdigit() and given.strip("0") else str(moment.now())
    nonce, extra = text.get("nonce") or moment.nonce(), text.get("extraData", "")
    application, delegation = text.get("app", ""), text.get("delegation", "")
    body_hash = _body_hash(draft, algorithm) if is_on(text.get("includePayloadHash")) else ""
    url = urlsplit(draft.address.origin)
    port = url.port or (80 if url.scheme == "http" else 443)
    lines = [
        "hawk.1.header",
        time,
        nonce,
        draft.method,
        draft.address.target(),
        url.hostname or "",
        str(port),
        body_hash,
    ]
    lines.append(extra.replace("\\", "\\\\", 1).replace("\n", "\\n", 1))
    if application:
        lines += [application, delegation]
    code = hmac.digest(text["authKey"].encode(), ("\n".join(lines) + "\n").encode(), algorithm)
    pairs = [("id", text["authId"]), ("ts", time), ("nonce", nonce), ("hash", body_hash)]
    pairs += [("ext", extra.replace("\\", "\\\\").replace('"', '\\"')), ("mac", b64encode(code).decode())]
    pairs += [("app", application), ("dlg", delegation if application else "")]
    draft.authorise("Hawk " + ", ".join(f'{name}="{value}"' for name, value in pairs if value))


def _body_hash(draft: Draft, algorithm: str) -> str:
    """The hash of the body and of its type; "" if there is no body."""
    if not draft.bytes or draft.content is None:
        return ""
    type_ = (draft.header("Content-Type") or draft.content.type).partition(";")[0].strip().lower()
    content = f"hawk.1.payload\n{type_}\n".encode() + draft.bytes + b"\n"
    return b64encode(hashlib.new(algorithm, content, usedforsecurity=False).digest()).decode()
