"""Run in the kernel of a measured notebook before its first cell. Every connection goes to the recorder at ``RECORDER_PORT``.

Each variable without a value gets one, as a value of the file, and cells may change data: nothing leaves this computer. Without a
recorder, the notebook is on its practice service, and all is as its user has it. A connection to another computer is an error then.
A notebook of plain programs has its values from environment variables.
"""

import json
import os
import socket
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import urllib3.connection

from kaizala_nb import Api
from kaizala_nb.toolkit.collection.foreign.body import wanted
from tests.postman.newman import values_for
from tests.postman.recorder import led_to

_opened: list[Any] = []
_from_postman = Api.from_postman
_port = os.environ.get("RECORDER_PORT")
_connect = socket.socket.connect


def _only_here(self: socket.socket, address: Any) -> None:
    if isinstance(address, tuple) and address[0] != "127.0.0.1":
        raise AssertionError(f"A connection to {address}")
    _connect(self, address)


if _port:
    _led = led_to(SimpleNamespace(port=int(_port)), pytest.MonkeyPatch())
    _led.__enter__()
    _plain = urllib3.connection.HTTPConnection
    _plain._new_conn = lambda self: socket.create_connection(("127.0.0.1", int(_port)))  # type: ignore[method-assign]
    urllib3.connection.HTTPSConnection.connect = _plain.connect  # type: ignore[method-assign]
else:
    socket.socket.connect = _only_here  # type: ignore[method-assign, assignment]  # it takes the same


def _open(path: str | Path, **given: Any) -> Any:
    api = _from_postman(path, **given)
    _opened.append(api)
    if not _port:
        return api
    used = values_for(api.collection.file | {"variable": []})
    empty = {name: value for name, value in used.items() if not api.environment.get(name)}
    api.environment.fill(empty, source="the measure", scope="collection")
    api.allow_changes = True
    return api


Api.from_postman = _open


def _asks(step: Any) -> bool:
    """Whether a request of a file has something to fill in: anything in its query, its path or the body that is sent.

    A variable of the path that the path does not have is nothing.
    """
    request = step.item.request
    url = request.get("url")
    parts = url if isinstance(url, dict) else {}
    path = json.dumps(parts.get("path"))
    listed = parts.get("variable")
    in_path = [one for one in listed if f":{one.get('key')}" in path] if isinstance(listed, list) else []
    has_body = wanted(request.get("body"), step.method, step.item.behavior) is not None
    return bool(parts.get("query") or in_path or has_body)


def measured_forms() -> str:
    """How many requests there are, and the names of those that have something to fill in, and a form without a field."""
    steps = [step for api in _opened for step in api.collection if hasattr(step, "item") and not step.problem]
    empty = [step.name for step in steps if not step.parameters and _asks(step)]
    calls = [] if _port else [call for api in _opened for call in api.sandbox.calls]
    return json.dumps({"requests": len(steps), "empty": empty, "calls": calls})
