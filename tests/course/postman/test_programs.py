"""The code that is shown for a request, run: what arrives at a Kaizala is what our client sends. For every request."""

import contextlib
import io
import json
import os
import shutil
import subprocess
from unittest.mock import patch

import pytest

from kaizala_nb.course.environment import KaizalaEnvironment
from kaizala_nb.course.picture import NAME, picture
from kaizala_nb.course.runner.context import KaizalaContext, RunOptions
from kaizala_nb.course.session import session_of
from kaizala_nb.course.steps import collection
from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.client.errors import NotJSON
from kaizala_nb.toolkit.collection import Collection, Upload
from kaizala_nb.toolkit.collection.paths import find
from kaizala_nb.toolkit.collection.snippets import snippet
from tests import node
from tests.course.postman import mono
from tests.course.postman.relay import Relay, Seen
from tests.emulator.conftest import serve
from tests.toolkit.collection.csharp import calls

PIN = "739146"


@pytest.fixture(scope="module")
def ours():
    """Where our own client sends its requests to, to be looked at."""
    relay = Relay()
    yield relay
    relay.close()


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A Kaizala with its variables, and a relay before it; and a folder with the picture."""
    served = serve("--no-throttle", "--pin", PIN)
    known = served.known
    asked = RunOptions(
        url=known["url"],
        application_id=known["applicationId"],
        application_secret=known["applicationSecret"],
        key=known["key"],
        pin=PIN,
        allow_hosts=(),
        variables={"pin": PIN},
        ask_pin=lambda host: PIN,
    )
    place = KaizalaContext(collection, asked, print)
    place.listen()
    relay = Relay(known["url"])
    place.relay = relay
    (tmp_path / NAME).write_bytes(picture())
    monkeypatch.chdir(tmp_path)
    yield place
    relay.close()
    place.close()
    served.process.kill()
    served.process.wait()
    served.process.stdout.close()
    served.process.stderr.close()


def sent_by_us(ours, variables, step, given):
    """The request as our client sends it with these variables."""
    environment = KaizalaEnvironment()
    environment.fill(variables | {"api-root": ours.url, "endpoint-url": ours.url}, source="the test")
    session = session_of(environment, ours.url)
    with contextlib.suppress(NotJSON):  # HEAD has no body to read
        session.send(step, given)
    session.close()
    return ours.last


def held_by(environment):
    """The environment variables that the code takes its secrets from."""
    return {
        "KAIZALA_" + name.replace("-", "_").upper(): str(value)
        for name, value in environment.items()
        if is_secret(name)
    }


def run_python(code, environment, modules):
    with patch.dict(os.environ, environment), contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "snippet", "exec"), {"__name__": "snippet"})  # noqa: S102  (our own program, for that)
    return printed.getvalue().split(" ", 1)


def run_curl(code, environment, modules):
    assert shutil.which("curl"), "curl is not installed; on Debian and Ubuntu: apt-get install curl"
    done = subprocess.run(
        ["sh", "-c", code], capture_output=True, text=True, check=True, env=node.environment() | environment
    )
    return ["200", done.stdout]


DRIVER = """
import { createInterface } from "node:readline";
let count = 0;
for await (const line of createInterface({ input: process.stdin })) {
    const { code, environment } = JSON.parse(line);
    Object.assign(process.env, environment);
    let said = "";
    console.log = (...words) => { said = words.join(" "); };
    const module = Buffer.from(code + "\\n// " + count++).toString("base64");
    try {
        await import("data:text/javascript;base64," + module);
    } catch (trouble) {
        said = "0 " + trouble;
    }
    process.stdout.write(JSON.stringify(said) + "\\n");
}
"""
"""Runs a module a line, one after the other: starting node once a request would take longer than all the rest."""


@pytest.fixture
def modules():
    command = [node.node(), "--input-type=module", "--eval", DRIVER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=node.environment()) as running:
        yield running
        running.stdin.close()


def run_javascript(code, environment, modules):
    modules.stdin.write(json.dumps({"code": code, "environment": environment}).encode() + b"\n")
    modules.stdin.flush()
    return json.loads(modules.stdout.readline()).split(" ", 1)


def run_csharp(code, environment, modules):
    return ["200", mono.run(code, environment)]


def given_of(step):
    given = dict(step.example)
    return given | ({"files": [Upload(NAME, picture())]} if "files" in given else {})


NAMES = ("picture.png", 'of "us".png', "फ़ोटो 🙂.png")
"""Of files; the last two need some care in a form."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The working folder of the programs, with those files."""
    for name in NAMES:
        (tmp_path / name).write_bytes(picture())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def others(folder):
    """Steps of somebody else's file, with what this package's own requests do not have."""
    json_body = {
        "mode": "raw",
        "raw": '{"text": "हिन्दी \\"🙂\\" \\\\ \\u2028"}',
        "options": {"raw": {"language": "json"}},
    }
    text = {"mode": "raw", "raw": "two\nlines\t\\u0041", "options": {"raw": {"language": "text"}}}
    pairs = {"mode": "urlencoded", "urlencoded": [{"key": "a b", "value": "c&d=ü"}, {"key": "e", "value": ""}]}
    parts = [{"key": 'a "part"', "value": 'says "ü" \\\\'}, {"key": "b", "value": ""}]
    form = {"mode": "formdata", "formdata": parts}
    upload = {"mode": "formdata", "formdata": [*parts, {"key": 'the "file"', "type": "file"}]}
    asked = [
        *({"method": method} for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PURGE")),
        *({"method": method, "body": json_body} for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "REPORT")),
        *({"method": method, "body": text} for method in ("POST", "DELETE")),
        *({"method": method, "body": pairs} for method in ("POST", "DELETE")),
        *({"method": method, "body": form} for method in ("POST", "DELETE", "REPORT")),
        *({"method": method, "body": upload} for method in ("POST", "DELETE")),
    ]
    headers = {"X-Empty": "", "x-quoted": '"a\\b"', "User-Agent": "ours", "Accept": "text/plain;q=0.5, */*"}
    headers |= {"Referer": "http://127.0.0.1/", "Date": "Tue, 15 Nov 1994 08:12:31 GMT", "Range": "bytes=0-9"}
    url = "{{{{api-root}}}}/v1/a%20b;c=1/(x)'!*/%2F/{}?q=%5B1%5D&q=a+b&e="
    header = [{"key": key, "value": value} for key, value in headers.items()]
    items = [
        {"name": f"{index} {one['method']}", "request": one | {"url": url.format(index), "header": header}}
        for index, one in enumerate(asked)
    ]
    file = folder / "file.json"
    file.write_text(json.dumps({"info": {"name": "Other"}, "item": items}), encoding="utf-8")
    return list(Collection.from_postman(file))


def without_secrets(code, environment):
    for name, value in environment.items():
        if is_secret(name) and len(value) > 3 and name != "callback-token":
            assert value not in code, name


all_languages = pytest.mark.parametrize(
    ("language", "run"),
    [
        ("requests", run_python),
        ("curl", run_curl),
        ("javascript", run_javascript),
        pytest.param("csharp", run_csharp, marks=mono.needed),
    ],
)


@all_languages
def test_what_arrives_is_what_our_client_sends(language, run, place, ours, modules):
    relay = place.relay
    for step in collection:
        variables = {name: str(value) for name, value in place.environment.items()}
        given = given_of(step)
        expected = sent_by_us(ours, variables, step, given)
        code = snippet(place.session.prepare(step, given), language, relay.url, place.environment.masker)
        without_secrets(code, variables)
        status, reply = run(code, held_by(variables), modules)
        assert relay.last.essence == expected.essence, step.name
        assert (status, relay.last.status) == ("200", 200), (step.name, reply)
        assert json.loads(reply) == json.loads(relay.last.reply), step.name
        filled = {name: str(held) for name, path in step.saves.items() if (held := find(json.loads(reply), path))}
        place.environment.fill(filled, source=step.name)
    assert len(relay.seen) == len(collection)


@all_languages
def test_requests_that_other_files_hold_arrive_too(language, run, ours, folder, modules):
    for step in others(folder):
        given = {
            one.name: [Upload(name, picture()) for name in NAMES] for one in step.parameters if one.place == "file"
        }
        where = {"api-root": ours.url}
        expected = sent_by_us(ours, where, step, given)
        said = run(snippet(step.call(given, where), language, ours.url), {}, modules)
        assert ours.last is not expected, (step.name, said)
        assert ours.last.essence == expected.essence, step.name
        assert {name: ours.last.headers[name.lower()] for name in step.headers} == step.headers, step.name


def test_csharp_says_what_our_client_sends(ours):
    """Without a compiler: the C# is read by its rules for texts, and what RestSharp would send is compared."""
    known = {
        name: f"value-of-{name}"
        for name in ("application-id", "test-group-id", "test-public-group-id", "media-resource")
    }
    known |= {
        "application-secret": 'se"cr\\et',
        "access-token": "t",
        "refresh-token": "r",
        "callback-url": "http://127.0.0.1/",
    }
    known |= {"pin": PIN, "mobile-number": "+447700900001", "mobile-number-2": "+447700900002", "callback-token": "c"}
    for name in {variable for step in collection for variable in step.saves} - set(known):
        known[name] = f"value-of-{name}"
    known["application-secret"] = "secret"
    for step in collection:
        given = given_of(step)
        expected = sent_by_us(ours, known, step, given)
        environment = KaizalaEnvironment()
        environment.fill(known, source="the test")
        code = snippet(step.call(given, environment), "csharp", "http://127.0.0.1:1", environment.masker)
        without_secrets(code, {name: value for name, value in known.items() if value.startswith("value-of")})
        headers, parts, body, method, path = {}, [], b"", "", ""
        for name, arguments in calls(code, held_by(known)):
            if name == "RestClient":
                path = arguments[0].removeprefix("http://127.0.0.1:1")
            elif name == "RestRequest":
                method = arguments[0].removeprefix("Method.")
            elif name == "request.AddHeader":
                headers[arguments[0].lower()] = arguments[1]
            elif name == "request.AddParameter":
                body = arguments[1].encode()
                assert arguments[2] == "ParameterType.RequestBody"
            elif name == "request.AddFile":
                parts.append((arguments[0], arguments[1], arguments[2], picture()))
        essence = Seen(method, path, headers, body).essence
        if parts:
            essence = (method, path, "multipart/form-data", essence[3], parts)
        assert essence == expected.essence, step.name
