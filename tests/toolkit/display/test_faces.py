"""How long, in its largest unit; how far from UTC; and texts from right to left inside a sentence."""

from datetime import timedelta

import pytest

from kaizala_nb.toolkit.display import faces

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000


@pytest.mark.parametrize(
    ("milliseconds", "said"),
    [
        (0, "1 second"),
        (58 * SECOND, "59 seconds"),
        (59 * SECOND, "1 minute"),
        (60 * SECOND, "1 minute"),
        (2 * MINUTE - SECOND, "2 minutes"),
        (59 * MINUTE, "59 minutes"),
        (HOUR - 2 * SECOND, "59 minutes"),
        (HOUR - SECOND, "1 hour"),
        (DAY - 2 * SECOND, "23 hours"),
        (DAY - SECOND, "1 day"),
        (363 * DAY, "363 days"),
        (2_000 * DAY, "2,000 days"),
    ],
)
def test_a_duration_is_said_in_its_largest_unit(milliseconds, said):
    """One second more than it is: HTTP's dates know whole seconds only."""
    assert faces.duration(milliseconds) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "UTC"),
        (330, "UTC+05:30"),
        (59, "UTC+00:59"),
        (60, "UTC+01:00"),
        (61, "UTC+01:01"),
        (-60, "UTC-01:00"),
        (-210, "UTC-03:30"),
        (-570, "UTC-09:30"),
        (-30, "UTC-00:30"),
    ],
)
def test_an_offset_is_said_in_hours_and_minutes_to_either_side(minutes, said):
    assert faces.offset(timedelta(minutes=minutes)) == said


@pytest.mark.parametrize("text", ["שלום", "مرحبا", "Asha مرحبا", "a שלום"])
def test_a_text_with_anything_from_right_to_left_is_isolated(text):
    assert faces.isolated(text) == f"\u2068{text}\u2069"


@pytest.mark.parametrize("text", ["", "Asha", "Łódź", "東京", "+447700900001"])
def test_any_other_text_is_as_it_is(text):
    assert faces.isolated(text) == text


@pytest.mark.parametrize(
    ("text", "most", "said"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcde… 1 character more"),
        ("abcdef", 1, "a… 5 characters more"),
        ("abcdef", 0, "… 6 characters more"),
        ("ééé", 6, "ééé"),
        ("ééé", 5, "éé… 1 character more"),
        ("a<b", 6, "a<b"),
        ("a<b", 5, "a<… 1 character more"),
        ("a<b", 4, "a… 2 characters more"),
        ("", 0, ""),
    ],
)
def test_a_text_is_cut_where_its_bytes_in_an_output_end(text, most, said):
    """Of HTML, where "<" takes four; in UTF-8, where "é" takes two."""
    assert faces.cut(text, most) == said
    assert faces.cut(text, most, "All of it: x") == (said if said == text else f"{said}: All of it: x")


@pytest.mark.parametrize(("most", "first"), [(0, 3), (1, 2), (2, 2), (3, 1), (5, 1), (6, 0), (100, 0)])
def test_the_newest_lines_are_shown_as_far_as_there_is_room(most, first):
    assert faces.newest(["abc", "de", "f"], most) == first
