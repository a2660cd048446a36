"""Run in a lesson's kernel before its first cell: cuts off the network, and writes down every secret that is sent or received.

The file that it writes, named by ``SECRETS_FILE``, tells the tests what to look for in what was saved.
"""

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import parse_qsl, urlsplit

import requests

from kaizala_nb.toolkit.client.transport import Answer, Transport

_NAMES = ("accesstoken", "refreshtoken", "applicationsecret", "client_secret", "code", "pin", "x-emulator-key")
_HERE = ("127.0.0.1", "::1", "localhost", "", None)


def _stay_home(event: str, arguments: tuple) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if host not in _HERE:
        raise ConnectionError(f"A lesson reached out to {host}")


def _note(*found: Mapping[str, str] | str | bytes | None) -> None:
    with open(os.environ["SECRETS_FILE"], "a") as file:
        for values in found:
            held = values if isinstance(values, Mapping) else _read(values)
            file.writelines(f"{value}\n" for name, value in held.items() if name.lower() in _NAMES and value)


def _read(body: object) -> Mapping[str, str]:
    """The fields of a body that is a JSON object or a form; of any other, such as a file, none."""
    if not isinstance(body, str | bytes):
        return {}
    text = body if isinstance(body, str) else body.decode("utf-8", "replace")
    with suppress(ValueError, RecursionError):
        value = json.loads(text)
        return value if isinstance(value, dict) else {}
    return dict(parse_qsl(text)) if len(text) < 10_000 else {}


def _send(session: requests.Session, request: requests.PreparedRequest, **options: object) -> requests.Response:
    _note(request.headers, request.body)
    response = _sends(session, request, **options)
    if not options.get("stream"):
        _note(response.content, urlsplit(response.headers.get("Location", "")).query)
    return response


def _answer(transport: Transport, *arguments: object, **options: object) -> Answer:
    answer = _answers(transport, *arguments, **options)
    _note(answer.content)
    return answer


_sends, _answers = requests.Session.send, Transport.send
requests.Session.send, Transport.send = _send, _answer
sys.addaudithook(_stay_home)
