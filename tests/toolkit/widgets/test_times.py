"""Times and durations in a form: the unit that a number is in, and hours that have sixty minutes."""

from datetime import timedelta

import pytest

from kaizala_nb.toolkit.widgets.fields.duration import DurationEntry
from kaizala_nb.toolkit.widgets.fields.time import TimeEntry, unit_of

BOUND = 100_000_000_000
"""Below it a number is in seconds, from it on in milliseconds."""


@pytest.mark.parametrize(
    ("number", "unit"),
    [
        (0, "seconds"),
        (1_500_377_471, "seconds"),
        (BOUND - 1, "seconds"),
        (BOUND, "milliseconds"),
        (1_500_377_471_000, "milliseconds"),
        (1 - BOUND, "seconds"),
        (-BOUND, "milliseconds"),
    ],
)
def test_the_size_of_a_number_tells_its_unit(number, unit):
    assert unit_of(number) == unit


@pytest.mark.parametrize("number", [BOUND - 1, BOUND])
def test_a_number_is_sent_as_it_was_given_whatever_its_unit(number):
    entry = TimeEntry(unit_of(number))
    entry.put(number)
    assert entry.value() == number


def test_the_time_of_a_number_is_the_one_of_its_unit():
    entry = TimeEntry(unit_of(BOUND))
    entry.put(BOUND)
    assert entry.raw == {"when": "1973-03-03T09:46:40", "zone": 0}


@pytest.mark.parametrize(("unit", "larger", "factor"), [("minutes", "hours", 60), ("hours", "days", 24)])
def test_a_duration_in_the_larger_unit_is_sent_in_its_own(unit, larger, factor):
    entry = DurationEntry(unit)
    entry.read({"number": "2", "unit": larger})
    assert entry.value() == 2 * factor
    entry.put(timedelta(**{larger: 3}))
    assert entry.value() == 3 * factor
