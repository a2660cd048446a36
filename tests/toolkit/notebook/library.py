"""A library's API as its own people would export it from Postman, and a small server that answers: nothing of Kaizala anywhere."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

COLLECTION = {
    "info": {
        "name": "City Library",
        "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
    },
    "item": [
        {
            "name": "Books",
            "item": [
                {"name": "List all books", "request": {"method": "GET", "url": "{{library}}/books"}},
                {
                    "name": "Add a book",
                    "request": {
                        "method": "POST",
                        "url": "{{library}}/books",
                        "header": [{"key": "X-Card", "value": "{{card-token}}"}],
                        "body": {
                            "mode": "raw",
                            "raw": '{"title": "{{title}}"}',
                            "options": {"raw": {"language": "json"}},
                        },
                    },
                },
            ],
        },
        {
            "name": "Loans",
            "item": [{"name": "Borrow a book", "request": {"method": "POST", "url": "{{library}}/loans/{{book}}"}}],
        },
    ],
}


class Library:
    """The server: two books on the shelf, and whoever has no card is refused."""

    def __init__(self) -> None:
        self.books = [{"id": 1, "title": "Emma"}, {"id": 2, "title": "Ulysses"}]
        self.calls: list[str] = []
        self.refusal: object = {"error": "No library card."}
        library = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self, status: int, value: object) -> None:
                body = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self) -> None:
                library.calls.append(f"GET {self.path}")
                self._answer(200, library.books)

            def do_POST(self) -> None:
                library.calls.append(f"POST {self.path}")
                content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.headers.get("X-Card") != "gold-card":
                    self._answer(403, library.refusal)
                    return
                library.books.append({"id": len(library.books) + 1, **json.loads(content)})
                self._answer(201, library.books[-1])

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()


def write(folder: Path) -> Path:
    """The collection as a file."""
    path = folder / "library.postman_collection.json"
    path.write_text(json.dumps(COLLECTION))
    return path
