"""A server at the level of bytes: for answers that no HTTP server would give."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Talk = Callable[[socket.socket, threading.Event], None]


@contextmanager
def raw_server(talk: Talk, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Gives the port of a server that lets ``talk(connection, over)`` answer each connection, whatever is asked.

    ``over`` is set when the test ends, and connections are closed then; what ``talk`` meets on a closed one is no fault of it.
    """
    over = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0), backlog=20)

    def one(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            if context is not None:
                connection = context.wrap_socket(connection, server_side=True)
            talk(connection, over)

    def accept() -> None:
        while not over.is_set():
            with suppress(OSError):
                threading.Thread(target=one, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        with suppress(OSError):
            socket.create_connection(listener.getsockname(), timeout=5).close()  # wakes whoever accepts
        listener.close()


def read_request(connection: socket.socket) -> bytes:
    """The head of a request."""
    head = b""
    while b"\r\n\r\n" not in head and (more := connection.recv(65_536)):
        head += more
    return head


def drips(before: bytes, piece: bytes, pause: float = 0.02) -> Talk:
    """Answers with ``before``, then with ``piece`` again and again, as long as somebody listens and the test runs."""

    def talk(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        connection.sendall(before)
        while not over.wait(pause):
            connection.sendall(piece)

    return talk


def says(answer: bytes) -> Talk:
    """Answers with just these bytes."""

    def talk(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        connection.sendall(answer)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65_536):  # what is closed with something unread is reset, and the answer may be lost
            pass

    return talk
