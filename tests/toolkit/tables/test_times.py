"""A time may be in seconds or in milliseconds: the size of the number tells which. One too small for both is no time."""

import pandas as pd
import pytest

from kaizala_nb.toolkit.tables import frame

BOUND = 100_000_000_000
"""Below it a number counts seconds: the year 5138. From it on, milliseconds: March 1973."""


def moment_of(name, value):
    return frame({name: value})[name][0]


@pytest.mark.parametrize("name", ["dueDate", "expiryDate", "sentAt", "startingTime"])
def test_the_size_tells_the_unit_up_to_the_bound_itself(name):
    assert moment_of(name, BOUND - 1) == pd.Timestamp("5138-11-16T09:46:39Z")
    assert moment_of(name, BOUND) == pd.Timestamp("1973-03-03T09:46:40Z")
    assert moment_of(name, str(BOUND - 1)) == pd.Timestamp("5138-11-16T09:46:39Z")
    assert moment_of(name, -BOUND) == pd.Timestamp("1966-10-31T14:13:20Z")


@pytest.mark.parametrize("name", ["at", "accessTokenExpiry", "responseTime", "ts", "validity"])
def test_a_field_in_milliseconds_is_in_milliseconds_whatever_its_size(name):
    assert moment_of(name, BOUND - 1) == pd.Timestamp("1973-03-03T09:46:39.999Z")
    assert moment_of(name, BOUND) == pd.Timestamp("1973-03-03T09:46:40Z")


def test_a_field_in_seconds_is_in_seconds_whatever_its_size():
    assert moment_of("creationTime", BOUND) == pd.Timestamp("5138-11-16T09:46:40Z")


def test_a_number_of_less_than_four_months_in_milliseconds_is_no_time():
    assert moment_of("validity", 9_999_999_999) == 9_999_999_999
    assert moment_of("validity", 10_000_000_000) == pd.Timestamp("1970-04-26T17:46:40Z")
