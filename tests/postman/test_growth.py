"""A file grows, and the time to read it grows as it does. Time is that of this thread at the processor, as a multiple of what JSON
takes: neither a busy machine counts, nor a slow one. A multiple that is usual is a quarter of its limit, or less."""

import json
import time
import tracemalloc

import pytest

from kaizala_nb.toolkit.collection import Collection
from tests.patience import bounded


def request(number):
    url = {"raw": f"{{{{base}}}}/books/{number}?a=1", "host": ["{{base}}"], "path": ["books", str(number)]}
    body = {"mode": "raw", "raw": json.dumps({"number": number, "title": "x" * 50})}
    script = {"exec": ["pm.environment.set('id', pm.response.json().id);"]}
    item = {
        "method": "POST",
        "url": url | {"query": [{"key": "a", "value": "1"}]},
        "body": body,
        "description": "y" * 90,
    }
    return {"name": f"Book {number}", "request": item, "event": [{"listen": "test", "script": script}]}


def folders(count, size):
    return [{"name": f"Shelf {at}", "item": [request(at * size + one) for one in range(size)]} for at in range(count)]


CASES = {
    "10,000 requests": folders(100, 100),
    "20,000 folders of one name": [{"name": "Shelf", "item": [{"name": "r", "request": "http://h"}]}] * 20_000,
    "20,000 variables without letters": [
        {
            "name": "r",
            "request": "http://h/" + "".join(f"{{{{{'!' * (n % 99)}{'?' * (n // 99)}}}}}" for n in range(20_000)),
        }
    ],
    "a script with 90,000 blanks": [
        {
            "name": "r",
            "request": "http://h",
            "event": [{"listen": "test", "script": {"exec": ["pm.environment.set('a'," + " " * 90_000]}}],
        }
    ],
}


def seconds(do):
    started = time.thread_time()
    do()
    return time.thread_time() - started


@pytest.mark.parametrize("case", CASES)
def test_reading_takes_no_more_than_a_multiple_of_reading_json(tmp_path, case):
    path = tmp_path / "large.json"
    path.write_text(json.dumps({"info": {"name": "Large"}, "item": CASES[case]}), encoding="utf-8")
    as_json = min(seconds(lambda: json.loads(path.read_bytes())) for _ in range(2))
    read = []
    took = seconds(lambda: read.append(Collection.from_postman(path)))
    limit = 20 if case == "10,000 requests" else 100
    assert took < limit * max(as_json, 0.02)
    step = next(iter(read[0]))
    with bounded():
        step.parameters, step.saves, step.secret_variables  # noqa: B018  (it reads them)


def test_reading_needs_no_more_memory_than_a_multiple_of_the_file(tmp_path):
    path = tmp_path / "large.json"
    path.write_text(json.dumps({"info": {"name": "Large"}, "item": folders(20, 100)}), encoding="utf-8")
    tracemalloc.start()
    collection = Collection.from_postman(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(collection) == 2_000
    assert peak < 20 * path.stat().st_size
