"""``collection run`` with scripts: checks, saved variables, the request that comes next, and what CI systems read of it."""

import json
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from kaizala_nb.cli import main
from kaizala_nb.toolkit.client import scripting
from kaizala_nb.toolkit.collection.scripts.outcome import Outcome, Result
from tests.postman.engine import Told, checked, scripted, sets
from tests.postman.recorder import Recorder


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a collection of items whose scripts say what these turns say."""

    def run(*items, options=(), **turns):
        path = tmp_path / "collection.json"
        path.write_text(json.dumps({"info": {"name": "Library"}, "item": items}), encoding="utf-8")
        engine = Told(**turns)
        monkeypatch.setattr(scripting, "engine_of", lambda way, send: None if way == "off" else engine)
        done = CliRunner().invoke(main, ["collection", "run", str(path), *map(str, options)])
        done.engine = engine
        return done

    return run


def items(recorder, names="abc"):
    return [scripted({"name": name, "request": {"method": "GET", "url": f"{recorder.url}/{name}"}}) for name in names]


def order(recorder):
    return "".join(one.split(b" ")[1].decode() for one in recorder.sent).replace("/", "")


def only(name, outcome):
    """A turn that says this for one request, and nothing for the others."""
    return lambda scene: outcome if scene.name == name else Outcome()


MIXED = Outcome(
    results=[
        Result("the status is 200", True, "", True),
        Result("it has a title", False, "wanted 'Emma', found 'Persuasion'"),
        Result("it is valid", None, "the schema names another file"),
    ]
)


def test_a_failed_check_fails_its_request_and_the_run_goes_on(run, recorder):
    done = run(*items(recorder), test=only("b", MIXED))
    assert done.exit_code == 1
    assert order(recorder) == "abc"
    for line in (
        "b: 1 of 3 checks holds, 1 failed, 1 was not evaluated.",
        "  holds: the status is 200",
        "  failed: it has a title: wanted 'Emma', found 'Persuasion'",
        "  not evaluated: it is valid: the schema names another file",
    ):
        assert line in done.stdout.splitlines()
    assert "2 of 3 requests passed" in done.stdout
    assert done.stdout.splitlines()[-1].endswith("1 of 3 checks holds, 1 failed, 1 was not evaluated.")


def test_what_was_not_evaluated_fails_nothing_and_counts_as_nothing(run, recorder):
    done = run(*items(recorder, "a"), test=lambda scene: checked(None, "not understood"))
    assert done.exit_code == 0
    assert "0 of 1 check holds, 1 was not evaluated." in done.stdout


def test_the_first_failed_check_ends_a_run_with_bail(run, recorder):
    done = run(*items(recorder), test=only("b", checked(False, "no")), options=["--bail"])
    assert (done.exit_code, order(recorder)) == (1, "ab")


@pytest.mark.parametrize(
    ("outcome", "status"), [(checked(True, about_status=True), 0), (checked(True), 1), (Outcome(), 1)]
)
def test_a_request_that_wanted_404_and_got_it_has_passed(run, recorder, outcome, status):
    recorder.answers = {"/a": {"status": 404}}
    done = run(*items(recorder, "a"), test=lambda scene: outcome)
    assert done.exit_code == status, done.output
    assert ("Failed: a" in done.stdout) is bool(status)


def test_a_script_that_ends_early_fails_its_request(run, recorder):
    done = run(*items(recorder, "ab"), prerequest=only("a", Outcome(error="Line 2: x is not defined.")))
    assert done.exit_code == 1
    assert "Line 2: x is not defined." in done.stdout
    assert order(recorder) == "ab"


# -- which request comes next -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "sent", "status"),
    [
        (Outcome(next_request="c"), "ac", 0),
        (Outcome(next_request=None), "a", 0),
        (Outcome(next_request="no such"), "a", 1),
        (Outcome(), "abc", 0),
    ],
)
@pytest.mark.parametrize("event", ["prerequest", "test"])
def test_a_script_says_which_request_comes_next(run, recorder, event, outcome, sent, status):
    done = run(*items(recorder), **{event: only("a", outcome)})
    assert (order(recorder), done.exit_code) == (sent, status), done.output
    assert ("names 'no such' as the next request" in done.stdout) is bool(status)
    assert ("skipped" in done.stdout) is (len(sent) < 3)


def test_a_loop_ends_at_its_bound_for_each_row(run, recorder, tmp_path):
    rows = tmp_path / "rows.csv"
    rows.write_text("n\n1\n2\n", encoding="utf-8")
    turn = only("b", Outcome(next_request="a"))
    done = run(*items(recorder), test=turn, options=["--iteration-data", rows])
    assert done.exit_code == 1
    assert order(recorder) == "ab" * 200
    assert "A script asks for 'a' again, which was sent 100 times." in done.stdout
    assert [scene.iteration for _, scene in done.engine.seen[::400]] == [0, 1]
    assert done.engine.seen[0][1].iterations == 2


def test_a_loop_that_a_script_ends_has_all_its_results(run, recorder, tmp_path):
    def turn(scene):
        count = scene.variables["environment"].get("count", 0)
        result = sets(count=count + 1).then(checked(True))
        return result.then(Outcome(next_request="a")) if count < 2 else result

    junit = tmp_path / "junit.xml"
    done = run(*items(recorder, "ab"), test=lambda scene: turn(scene), options=["--junit", junit])
    assert (done.exit_code, order(recorder)) == (0, "aaab")
    assert ElementTree.parse(junit).getroot().get("tests") == "4"  # noqa: S314  (our own file)


def test_a_request_that_a_script_leaves_out_is_skipped_and_not_sent(run, recorder):
    done = run(*items(recorder), prerequest=only("b", Outcome(skip=True)))
    assert (done.exit_code, order(recorder)) == (0, "ac"), done.output
    assert "2 of 3 requests passed" in done.stdout


# -- how scripts are taken --------------------------------------------------------------------------------------------


def test_scripts_that_are_off_do_nothing(run, recorder):
    done = run(*items(recorder), test=lambda scene: MIXED, options=["--scripts", "off"])
    assert (done.exit_code, done.engine.seen) == (0, [])


def test_the_course_has_no_scripts_to_take():
    done = CliRunner().invoke(main, ["collection", "run", "--scripts", "off"])
    assert done.exit_code == 2
    assert "--scripts: It belongs to the file of another collection." in done.output


def test_while_scripts_run_requests_go_only_to_named_hosts(run, recorder):
    done = run(*items(recorder, "ab"), options=["--scripts", "run"])
    assert (done.exit_code, recorder.sent) == (1, [])
    assert "Requests would go to http://127.0.0.1" in done.stderr
    assert "while scripts run, requests go only to hosts that you have named" in done.stdout
    assert f"--allow-host {recorder.url}" in done.stdout
    for named in (f"--allow-host={recorder.url}", f"--variable=base={recorder.url}"):
        assert run(*items(recorder, "ab"), options=["--scripts", "run", named]).exit_code == 0
    assert order(recorder) == "abab"


def test_a_script_that_runs_names_no_host(run, recorder):
    item = scripted({"name": "a", "request": {"method": "GET", "url": "{{base}}/a"}})
    turn = lambda scene: sets(base=recorder.url)  # noqa: E731
    done = run(item, prerequest=turn, options=["--scripts", "run", "--variable=base=127.0.0.1:9"])
    assert (done.exit_code, recorder.sent) == (1, []), done.output


# -- JUnit ------------------------------------------------------------------------------------------------------------


def test_junit_has_a_case_for_each_check_and_one_for_a_request_without(run, recorder, tmp_path):
    recorder.answers = {"/c": {"status": 500, "body": '{"message": "out of order"}'}}
    junit = tmp_path / "junit.xml"
    turn = lambda scene: {"b": MIXED, "c": checked(False, "found 500", "it is fine", about_status=True)}.get(  # noqa: E731
        scene.name, Outcome()
    )
    run(*items(recorder), test=turn, options=["--junit", junit])
    suites = ElementTree.parse(junit).getroot()  # noqa: S314  (our own file)
    (suite,) = suites
    assert {name: suite.get(name) for name in ("tests", "failures", "skipped")} == {
        "tests": "6",
        "failures": "3",
        "skipped": "1",
    }
    cases = [(case.get("classname"), case.get("name"), *(one.get("message") for one in case)) for case in suite]
    assert cases == [
        ("Library", "a"),
        ("Library / b", "the status is 200"),
        ("Library / b", "it has a title", "wanted 'Emma', found 'Persuasion'"),
        ("Library / b", "it is valid", "not evaluated: the schema names another file"),
        ("Library", "c", "500 out of order"),
        ("Library / c", "it is fine", "found 500"),
    ]


# -- with the engine that reads -----------------------------------------------------------------------------------------


def said_by(item, *lines):
    return item | {"event": [{"listen": "test", "script": {"exec": lines}}]}


def test_scripts_that_are_read_chain_requests_and_say_what_a_right_reply_is(recorder, tmp_path):
    names = ("login", "none", "slow", "old", "{{token}}")
    recorder.answers = {f"/{name}": {"status": 404} for name in names}
    recorder.answers["/login"] = {"body": json.dumps({"data": {"token": "tok-1234"}})}
    login, none, slow, old, mine = items(recorder, names)
    status = 'pm.test("the status", () => { pm.response.to.have.status(404); });'
    file = [
        said_by(login, "const { data } = pm.response.json();", 'pm.environment.set("token", data.token);'),
        said_by(none, status),
        said_by(slow, 'pm.test("it is fast", () => pm.expect(pm.response.responseTime).to.be.below(60000));'),
        said_by(old, 'tests["it is gone"] = responseCode.code === 404;', 'postman.setNextRequest("{{token}}");'),
        said_by(mine, 'pm.test("a name", () => pm.expect(pm.response.json().name).to.eql("Emma"));'),
    ]
    path = tmp_path / "collection.json"
    path.write_text(json.dumps({"info": {"name": "Library"}, "item": file}), encoding="utf-8")
    done = CliRunner().invoke(main, ["collection", "run", str(path)])
    assert order(recorder) == "loginnoneslowoldtok-1234"
    outcomes = [line.split()[1] for line in done.stderr.splitlines()]
    assert outcomes == ["passed", "passed", "failed", "passed", "failed"], done.output
    assert "failed: a name: " in done.stdout
    assert "tok-1234" not in done.output


def test_a_script_that_is_read_takes_no_secret_to_a_host_without_a_name(recorder, tmp_path):
    item = {"name": "a", "request": {"method": "GET", "url": recorder.url + "/{{x}}"}}
    lines = [
        'const token = pm.environment.get("to" + "ken");',
        'pm.environment.set("x", token.split("").reverse().join(""));',
    ]
    item["event"] = [{"listen": "prerequest", "script": {"exec": lines}}]
    path = tmp_path / "collection.json"
    path.write_text(json.dumps({"info": {"name": "Library"}, "item": [item]}), encoding="utf-8")
    arguments = ["collection", "run", str(path), "--variable=token=s3cret-of-the-user"]
    assert CliRunner().invoke(main, arguments).exit_code == 1
    assert recorder.sent == []
    assert CliRunner().invoke(main, [*arguments, f"--allow-host={recorder.url}"]).exit_code == 0
    assert order(recorder) == "resu-eht-fo-terc3s"


def test_scripts_that_run_send_requests_of_their_own_to_named_hosts_alone(recorder, tmp_path):
    recorder.answers = {"/token": {"body": '{"token": "tok-1234"}'}}
    (item,) = items(recorder, ["{{token}}"])
    other = Recorder({})
    lines = [
        f'pm.sendRequest("{other.url}/x", (error) => console.log("refused:", String(error).includes("scripts run")));',
        f'pm.sendRequest("{recorder.url}/token", (error, reply) => pm.environment.set("token", reply.json().token));',
    ]
    item["event"] = [{"listen": "prerequest", "script": {"exec": lines}}]
    path = tmp_path / "collection.json"
    path.write_text(json.dumps({"info": {"name": "Library"}, "item": [item]}), encoding="utf-8")
    arguments = ["collection", "run", str(path), "--scripts", "run", f"--allow-host={recorder.url}"]
    done = CliRunner().invoke(main, arguments)
    other.close()
    assert (done.exit_code, order(recorder)) == (0, "tokentok-1234"), done.output
    assert other.sent == []
    assert "refused: true" in done.output
