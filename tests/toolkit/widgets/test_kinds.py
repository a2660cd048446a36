"""Kinds of a service's own in a form: its own entry is filled in, and a secret that is good once goes with its sending."""

import pytest

from kaizala_nb import Api
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.session import Session
from tests.toolkit.kinds import library, own_kinds
from tests.toolkit.notebook.library import Library
from tests.toolkit.widgets.conftest import field, text_of, walk

__all__ = ["own_kinds"]


@pytest.fixture
def served():
    made = Library()
    yield made
    made.close()


@pytest.fixture
def api(own_kinds, served):
    collection = library()
    made = Api(collection, Session(Environment(collection), served.url))
    yield made
    made.close()


def test_a_services_own_entry_is_filled_in(api, served):
    form = api.books.find_a_copy.form(code="abcd")
    assert field(form, "barcode").content["hint"] == "978…"
    field(form, "barcode").value = "Emma"
    assert "A barcode has digits and nothing else." in text_of(form)
    field(form, "barcode").value = "978-0 14"
    assert form.send_once().status == 200
    assert served.calls == ["GET /copies?barcode=978014&code=abcd"]


def test_a_secret_that_is_good_once_goes_with_its_sending(api):
    form = api.books.find_a_copy.form()
    box = field(form, "code")
    box.value = "abcd-once"
    assert box.filled
    assert "Read once." in text_of(form)
    reply = form.send_once()
    assert not box.filled
    assert "Read once." not in text_of(form)
    shown = str(reply.request) + form.as_text() + str([one.get_state() for one in walk(form)])
    assert "abcd-once" not in shown


def test_a_secret_that_is_good_once_is_shown_by_no_variables_name(api):
    api.environment["code"] = "abcd-once"
    assert "code=••••••" in str(api.books.find_a_copy().request)
