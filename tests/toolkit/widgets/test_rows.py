"""Rows: added, moved and removed by presses; the keyboard goes on where it makes sense; what is wrong is said with its number."""

import ipywidgets as widgets
import pytest

from kaizala_nb.toolkit.widgets import rows
from kaizala_nb.toolkit.widgets.fields.lists import text_list
from tests.toolkit.widgets.conftest import button, enter, press, text_of, walk


@pytest.fixture
def focused(monkeypatch):
    """What was given the focus, the newest last."""
    given = []
    monkeypatch.setattr(rows, "focus_on", given.append)
    return given


@pytest.fixture
def changes():
    """How often a list has told of a change."""
    return []


@pytest.fixture
def three(changes):
    """Three text_list."""
    made = text_list("Name", lambda: changes.append(1))
    made.put(["one", "two", "three"])
    return made


def nth(made, words, number):
    """The button of a row."""
    return [one for one in walk(made.box) if isinstance(one, widgets.Button) and one.description == words][number - 1]


def lines(made):
    return [one for one in walk(made.box) if isinstance(one, widgets.Text)]


def test_a_row_is_added_at_the_end_and_the_keyboard_goes_on_in_it(three, focused, changes):
    press(button(three.box, "Add a name"))
    assert len(lines(three)) == 4
    assert focused == [lines(three)[-1]]
    lines(three)[-1].value = "four"
    assert three.value() == ["one", "two", "three", "four"]
    assert changes


def test_empty_rows_at_the_end_are_none(three):
    press(button(three.box, "Add a name"))
    press(button(three.box, "Add a name"))
    assert three.value() == ["one", "two", "three"]
    assert three.mark() == ""
    lines(three)[1].value = " "
    assert three.mark() == "Name 2: It is empty."
    assert "Name 2: It is empty." in text_of(three.box)


def test_a_row_moves_and_the_keyboard_stays_on_the_button_that_moves_it(three, focused):
    press(nth(three, "Down", 1))
    assert three.value() == ["two", "one", "three"]
    assert focused[-1] is nth(three, "Down", 2)
    press(nth(three, "Down", 2))
    assert three.value() == ["two", "three", "one"]
    assert focused[-1] is nth(three, "Up", 3)  # it cannot go further down
    press(nth(three, "Up", 3))
    assert three.value() == ["two", "one", "three"]


def test_the_first_row_cannot_go_up_nor_the_last_one_down(three):
    assert [nth(three, "Up", number).disabled for number in (1, 2, 3)] == [True, False, False]
    assert [nth(three, "Down", number).disabled for number in (1, 2, 3)] == [False, False, True]


def test_a_row_is_removed_and_the_keyboard_goes_on_with_the_one_in_its_place(three, focused):
    press(nth(three, "Remove", 2))
    assert three.value() == ["one", "three"]
    assert focused[-1] is nth(three, "Remove", 2)
    press(nth(three, "Remove", 2))
    assert focused[-1] is nth(three, "Remove", 1)
    press(nth(three, "Remove", 1))
    assert three.value() == []
    assert focused[-1] is button(three.box, "Add a name")


def test_a_late_click_on_a_button_of_before_changes_nothing(three):
    old = nth(three, "Remove", 1)
    press(old)
    press(old)
    assert three.value() == ["two", "three"]


def test_the_second_click_of_a_double_click_is_none(three, page_clock):
    press(nth(three, "Remove", 1))
    press(nth(three, "Remove", 1))
    assert three.value() == ["two", "three"]


def test_labels_say_which_row_they_belong_to(three):
    assert [line.description for line in lines(three)] == [
        f'<span class="kz-unseen">Name {number}: </span>Text' for number in (1, 2, 3)
    ]
    press(nth(three, "Remove", 1))
    assert "Name 2: " in lines(three)[-1].description
    assert nth(three, "Remove", 2).tooltip == "Remove name 2"


def test_enter_in_a_line_goes_on_to_the_next(three, focused, moments):
    enter(lines(three)[1])
    moments.pass_by()
    assert focused == [lines(three)[2]]
    assert three.value() == ["one", "two", "", "three"]
    enter(lines(three)[1])  # there is an empty one already
    moments.pass_by()
    assert len(lines(three)) == 4
