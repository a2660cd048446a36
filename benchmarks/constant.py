"""The baseline of the local Kaizala: a Flask + waitress route that returns a constant. It prints its address when it is ready."""

import sys

from flask import Flask, Response
from waitress import create_server

app = Flask(__name__)


@app.route("/v1/groups/<group_id>/<what>", methods=["GET", "POST"])
def constant(group_id: str, what: str) -> Response:
    """Always the same."""
    return Response(
        b'{"referenceId":"0d6a2c1e-8d0f-4b52-9b6e-35bb6a1fd0c4"}', content_type="application/json; charset=utf-8"
    )


if __name__ == "__main__":
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    sys.stdout.write(f"http://127.0.0.1:{server.effective_port}\n")
    sys.stdout.flush()
    server.run()
