"""The clock of the local Kaizala: a day, an hour, a minute and a second are as long as anywhere."""

import time
from collections.abc import Iterator

import pytest

from kaizala_nb.course.sandbox.sandbox import Sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox.start()
    yield made
    made.close()


def ahead(sandbox: Sandbox) -> float:
    """How many seconds its clock is ahead of this computer's."""
    return sandbox.now / 1000 - time.time()


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ({"days": 1000}, 86_400_000),
        ({"hours": 1000}, 3_600_000),
        ({"minutes": 1000}, 60_000),
        ({"seconds": 1000}, 1_000),
        ({"days": 1, "hours": 2, "minutes": 3, "seconds": 4}, 93_784),
        ({}, 0),
    ],
    ids=str,
)
def test_it_goes_ahead_by_so_much(sandbox, given, seconds):
    sandbox.reset()
    before = ahead(sandbox)
    sandbox.advance(**given)
    assert ahead(sandbox) - before == pytest.approx(seconds, abs=30)  # the calls take their time
