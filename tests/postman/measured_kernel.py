"""Run in the kernel of a measured notebook before its first cell. Every connection goes to the recorder at ``RECORDER_PORT``.

Each variable without a value gets one, as a value of the file, and cells may change data: nothing leaves this computer. Without a
recorder, the notebook is on its practice service, and all is as its user has it. A connection to another computer is an error then.
"""

import json
import os
import socket
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kaizala_nb import Api
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


def _asks(request: Any) -> bool:
    """Whether a request of a file has something to fill in: a variable, or anything in its query, its path or its body."""
    if not isinstance(request, dict):
        return False
    url, body = request.get("url"), request.get("body")
    parts = url if isinstance(url, dict) else {}
    content = body.get(body.get("mode")) if isinstance(body, dict) and not body.get("disabled") else None
    return bool(parts.get("query") or parts.get("variable") or content not in (None, "", [], {}))


def measured_forms() -> str:
    """How many requests there are, and the names of those that have something to fill in, and a form without a field."""
    steps = [step for api in _opened for step in api.collection if hasattr(step, "item") and not step.problem]
    empty = [step.name for step in steps if not step.parameters and _asks(step.item.request)]
    calls = [] if _port else [call for api in _opened for call in api.sandbox.calls]
    return json.dumps({"requests": len(steps), "empty": empty, "calls": calls})
