"""A foreign file with secrets under every name, literal and from variables: what is sent holds them, what is shown does not.

The server answers with all that it was sent, so each reply and each refusal quotes them again, in JSON and as text.
"""

import json
import threading
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

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


def file_of(values):
    items = []
    for ending in ENDINGS:
        where = "{{endpoint-url}}/echo" + ending
        for name, request in requests_of(values, where).items():
            items.append({"name": f"{name}{ending}", "request": {"method": "POST", "url": where} | request})
    return {"info": {"name": "Secrets"}, "item": items}


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
    given = [f"--variable={name}={value}" for name, value in (HELD | {"endpoint-url": echo.url}).items()]
    done = CliRunner().invoke(main, ["collection", "run", str(path), "--junit", str(tmp_path / "j.xml"), *given])
    taken = len(requests_of(str, ""))  # the others are refused
    assert f"{taken} of {taken * len(ENDINGS)} requests passed" in done.output, done.output
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
    environment.update(HELD | {"endpoint-url": echo.url})
    session = Session(environment, echo.url)
    shown = repr(environment) + str(environment._repr_mimebundle_())
    assert [line for line in shown.splitlines() if secrets_in(line)] == []
    for step in steps:
        bound = BoundStep(step, session, FormsOfCells())
        faces = [bound.code(language) for language in LANGUAGES]
        faces.append(str(session.preview(step, {})))
        form = bound.form()
        say(form, kind="preview", open=True)
        try:
            reply = form.send_once()
        except ApiError as refused:
            faces += [refused.as_text(), refused.as_html(), str(refused), repr(refused)]
        else:
            faces += [reply.as_text(), reply.as_html(), repr(reply.json), reply.df.to_json(), str(dict(reply.headers))]
            faces += [reply.code(language) for language in LANGUAGES]
        faces += [form.as_text(), str([one.get_state() for one in walk(form)])]
        assert [(step.name, secrets_in(face), face) for face in faces if secrets_in(face)] == []
    session.close()


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
