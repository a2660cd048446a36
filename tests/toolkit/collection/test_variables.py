"""The variables of a file as parameters."""

import pytest

from kaizala_nb.toolkit.collection.slugs import Slugs
from kaizala_nb.toolkit.collection.variables import parameters_of


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("base_url", "Base url"),
        ("book_id", "Book id"),
        ("apiKey", "Api key"),
        ("ticketID", "Ticket ID"),
        ("currentDateTimeISO", "Current date time ISO"),
    ],
)
def test_a_name_with_capitals_inside_is_shown_as_words(name, label):
    [parameter] = parameters_of([name], (), Slugs(""))
    assert parameter.label == label
