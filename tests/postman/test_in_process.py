"""Anybody's collection with a service in the same process: there is no socket, so requests carries what is sent."""

import json

from kaizala_nb.serving.adapter import InProcessAdapter
from kaizala_nb.serving.served import Served
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Collection


def echo(environ, start_response):
    start_response("200 OK", [("Content-Type", "application/json"), ("Set-Cookie", "seen=1")])
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
    said = {name: environ.get(f"HTTP_{name}") for name in ("AUTHORIZATION", "X_A", "COOKIE", "HOST")}
    target = f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}"
    return [json.dumps(said | {"method": environ["REQUEST_METHOD"], "target": target, "body": body}).encode()]


def test_a_service_in_the_same_process_gets_method_address_headers_cookies_and_body(tmp_path):
    request = {
        "method": "POST",
        "url": "http://library.example/books/:id?a={{a}}",
        "header": [{"key": "X-A", "value": "1"}, {"key": "X-A", "value": "2"}],
        "auth": {"type": "basic", "basic": {"username": "ann", "password": "pw"}},
        "body": {"mode": "raw", "raw": '{"a": "{{a}}"}', "options": {"raw": {"language": "json"}}},
    }
    path = tmp_path / "library.json"
    path.write_text(json.dumps({"info": {"name": "Library"}, "item": [{"name": "One", "request": request}]}))
    (step,) = steps = Collection.from_postman(path)
    environment = Environment(steps)
    environment["a"] = "x y"
    session = Session(
        environment, None, adapter=InProcessAdapter(Served(echo, lambda status: (str(status), [], b""), "library"))
    )
    first, second = (session.send(step, {}).json for _ in range(2))
    assert first["target"] == "/books/:id?a=x%20y"
    assert (first["method"], first["body"], first["X_A"]) == ("POST", '{"a": "x y"}', "1, 2")
    assert (first["COOKIE"], second["COOKIE"]) == (None, "seen=1")
    session.close()
