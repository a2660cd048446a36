"""A service that answers as the examples of a collection say: what a notebook of the collection can be tried with."""

import json
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kaizala_nb.course.teaching.lab import EXAMPLE
from tests.course.lessons.runner import NOTEBOOKS


class ExampleServer:
    """Answers each request of a Postman file with its first example, by method and path; a part ``:name`` of a path is any.

    Attributes:
        url: Its address.
        calls: What it was sent: "POST /books".
    """

    def __init__(self, collection: Path) -> None:
        examples = dict(_examples(json.loads(collection.read_text("utf-8"))["item"]))
        self.calls: list[str] = []
        calls = self.calls

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                path = urlsplit(self.path).path
                calls.append(f"{self.command} {path}")
                example = next((one for key, one in examples.items() if _matches(key, self.command, path)), None)
                body = (example["body"] if example else "{}").encode()
                self.send_response(example["code"] if example else 404)
                for header in example["header"] if example else ():
                    self.send_header(header["key"], header["value"])
                if body:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = answer

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop it."""
        self._server.shutdown()
        self._server.server_close()


def with_address(collection: Path, url: str) -> None:
    """Write another address into the variable ``base_url`` of a collection."""
    file = json.loads(collection.read_text("utf-8"))
    next(one for one in file["variable"] if one["key"] == "base_url")["value"] = url
    collection.write_text(json.dumps(file, indent=2, ensure_ascii=False), "utf-8")


def example_in(folder: Path, url: str) -> Path:
    """Copy our collection and what belongs to it into a folder, with this address of its service. Gives the collection."""
    for name in EXAMPLE:
        shutil.copy(NOTEBOOKS / name, folder)
    with_address(folder / EXAMPLE[0], url)
    return folder / EXAMPLE[0]


def _examples(items: list[dict[str, Any]]) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    for item in items:
        yield from _examples(item.get("item", []))
        if item.get("response"):
            yield (item["request"]["method"], "/" + "/".join(item["request"]["url"]["path"])), item["response"][0]


def _matches(key: tuple[str, str], method: str, path: str) -> bool:
    parts, asked = key[1].split("/"), path.split("/")
    alike = all(part == one or part.startswith(":") for part, one in zip(parts, asked, strict=False))
    return key[0] == method and len(parts) == len(asked) and alike
