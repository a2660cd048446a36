"""``api.run()``: many requests from a notebook, with a table at the end."""

import json

import pytest

from kaizala_nb import Api, ApiError
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.session import Session
from tests.postman.recorder import Recorder, led_to


@pytest.fixture
def recorder():
    made = Recorder({"/login": {"body": '{"token": "tok-12345"}'}, "/no": {"status": 500}})
    yield made
    made.close()


@pytest.fixture
def api(tmp_path, recorder):
    def item(name, path, method="GET", script=""):
        event = [{"listen": "test", "script": {"exec": script}}] if script else []
        return {"name": name, "request": {"method": method, "url": "{{base}}" + path}, "event": event}

    saves = 'pm.environment.set("token", pm.response.json().token);'
    fails = 'pm.test("It is empty", () => pm.response.to.have.status(204));'
    items = [
        item("Log in", "/login", "POST", saves),
        {"name": "Books", "item": [item("List", "/books?t={{token}}&of={{of}}"), item("Check", "/ok", script=fails)]},
        item("No", "/no"),
    ]
    path = tmp_path / "library.json"
    path.write_text(json.dumps({"info": {"name": "Library"}, "item": items}))
    return Api.from_postman(path, environment={"base": recorder.url, "of": "all"})


def test_all_requests_are_sent_in_their_order_and_each_has_a_row(api, recorder):
    table = api.run()
    assert table["request"].tolist() == ["Log in", "List", "Check", "No"]
    assert table["outcome"].tolist() == ["passed", "passed", "failed", "failed"]
    assert table["folder"].tolist() == ["Library", "Books", "Books", "Library"]
    assert "1 failed" in table["checks"][2]
    assert "500" in table["problem"][3]
    assert recorder.sent[1].startswith(b"GET /books?t=tok-12345&of=all ")
    assert "2 of 4 requests passed." in repr(table)
    assert len(api.journal) == 4
    assert len(recorder.sent) == 4


@pytest.mark.parametrize("folder", ["Books", "books", ["books"], ["List", "Check"]])
def test_a_folder_is_run(api, recorder, folder):
    api.environment["token"] = "mine"
    assert api.run(folder)["request"].tolist() == ["List", "Check"]


def test_rows_of_data_are_run_one_after_the_other(api, recorder, tmp_path):
    (tmp_path / "rows.csv").write_text("of,token\none,a\ntwo,b\n")
    assert len(api.run("List", iteration_data=tmp_path / "rows.csv")) == 2
    assert [one.split(b" ")[1] for one in recorder.sent] == [b"/books?t=a&of=one", b"/books?t=b&of=two"]
    with pytest.raises(errors.InputError, match="cannot be read"):
        api.run(iteration_data=tmp_path / "none.csv")


def test_a_folder_that_there_is_not_is_said_with_those_that_there_are(api):
    with pytest.raises(ApiError, match=r"No folder is called 'Boks'\. Did you mean 'Books'\?") as unknown:
        api.run("Boks")
    assert "Library, Books" in unknown.value.advice.todo


def test_an_interrupt_keeps_what_is_done(api, recorder, monkeypatch, capsys):
    send = Session.send

    def interrupted(self, step, *args, **kwargs):
        if step.name == "Check":
            raise KeyboardInterrupt
        return send(self, step, *args, **kwargs)

    monkeypatch.setattr(Session, "send", interrupted)
    assert api.run()["outcome"].tolist() == ["passed", "passed", "not run", "not run"]
    assert "stopped" in capsys.readouterr().err


def test_a_failure_may_end_it(api):
    assert api.run(bail=True)["outcome"].tolist() == ["passed", "passed", "failed", "not run"]


def test_a_real_service_is_not_changed_by_a_run(api, recorder, monkeypatch):
    api.environment.update({"base": "http://api.example.org", "token": "t"})
    with led_to(recorder, monkeypatch):
        table = api.run()
        assert [one.split(b" ")[0] for one in recorder.sent] == [b"GET"] * 3
        assert table["problem"][0] == "Not sent: this would change data on api.example.org."
        assert "api.allow_changes = True" in repr(table)
        api.allow_changes = True
        api.run("Log in")
    assert recorder.sent[-1].startswith(b"POST")
