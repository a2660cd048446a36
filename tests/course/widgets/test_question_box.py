"""The box of a question: what it says of a choice, and that it tells nobody the right one before."""

import json
import re

import pytest

from kaizala_nb.course.lessons import LESSONS
from kaizala_nb.course.lessons.questions import QUESTIONS
from kaizala_nb.course.lessons.questions.question import MOST_CHOICES
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.widgets.style import SHEET

ALL = list(QUESTIONS.values())


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_a_question_has_one_right_choice_and_a_reason_for_each(one):
    assert one.name[:2] in LESSONS
    assert 2 <= len(one.choices) <= MOST_CHOICES
    assert sum(choice.is_right for choice in one.choices) == 1
    assert len({choice.text for choice in one.choices}) == len(one.choices)
    for sentence in (one.sentence, *(choice.why for choice in one.choices)):
        assert sentence.endswith((".", "?", '."')), sentence
        assert len(sentence.split()) <= 25, sentence


def test_the_right_choice_is_not_always_at_the_same_place():
    places = [[choice.is_right for choice in one.choices].index(True) for one in ALL]
    assert len(ALL) < MOST_CHOICES or max(map(places.count, places)) <= len(ALL) / 2


@pytest.fixture
def box(kaizala):
    return kaizala.ask("05 twice")


def test_the_page_is_told_nothing_before_a_choice(box):
    said = json.dumps([box.content, box.get_state(["content"]), box._repr_mimebundle_()["text/html"], box.as_text()])
    for choice in QUESTIONS["05 twice"].choices:
        assert choice.text in said
        assert choice.why not in said
    assert "Right" not in said


def test_each_choice_gets_its_reason_any_number_of_times(box):
    for _ in range(2):
        for number, choice in enumerate(QUESTIONS["05 twice"].choices):
            assert box.pressed({"choice": number}) == ""
            verdict = "Right." if choice.is_right else "Not this one."
            assert box.content["verdict"] == f"{choice.text} {verdict} {choice.why}"
            assert box.content["choices"][number]["said"] == verdict
    for odd in (-1, 4, "1", None):
        before = box.content
        assert (box.pressed({"choice": odd}), box.content) == ("", before)


@pytest.mark.parametrize("answer", ["b", " B ", "It answers 200 and does nothing else."])
def test_a_choice_can_be_typed(kaizala, answer):
    assert "Right. The service then knows" in repr(kaizala.ask("05 twice", answer).as_text())


def test_another_name_and_another_choice_are_refused_with_a_line_that_works(kaizala):
    with pytest.raises(errors.InputError, match="Did you mean '05 twice'"):
        kaizala.ask("05 twise")
    with pytest.raises(errors.InputError, match="none of the choices") as refused:
        kaizala.ask("05 twice", "e")
    assert kaizala.ask("05 twice", "a").content["verdict"]
    assert 'kaizala.ask("05 twice", "a")' in refused.value.advice.todo


def test_there_is_a_gap_between_a_choice_and_what_is_said_of_it():
    assert re.search(r"^\.kz \.kz-actions\{[^}]*gap:", SHEET, re.MULTILINE)
