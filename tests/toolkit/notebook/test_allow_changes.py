"""On a real service nothing is changed by running cells: what is not GET or HEAD waits for a press."""

import json

import pytest

from kaizala_nb import Api, ApiError, Kaizala
from kaizala_nb.toolkit.client import errors
from tests.postman.recorder import Recorder, led_to

REAL = "http://api.example.org"
SENTENCE = "Not sent: this would change data on api.example.org. Press Send above, or set `api.allow_changes = True`."


@pytest.fixture
def recorder(monkeypatch):
    made = Recorder({})
    with led_to(made, monkeypatch):
        yield made
    made.close()


def api_of(folder, method, url=REAL, **request):
    path = folder / "library.json"
    request = {"method": method, "url": f"{url}/books", **request}
    path.write_text(json.dumps({"info": {"name": "Library"}, "item": [{"name": "One", "request": request}]}))
    return Api.from_postman(path)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get-all"])
def test_what_may_change_something_waits_for_its_button(tmp_path, recorder, method):
    form = api_of(tmp_path, method)["One"].form()
    with pytest.raises(errors.HeldBack) as held:
        form.send_once()
    assert str(held.value) == SENTENCE
    assert recorder.sent == []
    assert "Press Send" in form.content["problem"]
    form.pressed({"what": "send", "round": form.content["round"], "values": {}, "secrets": {}, "view": ""})
    assert len(recorder.sent) == 1
    assert form.send_once().status == 200
    assert len(recorder.sent) == 1


@pytest.mark.parametrize("method", ["GET", "HEAD", "get"])
def test_what_reads_is_sent(tmp_path, recorder, method):
    api_of(tmp_path, method)["One"].form().send_once()
    assert len(recorder.sent) == 1


def test_the_user_may_allow_it_and_a_call_asks_for_it_itself(tmp_path, recorder):
    api = api_of(tmp_path, "POST")
    api["One"]()
    with pytest.raises(ApiError, match="True or False"):
        api.allow_changes = "yes"
    api.allow_changes = True
    api["One"].form().send_once()
    assert len(recorder.sent) == 2


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}", "http://localhost:{port}"])
def test_this_computer_may_be_changed(tmp_path, recorder, url):
    api_of(tmp_path, "POST", url.format(port=recorder.port))["One"].form().send_once()
    assert len(recorder.sent) == 1


def test_a_method_that_a_variable_holds_is_known_before_it_is_sent(tmp_path, recorder):
    api = api_of(tmp_path, "{{how}}")
    api.environment["how"] = "DELETE"
    with pytest.raises(errors.HeldBack):
        api["One"].form().send_once()
    assert recorder.sent == []


@pytest.mark.parametrize("key", ["", "a-key-of-it"])
def test_a_kaizala_that_was_opened_with_its_key_is_there_to_be_changed(monkeypatch, key):
    monkeypatch.delenv("KAIZALA_EMULATOR_KEY", raising=False)
    kaizala = Kaizala(
        url="http://kaizala.invalid", key=key, application_id="an-app", application_secret="a-secret-of-it"
    )
    with pytest.raises(ApiError) as trouble:
        kaizala.authentication.generate_pin.form(mobile_number="+447700900001").send_once()
    assert isinstance(trouble.value, errors.HeldBack) == (not key)
    kaizala.close()
