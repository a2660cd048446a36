"""The WSGI application of a stand-in."""

from flask import Flask, request
from flask import Response as Reply

from kaizala_nb.serving.served import WSGI
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.stand_in import StandIn

CONTROL = "/_stand_in/"
"""Where its control plane is."""


def make_application(stand_in: StandIn) -> WSGI:
    """The application: every method and every path reaches the stand-in."""
    app = Flask("kaizala_nb.toolkit.stand_in", static_folder=None)

    def answer() -> Reply:
        asked = Request(
            request.method,
            request.environ["PATH_INFO"],
            request.query_string.decode("latin-1"),
            tuple(request.headers.items()),
            request.get_data(),
        )
        response = stand_in.answer(asked)
        return Reply(response.body, response.status, list(response.headers))

    app.before_request(answer)
    return app
