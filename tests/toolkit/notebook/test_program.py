"""``api.program()``: what was sent, as one program, which sends the same again."""

import json
import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from IPython.lib.pretty import pretty

from kaizala_nb import Api, ApiError
from kaizala_nb.toolkit.collection.snippets import OTHERS
from kaizala_nb.toolkit.notebook import journal
from tests.patience import DEADLINE
from tests.postman.recorder import Recorder

TOKEN, ID, PIN, KEY = "tok-of-the-first-run", 4711, "a-pin-of-the-user", "a-key-in-the-file"
SAVES = 'pm.environment.set("{0}", pm.response.json().{0});'


@pytest.fixture
def recorder():
    made = Recorder({})
    made.answers = answers(TOKEN, ID)
    yield made
    made.close()


def answers(token, number):
    return {
        "/login": {
            "body": json.dumps({"token": token, "user": {"name": "Ada"}}),
            "headers": [f"Set-Cookie: visit={token}"],
        },
        "/books": {"body": json.dumps({"book_id": number, "uid": f"u-{number}-abcdef", "page": 1}), "status": 201},
        "/moved": {"status": 307, "headers": ["Location: /books"]},
    }


def item(name, method, path, body=None, saves=""):
    request = {"method": method, "url": "{{base}}" + path}
    if path != "/login":
        request["auth"] = {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}"}]}
    if body:
        request["body"] = body
    event = [{"listen": "test", "script": {"exec": SAVES.format(saves)}}] if saves else []
    return {"name": name, "request": request, "event": event}


@pytest.fixture
def api(tmp_path, recorder):
    def raw(text):
        return {"mode": "raw", "raw": text, "options": {"raw": {"language": "json"}}}

    parts = [
        {"key": "cover", "type": "file", "src": "cover.png"},
        {"key": "of", "type": "text", "value": "{{book_id}}"},
    ]
    fields = [{"key": "id", "value": "{{book_id}}"}, {"key": "api_key", "value": KEY}]
    items = [
        item("Log in", "POST", "/login", raw('{"pin": "{{pin}}"}'), "token"),
        item('Add\n"a" book\\ # import os', "POST", "/books", raw('{"title": "Größe \\"x\\"", "page": 1}'), "book_id"),
        item("Read", "GET", "/books/{{book_id}}?page=1&what=a%20b"),
        item("Change", "PATCH", "/books/{{book_id}}", raw('{"id": {{book_id}}, "n": 1}')),
        item("Lend", "POST", "/loans", {"mode": "urlencoded", "urlencoded": fields}),
        item("Cover", "POST", "/cover", {"mode": "formdata", "formdata": parts}),
        item("Moved", "POST", "/moved", raw("{}")),
        item("Odd", "PURGE", "/cache"),
    ]
    (tmp_path / "cover.png").write_bytes(b"a-picture\x00\xff")
    path = tmp_path / "library.json"
    path.write_text(json.dumps({"info": {"name": "Library"}, "item": items}), encoding="utf-8")
    environment = {"base": recorder.url, "pin": PIN}
    return Api.from_postman(path, environment=environment, working_dir=tmp_path, allow_hosts=recorder.url)


def seen(requests):
    """What of each request counts: its first line, its type and whose it is, its body. A form with parts is looked at by itself."""
    found = []
    for one in requests:
        head, _, body = one.partition(b"\r\n\r\n")
        lines = sorted(
            line for line in head.split(b"\r\n") if re.match(rb"(?i)(authorization|content-type|cookie):", line)
        )
        found.append((head.split(b"\r\n")[0], lines, body))
    return [one for one in found if b"/cover" not in one[0]]


def test_the_program_sends_the_same_with_what_the_replies_of_its_own_run_give(api, recorder, tmp_path):
    api.run()
    api["Read"](book_id="u-4711-abcdef")
    first, recorder.sent[:] = seen(recorder.sent), []
    program = api.program(tmp_path / "library.py")
    text = program.read_text(encoding="utf-8")
    assert "it sends 9 requests again.\nBefore you run it, set these" in pretty(program)
    assert pretty(program).endswith(" variables: API_PIN, API_API_KEY.")
    assert "json={\n        'pin': os.environ[\"API_PIN\"],\n    }" in text
    for secret in (TOKEN, PIN, KEY, str(ID)):
        assert secret not in text
    recorder.answers = answers("tok-of-another-run", 1815)
    secrets = {"API_PIN": PIN, "API_API_KEY": KEY}
    run = subprocess.run(
        [sys.executable, str(program)],
        env=os.environ | secrets,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
    )
    assert run.returncode == 0, run.stderr
    again = [
        one.replace(b"1815", str(ID).encode()).replace(b"tok-of-another-run", TOKEN.encode()) for one in recorder.sent
    ]
    assert seen(again) == first
    assert b"a-picture\x00\xff" in recorder.sent[5]
    assert b"1815" in recorder.sent[5]


def test_it_sends_nothing_if_something_is_missing_that_a_later_request_needs(api, recorder, tmp_path):
    """An environment variable of the first and of the fifth request, and the file of the sixth."""
    api.run()
    api.program(tmp_path / "library-program.py")
    recorder.sent.clear()
    place = tmp_path / "elsewhere"
    place.mkdir()

    def missing(**variables):
        run = subprocess.run(
            [sys.executable, str(tmp_path / "library-program.py")],
            env=os.environ | variables,
            cwd=place,
            capture_output=True,
            text=True,
            timeout=DEADLINE,
        )
        assert (run.returncode, run.stdout, recorder.sent) == (1, "", [])
        return run.stderr

    first = "Nothing was sent. First set these environment variables: "
    assert missing() == f"{first}API_PIN, API_API_KEY\n"
    assert missing(API_PIN=PIN) == f"{first}API_API_KEY\n"
    files = missing(API_PIN=PIN, API_API_KEY=KEY)
    assert files == "Nothing was sent. These files are not in this folder: cover.png\n"


def test_no_value_of_the_practice_service_is_in_a_program(tmp_path, recorder):
    """In its place stands an environment variable, and the program and the notebook say so. What a person gave stays."""
    raw = {"mode": "raw", "raw": '{"by": "{{user}}", "n": {{count}}}', "options": {"raw": {"language": "json"}}}
    items = [
        {"name": "Read", "request": {"method": "GET", "url": "{{apiUrl}}/books/{{id}}?user={{user}}&id=5"}},
        {"name": "Add", "request": {"method": "POST", "url": "http://{{host}}:{{port}}/books", "body": raw}},
        {"name": "Find", "request": {"method": "GET", "url": "{{apiUrl}}/find?by={{user}}"}},
    ]
    variable = [{"key": "port", "value": str(recorder.port)}]
    path = tmp_path / "shop.json"
    path.write_text(json.dumps({"info": {"name": "Shop"}, "item": items, "variable": variable}), encoding="utf-8")
    api = Api.from_postman(path, stand_in=True)
    api["Read"](query_id="7")
    api["Add"]()
    api["Find"](user="emma")
    program = api.program(tmp_path / "shop-program.py")
    api.close()

    text = program.read_text(encoding="utf-8")
    made_up = "The practice service had values of its own for: API_APIURL, API_ID, API_USER, API_HOST, API_COUNT."
    assert f"\n# {made_up}\n" in text
    assert pretty(program).endswith(f"variables: API_APIURL, API_ID, API_USER, API_HOST, API_COUNT.\n{made_up}")
    assert "it sends 3 requests again, to the real service." in pretty(program)
    assert not re.search("practice[.-]|sam", text)
    own = {"APIURL": recorder.url, "ID": "17", "USER": "ada", "HOST": "127.0.0.1", "COUNT": "3"}
    environ = os.environ | {f"API_{name}": value for name, value in own.items()}
    subprocess.run([sys.executable, str(program)], env=environ, check=True, capture_output=True, timeout=DEADLINE)
    assert [one.split(b" HTTP")[0] for one in recorder.sent] == [
        b"GET /books/17?user=ada&id=7",
        b"POST /books",
        b"GET /find?by=emma",
    ]
    assert recorder.sent[1].endswith(b'{"by": "ada", "n": 3}')


@pytest.mark.parametrize("source", ["/etc/passwd", "C:\\Users\\passwd", "../../passwd"])
def test_a_program_opens_no_file_that_a_collection_names_elsewhere(tmp_path, source):
    """A run on the practice service sends a file of its own. The program would send the user's."""
    parts = [{"key": "f", "type": "file", "src": source}]
    request = {"method": "POST", "url": "https://a.example/f", "body": {"mode": "formdata", "formdata": parts}}
    path = tmp_path / "files.json"
    path.write_text(json.dumps({"info": {"name": "Files"}, "item": [{"name": "Send", "request": request}]}))
    api = Api.from_postman(path, stand_in=True)
    api.run()
    text = api.program(tmp_path / "files-program.py").read_text(encoding="utf-8")
    api.close()
    assert "('f', ('passwd', Path('passwd').read_bytes()," in text
    assert source not in text


EVIL = 'no\\nimport os # \\u2028 \\r""" import os'


@pytest.fixture
def refusing(tmp_path, recorder):
    """An API that refuses a lot. To each path stands what it says."""
    recorder.answers = {
        "/again": {"status": 422, "body": f'{{"detail": "{EVIL}"}}'},
        "/busy": {"status": 429, "headers": ["Retry-After: 0"]},
        "/gate": {"status": 403, "headers": ["Set-Cookie: gate=open; Path=/"]},
        "/taken": {"status": 409, "body": '{"title": "Night-Trains", "code": "title-is-taken"}'},
        "/nonce": {"status": 401, "body": '{"nonce": "nonce-4711-of-reply"}'},
        "/early": {"status": 404, "body": '{"number": "book-1815-number"}'},
        "/late": {"body": '{"number": "book-1815-number"}'},
        "/busier": {"status": 503},
    }
    sent = {
        "again": "",
        "busy": "",
        "gate": "",
        "taken": '{"title": "Night-Trains"}',
        "nonce": "",
        "early": "",
        "late": '{"signed": "nonce-4711-of-reply", "title": "Night-Trains"}',
        "last": '{"of": "book-1815-number"}',
        "busier": "",
    }
    items = [item(name, "POST", f"/{name}", {"mode": "raw", "raw": raw} if raw else None) for name, raw in sent.items()]
    for each in items:
        each["request"].pop("auth")
    path = tmp_path / "refusing.json"
    path.write_text(json.dumps({"info": {"name": "Refusing"}, "item": items}), encoding="utf-8")
    return Api.from_postman(path, environment={"base": recorder.url})


def test_what_the_service_refused_is_left_out_unless_a_later_request_needs_its_reply(refusing, recorder, tmp_path):
    """A text of the reply, and a cookie. What a refusal repeats, or a good reply gives too, is nothing that is needed."""
    refusing.session.retry_trouble = refusing.session.wait_when_throttled = False
    for name in ("again", "busy", "again", "gate", "taken", "nonce", "early", "late", "last", "busier"):
        with suppress(ApiError):
            refusing[name]()
    recorder.sent.clear()
    program = refusing.program(tmp_path / "kept.py")
    text = program.read_text(encoding="utf-8")
    assert text.splitlines()[1] == (
        "# Left out: 5 requests that the service refused (1 with 404, 1 with 409, 2 with 422, 1 with 429)."
    )
    assert text.count("# The request below was refused") == 2
    assert "import os" not in text
    assert "it sends 5 requests again. 5 requests that were refused were left out." in pretty(program)
    subprocess.run([sys.executable, str(program)], check=True, capture_output=True, timeout=DEADLINE)
    assert [re.match(rb"POST /(\w+)", one)[1] for one in recorder.sent] == [
        b"gate",
        b"nonce",
        b"late",
        b"last",
        b"busier",
    ]
    assert b"nonce-4711-of-reply" in recorder.sent[2]
    assert b"book-1815-number" in recorder.sent[3]


def test_a_secret_that_the_service_repeats_is_still_the_users(recorder, tmp_path):
    """Wherever it stood. What a reply gave first comes from there, also if a later reply repeats it."""
    repeated = json.dumps({"key": KEY, "pin": PIN, "token": TOKEN, "seen": {"other": "hidden-4711-value"}})
    recorder.answers = {"/log-in": {"body": json.dumps({"token": TOKEN})}, "/books": {"body": repeated}}
    held = '{"pin": "{{pin}}", "plain": "{{other}}", "key": "{{api_key}}"}'
    raw = {"mode": "raw", "raw": held, "options": {"raw": {"language": "json"}}}
    log_in, books = item("Log in", "POST", "/log-in", saves="token"), item("Books", "POST", "/books", raw)
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"info": {"name": "One"}, "item": [log_in, books]}))
    values = {"base": recorder.url, "token": "none", "pin": PIN, "api_key": KEY, "other": "hidden-4711-value"}
    entries = [{"key": key, "value": value, "type": "secret"} for key, value in values.items()]
    (tmp_path / "all.json").write_text(json.dumps({"name": "All", "values": entries}))
    api = Api.from_postman(path, environment=tmp_path / "all.json", allow_hosts=recorder.url)
    for name in ("Log in", "Books", "Books"):
        api[name]()
    text = api.program(tmp_path / "one.py").read_text(encoding="utf-8")
    for name in ("API_PIN", "API_API_KEY", "API_OTHER"):
        assert text.count(f'os.environ["{name}"]') == 2
    assert text.count("'Bearer ' + str(reply_1.json()['token'])") == 2
    assert "reply_2.json()" not in text


def test_a_program_that_reaches_no_service_shows_no_secret_of_an_address(recorder, tmp_path):
    """Also if its environment variable holds no address at all. Any other error is told as ever."""
    found = {"name": "Find", "request": {"method": "GET", "url": "{{base}}/books?api_key={{api_key}}"}}
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"info": {"name": "One"}, "item": [found]}))
    api = Api.from_postman(path, environment={"base": recorder.url, "api_key": KEY}, allow_hosts=recorder.url)
    api["Find"]()
    program = api.program(tmp_path / "one.py")
    text = program.read_text()

    def said(changed):
        program.write_text(changed)
        run = subprocess.run(
            [sys.executable, str(program)],
            env=os.environ | {"API_API_KEY": KEY},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert run.returncode == 1
        return run.stderr

    line = 1 + text.splitlines().index("reply_1 = session.get(")
    assert said(text.replace(f"{recorder.port}/", "1/")) == f"The program ended in line {line}: ConnectionError.\n"
    assert re.fullmatch(rf"The program ended in line {line}: \w+\.\n", said(text.replace("'http://", "'")))
    assert "ZeroDivisionError" in said(text.replace("session = ", "1 / 0\nsession = "))


def test_where_all_was_refused_no_program_is_written(refusing, tmp_path):
    with pytest.raises(ApiError):
        refusing["gate"]()
    with pytest.raises(ApiError, match="the service refused all that was sent"):
        refusing.program(tmp_path / "none.py")
    assert not (tmp_path / "none.py").exists()


def test_it_replaces_no_file_unasked(api, tmp_path):
    with pytest.raises(ApiError, match="Nothing was sent yet"):
        api.program(tmp_path / "library.py")
    api["Log in"]()
    (tmp_path / "library.py").write_text("mine")
    with pytest.raises(ApiError, match="There is a file"):
        api.program(tmp_path / "library.py")
    assert (tmp_path / "library.py").read_text() == "mine"
    with pytest.raises(ApiError, match="cannot be written"):
        api.program(tmp_path / "nowhere" / "library.py")
    other = api.program(tmp_path / "other.py")
    api["Read"](book_id="u-4711-abcdef")
    assert "/books/u-4711-abcdef" in api.program(other).read_text()
    other.write_text(other.read_text() + "# mine\n")
    with pytest.raises(ApiError, match="There is a file"):
        api.program(other)
    compile(api.program(tmp_path / "library.py", overwrite=True).read_text(), "library.py", "exec")


@pytest.mark.parametrize("name", ["requests.py", "json.py", "kaizala_nb.py", "_winapi.py"])
def test_it_has_no_name_of_a_module(api, tmp_path, monkeypatch, name):
    """Beside it, every import of that module would run the program, and send all of it again."""
    monkeypatch.chdir(tmp_path)
    api["Log in"]()
    with pytest.raises(ApiError, match=rf"'{name}' would hide the module '{name[:-3]}'.*") as refused:
        api.program(name, overwrite=True)
    assert f'"{name[:-3]}-program.py"' in refused.value.advice.todo
    assert not Path(name).exists()


def test_its_own_former_file_and_what_is_no_module_are_no_hindrance(api, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    api["Log in"]()
    for name in ("library.py", "library.py", "requests.txt", "requests", "requests-program.py"):
        assert api.program(name).exists()


def test_what_is_too_large_to_keep_is_said(api, tmp_path, monkeypatch):
    monkeypatch.setattr(journal, "_MOST_CONTENT", 10)
    api["Log in"]()
    assert "# A request is left out here" in api.program(tmp_path / "library.py").read_text()


def test_a_text_that_is_a_secret_elsewhere_is_sent_again_as_it_was(recorder, tmp_path):
    """People see a mask in its place. A program that has the mask would send it."""
    body = '{"phone": "123123123", "password": "123123123"}'
    request = {"method": "POST", "url": f"{recorder.url}/register", "body": {"mode": "raw", "raw": body}}
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"info": {"name": "One"}, "item": [{"name": "Register", "request": request}]}))
    api = Api.from_postman(path)
    reply = api.register()
    assert '"phone": "••••••"' in str(reply.request)
    for text in (api.program(tmp_path / "one.py").read_text(encoding="utf-8"), *map(reply.code, OTHERS)):
        assert "•" not in text
        assert "API_PASSWORD" in text
    recorder.sent.clear()
    environ = os.environ | {"API_PASSWORD": "123123123"}
    subprocess.run(
        [sys.executable, str(tmp_path / "one.py")], env=environ, check=True, capture_output=True, timeout=DEADLINE
    )
    assert recorder.sent[0].endswith(body.encode())
