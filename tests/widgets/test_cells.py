"""A form that was sent by hand outlives a second run of its cell, until its reply has been read."""

import pytest

from kaizala_nb.widgets import cells
from tests.widgets.conftest import ME, button, calls, press


@pytest.fixture
def cell(monkeypatch):
    """The cell that runs, as the front end tells."""
    monkeypatch.setattr(cells, "current_cell", lambda: "cell-1")


def test_sent_and_unread_it_is_the_same_form(signed_in, cell):
    form = signed_in.content.send_message.form(message="Hello")
    press(button(form, "Send"))
    assert signed_in.content.send_message.form(message="Hello") is form
    form.send_once()
    assert calls(signed_in, "messages") == 1


def test_read_it_is_a_new_form_which_waits(signed_in, cell):
    form = signed_in.content.send_message.form(message="Hello")
    form.send_once()
    again = signed_in.content.send_message.form(message="Hello")
    assert again is not form
    assert calls(signed_in, "messages") == 1
    press(button(form, "Send again"))
    again.send_once()
    assert calls(signed_in, "messages") == 3


def test_not_sent_it_is_a_new_form(signed_in, cell):
    assert signed_in.groups.fetch_groups.form() is not signed_in.groups.fetch_groups.form()


def test_given_something_else_it_is_a_new_form(signed_in, cell):
    form = signed_in.content.send_message.form(message="Hello")
    press(button(form, "Send"))
    assert signed_in.content.send_message.form(message="Something else") is not form


def test_in_another_cell_it_is_a_new_form(signed_in, cell, monkeypatch):
    form = signed_in.content.send_message.form(message="Hello")
    press(button(form, "Send"))
    monkeypatch.setattr(cells, "current_cell", lambda: "cell-2")
    assert signed_in.content.send_message.form(message="Hello") is not form


def test_where_no_cell_is_known_it_is_a_new_form(signed_in):
    assert cells.current_cell() == ""
    form = signed_in.content.send_message.form(message="Hello")
    press(button(form, "Send"))
    assert signed_in.content.send_message.form(message="Hello") is not form


def test_signing_in_goes_on_where_it_was(kaizala, cell):
    sign_in = kaizala.sign_in(ME)
    press(button(sign_in, "Send PIN"))
    assert kaizala.sign_in(ME) is sign_in
    assert len(sign_in.send_once().replies) == 3
    assert calls(kaizala) == 3
    assert kaizala.sign_in(ME) is not sign_in
