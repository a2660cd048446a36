"""What an Api is opened with, and how it goes over to another environment."""

import json
import re
import runpy
import shutil

import pytest

from kaizala_nb import Api, ApiError
from kaizala_nb.toolkit.client.errors import UntrustedHostError
from kaizala_nb.toolkit.client.masking import Secret
from tests.packaging.tracked import ROOT
from tests.postman.recorder import Recorder

FIRST, SECOND = "s3cret-of-the-first", "s3cret-of-the-second"


@pytest.fixture
def recorder():
    made = Recorder(
        {"/cookie": {"headers": ["Set-Cookie: visit=of-the-first"]}, "/token": {"body": '{"access_token": "tok-1234"}'}}
    )
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path):
    """A folder with a collection, in which ``make`` writes more."""
    items = [
        {"name": "One", "request": {"method": "GET", "url": "{{base}}/books?by={{author}}&card={{my-card}}"}},
        {"name": "Cookie", "request": {"method": "GET", "url": "{{base}}/cookie"}},
        {
            "name": "Up",
            "request": {
                "method": "POST",
                "url": "{{base}}/up",
                "body": {"mode": "formdata", "formdata": [{"key": "cover", "type": "file", "src": "covers/front.png"}]},
            },
        },
    ]
    file = {"info": {"name": "Library"}, "item": items, "variable": [{"key": "author", "value": "of-the-file"}]}
    (tmp_path / "library.json").write_text(json.dumps(file))
    return tmp_path


def environment_of(base, card=FIRST, **more):
    values = [{"key": "base", "value": base}, {"key": "my-card", "value": card, "type": "secret"}]
    return {"name": "Test", "values": values + [{"key": key, "value": value} for key, value in more.items()]}


def path_of(sent):
    return sent.split(b" ")[1].decode()


def open_with(folder, **more):
    return Api.from_postman(folder / "library.json", **more)


def test_an_environment_is_a_file_a_dict_an_env_file_or_a_name(folder, recorder, monkeypatch):
    file = folder / "test.postman_environment.json"
    file.write_text(json.dumps(environment_of(recorder.url)))
    (folder / ".env").write_text(f"BASE={recorder.url}\nMY_CARD={FIRST}\n")
    yaml = folder / "test.yaml"
    yaml.write_text(
        f"name: Test\nvalues:\n  - key: base\n    value: {recorder.url}\n  - key: my-card\n    value: {FIRST}\n"
    )
    given = [file, str(file), file.name, "Test", "test", folder / ".env", yaml, environment_of(recorder.url)]
    given += [{"base": recorder.url, "my-card": Secret(FIRST)}]
    for one in given:
        open_with(folder, environment=one)["One"]()
        assert path_of(recorder.sent[-1]) == f"/books?by=of-the-file&card={FIRST}", one
    assert len(recorder.sent) == len(given)


def test_what_comes_from_this_process_is_a_secret_but_for_addresses(folder, recorder, monkeypatch):
    monkeypatch.setenv("MY_CARD", FIRST)
    monkeypatch.setenv("LIBRARY_AT", recorder.url)
    api = open_with(folder, use_environ=["my-card", "base=LIBRARY_AT"])
    reply = api["One"]()
    assert path_of(recorder.sent[0]).endswith(FIRST)
    for text in (repr(api.environment), api.environment._repr_mimebundle_()["text/html"], reply.as_html(), repr(api)):
        assert FIRST not in text
    with pytest.raises(ApiError, match="no environment variable"):
        open_with(folder, use_environ="not-set-anywhere")


def test_the_narrower_scope_counts(folder, recorder):
    api = open_with(folder, globals={"author": "of-all", "my-card": "x", "base": recorder.url})
    api["One"]()
    assert path_of(recorder.sent[-1]) == "/books?by=of-the-file&card=x"
    api.use({"author": "of-it"})
    api["One"]()
    assert path_of(recorder.sent[-1]) == "/books?by=of-it&card=x"


def test_another_environment_knows_nothing_of_the_former(folder, recorder):
    api = open_with(folder, environment=environment_of(recorder.url))
    api["Cookie"]()
    api.environment["author"] = FIRST
    api["One"]()
    assert b"visit=of-the-first" in recorder.sent[-1]
    said = api.use(environment_of(recorder.url, SECOND))
    assert repr(said) == "3 of 3 variables have a value. All else is forgotten."
    api["One"]()
    assert FIRST.encode() not in recorder.sent[-1]
    assert SECOND.encode() in recorder.sent[-1]
    assert b"visit" not in recorder.sent[-1]
    assert FIRST not in api.environment.values()
    api.use(None)
    with pytest.raises(ApiError, match="base"):
        api["One"]()


def test_a_form_forgets_the_secret_that_was_typed_for_another_environment(folder, recorder):
    api = open_with(folder, environment=environment_of(recorder.url, card=""))
    form = api["One"].form()
    form.values["my_card"] = FIRST
    api.use(environment_of(recorder.url, SECOND))
    form.send_once()
    assert path_of(recorder.sent[0]).endswith(SECOND)


def test_a_fetched_token_is_forgotten(folder, recorder):
    fields = {
        "accessTokenUrl": f"{recorder.url}/token",
        "grant_type": "client_credentials",
        "clientId": "me",
        "clientSecret": FIRST,
    }
    auth = {"type": "oauth2", "oauth2": [{"key": key, "value": value} for key, value in fields.items()]}
    item = {"name": "One", "request": {"method": "GET", "url": recorder.url + "/books", "auth": auth}}
    (folder / "library.json").write_text(json.dumps({"info": {"name": "Library"}, "item": [item]}))
    api = open_with(folder)
    api["One"]()
    api["One"]()
    api.use(None)
    api["One"]()
    assert [path_of(one) for one in recorder.sent] == ["/token", "/books", "/books", "/token", "/books"]


def test_a_bad_environment_leaves_the_former_one(folder, recorder):
    api = open_with(folder, environment=environment_of(recorder.url))
    for bad in ("nowhere", folder / "library.json", 5, {"a": [1]}, "a\0b"):
        with pytest.raises(ApiError):
            api.use(bad)
        with pytest.raises(ApiError):
            open_with(folder, globals=bad)
    api["One"]()
    with pytest.raises(ApiError, match="There is no folder"):
        open_with(folder, working_dir=folder / "nowhere")


def test_files_are_taken_from_the_working_folder_alone(folder, recorder):
    (folder / "mine" / "covers").mkdir(parents=True)
    (folder / "mine" / "covers" / "front.png").write_bytes(b"the-front")
    (folder / "covers").mkdir()
    (folder / "covers" / "front.png").write_bytes(b"another")
    with pytest.raises(ApiError, match=r"covers/front\.png"):
        open_with(folder, environment={"base": recorder.url})["Up"]()
    api = open_with(folder, environment={"base": recorder.url}, working_dir=folder / "mine")
    api["Up"]()
    api["Up"].form().send_once()
    api["Up"](files_cover=folder / "covers" / "front.png")
    assert [b"the-front" in one for one in recorder.sent] == [True, True, False]
    file = json.loads((folder / "library.json").read_text())
    file["item"][2]["request"]["body"]["formdata"][0]["src"] = "../covers/front.png"
    (folder / "library.json").write_text(json.dumps(file))
    with pytest.raises(ApiError, match=r"covers/front\.png"):
        open_with(folder, environment={"base": recorder.url}, working_dir=folder / "mine")["Up"]()


def test_where_hosts_are_listed_a_file_names_none_and_the_refusal_has_the_line_that_does(folder, recorder):
    file = folder / "test.postman_environment.json"
    file.write_text(json.dumps(environment_of(recorder.url)))
    api = open_with(folder, environment=file, allow_hosts=[])
    with pytest.raises(UntrustedHostError) as refused:
        api["One"]()
    assert recorder.sent == []
    line = refused.value.advice.todo.splitlines()[-1]
    assert line == f"api.allow_hosts({recorder.url!r})"
    assert repr(eval(line, {"api": api})) == f"Secrets of yours may go to {recorder.url}."  # noqa: S307
    assert api["One"]().status == 200
    other = open_with(folder, allow_hosts=[])
    other.use(file)
    with pytest.raises(UntrustedHostError):
        other["One"]()
    typed = open_with(folder, environment={"base": recorder.url, "my-card": FIRST}, allow_hosts=[])
    assert typed["One"]().status == 200


@pytest.mark.parametrize("hosts", [(), ["https://a.example", "no address"], [5]])
def test_what_is_no_host_allows_none(folder, hosts):
    api = open_with(folder)
    with pytest.raises(ApiError):
        api.allow_hosts(*hosts)
    assert "https://a.example" not in api.session.allowed


def test_sentences_call_it_as_the_code_does(folder):
    script = folder / "script.py"
    opening = f"Api.from_postman({str(folder / 'library.json')!r}, allow_hosts=[\n])"
    code = f"from kaizala_nb import Api\nshelf = {opening}\nmany = [{opening}]\ndef make():\n    a = {opening}\n    return a"
    script.write_text(code + "\nmade = make()\n")
    names = runpy.run_path(str(script))
    for one, called in ((names["shelf"], "shelf"), (names["many"][0], "api"), (names["made"], "api")):
        with pytest.raises(ApiError) as missing:
            one["One"](author="me")
        assert f"{called}.environment['base']" in missing.value.as_text()


def test_a_notebook_that_was_handed_out_beside_its_files_finds_them(tmp_path, monkeypatch):
    names = ("library.postman_collection.json", "library.postman_environment.json")
    given = {"path": f"../{names[0]}", "environment": f"../{names[1]}", "stand_in": True}
    for name in names:
        shutil.copy(ROOT / "notebooks" / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    api = Api.from_postman(**given)
    assert api.environment["email"] == "sam@library.example"
    api.close()
    (tmp_path / names[0]).unlink()
    with pytest.raises(ApiError, match=re.escape(f"'../{names[0]}' cannot be read: No such file")):
        Api.from_postman(**given)


def test_an_argument_that_there_is_not_is_told_in_a_sentence(folder):
    with pytest.raises(ApiError, match=r"takes no 'standin'\. Did you mean 'stand_in'\?") as unknown:
        Api.from_postman(folder / "library.json", standin=True)
    assert "It takes: url, environment, " in unknown.value.as_text()
    assert "unknown" not in unknown.value.as_text()
