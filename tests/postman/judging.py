"""What newman makes of the scripts of a collection: ``judge.js``, its runs and their answers.

A run is ``{"error", "requests"}``; a request ``{"id", "names", "events", "error", "skipped", "sent", "reply"}``; an event
``{"event", "before", "request", "reply", "scripts", "after"}``, where ``before`` has the variables of each scope and ``after``
is the request as the scripts left it; a script ``{"place", "text", "results", "log", "error", "changes"}`` and, if it says so,
``"next"``. A result is name, passed (``null``: skipped), message; a change is scope, name and value, without value if taken away.
"""

import copy
import hashlib
import json
import subprocess
import tempfile
from collections.abc import Iterator
from http.client import responses
from pathlib import Path
from typing import Any

from tests import node
from tests.postman.inventing import body_for, invented, scripts_of
from tests.postman.newman import FILES, HERE, values_for

SECONDS = 300
"""How long one collection may take."""

_CACHE = Path(tempfile.gettempdir()) / "what-newman-judges"
_FORM = "1"  # another one when answers, or what is written down, become others
_AT_ONCE = 20
_NOT_KEPT = (
    "content-length",
    "content-encoding",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "trailer",
    "upgrade",
)


def run_of(collection: dict) -> dict:
    """The options for a run of newman: each request has an id of its own, and an answer."""
    collection = copy.deepcopy(collection)
    answers: dict[str, dict] = {}
    for number, (item, texts) in enumerate(_requests(collection, [])):
        item["id"] = f"request-{number}"
        answers[item["id"]] = _answer(item, texts)
    values = [{"key": name, "value": value, "enabled": True} for name, value in values_for(collection).items()]
    environment = {"name": "given", "values": values}
    return {
        "collection": collection,
        "environment": environment,
        "workingDir": str(FILES),
        "answers": answers,
        "seconds": SECONDS,
    }


def judged(runs: list[dict]) -> Iterator[dict]:
    """What newman makes of these runs. One that takes too long ends its process; the next begins another."""
    modules = Path(node.newman()[1]).parents[2]
    environment = node.environment() | {"NODE_PATH": str(modules)}
    command = [node.node(), str(HERE / "judge.js")]
    while runs:
        done = 0
        with tempfile.TemporaryFile("w+", encoding="utf-8") as asked:
            asked.write(json.dumps(runs))
            asked.seek(0)
            with subprocess.Popen(command, stdin=asked, stdout=subprocess.PIPE, text=True, env=environment) as process:
                for line in process.stdout or ():
                    done += 1
                    yield json.loads(line)
        if not done:
            yield {"error": "newman fails", "requests": []}
        runs = runs[max(done, 1) :]


def collections_in(folder: Path) -> Iterator[tuple[str, dict]]:
    """The files of a folder that hold a collection of version 2: name and collection."""
    for path in sorted(one for one in folder.iterdir() if one.is_file()):
        try:
            file = json.loads(path.read_bytes().decode("utf-8-sig"))
        except ValueError:
            continue
        file = file.get("collection", file) if isinstance(file, dict) else {}
        if isinstance(file, dict) and isinstance(file.get("item"), list):
            yield path.name, file


def judged_and_kept(collections: list[tuple[str, dict]]) -> Iterator[tuple[str, dict]]:
    """Each collection's name with what newman makes of it. It is kept in the folder for temporary files."""
    _CACHE.mkdir(exist_ok=True)
    places = [
        _CACHE / f"{hashlib.sha256((_FORM + json.dumps(one)).encode()).hexdigest()}.json" for _, one in collections
    ]
    for at in range(0, len(collections), _AT_ONCE):
        some = list(zip(collections, places, strict=True))[at : at + _AT_ONCE]
        missing = [(collection, place) for (_, collection), place in some if not place.exists()]
        runs = [run_of(collection) for collection, _ in missing]
        for (_, place), done in zip(missing, judged(runs), strict=True):
            place.write_text(json.dumps(done), encoding="utf-8")
        for (name, _), place in some:
            yield name, json.loads(place.read_text(encoding="utf-8"))


def _requests(entity: dict, above: list[str]) -> Iterator[tuple[dict, list[str]]]:
    """Each request with the texts of its scripts, those of the collection and of folders first."""
    texts = [*above, *scripts_of(entity)]
    if "request" in entity:
        yield entity, texts
    for one in entity.get("item") or []:
        if isinstance(one, dict):
            yield from _requests(one, texts)


def _answer(item: dict, texts: list[str]) -> dict[str, Any]:
    """The first saved example, or else an invented reply. A redirect leads nowhere."""
    sent = body_for(texts, f"{item.get('name')} sent")
    examples = [one for one in item.get("response") or [] if isinstance(one, dict)]
    if examples:
        status, reason, headers, body = _saved(examples[0])
    else:
        status, headers, body = invented(texts, str(item.get("name")))
        reason = responses[status]
    unwanted = (*_NOT_KEPT, "location") if 300 <= status < 400 else _NOT_KEPT
    headers = [pair for pair in headers if pair[0].lower() not in unwanted]
    return {"status": status, "reason": reason, "headers": headers, "body": body, "sent": sent}


def _saved(example: dict) -> tuple[int, str, list[list[str]], str]:
    status = example.get("code")
    status = status if isinstance(status, int) and 200 <= status < 600 else 200
    lines = example.get("header") or []
    headers = [[str(one["key"]), str(one.get("value"))] for one in lines if isinstance(one, dict) and one.get("key")]
    return status, str(example.get("status") or responses.get(status, "Said")), headers, str(example.get("body") or "")
