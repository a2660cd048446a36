"""NTLM: what a client answers on one connection, by pyspnego. Only NTLM of version 2 is spoken."""

import os
import re
import threading
from base64 import b64decode, b64encode
from dataclasses import replace

from kaizala_nb.toolkit.collection.message import Ntlm

_CHALLENGE = re.compile(r"NTLM ([A-Za-z0-9+/=]+)")
_NAMED = threading.Lock()


def answered(ntlm: Ntlm, asked: str) -> tuple[str, Ntlm | None] | None:
    """The header ``Authorization`` that answers, and what NTLM answers with next time; None if the service did not ask for NTLM.

    ``asked`` is the service's header ``WWW-Authenticate``.
    """
    import spnego
    from spnego.exceptions import SpnegoError

    if ntlm.conversation is None:
        if "NTLM" not in asked and "Negotiate" not in asked:
            return None
        client = spnego.client(_user(ntlm), ntlm.password, protocol="ntlm", options=spnego.NegotiateOptions.use_ntlm)
        first = client.step() or b""
        return f"NTLM {b64encode(first).decode()}", replace(ntlm, conversation=client)
    challenge = _CHALLENGE.search(asked)
    if challenge is None:
        return None
    try:
        last = _last(ntlm, b64decode(challenge[1]))
    except (SpnegoError, ValueError):
        return None
    return f"NTLM {b64encode(last).decode()}", None


def _last(ntlm: Ntlm, challenge: bytes) -> bytes:
    """The answer to the challenge. The library takes the name of the computer from the environment alone, or tells its own name."""
    with _NAMED:
        before = os.environ.get("NETBIOS_COMPUTER_NAME")
        os.environ["NETBIOS_COMPUTER_NAME"] = ntlm.workstation.upper()
        try:
            return ntlm.conversation.step(challenge) or b""
        finally:
            del os.environ["NETBIOS_COMPUTER_NAME"]
            if before is not None:
                os.environ["NETBIOS_COMPUTER_NAME"] = before


def _user(ntlm: Ntlm) -> str:
    """The user with the domain, which may stand in the name: ``domain\\\\name`` or ``name@domain``."""
    name, domain = ntlm.user, ntlm.domain
    if not domain and name.count("@") == 1 and "\\" not in name:
        name, _, domain = name.partition("@")
    return f"{domain}\\{name}" if domain else name
