"""Somebody else's collection of 1,000 requests as notebooks, one a folder, against reading its file."""

import json
import tempfile
from pathlib import Path

from benchmarks.turns import Comparison, compare
from kaizala_nb import Api
from kaizala_nb.toolkit.notebook.writing import markdown

_FOLDERS, _REQUESTS = 20, 50


def writing() -> Comparison:
    """``api.notebook(path)``, from an open collection to 21 files. A request fills as much of its file as in public ones."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "library.json"
        path.write_text(json.dumps(_collection(), indent=2), encoding="utf-8")
        # each of them is written once: what a collection has found out about itself is no part of the next time
        apis = iter([Api.from_postman(path) for _ in range(6)])

        def write() -> None:
            markdown.description.cache_clear()
            next(apis).notebook(Path(name) / "library.ipynb", force=True)

        return compare(
            "api.notebook(path), 1,000 requests",
            write,
            lambda: json.loads(path.read_bytes()),
            baseline_name="json.loads of its file",
            goal=20,
            rounds=5,
            warm_up=1,
        )


def _collection() -> dict[str, object]:
    folders = [
        {"name": f"Shelf {shelf}", "item": [_request(shelf, book) for book in range(_REQUESTS)]}
        for shelf in range(_FOLDERS)
    ]
    variables = [{"key": "base", "value": "http://127.0.0.1:9"}, {"key": "token", "value": ""}]
    return {"info": {"name": "Library"}, "item": folders, "variable": variables}


def _request(shelf: int, book: int) -> dict[str, object]:
    path = ["shelves", str(shelf), "books", str(book)]
    # of four requests in public collections, one is described in words of its own
    described = f"Adds the book with **number** {shelf}-{book}." if book % 4 == 0 else "Adds a **book** to a shelf."
    sent = {"title": f"Book {book}", "price": 12.5, "tags": ["new", "lent"], "author": {"name": "Jane", "born": 1775}}
    query = [{"key": "notify", "value": "true", "description": "Whether readers are told."}]
    reply = {"name": "Added", "code": 201, "status": "Created", "body": json.dumps({"id": book} | sent, indent=2)}
    return {
        "name": f"Add book {book}",
        "event": [{"listen": "test", "script": {"exec": ["pm.response.to.have.status(201);"]}}],
        "request": {
            "method": "POST",
            "header": [{"key": "Authorization", "value": "Bearer {{token}}"}],
            "url": {
                "raw": f"{{{{base}}}}/{'/'.join(path)}?notify=true",
                "host": ["{{base}}"],
                "path": path,
                "query": query,
            },
            "body": {"mode": "raw", "raw": json.dumps(sent, indent=2), "options": {"raw": {"language": "json"}}},
            "description": f"{described} See https://library.example/help.",
        },
        "response": [reply],
    }
