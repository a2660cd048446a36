"""A small OAuth 2 server with an API behind it, over real HTTP: RFC 6749, as far as a token without a browser goes."""

import base64
import secrets
import time

from flask import Flask, Response, jsonify, redirect, request

from kaizala_nb.serving.served import Served
from kaizala_nb.serving.thread import ServerThread

CLIENT, SECRET = "library-client", "s3cret-of-the-client"
USER, PASSWORD = "ada", "p4ssword-of-ada"


class OAuthServer:
    """``asked``: the requests for a token, as (authorization, form, headers, query). ``called``: the tokens that the API saw.

    ``says`` is what it says in place of a token; ``adds`` goes into each of its answers with a token.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, list[str]], dict[str, str], str]] = []
        self.called: list[str | None] = []
        self.given: list[str] = []
        self.good: set[str] = set()
        self.refresh_tokens: set[str] = set()
        self.adds: dict[str, object] = {"expires_in": 3600}
        self.says: Response | None = None
        self.moved_to = ""
        self.seconds = 0.0
        app = Flask(__name__)
        app.add_url_rule("/token", view_func=self._token, methods=["POST"])
        app.add_url_rule("/books", view_func=self._books)
        refuse = lambda status: (f"{status} No", [], b"")  # noqa: E731
        self._thread = ServerThread(Served(app, refuse, "oauth"))
        self.url = self._thread.url

    def close(self) -> None:
        self._thread.close()

    def grants(self) -> list[str]:
        return [form["grant_type"][0] for _, form, _, _ in self.asked]

    def _token(self) -> Response | tuple[Response, int]:
        form = request.form.to_dict(flat=False)
        header = request.headers.get("Authorization", "")
        self.asked.append((header, form, dict(request.headers), request.query_string.decode()))
        time.sleep(self.seconds)
        if self.moved_to:
            return redirect(self.moved_to, 307)
        if self.says is not None:
            return self.says
        pair = base64.b64decode(header[6:]).decode() if header.startswith("Basic ") else ""
        client = pair or ":".join(form.get(name, [""])[0] for name in ("client_id", "client_secret"))
        if client != f"{CLIENT}:{SECRET}":
            return jsonify(error="invalid_client", error_description="Client authentication failed."), 401
        kind = form["grant_type"][0]
        if kind == "password" and (form["username"][0], form["password"][0]) != (USER, PASSWORD):
            return jsonify(error="invalid_grant"), 400
        if kind == "refresh_token" and form["refresh_token"][0] not in self.refresh_tokens:
            return jsonify(error="invalid_grant"), 400
        token = f"token-{secrets.token_urlsafe(12)}"
        self.given.append(token)
        self.good.add(token)
        return jsonify({"access_token": token, "token_type": "bearer"} | self.adds)

    def _books(self) -> Response | tuple[Response, int]:
        header = request.headers.get("Authorization", "")
        token = header.removeprefix("Bearer ") if header else request.args.get("access_token")
        self.called.append(token)
        if token not in self.good:
            return jsonify(message="Who are you?"), 401
        return jsonify(books=["Emma"])
