"""A variable that holds a secret, in a field that is none: it stays where it is, so the form sends what it holds by then."""

import json

import pytest

from kaizala_nb import Api
from tests.toolkit.widgets.conftest import field, text_of, walk

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
def api(tmp_path):
    path = tmp_path / "library.json"
    path.write_text(json.dumps(FILE), encoding="utf-8")
    made = Api.from_postman(path, url="http://127.0.0.1:9", environment={"library": "http://127.0.0.1:9"})
    made.environment.update({"badge": YESTERDAY, "note": "Emma"})
    yield made
    made.close()


@pytest.fixture
def form(api):
    return api["Say who I am"].form()


def sent_by(api, form):
    """The body that goes out."""
    return json.loads(api.session.prepare(form.step, form._given()).body_text)


def test_the_variable_is_known_as_a_secret_and_the_parameter_is_none(api, form):
    assert api.environment.is_secret("badge")
    assert [one.name for one in form.step.parameters if one.secret] == []


def test_it_does_not_stand_in_the_field_and_its_help_says_what_is_sent(form):
    assert field(form, "badge").value == ""
    assert field(form, "note").value == "Emma"
    assert "Left empty, it is what {{badge}} holds, which is not shown." in text_of(form)
    assert YESTERDAY not in str([one.get_state() for one in walk(form)]) + form.as_text()


def test_the_form_sends_todays_token(api, form):
    assert sent_by(api, form) == {"who": YESTERDAY, "note": "Emma"}
    api.environment["badge"] = TODAY
    assert sent_by(api, form) == {"who": TODAY, "note": "Emma"}


def test_what_is_typed_into_the_field_counts(api, form):
    field(form, "badge").value = "typed"
    assert sent_by(api, form)["who"] == "typed"
