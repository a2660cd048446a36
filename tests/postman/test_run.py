"""``collection run`` and ``collection check`` with anybody's file: what goes on, in which order, where to, and where not."""

import json
import re
import time
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from kaizala_nb.cli import main
from tests.postman.newman import COLLECTIONS
from tests.postman.recorder import Recorder

SECRET = "s3cret-of-the-user"
COLLECTION = {path.stem: path for path in COLLECTIONS}


@pytest.fixture
def recorder():
    made = Recorder()
    yield made
    made.close()


@pytest.fixture
def other():
    made = Recorder()
    yield made
    made.close()


@pytest.fixture
def written(tmp_path):
    """Writes a file into a folder, and gives its path."""

    def write(content, name="collection.json"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)

    return write


def collection(*items, **more):
    return {"info": {"name": "Library"}, "item": list(items), **more}


def get(url, name="One", **more):
    return {"name": name, "request": {"method": "GET", "url": url} | more}


def run(*arguments):
    return CliRunner().invoke(main, ["collection", "run", *map(str, arguments)])


def check(path):
    return CliRunner().invoke(main, ["collection", "check", str(path)])


def paths(recorder):
    return [one.split(b" ")[1].decode() for one in recorder.sent]


# -- nothing refuses a file for one item ------------------------------------------------------------------------------

ODD = {
    "a note": {"name": "a note"},
    "no address": get({"raw": ""}, "no address"),
    "a number": 7,
    "a method that is none": {"name": "a method that is none", "request": {"method": ["GET"], "url": "http://h"}},
    "a body": get("http://h", "a body", method="POST", body={"mode": "parchment", "parchment": "x"}),
    "signs": get("http://h", "signs", auth={"type": "kerberos", "kerberos": []}),
    "another scheme": get("gopher://h", "another scheme"),
    "a port that is none": get("http://h:99999", "a port that is none"),
}


def test_an_item_that_cannot_be_sent_stays_in_its_place_and_the_run_goes_on(written, recorder):
    good = [get(f"{recorder.url}/{number}", str(number)) for number in range(2)]
    path = written(collection(good[0], *ODD.values(), good[1]))
    done = run(path)
    assert done.exit_code == 1
    assert paths(recorder) == ["/0", "/1"]
    assert f"2 of {len(ODD) + 2} requests passed" in done.stdout
    said = check(path)
    assert said.exit_code == 1
    lines = said.output.splitlines()
    assert lines[0] == f"2 of {len(ODD) + 2} requests can be sent."
    assert len(lines) == len(ODD) + 1
    assert "Library / no address: It has no address." in lines
    assert "It signs in by 'kerberos'" in said.output
    assert "It has a body of the kind 'parchment'" in said.output


def test_a_file_without_odd_items_is_said_to_be_good(written):
    said = check(written(collection(get("http://h"))))
    assert (said.exit_code, said.output) == (0, "1 of 1 request can be sent.\n")


# -- variables --------------------------------------------------------------------------------------------------------


def test_of_several_values_that_of_the_narrowest_scope_counts(written, recorder):
    def values(*names, value):
        return {"name": "v", "values": [{"key": name, "value": value, "enabled": True} for name in names]}

    file = collection(
        get(recorder.url + "/{{a}}/{{b}}/{{c}}/{{d}}/{{e}}?f={{f}}&g={{g}}&h={{h}}"),
        variable=[{"key": name, "value": "collection"} for name in "bcde"]
        + [{"key": "f", "value": ""}, {"key": "g", "value": False}, {"key": "h", "value": {"x": [1]}}]
        + [{"key": "a", "value": "off", "disabled": True}],
    )
    globals_ = written(values(*"ab", value="global"), "g.json")
    environment = written(values(*"cde", value="environment"), "e.json")
    data = written("d,e\nrow,row\n", "data.csv")
    done = run(
        written(file),
        "--globals",
        globals_,
        "--environment",
        environment,
        "--iteration-data",
        data,
        "--variable=e=local",
    )
    assert done.exit_code == 0, done.output
    assert paths(recorder) == ["/global/collection/environment/row/row?f=&g=false&h={%22x%22:[1]}"]


def test_what_is_left_over_is_named_and_not_sent(written, recorder):
    variables = [{"key": "circle", "value": "{{round}}"}, {"key": "round", "value": "{{circle}}"}]
    items = [
        get(recorder.url + "/{{inner_{{which}}}}", "inner"),
        get(recorder.url + "/x", "header", header=[{"key": "X-{{name}}", "value": "1"}]),
        get(recorder.url + "/{{circle}}", "circle"),
        get(recorder.url + "/x?a={{$nothing}}", "dynamic"),
    ]
    done = run(written(collection(*items, variable=variables)), "--variable=which=dev")
    assert recorder.sent == []
    for name in ("inner_dev", "name", "$nothing"):
        assert f"{{{{{name}}}}} is not set." in done.stdout
    assert re.search(r"\{\{(circle|round)\}\} has a value that leads back to itself\.", done.stdout)
    assert "--variable name=..., or in a file: --environment FILE" in done.stdout


def test_dynamic_variables_have_a_new_value_each_time(written, recorder):
    names = ["$guid", "$timestamp", "$isoTimestamp", "$randomInt", "$randomUUID"]
    url = recorder.url + "/?" + "&".join(f"{{{{{name}}}}}" for name in [*names, "$guid"])
    assert run(written(collection(get(url)))).exit_code == 0
    (path,) = paths(recorder)
    values = path.partition("?")[2].split("&")
    assert "{" not in path
    assert len(set(values)) == len(names) + 1


def test_the_names_of_the_course_mean_nothing_here(written, recorder):
    done = run(COLLECTION["32-names-of-kaizala"])  # its host is another one
    assert "A PIN is needed" not in done.output
    path = written(collection(get(recorder.url + "/{{callback-url}}")))
    assert "{{callback-url}} is not set." in run(path).stdout


# -- hosts ------------------------------------------------------------------------------------------------------------


def bearer(url, name="One", token="{{token}}"):  # noqa: S107  (the name of a variable)
    return get(url, name, auth={"type": "bearer", "bearer": [{"key": "token", "value": token}]})


WAYS_OUT = {
    "authorisation": lambda url: bearer(url + "/x"),
    "query": lambda url: get(url + "/x?a={{token}}"),
    "path": lambda url: get(url + "/{{token}}"),
    "header": lambda url: get(url + "/x", header=[{"key": "X", "value": "{{token}}"}]),
    "body": lambda url: get(url + "/x", method="POST", body={"mode": "raw", "raw": "{{token}}"}),
    "name of a header": lambda url: get(url + "/x", header=[{"key": "{{token}}", "value": "x"}]),
    "another variable": lambda url: get(url + "/{{alias}}"),
    "written out": lambda url: get(f"{url}/{SECRET}"),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_a_secret_goes_only_to_a_host_that_the_user_has_named(written, recorder, way):
    path = written(collection(WAYS_OUT[way](recorder.url), variable=[{"key": "alias", "value": "{{token}}"}]))
    secret = f"--variable=token={SECRET}"
    done = run(path, secret)
    assert done.exit_code == 1
    assert recorder.sent == []
    assert SECRET not in done.output
    assert f"--allow-host {recorder.url}" in done.output
    for allowed in ([f"--allow-host={recorder.url}"], [f"--allow-host=x.example,127.0.0.1:{recorder.port}"]):
        assert run(path, secret, *allowed).exit_code == 0
    assert len(recorder.sent) == 2


INNOCENT = {
    "{{x}}": [],
    "{{alias}}": [{"key": "alias", "value": "{{x}}"}],
    "{{x{{which}}}}": [{"key": "which", "value": ""}],
}


@pytest.mark.parametrize("token", INNOCENT)
def test_a_value_that_stands_for_a_secret_is_one_whatever_its_name(written, recorder, token):
    open_ = get(recorder.url + "/{{x}}", "open")
    path = written(collection(open_, bearer(recorder.url, "mine", token), variable=INNOCENT[token]))
    rows = written(f"x\n{SECRET}\n", "rows.csv")
    for given in ([f"--variable=x={SECRET}"], ["--iteration-data", rows]):
        done = run(path, *given)
        assert recorder.sent == []
        assert SECRET not in done.output
    assert run(path, f"--variable=x={SECRET}", f"--allow-host={recorder.url}").exit_code == 0


def test_a_value_of_the_user_names_a_host_and_one_of_the_file_or_of_a_reply_does_not(written, recorder, other):
    recorder.answers = {"/login": {"body": json.dumps({"next": other.url, "token": SECRET})}}
    script = "pm.environment.set('next', pm.response.json().next);"
    login = get("{{base}}/login", "login") | {"event": [{"listen": "test", "script": {"exec": [script]}}]}
    file = collection(
        login,
        bearer("{{base}}/mine", "mine"),
        bearer("{{next}}/theirs", "theirs"),
        bearer("{{file-host}}/theirs", "theirs too"),
        get("{{next}}/open", "without a secret"),
        variable=[{"key": "file-host", "value": other.url}],
    )
    environment = written({"values": [{"key": "base", "value": f"127.0.0.1:{recorder.port}"}]}, "e.json")
    done = run(written(file), "--environment", environment, f"--variable=token={SECRET}")
    assert paths(recorder) == ["/login", "/mine"]
    assert paths(other) == ["/open"], done.output
    assert "3 of 5 requests passed" in done.stdout


def test_what_a_reply_gave_for_a_secret_is_one(written, recorder, other):
    recorder.answers = {"/login": {"body": json.dumps({"access": "given-for-it"})}}
    script = "pm.environment.set('access-token', pm.response.json().access);"
    login = bearer("{{base}}/login", "login") | {"event": [{"listen": "test", "script": {"exec": [script]}}]}
    file = collection(
        login, bearer("{{base}}/mine", "mine", "{{access-token}}"), bearer(other.url, "o", "{{access-token}}")
    )
    done = run(written(file), f"--variable=base={recorder.url}", f"--variable=token={SECRET}")
    assert b"Bearer given-for-it" in recorder.sent[1]
    assert other.sent == []
    assert "2 of 3 requests passed" in done.stdout


def test_a_secret_does_not_follow_a_redirect_to_another_host(written, recorder, other):
    recorder.answers = {"/go": {"status": 307, "headers": [f"Location: {other.url}/there"]}}
    file = collection(get("{{base}}/go", header=[{"key": "X-Token", "value": "{{token}}"}]), get("{{base}}/go", "open"))
    done = run(written(file), f"--variable=base={recorder.url}", f"--variable=token={SECRET}")
    assert paths(other) == ["/there"]
    assert SECRET.encode() not in other.sent[0]
    assert "1 of 2 requests passed" in done.stdout


def test_several_bases_are_said_in_one_sentence(written, recorder, other):
    path = written(collection(bearer(recorder.url), bearer(other.url, "Two"), bearer(other.url, "Three")))
    done = run(path, f"--variable=token={SECRET}")
    allow = f"--allow-host {recorder.url},{other.url}"
    assert allow in done.stderr
    assert run(path, f"--variable=token={SECRET}", *allow.split(" ")).exit_code == 0


def test_a_host_without_a_value_is_never_another_one():
    done = run(COLLECTION["44-unset-host-goes-to-url"])
    assert "{{never_set}} is not set." in done.stdout
    assert 'Failed: post\n  For the same reason as "h".' in done.stdout


@pytest.mark.parametrize(
    "option", ["--url=http://127.0.0.1:9", "--key=k", "--pin=1", "--mobile-number=1", "--application-id=x"]
)
def test_options_of_the_course_are_refused_with_another_file(written, recorder, option):
    done = run(written(collection(get(recorder.url))), option)
    assert done.exit_code == 2
    assert f"{option.partition('=')[0]}: only the collection of this package takes it." in " ".join(done.output.split())
    assert recorder.sent == []


# -- order ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folders", "order"),
    [
        ([], "abcdef"),
        (["Outer"], "bcd"),
        (["Inner"], "c"),
        (["Outer / Inner"], "c"),
        (["e"], "e"),
        (["Outer / d"], "d"),
        (["f", "Inner"], "cf"),
    ],
)
def test_the_order_is_that_of_the_file_and_a_folder_may_be_named_in_any_way(written, recorder, folders, order):
    a, b, c, d, e, f = (get(f"{recorder.url}/{name}", name) for name in "abcdef")
    inner = {"name": "Inner", "item": [c]}
    path = written(collection(a, {"name": "Outer", "item": [b, inner, d]}, e, {"name": "Last", "item": [f]}))
    done = run(path, *(f"--folder={name}" for name in folders))
    assert done.exit_code == 0, done.output
    assert "".join(paths(recorder)).replace("/", "") == order


# -- as a browser would -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", ["", "{cut", "<html>", "plain", "[" * 100_000])
def test_any_2xx_is_a_success_whatever_its_body(written, recorder, body):
    recorder.answers = {"/x": {"body": body}}
    assert run(written(collection(get(recorder.url + "/x")))).exit_code == 0


def test_each_row_of_data_is_a_run_and_the_report_has_them_all(written, recorder, tmp_path):
    data = written([{"id": 1, "flag": True}, {"id": "b"}], "rows.json")
    recorder.answers = {"/b": {"status": 404, "body": '{"message": "No such book."}'}}
    report = tmp_path / "junit.xml"
    done = run(written(collection(get(recorder.url + "/{{id}}"))), "--iteration-data", data, "--junit", report)
    assert paths(recorder) == ["/1", "/b"]
    assert "1 of 2 requests passed" in done.stdout
    suite = ElementTree.parse(report).getroot()[0]  # noqa: S314  (our own file)
    assert suite.get("timestamp").endswith("+00:00")
    (failure,) = suite.iter("failure")
    assert "No such book." in failure.text


def test_a_delay_stands_between_two_requests(written, recorder, monkeypatch):
    pauses = []
    monkeypatch.setattr("kaizala_nb.toolkit.runner.run.pause", pauses.append)
    requests = [get(f"{recorder.url}/{name}", name) for name in "abc"]
    assert run(written(collection(*requests)), "--delay", "0.5").exit_code == 0
    assert pauses == [0.5, 0.5]


def test_a_report_that_cannot_be_written_is_said_before_the_run(written, recorder, tmp_path):
    done = run(written(collection(get(recorder.url))), "--junit", tmp_path / "none" / "junit.xml")
    assert done.exit_code == 1
    assert "cannot be written" in done.output
    assert recorder.sent == []


def test_a_service_that_is_too_slow_is_said_with_the_option_of_a_terminal(written, recorder, monkeypatch):
    monkeypatch.setattr(recorder, "_said", lambda head: time.sleep(5) or b"")
    done = run(written(collection(get(recorder.url))), "--timeout", "0.2")
    assert "took longer than 0.2 seconds" in done.stdout, done.output
    assert "--timeout 120" in done.stdout
