"""A collection whose saved examples try to break HTTP, a browser, or the notebook server beside it."""

import json

from kaizala_nb import Collection

HEADERS = {
    "Content-Type": "text/html",
    "Content-Length": "3",
    "Transfer-Encoding": "chunked",
    "Content-Encoding": "gzip",
    "Connection": "close, upgrade",
    "X-Split": "a\r\nSet-Cookie: stolen=1",
    "X-Snow": "☃",
    "Bad name": "x",
    "Clear-Site-Data": '"cookies"',
    "Content-Security-Policy": "default-src *",
    "X-Content-Type-Options": "none",
    "X-Stand-In": "memory",
    "Access-Control-Allow-Origin": "https://evil.example",
    "Set-Cookie": "_xsrf=mine; Domain=127.0.0.1; Path=/tree; Secure; HttpOnly; Max-Age=60",
    "X-Kept": "as it is",
}
PAGE = "<script>fetch('/')</script>"


def example(name, code, headers=(), body=""):
    return {
        "name": name,
        "code": code,
        "status": "Fine\r\nX-Evil: 1",
        "header": [{"key": key, "value": value} for key, value in dict(headers).items()],
        "body": body,
    }


def request(name, path, *examples, method="GET"):
    return {"name": name, "request": {"method": method, "url": f"http://books.example{path}"}, "response": [*examples]}


def collection(tmp_path):
    file = tmp_path / "hostile.json"
    items = [
        request("Page", "/page", example("OK", 200, HEADERS, PAGE)),
        request("Gone", "/gone", example("Gone", 204, {}, "a body")),
        request("Unchanged", "/unchanged", example("Unchanged", 304, {}, "a body")),
        request("Away", "/away", example("Moved", 302, {"Location": "http://books.example/page?x=1"})),
        request("Foreign", "/foreign", example("Moved", 302, {"Location": "http://other.example/page"})),
        request("Secret", "/reset/:token/now", example("OK", 200, {}, "done")),
    ]
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    file.write_text(json.dumps({"info": {"name": "Hostile", "schema": schema}, "item": items}))
    return Collection.from_postman(file)
