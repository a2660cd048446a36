"""Values that somebody gives to a run: environments by file and by name, files ``.env``, environment variables."""

import json

import pytest
from click.testing import CliRunner

from kaizala_nb.cli import main

SECRET = "s3cret-of-the-user"


def environment(name="", **values):
    return json.dumps({"name": name, "values": [{"key": key, "value": value} for key, value in values.items()]})


@pytest.fixture
def run(tmp_path, recorder, monkeypatch):
    """Runs one request whose path holds these variables. ``files`` are written beside the collection."""
    monkeypatch.chdir(tmp_path)

    def run(names, *arguments, files=None, environ=None, **request):
        folder = tmp_path / "postman" / "collections" / "Library"
        folder.mkdir(parents=True, exist_ok=True)
        path = "/".join(f"{{{{{name}}}}}" for name in names)
        item = {"name": "One", "request": {"method": "GET", "url": f"{recorder.url}/{path}"} | request}
        file = folder / "library.json"
        file.write_text(json.dumps({"info": {"name": "Library"}, "item": [item]}))
        for name, content in (files or {}).items():
            place = tmp_path / name if "/" in name or name.startswith(".") else folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content)
        done = CliRunner().invoke(main, ["collection", "run", str(file), *map(str, arguments)], env=environ)
        assert SECRET not in done.output
        return done

    return run


def sent(recorder):
    return [one.split(b" ")[1].decode() for one in recorder.sent]


BESIDE = {
    "Local.postman_environment.json": environment("Local", a="local", b="local"),
    "prod.postman_environment.json": environment("Production", b="prod", c="prod"),
    "cut.postman_environment.json": "{",
    "notes.json": "{}",
    "postman/environments/Test.postman_environment.json": environment("", c="test"),
}


def test_of_several_environments_by_file_and_by_name_the_last_counts(run, recorder, tmp_path):
    last = tmp_path / "last.json"
    last.write_text(environment(d="last"))
    wanted = ("--environment=local", "--environment", "Production", "--environment=Test", f"--environment={last}")
    done = run("abcd", *wanted, files=BESIDE)
    assert done.exit_code == 0, done.output
    assert sent(recorder) == ["/local/prod/test/last"]


def test_an_environment_that_is_not_there_is_said_with_those_that_are(run, recorder):
    done = run("a", "--environment=Prodution", files=BESIDE)
    assert done.exit_code == 1
    assert "No environment is called 'Prodution', and there is no such file. Did you mean 'Production'?" in done.output
    assert "There are: 'Local', 'cut', 'Production', 'Test'." in done.output
    assert "There is no file 'env/x.json'." in run("a", "--environment=env/x.json").output
    assert "'cut.postman_environment.json' is not JSON" in run("a", "--environment=cut").output
    twice = {"prod2.postman_environment.json": environment("Production")}
    assert "2 environments are called 'Production'" in run("a", "--environment=Production", files=twice).output
    assert recorder.sent == []


def test_a_link_out_of_the_folder_is_no_environment(run, recorder, tmp_path):
    outside = tmp_path / "outside.json"
    outside.write_text(environment(a="outside"))
    (tmp_path / "postman" / "collections" / "Library").mkdir(parents=True)
    (tmp_path / "postman" / "collections" / "Library" / "x.postman_environment.json").symlink_to(outside)
    assert "None lies beside the collection." in run("a", "--environment=x").output
    assert recorder.sent == []


ENV_FILE = """# of the library
API_KEY=key
export quoted="a\\tb"
literal=${HOME}$(touch hacked)`id`
api-id=exact
API_ID=in capitals
"""


def test_a_file_gives_values_under_its_names_and_those_in_capitals_and_runs_nothing(run, recorder, tmp_path):
    body = {"mode": "raw", "raw": "{{literal}}|{{quoted}}"}
    files = {".env": ENV_FILE, ".more": "api_key=later\n"}
    done = run(["api_key", "apiKey", "api-id"], "--env-file=.env", f"--allow-host={recorder.url}", files=files)
    assert done.exit_code == 0, done.output
    assert sent(recorder) == ["/key/key/exact"]
    done = run(
        ["api_key"], "--env-file=.env", "--env-file=.more", f"--allow-host={recorder.url}", method="POST", body=body
    )
    assert sent(recorder)[1] == "/later"
    assert recorder.sent[1].endswith(b"\r\n\r\n${HOME}$(touch hacked)`id`|a\tb")
    assert not (tmp_path / "hacked").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("A=1\n\n\nB B\n", "'.env' has no NAME=VALUE in its line 4."),
        ("A\n", "in its line 1"),
        ("A='open\nB=1\n", "in its line 1"),
        ("A=" + "x" * 1_000_001, "more than 1,000,000 bytes"),
    ],
)
def test_a_fault_in_a_file_is_named_with_its_line(run, recorder, content, words):
    done = run("A", "--env-file=.env", files={".env": content})
    assert done.exit_code == 1
    assert words in done.output
    assert "Traceback" not in done.output
    assert recorder.sent == []


def test_all_values_of_a_file_are_secrets_if_one_says_so(run, recorder):
    files = {".env": f"note={SECRET}\n"}
    done = run(["note"], "--secret-env-file=.env", files=files)
    assert f"--allow-host {recorder.url}" in done.output
    assert recorder.sent == []
    run(["note"], "--env-file=.env", files=files)
    assert sent(recorder) == [f"/{SECRET}"]


def test_of_the_process_nothing_is_taken_but_what_was_asked_for_by_name(run, recorder):
    environ = {"API_KEY": SECRET, "note": "not asked for", "OTHER": "other"}
    allowed = f"--allow-host={recorder.url}"
    done = run(["api-key", "b"], "--from-env=api-key", "--from-env=b=OTHER", allowed, environ=environ)
    assert done.exit_code == 0, done.output
    assert sent(recorder) == [f"/{SECRET}/other"]
    assert "{{note}} is not set." in run(["note"], environ=environ).output
    assert f"--allow-host {recorder.url}" in run(["api-key"], "--from-env=api-key", environ=environ).output
    done = run(["nope"], "--from-env=nope", environ=environ | {"NOPE": ""})
    assert "There is no environment variable nope or NOPE with a value, for {{nope}}." in done.output
    assert len(recorder.sent) == 1


def test_a_secret_that_is_missing_is_asked_for_in_ways_that_nobody_else_sees(run):
    done = run("", auth={"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}"}]})
    assert "--env-file FILE" in done.output
    assert "--from-env token" in done.output
    assert "--variable" not in done.output


def test_a_token_that_a_person_gets_is_given_so_too(run, recorder):
    auth = {"type": "oauth2", "oauth2": {"grant_type": "authorization_code", "authUrl": "https://auth.example/a"}}
    done = run("x", "--variable=x=1", auth=auth)
    assert "A person gets one at https://auth.example/a in a browser" in done.output
    assert "--from-env oauth2_access_token" in done.output
    given = ["--variable=x=1", "--from-env=oauth2_access_token=MINE", f"--allow-host={recorder.url}"]
    assert run("x", *given, auth=auth, environ={"MINE": SECRET}).exit_code == 0
    assert f"Authorization: Bearer {SECRET}".encode() in recorder.sent[0]
