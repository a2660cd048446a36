"""A foreign file with secrets under every name, literal and from variables: what is sent holds them, what is shown does not.

The server answers with all that it was sent, so each reply and each refusal quotes them again, in JSON and as text.
"""

import json
import threading
from base64 import b64encode
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from kaizala_nb import Api
from kaizala_nb.cli import main
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.snippets import LANGUAGES
from kaizala_nb.toolkit.notebook.bound import BoundStep
from kaizala_nb.toolkit.widgets.cells import FormsOfCells
from tests.toolkit.widgets.conftest import walk
from tests.toolkit.widgets.page import say

NAMES = [
    "accessToken",
    "apiKey",
    "jwt",
    "bearer",
    "authToken",
    "x-api-key",
    "sessionId",
    "PASSWORD",
    "client_secret",
    "userPin",
]


@pytest.fixture(scope="module")
def echo():
    class Echo(BaseHTTPRequestHandler):
        def answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            said = {"path": self.path, "headers": dict(self.headers), "body": body}
            self.server.seen.append(json.dumps(said))
            if "/as-text" in self.path:
                content, status, kind = f"{self.path}\n{self.headers}\n{body}".encode(), 500, "text/plain"
            else:
                refusal = {"errorCode": "No", "message": f"I do not take {body} {dict(self.headers)} {self.path}"}
                status = 400 if "/refused" in self.path else 200
                content, kind = json.dumps(said | (refusal if status == 400 else {})).encode(), "application/json"
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Set-Cookie", "session=COOKIE-0123456789")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = answer

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        server.seen = []
        server.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def requests_of(values, where):
    """A request for each place that a secret can stand in; ``values`` gives a secret for a name."""

    def raw(text, language="text"):
        return {"mode": "raw", "raw": text, "options": {"raw": {"language": language}}}

    pairs = [{"key": name, "value": values(name), "type": "text"} for name in NAMES]
    quoted = [{"key": name, "value": values(name).replace('"', '\\"')} for name in NAMES]
    basic = b64encode(b"somebody:" + b"BASIC-0123456789").decode()
    authorised = {"Authorization": f"Bearer {values('literal')}", "Proxy-Authorization": f"Basic {basic}"}
    headers = [{"key": name, "value": value} for name, value in authorised.items()] + pairs
    bearer = {"type": "bearer", "bearer": [{"key": "token", "value": values("of-auth")}]}
    key = [{"key": "key", "value": "X-Plain"}, {"key": "value", "value": values("of-api-key")}]
    in_query = [
        {"key": "key", "value": "key"},
        {"key": "value", "value": values("in-query")},
        {"key": "in", "value": "query"},
    ]
    named = {name: values(name) for name in NAMES}
    nested = json.dumps({"a": [named], "credentials": {"user": "u", "it": values("nested")}}, indent=1)
    return {
        "headers": {"header": headers},
        "bearer": {"auth": bearer},
        "key in a header": {"auth": {"type": "apikey", "apikey": key}},
        "key in a query": {"auth": {"type": "apikey", "apikey": in_query}},
        "query": {"url": f"{where}?" + "&".join(f"{one['key']}={one['value']}" for one in pairs)},
        "form": {"body": {"mode": "urlencoded", "urlencoded": pairs}},
        "parts": {"body": {"mode": "formdata", "formdata": pairs}},
        "JSON": {"body": raw(nested, "json")},
        "loose JSON": {
            "body": raw("{" + ",".join(f"{one['key']}: '{one['value']}'" for one in quoted) + "} // x", "json")
        },
        "XML": {
            "body": raw(
                "<a>" + "".join(f"<{one['key']}>{one['value']}</{one['key']}>" for one in pairs) + "</a>", "xml"
            )
        },
        "text": {"body": raw(f"curl -H 'Authorization: Bearer {values('in-text')}'")},
    }


AUTHORISATIONS = {
    "basic": {"username": "me", "password": None},
    "digest": {"username": "me", "password": None},
    "oauth1": {"consumerKey": "me", "consumerSecret": None, "token": None, "tokenSecret": None},
    "oauth2": {"accessToken": None, "addTokenTo": "header"},
    "awsv4": {"accessKey": None, "secretKey": None, "sessionToken": None, "region": "eu", "service": "s3"},
    "hawk": {"authId": "me", "authKey": None, "algorithm": "sha256"},
    "ntlm": {"username": "me", "password": None},
    "edgegrid": {"accessToken": None, "clientToken": None, "clientSecret": None},
    "jwt": {"algorithm": "HS256", "secret": None, "payload": "{}", "addTokenTo": "queryParam", "queryParamKey": "t"},
}
"""The fields of authorisations; None stands for a secret."""


def more_requests_of(values, where):
    """A request for each further place, and what stands beside a request."""
    written = values if values is literal else str  # where a variable would not be filled in, or is secret by its value

    def pair(name, value, **more):
        return {"key": name, "value": value, **more}

    def graphql(query, variables):
        return {"body": {"mode": "graphql", "graphql": {"query": query, "variables": json.dumps(variables)}}}

    scripts = [
        f"pm.environment.set('apiToken', '{written('script')}');",
        f"pm.test('It is mine', () => pm.expect(pm.response.json().accessToken).to.eql('{written('check')}'));",
    ]
    example = {"name": "200", "code": 200, "body": json.dumps({"access_token": written("example")})}
    url = {"raw": f"{where}/:token", "host": [where], "path": [":token"], "variable": [pair("token", values("path"))]}
    host = where.replace("{{endpoint-url}}", "{{endpoint-host}}")
    switched_off = [pair("token", written("off"), disabled=True, description=f"It is {written('off')}")]
    made = {
        "an address with a user": {"request": {"url": f"http://me:{values('user')}@{host}"}},
        "a key in a query": {"request": {"url": f"{where}?key={written('key')}&sort=title"}},
        "a variable of the path": {"request": {"url": url}},
        "a cookie": {"request": {"header": [pair("Cookie", f"sid={values('cookie')}; theme=dark")]}},
        "a header that only looks so": {"request": {"header": [pair("X-From", f"Bearer {values('plain')}")]}},
        "GraphQL": {"request": graphql("{ books { title } }", {"input": {"password": values("graphql")}})},
        "a query of GraphQL": {"request": graphql(f'{{ login(password: "{values("query")}") {{ id }} }}', {})},
        "headers and fields that are off": {
            "request": {"header": switched_off, "body": {"mode": "urlencoded", "urlencoded": switched_off}}
        },
        "scripts": {"event": [{"listen": "test", "script": {"exec": scripts}}]},
        "an example": {"response": [example]},
        "a description": {"request": {"description": f"The key is {written('key')}, or {written('nested')}."}},
    }
    for kind, fields in AUTHORISATIONS.items():
        given = [pair(name, value or values(f"{kind}-{name}")) for name, value in fields.items()]
        made[kind] = {"request": {"auth": {"type": kind, kind: given}}}
    return [
        one | {"name": name, "request": {"method": "POST", "url": where} | one.get("request", {})}
        for name, one in made.items()
    ]


def file_of(values):
    items = more_requests_of(values, "{{endpoint-url}}/echo")
    for ending in ENDINGS:
        where = "{{endpoint-url}}/echo" + ending
        for name, request in requests_of(values, where).items():
            items.append({"name": f"{name}{ending}", "request": {"method": "POST", "url": where} | request})
    folder = {"name": "All", "description": f"All know {literal('nested')}.", "item": items}
    secret = {"key": "note", "value": literal("note"), "type": "secret"}
    return {"info": {"name": "Secrets", "description": literal("key")}, "item": [folder], "variable": [secret]}


ENDINGS = ("", "/refused", "/as-text")
"""What stands behind each address: the server takes the first, and refuses the others."""
LITERAL = {}
HELD = {}


def literal(name):
    return LITERAL.setdefault(name, f"LITERAL-{name}-0123456789")


def from_variable(name):
    """A variable whose own name says nothing."""
    HELD.setdefault(f"v-{len(HELD)}", f"HELD-{name}-0123456789")
    return "{{" + list(HELD)[-1] + "}}"


def here(echo):
    """The variables that lead to the server."""
    return {"endpoint-url": echo.url, "endpoint-host": echo.url.partition("//")[2]}


def secrets_in(text):
    return [
        mark for mark in ("LITERAL-", "HELD-", "BASIC-", "COOKIE-", "0123456789", "c29tZWJvZHk6QkFTSUM") if mark in text
    ]


@pytest.fixture(params=[literal, from_variable], ids=["literal", "from variables"])
def path(request, tmp_path, echo):
    echo.seen.clear()
    HELD.clear()
    made = tmp_path / "secrets.json"
    made.write_text(json.dumps(file_of(request.param)), encoding="utf-8")
    return made


def test_a_run_and_its_junit_file_show_none(path, echo, tmp_path):
    given = [f"--variable={name}={value}" for name, value in (HELD | here(echo)).items()]
    done = CliRunner().invoke(main, ["collection", "run", str(path), "--junit", str(tmp_path / "j.xml"), *given])
    taken, more = len(requests_of(str, "")), len(more_requests_of(str, ""))  # the others are refused
    passed = f"{taken + more - 1} of {taken * len(ENDINGS) + more} requests passed"  # one has a check that fails
    assert passed in done.output, done.output
    assert secrets_in(done.output + (tmp_path / "j.xml").read_text()) == []
    assert "Authorization: Bearer" in done.output
    sent = "".join(echo.seen)
    assert all(
        f"-{name}-0123456789" in sent
        for name in [*NAMES, "literal", "of-auth", "of-api-key", "in-query", "nested", "in-text"]
    )


def test_no_face_shows_one(path, echo):
    steps = Collection.from_postman(path)
    environment = Environment(steps)
    environment.update(HELD | here(echo))
    session = Session(environment, echo.url)
    shown = repr(environment) + str(environment._repr_mimebundle_())
    assert [line for line in shown.splitlines() if secrets_in(line)] == []
    for step in steps:
        bound = BoundStep(step, session, FormsOfCells())
        faces = [bound.code(language) for language in LANGUAGES]
        faces += [str(session.preview(step, {})), repr(step), repr(bound), repr(vars(step)["item"])]
        faces += [bound.__doc__, str(bound.__signature__), bound.scripts.text, str(bound.scripts._repr_mimebundle_())]
        form = bound.form()
        say(form, kind="preview", open=True)
        try:
            reply = form.send_once()
        except ApiError as refused:
            faces += [refused.as_text(), refused.as_html(), str(refused), repr(refused)]
        else:
            faces += [reply.as_text(), reply.as_html(), repr(reply.json), reply.df.to_json(), str(dict(reply.headers))]
            faces += [reply.code(language) for language in LANGUAGES]
            faces += [repr(reply.checks), str(reply.checks._repr_mimebundle_()), repr(reply.request)]
        faces += [form.as_text(), str([one.get_state() for one in walk(form)])]
        assert [(step.name, secrets_in(face), face) for face in faces if secrets_in(face)] == []
    session.close()


def test_what_is_checked_of_a_file_shows_none(path):
    said = CliRunner().invoke(main, ["collection", "check", str(path)])
    assert "requests can be sent" in said.output
    assert secrets_in(said.output) == []


def test_an_api_of_it_shows_none(tmp_path, echo):
    """Not the Api, its folders, its journal and its report; nor the notebook that it writes, and its program."""
    made = tmp_path / "secrets.json"
    made.write_text(json.dumps(file_of(literal)), encoding="utf-8")
    api = Api.from_postman(made, environment=here(echo))
    for name in api:
        with suppress(ApiError):
            api[name]()
    tables = [api.journal, api.report]
    faces = [str(api._repr_mimebundle_()), str(api.all.__doc__), repr(api.all), api.environment]
    faces += [*(one.to_json(date_format="iso") for one in tables), *(one.to_html() for one in tables)]
    written = [*api.notebook(tmp_path / "secrets.ipynb"), *api.notebook(tmp_path / "code.ipynb", code=True)]
    api.program(tmp_path / "sent.py")
    faces += [path.read_text(encoding="utf-8") for path in (*written, tmp_path / "sent.py")]
    assert len(api.journal) > 40
    assert [(secrets_in(str(face)), str(face)) for face in faces if secrets_in(str(face))] == []


def test_a_program_takes_each_from_an_environment_variable_with_its_name(tmp_path, echo):
    made = tmp_path / "secrets.json"
    made.write_text(json.dumps(file_of(literal)), encoding="utf-8")
    api = Api.from_postman(made, environment=here(echo))
    wanted = {
        "key in a header": "API_X_PLAIN",
        "key in a query": "API_KEY",
        "a variable of the path": "API_TOKEN",
        "JSON": "API_CREDENTIALS",
        "a key in a query": "API_KEY",
    }
    for name, variable in wanted.items():
        for language in ("requests", "curl", "csharp", "javascript"):
            program = api[name].code(language)
            assert variable in program, program
            assert "••••" not in program


def test_one_that_is_too_short_to_look_for_is_hidden_where_it_stands(tmp_path, echo):
    """Three characters stand in any text; but beside its name, it is one."""
    body = {"mode": "raw", "raw": '{"password": "q7z", "pin": "q7z"}'}
    header = [{"key": "Authorization", "value": "Bearer q7z"}, {"key": "X-Api-Key", "value": "q7z"}]
    form = {"mode": "formdata", "formdata": [{"key": "token", "value": "q7z", "type": "text"}]}
    url = "{{endpoint-url}}/echo?token=q7z"
    items = [
        {"name": "short", "request": {"method": "POST", "url": url, "header": header, "body": one}}
        for one in (body, form)
    ]
    path = tmp_path / "short.json"
    path.write_text(json.dumps({"info": {"name": "Short"}, "item": items}))
    steps = Collection.from_postman(path)
    environment = Environment(steps)
    environment["endpoint-url"] = echo.url
    session = Session(environment, echo.url)
    for step in steps:
        bound = BoundStep(step, session, FormsOfCells())
        shown = [
            str(session.preview(step, {})),
            str(session.send(step, {}).request),
            repr(step),
            bound.form().as_text(),
        ]
        assert [one for one in [*shown, *map(bound.code, LANGUAGES)] if "q7z" in one] == []
        assert "Authorization: Bearer ••••••" in shown[0]
        assert 'os.environ["API_AUTHORIZATION"]' in bound.code("requests")
    session.close()
