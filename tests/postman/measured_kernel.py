"""Run in the kernel of a measured notebook before its first cell. Every connection goes to the recorder at ``RECORDER_PORT``.

Each variable without a value gets one, as a value of the file, and cells may change data: nothing leaves this computer.
"""

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kaizala_nb import Api
from tests.postman.newman import values_for
from tests.postman.recorder import led_to

_opened: list[Any] = []
_from_postman = Api.from_postman
_led = led_to(SimpleNamespace(port=int(os.environ["RECORDER_PORT"])), pytest.MonkeyPatch())
_led.__enter__()


def _open(path: str | Path, **given: Any) -> Any:
    api = _from_postman(path, **given)
    values = values_for(api.collection.file)
    empty = {name: value for name, value in values.items() if not api.environment.get(name)}
    api.environment.fill(empty, source="the measure", scope="collection")
    api.allow_changes = True
    _opened.append(api)
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
    return json.dumps({"requests": len(steps), "empty": empty})
