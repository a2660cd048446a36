"""A server on a socket that writes down, byte for byte, what it is sent. Connections to any host can be led to it."""

import re
import socket
import threading
from contextlib import contextmanager

from kaizala_nb.toolkit.client import limits
from tests.postman.newman import ANSWERS


class Recorder:
    """``sent``: the requests in their order. ``answers``: see ``ANSWERS``; ``bodies`` by path."""

    def __init__(self, answers=None) -> None:
        self.sent: list[bytes] = []
        self.answers = ANSWERS if answers is None else answers
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        data = b""
        with connection:
            while True:
                head, mark, rest = data.partition(b"\r\n\r\n")
                length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.I)
                size = int(length[1]) if length else 0
                if mark and len(rest) >= size:
                    self.sent.append(data[: len(head) + 4 + size])
                    data = rest[size:]
                    connection.sendall(self._said(head))
                    continue
                try:
                    piece = connection.recv(65536)
                except OSError:
                    return
                if not piece:
                    return
                data += piece

    def _said(self, head: bytes) -> bytes:
        path = head.split(b" ")[1].partition(b"?")[0].decode("latin-1")
        given = self.answers.get(path, {})
        if given.get("unless", "\0").encode() in head:
            given = {}
        body = b"" if head.startswith(b"HEAD ") else given.get("body", "{}").encode()
        lines = [f"HTTP/1.1 {given.get('status', 200)} Said", "Content-Type: application/json"]
        lines += [f"Content-Length: {len(body)}", *given.get("headers", [])]
        return "\r\n".join([*lines, "", ""]).encode() + body


@contextmanager
def led_to(recorder: Recorder, monkeypatch):
    """Inside the block, each connection, whatever its host and scheme, goes to the recorder, without TLS."""
    monkeypatch.setattr(
        limits._LimitedHTTP, "_new_conn", lambda self: socket.create_connection(("127.0.0.1", recorder.port))
    )
    monkeypatch.setattr(limits._LimitedHTTPS, "connect", lambda self: limits._LimitedHTTP.connect(self))
    monkeypatch.setattr(limits._LimitedHTTPS, "is_verified", True, raising=False)
    yield
