"""A variable that holds a secret, in a field that is none: it stays where it is, so the form sends what it holds by then."""

import json

import pytest

from kaizala_nb import Api
from tests.toolkit.client.conftest import scripted
from tests.toolkit.widgets.conftest import field, text_of, walk

__all__ = ["scripted"]

YESTERDAY, TODAY = "badge-of-yesterday", "badge-of-today"
FILE = {
    "info": {"name": "Library"},
    "item": [
        {
            "name": "Let me in",
            "request": {
                "method": "POST",
                "url": "{{library}}/in",
                "header": [{"key": "Authorization", "value": "Bearer {{badge}}"}],
            },
        },
        {
            "name": "Say who I am",
            "request": {
                "method": "POST",
                "url": "{{library}}/who",
                "body": {"mode": "raw", "raw": '{"who": "{{badge}}", "note": "{{note}}"}'},
            },
        },
    ],
}
"""Nothing in the second request says that ``badge`` is a secret; the first one does."""


@pytest.fixture
def api(tmp_path, scripted):
    path = tmp_path / "library.json"
    path.write_text(json.dumps(FILE), encoding="utf-8")
    made = Api.from_postman(path, url=scripted.url, environment={"library": scripted.url})
    made.environment.update({"badge": YESTERDAY, "note": "Emma"})
    yield made
    made.close()


@pytest.fixture
def form(api):
    return api["Say who I am"].form()


def sent_by(form, scripted):
    """The body that the form sends."""
    form.send_once()
    return json.loads(scripted.seen[-1][3])


def test_the_variable_is_known_as_a_secret_and_the_parameter_is_none(api, form):
    assert api.environment.is_secret("badge")
    assert [one.name for one in form.step.parameters if one.secret] == []


def test_it_does_not_stand_in_the_field_and_its_help_says_what_is_sent(form):
    assert field(form, "badge").value == ""
    assert field(form, "note").value == "Emma"
    assert "{{badge}}" in text_of(form)
    assert "which is not shown." in text_of(form)
    assert YESTERDAY not in str([one.get_state() for one in walk(form)]) + form.as_text()


def test_the_form_sends_todays_token(api, form, scripted):
    api.environment["badge"] = TODAY
    assert sent_by(form, scripted) == {"who": TODAY, "note": "Emma"}


def test_what_is_typed_into_the_field_counts(form, scripted):
    field(form, "badge").value = "typed"
    assert sent_by(form, scripted)["who"] == "typed"
