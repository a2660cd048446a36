"""The identity of a Kaizala: its key for tokens, the id of its ready-made connector, and how far its clock is ahead.

It comes out of a file or a snapshot, so it is checked before it is used.
"""

from typing import NamedTuple

from kaizala_nb.emulator.store import Store
from kaizala_nb.serving.clock import FURTHEST

_SHORTEST_KEY = 16  # bytes


class Identity(NamedTuple):
    """What :func:`read` found."""

    signing_key: bytes
    offset: float


def read(store: Store) -> Identity:
    """The identity in a state. Raises ``ValueError`` with a sentence's part that says what does not fit."""
    with store.transaction():
        key, offset, name, tenant = map(store.get, ("signing_key", "offset", "application_id", "tenant_id"))
        if not isinstance(key, bytes) or len(key) < _SHORTEST_KEY:
            raise ValueError("it has no key to sign tokens with")
        if not (isinstance(tenant, str) and isinstance(name, str) and name):
            raise ValueError("it has no ready-made connector")
    if offset is not None and not (isinstance(offset, int | float) and 0 <= offset <= FURTHEST):
        raise ValueError("its clock shows no time that there is")
    return Identity(key, float(offset or 0))
