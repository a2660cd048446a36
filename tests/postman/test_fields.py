"""Fields that are given in a call: what scripts see of them, where secrets go, what is shown of them."""

import json

import pytest

from kaizala_nb import Api
from kaizala_nb.toolkit.client.errors import InputError, UntrustedHostError
from kaizala_nb.toolkit.collection.scripts.outcome import Outcome
from tests.postman.engine import Told, scripted

PIN = "s3cret-pin-of-mine"


@pytest.fixture
def api(opened, recorder):
    """Makes the Api of a request with a body, whose scripts say what these turns say."""

    def make(engine=None, **more):
        body = {"mode": "raw", "raw": '{"title": "Emma", "pin": "", "price": 2}'}
        item = {"name": "Add", "request": {"method": "POST", "url": recorder.url + "/books", "body": body}}
        return opened(scripted(item), engine=engine or Told(), **more)

    return make


def sent(recorder):
    return [json.loads(one.partition(b"\r\n\r\n")[2]) for one in recorder.sent]


def test_a_script_sees_what_was_given_but_no_secret_and_what_it_changes_is_sent(api, recorder):
    seen = []

    def turn(scene):
        seen.append(scene.request["body"]["raw"])
        return Outcome(request={**scene.request, "body": {"mode": "raw", "raw": seen[-1].replace("2", "3")}})

    library = api(Told(prerequest=turn), allow_hosts=[recorder.url])
    library["Add"](title="Persuasion", pin=PIN)
    assert seen == ['{"title": "Persuasion", "pin": "", "price": 2}']
    assert sent(recorder) == [{"title": "Persuasion", "pin": PIN, "price": 3}]


def test_a_secret_that_is_given_goes_only_to_hosts_that_were_named_and_is_shown_nowhere(api, recorder):
    with pytest.raises(UntrustedHostError):
        api()["Add"](pin=PIN)
    assert recorder.sent == []
    add = api(allow_hosts=[recorder.url])["Add"]
    reply = add(pin=PIN, price=5)
    assert sent(recorder) == [{"title": "Emma", "pin": PIN, "price": 5}]
    languages = ("python", "requests", "curl", "csharp", "javascript")
    shown = [str(reply.request), repr(reply), *(reply.code(language) for language in languages)]
    assert PIN not in "".join(shown)
    assert reply.code("python").endswith(".add(pin=..., price=5)")
    assert "'price': 5" in reply.code("requests") or '"price": 5' in reply.code("requests")


def test_what_is_given_without_a_secret_goes_where_the_file_says(api, recorder):
    api()["Add"](title="Persuasion")
    assert sent(recorder)[0]["title"] == "Persuasion"


def test_a_body_gives_values_by_their_names_and_what_it_does_not_name_stays(api, recorder, tmp_path):
    library = api(environment={"who": "Ada"}, allow_hosts=[recorder.url])
    file = json.loads((tmp_path / "library.json").read_text())
    text = '{"title": "Emma", "pin": "", "shelf": {"room": "N", "by": "{{who}}"}, "price": {{price}}, "tags": ["a"]}'
    file["item"][0]["request"]["body"]["raw"] = text
    (tmp_path / "library.json").write_text(json.dumps(file))
    library = Api.from_postman(
        tmp_path / "library.json", environment={"who": "Ada", "price": 1}, allow_hosts=recorder.url
    )
    add = library["Add"]
    reply = add(body={"title": "Persuasion", "pin": PIN, "shelf": {"by": "Jane"}, "tags": []}, room="S")
    shelf = {"room": "S", "by": "Jane"}
    assert sent(recorder) == [{"title": "Persuasion", "pin": PIN, "shelf": shelf, "price": 1, "tags": []}]
    assert PIN not in reply.code() + str(reply.request)
    form = add.form(body={"shelf": {"room": "W"}})
    assert form.send().request is not None
    assert sent(recorder)[1]["shelf"] == {"room": "W", "by": "Ada"}
    for body, said in (
        ({"titel": "x"}, "the body has no value 'titel' to be given"),
        ({"shelf": {"row": 1}}, "no value 'shelf.row'"),
        ({"price": 2}, "no value 'price'"),
        ("{}", "body is an object with the names of the values, not str"),
    ):
        with pytest.raises(InputError, match=said):
            add(body=body)
    with pytest.raises(InputError, match="title is given twice, once in body"):
        add(body={"title": "a"}, title="b")
    assert len(recorder.sent) == 2
