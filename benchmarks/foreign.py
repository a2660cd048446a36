"""Somebody else's collection of 200 requests by Postman's runner and by ours, on the same recorder."""

import json
import sys
import tempfile
from pathlib import Path

from benchmarks.collection import run_program
from benchmarks.turns import Comparison, compare
from tests import node
from tests.postman.recorder import Recorder

_REQUESTS = 200


def runs() -> Comparison:
    """From the start of the program to its end."""
    recorder = Recorder(answers={})
    try:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "library.json"
            path.write_text(json.dumps(_collection(recorder.url)), encoding="utf-8")
            return compare(
                f"kaizala-nb collection run FILE, {_REQUESTS} requests",
                lambda: run_program([sys.executable, "-m", "kaizala_nb", "collection", "run", str(path)]),
                lambda: run_program([*node.newman(), "run", str(path), "--silent"]),
                baseline_name="newman run",
                goal=1 / 10,
                rounds=5,
                warm_up=1,
            )
    finally:
        recorder.close()


def _collection(url: str) -> dict[str, object]:
    def request(number: int) -> dict[str, object]:
        body = {"mode": "raw", "raw": json.dumps({"number": number}), "options": {"raw": {"language": "json"}}}
        header = [{"key": "X-Shelf", "value": "{{shelf}}"}]
        return {"method": "POST", "url": f"{url}/books/{number}?shelf={{{{shelf}}}}", "header": header, "body": body}

    items = [{"name": f"Book {number}", "request": request(number)} for number in range(_REQUESTS)]
    return {"info": {"name": "Library"}, "item": items, "variable": [{"key": "shelf", "value": "1"}]}
