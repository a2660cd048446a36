"""What newman makes of the idioms: ``python -m tests.postman.idioms_judged`` writes it anew."""

import json
import sys

from tests.postman.corners import ALL
from tests.postman.idioms import Idiom
from tests.postman.judging import judged
from tests.postman.newman import FILES, HERE

RECORDED = HERE / "idioms.json"
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
REPLY = {
    "id": 7,
    "name": "Zoë",
    "ok": True,
    "none": None,
    "price": 12.5,
    "empty": "",
    "data": {"token": "e30.x-Y", "items": [{"id": 11, "tag": "a", "on": True}, {"id": 12, "tag": "b", "on": False}]},
    "meta:id": "m-1",
}
SENT = '{"token": "e31"}'
"""What a request of a script gets."""


def collection() -> dict:
    """The collection: two folders, which have scripts too."""
    items = [_item(one) for one in ALL]
    folder = _scripts(
        'pm.environment.set("of the folder", pm.variables.get("of the whole") + 1);',
        'tests["folder"] = responseCode.code < 500;',
    )
    whole = _scripts(
        'pm.variables.set("of the whole", 1);',
        'pm.test("of the whole", () => pm.expect(pm.response.code).to.be.below(404));',
    )
    variables = [{"key": "same", "value": "collection"}]
    folders = [{"name": "first", "event": folder, "item": items[:5]}, {"name": "second", "item": items[5:]}]
    return {"info": {"name": "Idioms", "schema": SCHEMA}, "event": whole, "variable": variables, "item": folders}


def recorded() -> list[dict]:
    """What newman makes of each: its requests, without what is random in them."""
    answers = {one.name: _answer(one) for one in ALL}
    run = {
        "collection": collection(),
        "environment": {"name": "given", "values": []},
        "workingDir": str(FILES),
        "answers": answers,
        "seconds": 60,
    }
    (done,) = judged([run])
    if done["error"]:
        raise RuntimeError(done["error"])
    for request in done["requests"]:
        for event in request["events"]:
            event["request"]["header"] = [one for one in event["request"].get("header", []) if not one.get("system")]
            if event["reply"]:
                event["reply"]["seconds"] = 0.25
        request.pop("sent", None)
        request.pop("reply", None)
    return done["requests"]


def _item(one: Idiom) -> dict:
    header = [{"key": "Content-Type", "value": "application/json"}]
    request = {
        "method": "POST",
        "url": one.url,
        "header": header,
        "body": one.sent or {"mode": "raw", "raw": '{"name": "Zoë"}'},
    }
    return {"id": one.name, "name": one.name, "event": _scripts(one.before, one.after), "request": request}


def _scripts(before: str, after: str) -> list[dict]:
    return [
        {"listen": listen, "script": {"exec": text.strip().split("\n")}}
        for listen, text in (("prerequest", before), ("test", after))
        if text
    ]


def _answer(one: Idiom) -> dict:
    body = REPLY if one.body is None else one.body
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    headers = [["Content-Type", "application/json; charset=utf-8"], ["X-Sent", "yes"]]
    reason = {200: "OK", 404: "Not Found"}[one.status]
    return {"status": one.status, "reason": reason, "headers": headers, "body": text, "sent": SENT}


def main() -> None:
    """Write what newman makes of them now, a line a request."""
    lines = ",\n".join(json.dumps(request, ensure_ascii=False) for request in recorded())
    RECORDED.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
