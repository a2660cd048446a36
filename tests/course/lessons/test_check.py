"""A check's answer: what it shows of lines that are done and of others, and what it tells programs."""

from contextlib import closing

from kaizala_nb import Kaizala
from kaizala_nb.course.lessons import Check
from kaizala_nb.course.lessons.check import RESULT, line, quotation

HALF = Check(
    "Check 00: half",
    [line(True, "It is there.", "", "Never shown."), line(None, "", "It is not there.", "Look here.", "Step1.")],
    name="00",
)


def test_only_a_line_that_is_not_done_has_hints():
    assert repr(HALF).splitlines() == [
        "Check 00: half: 1 of 2 done",
        "done       It is there.",
        "not yet    It is not there.",
        "           Hint 1: Look here.",
        "           Hint 2: Step1.",
    ]
    html = HALF._repr_mimebundle_()["text/html"]
    assert html.count("<details>") == 2
    assert "Never shown." not in html


def test_programs_get_the_result_as_numbers():
    assert HALF._repr_mimebundle_()[RESULT] == {"check": "00", "done": 1, "of": 2}


def test_a_check_passes_when_all_its_lines_are_done():
    assert not HALF.passed
    assert Check("All", [line(True, "Yes.", "No.")]).passed


def test_an_unknown_check_does_not_pass_and_names_the_nearest():
    with closing(Kaizala()) as kaizala:
        unknown = kaizala.check("04 yourturn")
    assert not unknown.passed
    assert "Did you mean '04 your turn'?" in repr(unknown)


def test_a_quotation_is_the_text_in_its_marks():
    assert quotation({"text": "Hello"}) == '"Hello"'
    assert quotation(None) == ""
