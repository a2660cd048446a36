"""What Postman's own command line sends for the collections of schema 3.0.0 beside this module; newman reads none of them.

``python -m tests.postman.official FOLDER`` records it anew. FOLDER is where ``npm install --prefix FOLDER postman-cli`` has put the
program, which is large and not free, so that no test runs it. It needs no account. It was version 1.34.0. Requests of GraphQL
want one, and are not recorded.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests import node
from tests.postman.newman import FILES, HERE
from tests.postman.recorder import Recorder

COLLECTIONS = sorted(path for path in (HERE / "collections-v3").iterdir() if path.is_dir())
EXPECTED = HERE / "expected-v3.json"

_PROGRAM = ("user-agent", "postman-token", "accept-encoding")
_BOUNDARY = re.compile(rb"boundary=(-{26}\d{24}|-{4}formdata-undici-\d+)")


def values_for(recorder: Recorder) -> dict[str, str]:
    """The variables that the collections do not set themselves."""
    return {"base": recorder.url, "host": recorder.url.removeprefix("http://"), "word": "W"}


def comparable(sent: bytes, port: int) -> str:
    """A request with its headers in small letters and sorted, without those that name the program and without what is random.

    Postman's newest runner writes all names of headers small, in an order of its own, and a length of 0 where there is no body.
    """
    sent = sent.replace(b"127.0.0.1:%d" % port, b"127.0.0.1:PORT")
    boundary = _BOUNDARY.search(sent)
    if boundary:
        sent = sent.replace(boundary[1], b"BOUNDARY")
    head, _, body = sent.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = [(name.lower(), value) for name, _, value in (line.partition(":") for line in lines)]
    left_out = (*_PROGRAM, "content-length") if boundary or not body else _PROGRAM
    kept = sorted(f"{name}:{value}" for name, value in headers if name not in left_out)
    text = "\r\n".join([first, *kept, "", body.decode("latin-1")])
    return re.sub(r'(cnonce|response)="[^"]*"', r'\1="RANDOM"', text)


def recorded(program: Path) -> dict[str, list[str]]:
    """For each collection what is sent for it, in order."""
    environment = os.environ | node.environment()
    done = {}
    for path in COLLECTIONS:
        recorder = Recorder()
        given = [word for name, value in values_for(recorder).items() for word in ("--env-var", f"{name}={value}")]
        command = [str(program / "node_modules" / ".bin" / "postman"), "collection", "run", str(path), *given]
        subprocess.run(command, cwd=FILES, env=environment, capture_output=True, check=False, timeout=120)
        recorder.close()
        done[path.name] = [comparable(one, recorder.port) for one in recorder.sent]
    return done


def main(program: Path) -> None:
    """Write what the program sends now."""
    EXPECTED.write_text(json.dumps(recorded(program), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
