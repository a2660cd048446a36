"""The requests of the collection with the values of their examples, to be sent in its order to a local Kaizala."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from kaizala_nb import Kaizala, KaizalaError
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.collection import Step, Variable
from kaizala_nb.toolkit.notebook.bound import BoundStep

PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 20
ME, ASHA, THIRD = "+447700900001", "+447700900002", "+447700900003"


def begin(folder: Path) -> tuple[Kaizala, Path]:
    """A local Kaizala whose variables are set, as far as no request sets them; and a picture, in ``folder``, to upload."""
    picture = folder / "picture.png"
    picture.write_bytes(PICTURE)
    kaizala = Kaizala()
    kaizala.environment.update(
        {"mobile-number": ME, "mobile-number-2": ASHA, "mobile-number-3": THIRD, **_receiver(picture)}
    )
    return kaizala, picture


def given(kaizala: Kaizala, step: Step, picture: Path) -> dict[str, object]:
    """The values of a step's example, with what its variables hold now."""
    values = {name: _held(kaizala, value) for name, value in step.example.items()}
    if "files" in values:
        values["files"] = [str(picture)]
    if "pin" in values:
        values["pin"] = str(kaizala.phone().pin)
    return values


def sent(kaizala: Kaizala, bound: BoundStep, picture: Path) -> Reply:
    """The reply to a request that goes as its example has it. If it is refused, the failure says where the example stands."""
    try:
        return bound(**given(kaizala, bound.step, picture))
    except KaizalaError as trouble:
        example = f"It is sent with the values of example= at {bound.step.slug}() in kaizala_nb/course/steps/."
        raise AssertionError(f"{bound.step.name}: {trouble} {example}") from None


def _held(kaizala: Kaizala, value: object) -> object:
    if isinstance(value, Variable):
        return kaizala.environment.get(value.name, "")
    return [_held(kaizala, entry) for entry in value] if isinstance(value, list) else value


def _receiver(picture: Path) -> dict[str, str]:
    """Somebody who answers the handshake and has a picture to fetch."""

    class Receiver(BaseHTTPRequestHandler):
        def _answer(self, content: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self) -> None:
            token = parse_qs(urlsplit(self.path).query).get("validationToken", [""])[0]
            if token:
                self._answer(token.encode(), "text/plain")
            else:
                self._answer(picture.read_bytes(), "image/png")

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(b"", "text/plain")

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    return {"callback-url": f"{url}/hook", "media-url": f"{url}/picture.png"}
