"""Scripts whose outcome in newman's sandbox is recorded.

``python -m tests.toolkit.client.interpreter.like_newman`` records it anew.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.collection.scripts.outcome import Event, Scene
from tests import node
from tests.toolkit.client.interpreter.stage import said

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.js"))
RECORDED = HERE / "recorded.json"

VALUES: dict[str, dict[str, str]] = {
    "environment": {"v": "vv", "both": "of environment", "nest": "<{{v}}>"},
    "collection": {"c": "cc", "both": "of collection"},
    "global": {"g": "gg", "both": "of globals"},
    "data": {"row": "1"},
}
REQUEST = {
    "method": "POST",
    "description": "What it is for",
    "url": {
        "raw": "http://api.example.com:8080/v1/:id/x?a=1&b=2&c",
        "protocol": "http",
        "host": ["api", "example", "com"],
        "port": "8080",
        "path": ["v1", ":id", "x"],
        "query": [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}, {"key": "c", "value": None}],
        "variable": [{"key": "id", "value": "77"}],
    },
    "header": [
        {"key": "X-A", "value": "1"},
        {"key": "X-Gone", "value": "x"},
        {"key": "X-Off", "value": "y", "disabled": True},
    ],
    "body": {"mode": "raw", "raw": '{"a": 1}'},
    "auth": {"type": "basic", "basic": [{"key": "username", "value": "me", "type": "string"}]},
}


def event_of(case: Path) -> Event:
    """Before the request, where a case is about the request."""
    return "prerequest" if case.stem == "requests" else "test"


def scene_of(case: Path) -> Scene:
    """What the script of a case looks at."""
    reply = said() if event_of(case) == "test" else None
    return Scene("Item", REQUEST, VALUES, reply)  # type: ignore[arg-type]  (the keys are the scopes)


def recorded() -> dict[str, Any]:
    """What comes of all cases in newman's sandbox."""
    reply = said()
    lists = {scope: [{"key": key, "value": value} for key, value in values.items()] for scope, values in VALUES.items()}
    context = {
        "environment": {"values": lists["environment"]},
        "globals": {"values": lists["global"]},
        "collectionVariables": {"values": lists["collection"]},
        "data": VALUES["data"],
        "request": REQUEST,
        "response": {
            "code": reply.status,
            "status": reply.reason,
            "header": [{"key": key, "value": value} for key, value in reply.headers],
            "responseTime": round(reply.seconds * 1000),
        },
        "body": reply.body.decode(),
    }
    runs = [
        {"name": one.stem, "event": event_of(one), "text": one.read_text(encoding="utf-8"), "context": context}
        for one in CASES
    ]
    modules = Path(node.newman()[1]).parents[2]
    done = subprocess.run(
        [node.node(), str(HERE / "record.js")],
        input=json.dumps(runs),
        capture_output=True,
        text=True,
        env=node.environment() | {"NODE_PATH": str(modules)},
        check=True,
    )
    return dict(json.loads(done.stdout))


if __name__ == "__main__":
    RECORDED.write_text(json.dumps(recorded(), indent=1, ensure_ascii=False) + os.linesep, encoding="utf-8")
    sys.exit(0)
