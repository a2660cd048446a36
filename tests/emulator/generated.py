"""How many cases are generated, and how: as many as fit into a test run, or as many as ``make soak`` says.

A machine that is busy must not fail a test, so there is no deadline and no health check. What fails is printed with what
reproduces it.
"""

import os

from hypothesis import HealthCheck, settings

CASES = int(os.environ.get("SOAK") or 2_000)
"""In all. One case is one generated call, or one whole run of the model with its many calls."""


def share(part: float, *, steps: int | None = None) -> settings:
    """Settings for a part of them."""
    stateful = {} if steps is None else {"stateful_step_count": steps}
    return settings(
        max_examples=max(1, round(CASES * part)),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
        **stateful,
    )
