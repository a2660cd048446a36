"""What a stand-in does only when a lesson asks for it by name: pages, idempotency keys, a limit, webhooks, ...

A manner is a file: its options, and how a call goes through it. :class:`teaching.Manners` holds those that are switched on, and the
order in which a call goes through them. What they remember is in the state, so it survives as the rest does.
"""

from kaizala_nb.toolkit.stand_in.manners.teaching import NAMES, TABLES, Manners

__all__ = ["NAMES", "TABLES", "Manners"]
