"""The table of evidence: each call of the service, once.

The numbers are those of the service's description: 1 to 45 are operations. ``v`` is another way to the same operation, ``f`` a way of
the flow connector, ``b`` what a browser opens, ``o`` a call of our own.
"""

from kaizala_nb.emulator.evidence.content import CONTENT
from kaizala_nb.emulator.evidence.groups import GROUPS
from kaizala_nb.emulator.evidence.row import Row, call_of
from kaizala_nb.emulator.evidence.signing_in import AUTHENTICATION
from kaizala_nb.emulator.evidence.variants import VARIANTS
from kaizala_nb.emulator.evidence.webhooks import WEBHOOKS

FOLDERS = {
    "Signing in": AUTHENTICATION,
    "Groups": GROUPS,
    "Content and queries": CONTENT,
    "Webhooks, reactions and bots": WEBHOOKS,
    "Variants, facades, and what a browser opens": VARIANTS,
}
ROWS = [row for rows in FOLDERS.values() for row in rows]

_BY_CALL = {call_of(row.method, row.path): row for row in ROWS}


def row_of(method: str, path: str) -> Row | None:
    """The row of a call; None where there is none, as for the control plane."""
    return _BY_CALL.get(call_of(method, path))
