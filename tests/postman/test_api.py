"""Anybody's collection in Python: names, values and files as somebody gives them at first."""

import numpy as np
import pytest

from kaizala_nb import ApiError
from kaizala_nb.toolkit.client.masking import Secret

SECRET = "s3cret-of-the-user"


@pytest.fixture
def api(opened):
    """Makes the Api of some items."""
    return opened


def get(url, name="One"):
    return {"name": name, "request": {"method": "GET", "url": url}}


@pytest.mark.parametrize(
    ("value", "text"),
    [(1815, "1815"), (np.int64(7), "7"), (2.5, "2.5"), (True, "true"), (np.bool_(False), "false"), ("", "")],
)
def test_a_number_or_a_truth_is_sent_as_json_writes_it(api, recorder, value, text):
    library = api(get(recorder.url + "/books?year={{year}}"))
    library["One"](year=value)
    library.environment["year"] = value
    library["One"]()
    assert [one.split(b" ")[1] for one in recorder.sent] == [f"/books?year={text}".encode()] * 2


def test_a_url_with_a_path_is_refused(api):
    with pytest.raises(ApiError, match="The url has a path"):
        api(get("{{base}}/v3"), url="http://127.0.0.1:8710/api/v2")
    api(get("{{base}}/v3"), url="http://127.0.0.1:8710/")


@pytest.mark.parametrize("url", ["https://{{host}}/v3", "{{host}}/v3"])
def test_a_host_without_a_value_is_said_and_the_path_is_not_taken_for_one(api, url):
    with pytest.raises(ApiError, match=r"{{host}} is not set"):
        api(get(url))["One"]()
    with pytest.raises(ApiError, match="names no host"):
        api(get(url), environment={"host": ""})["One"]()


def test_a_file_that_was_not_chosen_is_asked_for_by_its_name_in_python(api, recorder, tmp_path):
    form = [{"key": "cover", "type": "file", "src": "cover.png"}]
    body = {"mode": "formdata", "formdata": form}
    library = api({"name": "Up", "request": {"method": "POST", "url": recorder.url, "body": body}})
    with pytest.raises(ApiError, match=r"'cover.png', and you chose none") as refused:
        library["Up"]()
    assert "files_cover=..." in refused.value.advice.todo
    assert recorder.sent == []
    (tmp_path / "mine.png").write_bytes(b"mine")
    library["Up"](files_cover=tmp_path / "mine.png")
    assert b"mine" in recorder.sent[0]


def test_of_several_requests_of_one_name_none_is_taken_silently(api):
    library = api({"name": "A", "item": [get("http://h", "Get"), get("http://h", "Get")]}, get("http://h", "Get"))
    with pytest.raises(ApiError, match="3 requests are called 'Get'") as refused:
        library["Get"]
    assert "api.a.get, api.a.get_2, api.get" in refused.value.advice.todo
    assert library["Library / Get"].step is library.get.step


def test_names_of_any_script_are_names_in_python(api):
    library = api({"name": "Книги", "item": [get("http://h", "Добавить книгу"), get("http://h/{{año}}", "Été 1")]})
    assert set(dir(library.книги)) == {"добавить_книгу", "ete_1"}
    assert [one.name for one in library["Été 1"].step.parameters] == ["ano"]


def test_a_value_that_is_marked_as_secret_is_one_whatever_its_name(api, recorder):
    for given, arguments in (({"note": Secret(SECRET)}, {}), ({}, {"note": Secret(SECRET)})):
        with pytest.raises(ApiError, match="holds a secret that you gave") as refused:
            api(get(recorder.url + "/{{note}}"), environment=given)["One"](**arguments)
        assert SECRET not in refused.value.as_text()
        assert recorder.sent == []
