"""What newman sends for a collection, byte for byte, and the same of ours: recorded, and made comparable.

``python -m tests.postman.newman`` records anew what newman sends for the collections beside this module.
"""

import json
import os
import re
import subprocess
import sys
from base64 import urlsafe_b64decode
from pathlib import Path

from tests import node

HERE = Path(__file__).parent
COLLECTIONS = sorted((HERE / "collections").glob("*.json"))
FILES = HERE / "files"
EXPECTED = HERE / "expected.json"

ANSWERS = {
    "/cookie": {"status": 200, "headers": ["Set-Cookie: seen=1; Path=/", "Set-Cookie: other=2; Path=/after"]},
    "/redir": {"status": 302, "headers": ["Location: /landed?x=1"]},
    "/kept": {"status": 307, "headers": ["Location: landed?x=1"]},
    "/far": {"status": 301, "headers": ["Location: http://elsewhere/landed"]},
    "/digest": {
        "status": 401,
        "headers": ['WWW-Authenticate: Digest realm="r", nonce="n", qop="auth"'],
        "unless": "uthorization: Digest",
    },
}
"""What both recorders answer, by path; anything else is answered with 200 and ``{}``."""

_PROGRAM = re.compile(rb"(?i)(user-agent: (postmanruntime|kaizala-nb)|postman-token:|accept-encoding: gzip, deflate)")
_TOKEN = re.compile(rb"(eyJ[\w-]+)(\.[\w-]+\.)[\w-]+")
_VARIABLE = re.compile(r"{{([^{}]*)}}")


def comparable(sent: bytes) -> bytes:
    """A request without the headers that name the program, and without what is random in it."""
    head, _, body = sent.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not _PROGRAM.match(line)]
    is_digest = b"Authorization: Digest" in head and b'cnonce="c"' not in head
    whole = b"\r\n".join(lines) + b"\r\n\r\n" + body
    whole = _TOKEN.sub(_without_random_signature, whole)
    boundary = re.search(rb"boundary=(-{26}\d{24})", head)
    if boundary:
        whole = whole.replace(boundary[1], b"BOUNDARY")
    return re.sub(rb'(cnonce|response)="[^"]*"', rb'\1="RANDOM"', whole) if is_digest else whole


def _without_random_signature(token: re.Match) -> bytes:
    """A JWT. Some algorithms sign otherwise each time."""
    is_random = json.loads(urlsafe_b64decode(token[1] + b"=="))["alg"][:2] in ("ES", "PS")
    return token[1] + token[2] + b"RANDOM" if is_random else token[0]


def without_scripts(value: object) -> object:
    """A collection without its scripts and its saved replies."""
    if isinstance(value, dict):
        return {name: without_scripts(one) for name, one in value.items() if name not in ("event", "response")}
    return [without_scripts(one) for one in value] if isinstance(value, list) else value


def values_for(collection: dict) -> dict[str, str]:
    """A value for each variable that a collection uses and does not set itself."""
    own = collection.get("variable") or []
    set_ = {one.get("key") for one in own if isinstance(one, dict) and not one.get("disabled") and "value" in one}
    names = dict.fromkeys(_VARIABLE.findall(json.dumps(collection, ensure_ascii=False)))
    unset = [name for name in names if name not in set_]
    return {name: str(8000 + at) if "port" in name.lower() else f"v{at}" for at, name in enumerate(unset)}


_CONVERT = """
const { convert } = require("postman-collection-transformer");
const options = { inputVersion: "1.0.0", outputVersion: "2.1.0" };
for (const file of JSON.parse(require("fs").readFileSync(0, "utf8")))
  convert(file, options, (error, done) => console.log(JSON.stringify(error ? null : done)));
"""


def converted(files: list[dict]) -> list[dict | None]:
    """Files of version 1 as Postman's own converter, which newman brings, makes v2.1 of them. None for one that it refuses."""
    done = _run_node(["-e", _CONVERT], json.dumps(files))
    return [json.loads(line) for line in done.splitlines()]


def record(runs: list[dict]) -> list[dict]:
    """What newman sends: for each run a list of requests, each with names of folders and item, what was sent, and the error."""
    return [json.loads(line) for line in _run_node([str(HERE / "record.js")], json.dumps(runs)).splitlines()]


def _run_node(arguments: list[str], text: str) -> str:
    """What a program in JavaScript, which may load what newman loads, prints for a text."""
    environment = node.environment() | {"NODE_PATH": str(Path(node.newman()[1]).parents[2])}
    command = [node.node(), *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True, env=environment, check=True).stdout


def run_of(collection: dict, values: dict[str, str]) -> dict:
    """The options for a run of newman."""
    variables = [{"key": name, "value": value, "enabled": True} for name, value in values.items()]
    environment = {"name": "given", "values": variables}
    return {"collection": collection, "environment": environment, "workingDir": str(FILES), "answers": ANSWERS}


def recorded() -> dict[str, list[list]]:
    """For each collection here: each request of newman's, with its name and what was sent, comparable."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in COLLECTIONS]
    read = [without_scripts(one if "item" in one else converted([one])[0]) for one in files]
    done = record([run_of(one, values_for(one)) for one in read])
    return {
        path.stem: [
            [request["names"][-1], [comparable(one.encode("latin-1")).decode("latin-1") for one in request["sent"]]]
            for request in run["requests"]
        ]
        for path, run in zip(COLLECTIONS, done, strict=True)
    }


def main() -> None:
    """Write what newman sends now."""
    EXPECTED.write_text(json.dumps(recorded(), indent=1, ensure_ascii=False) + os.linesep, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
