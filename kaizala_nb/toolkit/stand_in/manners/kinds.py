"""The kinds of manners by name."""

from kaizala_nb.toolkit.stand_in.manners.conditional import Conditional
from kaizala_nb.toolkit.stand_in.manners.idempotency import Idempotency
from kaizala_nb.toolkit.stand_in.manners.limit import Limit
from kaizala_nb.toolkit.stand_in.manners.location import Location
from kaizala_nb.toolkit.stand_in.manners.manner import Manner
from kaizala_nb.toolkit.stand_in.manners.paging import Paging
from kaizala_nb.toolkit.stand_in.manners.webhook import Webhook

__all__ = ["KINDS", "Webhook"]

KINDS: dict[str, type[Manner]] = {
    "limit": Limit,
    "idempotency": Idempotency,
    "conditional": Conditional,
    "webhook": Webhook,
    "location": Location,
    "paging": Paging,
}
"""A call goes through them in this order, and its answer back."""
