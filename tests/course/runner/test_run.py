"""``kaizala-nb collection run``: the whole collection from a terminal, what it says of a failure, and what it never does."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from kaizala_nb import Api, ApiError
from kaizala_nb.cli import main
from kaizala_nb.course.sandbox.sandbox import Sandbox
from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.postman.writing import collection_file, text_of
from kaizala_nb.toolkit.runner.needs import steps_in_folders, with_prerequisites
from tests.emulator.conftest import serve
from tests.toolkit.collection.test_postman import without_key

PIN = "739146"
FETCH = "Step3 - Fetch groups - direct"
FETCH_FOLDER = "[2.0] Group management"
FIRST, QUERIES = "[1.0] Authentication", "[4.0] Content Query APIs"
ALL = len(collection)


def run(*arguments, **options):
    return CliRunner().invoke(main, ["collection", "run", *map(str, arguments)], **options)


@pytest.fixture(scope="module")
def served():
    made = serve("--no-throttle", "--pin", PIN)
    yield made
    made.process.kill()
    made.process.wait()
    made.process.stdout.close()
    made.process.stderr.close()


@pytest.fixture
def there(served):
    """The options that name it, without its key."""
    known = served.known
    yield [
        "--url",
        known["url"],
        "--application-id",
        known["applicationId"],
        "--application-secret",
        known["applicationSecret"],
    ]
    Sandbox(known["url"], known["key"]).clear_faults()


@pytest.fixture
def values(served):
    """Values for somebody else's file: where the service is, and a secret."""
    known = served.known
    return [
        f"--variable=api-root={known['url']}",
        f"--variable=application-secret={known['applicationSecret']}",
    ]


@pytest.fixture
def key(served):
    return ["--key", served.known["key"]]


def names_of(done):
    """The requests that passed, in their order, as the lines of a run name them."""
    return [line.rpartition("ms  ")[2] for line in done.stderr.splitlines() if "passed" in line]


def suites(path):
    return {suite.get("name"): suite for suite in ElementTree.parse(path).getroot()}  # noqa: S314  (our own file)


# -- the whole of it --------------------------------------------------------------------------------------------------


def test_the_whole_collection_passes_at_a_kaizala_of_its_own(tmp_path):
    done = run("--junit", tmp_path / "junit.xml")
    assert done.exit_code == 0, done.output
    assert f"{ALL} of {ALL} requests passed" in done.stdout
    found = suites(tmp_path / "junit.xml")
    assert list(found) == [folder.name for folder in collection.folders]
    names = [case.get("name") for suite in found.values() for case in suite]
    assert names == [step.name for step in collection]
    assert not [case for suite in found.values() for case in suite if len(case)]
    assert names_of(done) == [step.name for step in collection]


def test_it_needs_no_pandas_and_no_widgets():
    code = (
        "import sys; from kaizala_nb.cli import main; main(['collection', 'run'], standalone_mode=False); "
        "sys.exit(' '.join({'pandas', 'ipywidgets', 'IPython'} & set(sys.modules)) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-500:]


def test_the_pin_is_given_or_read_off_the_phone_or_asked_for(there, key):
    assert run(*there, "--mobile-number", "+447700900031", "--pin", PIN, "--folder", "bots").exit_code == 0
    assert run(*there, *key, "--mobile-number", "+447700900032", "--folder", "bots").exit_code == 0
    nobody = run(*there, "--mobile-number", "+447700900033", "--folder", "bots", "--bail")
    assert nobody.exit_code == 1
    assert "A PIN is needed: give --pin, or the key of a local Kaizala, or run this in a terminal." in nobody.stdout


def test_a_folder_brings_what_it_needs(there, key):
    done = run(*there, *key, "--folder", QUERIES)
    assert done.exit_code == 0, done.output
    signs_in, queries = (folder for folder in collection.folders if folder.name in (FIRST, QUERIES))
    before = [*(step.name for step in signs_in), "Step1 - Create a group", "Send survey on a group"]
    assert names_of(done) == [*before, *(step.name for step in queries)]
    for _, step in with_prerequisites(collection, steps_in_folders(collection, ["reactions"]), {}):
        assert step.folder in ("authentication", "groups", "content", "reactions")
    unknown = run("--folder", "Grups")
    assert unknown.exit_code == 2
    assert "[2.0] Group management" in unknown.output


@pytest.mark.parametrize("folder", [folder.name for folder in collection.folders])
def test_each_folder_can_be_run_by_itself(there, key, folder):
    done = run(*there, *key, "--folder", folder)
    assert done.exit_code == 0, done.output


# -- somebody else's files --------------------------------------------------------------------------------------------


def test_our_own_file_runs_and_so_does_what_postman_makes_of_it(there, key, tmp_path):
    for name, file in (("ours", collection_file(collection)), ("postmans", without_key(collection_file(collection)))):
        path = tmp_path / f"{name}.json"
        path.write_text(text_of(file))
        done = run(path, *there, *key)
        assert done.exit_code == 0, done.output
        assert f"{ALL} of {ALL} requests passed" in done.stdout


def test_a_changed_copy_of_our_file_has_its_checks_and_goes_where_its_variable_says(key, served, tmp_path):
    file = collection_file(collection)
    script = {"exec": ["pm.test('it is 299', () => pm.response.to.have.status(299))"]}
    file["item"][0]["item"][2]["event"].append({"listen": "test", "script": script})
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(file))
    known = served.known
    values = [f"--variable=api-root={known['url']}", f"--application-id={known['applicationId']}"]
    values += ["--application-secret", known["applicationSecret"], *key, "--folder", FIRST]
    done = run(path, *values)
    assert done.exit_code == 1
    assert "failed: it is 299" in done.stdout
    assert "Failed: Step3 - Retrieve the access token\n  " in done.stdout
    assert f"The requests go to {known['url']}, as the variable api-root says." in done.stderr
    assert "passed" in run(path, *values, "--scripts", "off").stdout
    said = run(path, *values, "--url", known["url"], "--variable=api-root=http://127.0.0.1:9").stderr
    assert "The variable api-root, http://127.0.0.1:9, does not count." in said


def test_in_python_our_file_goes_where_its_variable_says(served, tmp_path):
    path = tmp_path / "ours.json"
    path.write_text(text_of(collection_file(collection)))
    with pytest.raises(ApiError, match=r"{{api-root}} is not set"):
        Api.from_postman(path, environment={"application-id": "x"}).authentication.generate_pin(
            mobile_number="+447700900051"
        )
    values = {"api-root": served.known["url"], "application-id": served.known["applicationId"]}
    api = Api.from_postman(path, environment=values | {"application-secret": served.known["applicationSecret"]})
    assert api.authentication.generate_pin(mobile_number="+447700900051").status == 200
    api.environment["api-root"] = "http://192.0.2.1"
    with pytest.raises(ApiError, match=r"took longer|192") as trouble:
        api.session.timeout = 0.2
        api.authentication.generate_pin(mobile_number="+447700900051")
    assert "None" not in str(trouble.value)


def test_a_refused_token_of_a_changed_request_is_renewed(served, key, there, tmp_path):
    file = without_key(collection_file(collection))
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(file))
    Sandbox(served.known["url"], served.known["key"]).fail_next(
        401, path="/v1/groups", method="GET", times=1, body='{"errorCode": "InvalidToken"}'
    )
    done = run(path, *there, *key, "--folder", FETCH_FOLDER)
    assert done.exit_code == 0, done.output


def test_names_that_would_steer_a_terminal_or_break_xml_do_neither(values, tmp_path, served):
    evil = "\x1b]0;x\x07\x1b[2J\x00</testcase>\u202e\n" + served.known["applicationSecret"]
    item = {"name": evil, "request": {"method": "GET", "url": "{{api-root}}/v1/nothing"}}
    path, junit = tmp_path / "evil.json", tmp_path / "junit.xml"
    path.write_text(json.dumps({"info": {"name": evil}, "item": [{"name": evil, "item": [item]}]}))
    done = run(path, *values, "--junit", junit)
    assert done.exit_code == 1
    assert not {"\x1b", "\x07", "\x00", "\u202e"} & set(done.output)
    assert served.known["applicationSecret"] not in done.output + junit.read_text()
    (suite,) = suites(junit).values()
    assert suite[0].get("name").endswith("</testcase>\u202e\n{{application-secret}}")


def test_a_file_opens_no_file_but_those_of_the_folder_that_was_named(there, key, tmp_path):
    (tmp_path / "files").mkdir()
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "files" / "link.png").symlink_to(tmp_path / "secret.png")
    (tmp_path / "files" / "real.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 20)
    for source, passes in (
        ("../secret.png", False),
        (str(tmp_path / "secret.png"), False),
        ("link.png", False),
        ("missing.png", False),
        ("real.png", True),
    ):
        exported = without_key(collection_file(collection))
        (upload,) = [one for one in exported["item"][2]["item"] if one["name"].startswith("(a)")]
        upload["request"]["body"]["formdata"][0]["src"] = source
        exported["item"][2]["item"] = [upload]
        path = tmp_path / "upload.json"
        path.write_text(json.dumps(exported))
        done = run(path, *there, *key, "--folder", "[3.0] Content Creation APIs", "--working-dir", tmp_path / "files")
        assert (done.exit_code == 0) is passes, (source, done.output)


def test_nothing_goes_to_a_host_that_a_file_names(values, tmp_path):
    seen = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/v1/groups"
    header = [{"key": "secret", "value": "{{application-secret}}"}]
    item = {"name": "Out", "request": {"method": "GET", "url": url, "header": header}}
    path = tmp_path / "out.json"
    path.write_text(json.dumps({"info": {"name": "x"}, "item": [item]}))
    done = run(path, *values)
    server.shutdown()
    server.server_close()
    assert done.exit_code == 1
    assert "This host is not one you allowed" in done.stdout
    assert seen == []


def test_a_file_that_is_no_collection_is_said_to_be_none(tmp_path):
    (tmp_path / "none.json").write_text("{}")
    done = run(tmp_path / "none.json")
    assert done.exit_code == 1
    assert done.output.startswith("Error: 'none.json' is no Postman collection.")


def test_variables_come_from_an_environment_file_and_one_by_one(values, tmp_path):
    variables = [{"key": "mobile-number", "value": "+447700900041"}, {"key": "who", "value": "file", "enabled": False}]
    (tmp_path / "env.json").write_text(json.dumps({"name": "x", "values": variables}))
    item = {"name": "Me", "request": {"method": "GET", "url": "{{api-root}}/v1/users/{{who}}"}}
    path = tmp_path / "c.json"
    path.write_text(json.dumps({"info": {"name": "x"}, "item": [item]}))
    missing = run(path, *values, "--environment", tmp_path / "env.json")
    assert "{{who}} is not set" in missing.stdout
    named = run(path, *values, "--environment", tmp_path / "env.json", "--variable", "who=me")
    assert "401" in named.stdout
    assert run("--variable", "x").exit_code == 2


def test_an_environment_variable_in_capitals_fills_and_a_value_that_nothing_uses_is_named(
    values, tmp_path, monkeypatch
):
    item = {"name": "Me", "request": {"method": "GET", "url": "{{api-root}}/v1/users/{{who}}"}}
    path = tmp_path / "c.postman_collection.json"
    path.write_text(json.dumps({"info": {"name": "x"}, "item": [item]}))
    monkeypatch.setenv("WHO", "me")
    done = run(path, *values[:1], "--from-env", "WHO", "--variable", "hwo=me")
    assert "401" in done.stdout
    assert "No request uses {{hwo}}." in done.stderr
    checked = CliRunner().invoke(main, ["collection", "check", str(tmp_path)])
    assert "Name a file in it: c.postman_collection.json." in checked.output


# -- failures ---------------------------------------------------------------------------------------------------------


def failing(served):
    Sandbox(served.known["url"], served.known["key"]).fail_next(403, path="/v1/groups", method="GET", times=1)


def test_it_goes_on_after_a_failure(there, key, served, tmp_path):
    failing(served)
    done = run(*there, *key, "--junit", tmp_path / "junit.xml")
    assert done.exit_code == 1
    assert f"{ALL - 1} of {ALL} requests passed" in done.stdout
    assert f"Failed: {FETCH}\n  Refused: 403" in done.stdout
    (failure,) = ElementTree.parse(tmp_path / "junit.xml").getroot().iter("failure")  # noqa: S314
    assert failure.get("message").startswith("403")
    assert "{{access-token}}" in failure.text


def test_it_stops_at_a_failure_if_asked_to(there, key, served, tmp_path):
    failing(served)
    done = run(*there, *key, "--bail", "--junit", tmp_path / "junit.xml")
    assert done.exit_code == 1
    root = ElementTree.parse(tmp_path / "junit.xml").getroot()  # noqa: S314
    before = [step.name for step in collection].index(FETCH)
    counts = {"tests": ALL, "failures": 1, "skipped": ALL - before - 1}
    assert {name: int(root.get(name)) for name in counts} == counts
    assert f"{before} of {ALL} requests passed" in done.stdout


def test_a_reply_that_fills_nothing_is_a_failure(there, key, served):
    Sandbox(served.known["url"], served.known["key"]).fail_next(200, path="/v1/groups", method="POST", body="{}")
    done = run(*there, *key, "--bail")
    assert done.exit_code == 1
    assert "Failed: Step1 - Create a group\n  The reply fills no test-group-id." in done.stdout


def test_no_secret_is_in_anything_it_says(there, key, served, tmp_path):
    failing(served)
    Sandbox(served.known["url"], served.known["key"]).fail_next(500, path="/v1/loginWith", carried_out=True)
    done = run(*there, *key, "--junit", tmp_path / "junit.xml")
    said = done.output + (tmp_path / "junit.xml").read_text()
    for secret in (served.known["applicationSecret"], served.known["key"], PIN, "eyJ"):
        assert secret not in said


def test_a_kaizala_that_is_not_there_is_a_failure_and_no_traceback():
    done = run("--url", "http://127.0.0.1:9", "--mobile-number", "+447700900001", "--application-id", "x", "--bail")
    assert done.exit_code == 1
    assert "Nobody listens at http://127.0.0.1:9." in done.stdout
    assert run("--url", "nonsense").exit_code == 1


# -- folders in folders -----------------------------------------------------------------------------------------------


def nested():
    """Outer has requests and folders, Shelf nothing but a folder, Hollow nothing."""

    def get(name):
        return {"name": name, "request": {"method": "GET", "url": "{{api-root}}/v1/" + name}}

    inner = {"name": "Inner", "item": [get("c"), {"name": "Innermost", "item": [get("d")]}]}
    return {
        "info": {"name": "Nested"},
        "item": [
            get("a"),
            {"name": "Outer", "item": [get("b"), inner]},
            {"name": "Outer two", "item": [get("e")]},
            {"name": "Shelf", "item": [{"name": "Inner", "item": [get("f")]}]},
            {"name": "Hollow", "item": []},
        ],
    }


@pytest.mark.parametrize(
    ("names", "runs"),
    [
        (["Outer"], "bcd"),
        (["outer "], "bcd"),
        (["Outer / Inner"], "cd"),
        (["Innermost"], "d"),
        (["Shelf"], "f"),
        (["Inner"], "cdf"),
        (["Outer two", "Shelf"], "ef"),
        (["outer_inner"], "cd"),
        (["Nested"], "a"),
        ([], "abcdef"),
        (["Hollow"], ""),
    ],
)
def test_a_folder_is_run_with_the_folders_in_it(tmp_path, names, runs):
    path = tmp_path / "nested.json"
    path.write_text(json.dumps(nested()))
    assert "".join(step.name for _, step in steps_in_folders(Collection.from_postman(path), names)) == runs


def test_a_failure_in_a_folder_of_a_folder_is_a_failure(values, tmp_path):
    path = tmp_path / "nested.json"
    path.write_text(json.dumps(nested()))
    done = run(path, *values, "--folder", "Shelf")
    assert done.exit_code == 1
    assert "0 of 1 request passed" in done.stdout
    unknown = run(path, *values, "--folder", "Shel")
    assert unknown.exit_code == 2
    assert "Outer / Inner / Innermost" in " ".join(unknown.output.split())
    assert "; Shelf;" in unknown.output


def test_a_run_of_nothing_is_no_success(values, tmp_path):
    path = tmp_path / "nested.json"
    path.write_text(json.dumps(nested()))
    done = run(path, *values, "--folder", "Hollow")
    assert done.exit_code == 1
    assert "There is no request to run" in done.output


def test_what_an_environment_calls_secret_is_one(tmp_path, values):
    request = {
        "method": "GET",
        "url": "{{api-root}}/v1/nothing?of={{zugang}}",
        "header": [{"key": "X", "value": "{{zugang}}"}],
    }
    file, environment, report = (tmp_path / name for name in ("odd.json", "environment.json", "report.xml"))
    file.write_text(json.dumps({"info": {"name": "Odd"}, "item": [{"name": "One", "request": request}]}))
    value = {"key": "zugang", "value": "ENVSEC-5555", "type": "secret"}
    environment.write_text(json.dumps({"name": "e", "values": [value]}))
    ran = run(file, "--environment", environment, "--junit", report, *values)
    assert ran.exit_code == 1
    assert "ENVSEC-5555" not in ran.output + report.read_text()
    assert "{{zugang}}" in report.read_text()
