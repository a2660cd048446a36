"""``api.journal``: what the notebook sent and what came, without secrets, and bounded."""

import json

import pytest

from kaizala_nb import Api, ApiError
from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.notebook import journal
from tests.postman.recorder import Recorder

SECRET = "s3cret-of-the-user"


@pytest.fixture
def recorder():
    answers = {
        "/no": {"status": 403, "body": '{"message": "No card."}'},
        "/moved": {"status": 307, "headers": ["Location: /books"]},
        "/large": {"body": json.dumps(["x" * 900_000])},
    }
    made = Recorder(answers)
    yield made
    made.close()


@pytest.fixture
def api(tmp_path, recorder):
    def item(name, path, tests=""):
        headers = [{"key": "Authorization", "value": "Bearer {{token}}"}]
        event = [{"listen": "test", "script": {"exec": tests}}] if tests else []
        return {"name": name, "request": {"method": "GET", "url": "{{base}}" + path, "header": headers}, "event": event}

    check = 'pm.test("It answers", () => pm.response.to.have.status(200));'
    items = [
        item("One", "/books?token={{token}}&of=Emma", check),
        item("No", "/no"),
        item("Moved", "/moved"),
        item("Large", "/large"),
        item("Away", "/nobody"),
    ]
    path = tmp_path / "library.json"
    path.write_text(json.dumps({"info": {"name": "Library"}, "item": items}))
    return Api.from_postman(path, environment={"base": recorder.url, "token": Secret(SECRET)})


def test_it_says_what_was_sent_and_what_came_of_it(api):
    assert repr(api.journal) == "Nothing was sent yet."
    api["One"]()
    with pytest.raises(ApiError):
        api["No"]()
    api["Moved"].form().send_once()
    table = api.journal
    assert table["request"].tolist() == ["One", "No", "Moved"]
    assert table["status"].tolist() == [200, 403, 200]
    assert table["checks"].tolist() == ["1 of 1 check holds.", "", ""]
    assert "No card." in table["problem"][1]
    assert table["address"][0].endswith("/books?token={{token}}&of=Emma")
    assert table["address"][2].endswith("/moved")
    assert table["seconds"].between(0, 60).all()
    assert table["time"].is_monotonic_increasing
    assert SECRET not in table.to_csv() + repr(table) + table._repr_html_() + repr(api._journal) + str(
        vars(api._journal)
    )


def test_what_did_not_arrive_is_there_and_what_was_not_sent_is_not(api):
    api.environment["base"] = "http://127.0.0.1:1"
    api.session.retry_trouble = False
    with pytest.raises(ApiError):
        api["Away"]()
    api.environment["base"] = "http://example.org"
    del api.environment["token"]
    with pytest.raises(ApiError, match="token"):
        api["One"]()
    table = api.journal
    assert table["request"].tolist() == ["Away"]
    assert table["status"].isna().all()
    assert "Nobody listens" in table["problem"][0]


def test_it_is_bounded_in_bytes(api, monkeypatch):
    monkeypatch.setattr(journal, "_MOST_BYTES", 2_000_000)
    for _ in range(5):
        api["Large"]()
    assert len(api.journal) == 2
    assert "3 earlier requests forgotten." in repr(api.journal)
    assert "3 earlier requests forgotten." in api.journal._repr_html_()
