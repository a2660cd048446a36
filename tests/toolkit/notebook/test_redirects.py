"""What is written as code takes no secret to a host that a service sends it on to."""

import json
import os
import subprocess
import sys

import pytest
from IPython.lib.pretty import pretty

from kaizala_nb import ApiError
from tests import node
from tests.patience import DEADLINE
from tests.postman.recorder import Recorder
from tests.toolkit.notebook.writing.making import read

KEY, PIN = "key-4711-of-the-user", "pin-1815-of-the-user"
SECRETS = {"API_API_KEY": KEY, "API_PIN": PIN, "API_PASSWORD": PIN}
RUN = {
    "requests": [sys.executable, "-c"],
    "javascript": [node.node(), "--input-type=module", "-e"],
}
JSON = {"options": {"raw": {"language": "json"}}}
HELD = {
    "key": {"header": [{"key": "X-Api-Key", "value": "{{api_key}}"}]},
    "json": {"body": {"mode": "raw", "raw": '{"pin": "{{pin}}"}', **JSON}},
    "form": {"body": {"mode": "urlencoded", "urlencoded": [{"key": "password", "value": "{{pin}}"}]}},
    "parts": {"body": {"mode": "formdata", "formdata": [{"key": "password", "value": "{{pin}}", "type": "text"}]}},
}


@pytest.fixture
def elsewhere():
    made = Recorder({})
    yield made
    made.close()


@pytest.fixture
def library(opened, recorder):
    def open_library(**requests):
        items = [
            {"name": name, "request": {"method": "POST", "url": f"{{{{base}}}}/{name}"} | more}
            for name, more in requests.items()
        ]
        environment = {"base": recorder.url, "api_key": KEY, "pin": PIN}
        return opened(*items, environment=environment, allow_hosts=recorder.url)

    return open_library


def to(address, status=307, *more):
    return {"status": status, "headers": [f"Location: {address}", *more]}


def run(program):
    done = subprocess.run(
        [sys.executable, str(program)],
        env=os.environ | SECRETS,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("language", RUN)
@pytest.mark.parametrize("held", HELD)
def test_code_follows_no_redirect_with_a_secret_that_would_go_along(library, recorder, elsewhere, language, held):
    code = library(book=HELD[held])["book"]().code(language)
    recorder.answers = {"/book": to(f"{elsewhere.url}/book")}
    environment = node.environment() | os.environ | SECRETS
    done = subprocess.run([*RUN[language], code], env=environment, capture_output=True, timeout=DEADLINE, check=False)
    assert done.returncode == 0, done.stderr
    assert len(recorder.sent) == 2
    assert any(secret.encode() in recorder.sent[1] for secret in (KEY, PIN))
    assert elsewhere.sent == []


def test_csharp_follows_none_either(library):
    api = library(book=HELD["key"], other={"auth": {"type": "bearer", "bearer": {"token": KEY}}})
    assert "client.FollowRedirects = false;" in api["book"]().code("csharp")
    assert "FollowRedirects" not in api["other"]().code("csharp")


def test_a_notebook_of_programs_follows_none_either(library, tmp_path, recorder, elsewhere, monkeypatch):
    """Also with a value that only the environment beside it calls secret."""
    hidden, note = ({"header": [{"key": "X-Note", "value": f"{{{{{name}}}}}"}]} for name in ("hidden", "note"))
    api = library(book=HELD["key"], shelf=hidden, other=note)
    values = [{"key": "hidden", "value": "x", "type": "secret"}, {"key": "note", "value": "x"}]
    (tmp_path / "library.postman_environment.json").write_text(json.dumps({"name": "Library", "values": values}))
    api.notebook(tmp_path / "library.ipynb", code=True)
    recorder.answers = {path: to(f"{elsewhere.url}{path}") for path in ("/book", "/shelf")} | {"/other": to("/there")}
    for name, value in (SECRETS | {"API_BASE": recorder.url, "API_NOTE": "a", "API_HIDDEN": "b"}).items():
        monkeypatch.setenv(name, value)
    scope = {}
    for cell in read(tmp_path / "library.ipynb").cells:
        if cell.cell_type == "code":
            exec(cell.source.replace("allow_changes = False", "allow_changes = True"), scope)  # noqa: S102  (it is ours)
    paths = [one.split(b" ")[1] for one in recorder.sent]
    assert paths == [b"/book", b"/shelf", b"/other", b"/there"]
    assert elsewhere.sent == []


def test_what_was_not_sent_on_is_in_no_program_unless_a_later_request_needs_it(library, tmp_path, recorder, elsewhere):
    """One that is needed goes to the service, and not on; also if its secret is where requests would leave it behind."""
    bearer = {"auth": {"type": "bearer", "bearer": {"token": "{{api_key}}"}}}
    api = library(away=HELD["key"], gate=bearer, book={"method": "GET"})
    recorder.answers = {
        "/away": to(f"{elsewhere.url}/away", 302),
        "/gate": to(f"{elsewhere.url}/gate", 302, "Set-Cookie: gate=open; Path=/"),
    }
    with pytest.raises(ApiError, match="which you have not named"):
        api["away"]()
    with pytest.raises(ApiError, match="sent it on to a host that you have not named"):
        api.program(tmp_path / "none.py")
    with pytest.raises(ApiError, match="which you have not named"):
        api["gate"]()
    api["book"]()
    recorder.sent.clear()
    program = api.program(tmp_path / "library.py")
    left_out = "1 request that the service sent on to a host that you have not named"
    assert f"\n# Left out: {left_out}.\n" in program.read_text()
    assert f" {left_out} was left out.\n" in pretty(program)
    run(program)
    assert [one.split(b" HTTP")[0] for one in recorder.sent] == [b"POST /gate", b"GET /book"]
    assert elsewhere.sent == []


def test_a_program_follows_a_redirect_as_the_notebook_did_and_to_no_other_host(library, tmp_path, recorder, elsewhere):
    api = library(book=HELD["key"] | HELD["json"])
    recorder.answers = {"/book": to("/books"), "/books": to("/books", 303) | {"unless": "GET /books"}}
    api["book"]()
    first, recorder.sent[:] = [one.split(b"\r\n")[0] for one in recorder.sent], []
    assert first == [b"POST /book HTTP/1.1", b"POST /books HTTP/1.1", b"GET /books HTTP/1.1"]
    program = api.program(tmp_path / "library.py")
    run(program)
    assert [one.split(b"\r\n")[0] for one in recorder.sent] == first
    recorder.answers["/books"] = to(f"{elsewhere.url}/books")
    recorder.sent.clear()
    run(program)
    assert len(recorder.sent) == 2
    assert elsewhere.sent == []


def test_digest_answers_no_other_host(library, tmp_path, recorder, elsewhere):
    """requests would answer the question of another host with the user's password in it."""
    digest = {"auth": {"type": "digest", "digest": {"username": "sam", "password": "{{pin}}"}}}
    api = library(book=digest)
    api["book"]()
    program = api.program(tmp_path / "library.py")
    recorder.answers = {"/book": to(f"{elsewhere.url}/book")}
    run(program)
    assert len(recorder.sent) == 2
    assert elsewhere.sent == []
