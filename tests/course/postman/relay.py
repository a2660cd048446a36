"""Somebody who stands between, and writes down what comes by: passed on to a Kaizala, or answered with ``{}``."""

import email.parser
import email.policy
import http.client
import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_HEADERS = ("accesstoken", "applicationid", "applicationsecret", "refreshtoken")


@dataclass
class Seen:
    """A request that came by, and what was answered."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    status: int = 200
    reply: bytes = b"{}"

    @property
    def essence(self):
        """What there is to it, whoever sent it: JSON and the parts of forms read, headers of no meaning left out."""
        kind = self.headers.get("content-type", "")
        body = self.body
        if kind.startswith("multipart/"):
            head = f"Content-Type: {kind}\r\n\r\n".encode()
            parts = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body).iter_parts()
            body = [
                (
                    part.get_param("name", header="content-disposition"),
                    part.get_filename(),
                    part.get_content_type(),
                    part.get_payload(decode=True),
                )
                for part in parts
            ]
            kind = "multipart/form-data"
        elif kind.startswith("application/json"):
            body = json.loads(body)
        named = {name: self.headers[name] for name in _HEADERS if name in self.headers}
        return self.method, self.path, kind, named, body


class Relay:
    """Listens until it is closed. ``last`` is the request that came last."""

    def __init__(self, to: str = "") -> None:
        self.seen: list[Seen] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"relay": self, "to": to}))
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def last(self) -> Seen:
        return self.seen[-1]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    relay: Relay
    to: str

    def _handle(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        seen = Seen(self.command, self.path, headers, body)
        if self.to:
            line = http.client.HTTPConnection(urlsplit(self.to).netloc, timeout=60)
            passed = {name: value for name, value in headers.items() if name not in ("host", "connection")}
            line.request(self.command, self.path, body or None, passed)
            answer = line.getresponse()
            seen.status, seen.reply = answer.status, answer.read()
            line.close()
        self.relay.seen.append(seen)
        self.send_response(seen.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(seen.reply)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(seen.reply)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_HEAD = do_REPORT = do_PURGE = _handle

    def log_message(self, *args: object) -> None:
        pass
