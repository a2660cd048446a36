"""Invented replies in which the scripts of a request find what they look up."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kaizala_nb.toolkit.collection.foreign import dynamic
from kaizala_nb.toolkit.collection.foreign.items import Item
from kaizala_nb.toolkit.collection.scopes import SCOPES
from kaizala_nb.toolkit.collection.scripts.outcome import Said, Scene
from kaizala_nb.toolkit.collection.scripts.reading import ReadScripts
from kaizala_nb.toolkit.stand_in.memory.resources import json_of
from kaizala_nb.toolkit.stand_in.memory.turn import JSON, written
from kaizala_nb.toolkit.stand_in.memory.wanted import Path, Wish, wishes_of
from kaizala_nb.toolkit.stand_in.response import Response

_STATUSES = (200, 201, 202, 204)
_ENVELOPES = ("data", "result", "results", "items", "response", "payload")


class Granting:
    """What the scripts of one request want of its reply.

    Args:
        item: The request in the file.
    """

    def __init__(self, item: Item) -> None:
        self._item = item
        self._wishes = wishes_of(item.scripts)
        self._statuses: dict[int, int] = {}

    def response(self, made: Response) -> Response:
        """The invented reply with what the scripts look up, and with a status that their checks want."""
        value = json_of(made) if made.body else None
        if self._wishes:
            ident = value.get("id") if isinstance(value, dict) else None
            value = granted(_in_envelope(value, self._wishes), self._wishes, ident)
        usual = 200 if made.status == 204 and self._wishes else made.status
        status = self._status(usual, value)
        if status == 204:
            return replace(made, status=204, body=b"", headers=())
        return replace(made, status=status, body=written({} if value is None else value), headers=JSON)

    def _status(self, usual: int, value: Any) -> int:
        """The first status with which the fewest checks of the status fail."""
        if usual not in self._statuses:
            failures = {one: self._failures(one, value) for one in dict.fromkeys((usual, *_STATUSES))}
            self._statuses[usual] = min(failures, key=lambda one: failures[one])
        return self._statuses[usual]

    def _failures(self, status: int, value: Any) -> int:
        scripts = [one for one in self._item.scripts if one.event == "test"]
        if not any("status" in one.text or "code" in one.text.lower() for one in scripts):
            return 0
        said = Said(status, "", JSON, json.dumps(value).encode(), 0.01)
        scene = Scene(self._item.name, self._item.request, {scope: {} for scope in SCOPES}, said)
        outcome = ReadScripts(dynamic.value_of).carry_out(scripts, scene)
        return bool(outcome.error) + sum(one.passed is False and one.about_status for one in outcome.results)


def _in_envelope(value: Any, wishes: Sequence[Wish]) -> Any:
    """A thing or a list in the envelope in which the scripts look for it."""
    first = [one.path[0] for one in wishes if one.path]
    if isinstance(value, dict) and any(not one.path or isinstance(one.path[0], int) for one in wishes):
        return [value] if value else []
    names = list(dict.fromkeys(one for one in first if isinstance(one, str)))
    if isinstance(value, list):
        lists = [one.path[0] for one in wishes if len(one.path) == 1 and isinstance(one.kind, list)]
        lists += [one.path[0] for one in wishes if len(one.path) > 1 and isinstance(one.path[1], int)]
        usual = [one for one in names if one in _ENVELOPES]
        name = next(iter([*lists, *usual, *names[:1]]), None)
        return {name: value} if isinstance(name, str) and len(names) == len(set(first)) else value
    outer = [one.path[0] for one in wishes if len(one.path) > 1]
    has_list = any(isinstance(one.path[1], int) for one in wishes if len(one.path) > 1)
    if not isinstance(value, dict) or not value or not outer or has_list or any(one in value for one in first):
        return value
    name = outer[0]
    return {name: value} if isinstance(name, str) and set(outer) == {name} else value


def granted(value: Any, wishes: Sequence[Wish], ident: Any = None) -> Any:
    """A reply in which the scripts find what they look up. ``ident`` is the id of the thing in it, if there is one."""
    for wish in wishes:
        value = _granted(value, wish.path, wish, ident)
    return value


def _granted(value: Any, path: Path, wish: Wish, ident: Any) -> Any:
    if not path:
        return _value_for(wish, ident) if value is None else value
    step, *rest = path
    if isinstance(step, int):
        items = list(value) if isinstance(value, list) else []
        if isinstance(value, dict) and value:
            return value
        items += [None] * (step + 1 - len(items))
        own = items[step].get("id", ident) if isinstance(items[step], dict) else ident
        items[step] = _granted(items[step], tuple(rest), wish, own)
        return items
    if isinstance(value, list):
        return value
    found = value if isinstance(value, dict) else {}
    return found | {step: _granted(found.get(step), tuple(rest), wish, ident)}


def _value_for(wish: Wish, ident: Any) -> Any:
    """A practice value of the kind that the name tells."""
    if wish.value is not ...:
        return wish.value
    last = wish.path[-1] if wish.path else ""
    is_id = any(re.search(r"(^|[a-z_-])(I[dD]|(?<![a-z])id|uuid|guid)$", name) for name in (wish.name, str(last)))
    if isinstance(wish.kind, str):
        return str(ident) if is_id and ident is not None else _text(wish.name)
    if isinstance(wish.kind, list | dict | bool):
        return wish.kind
    if is_id:
        return 1 if ident is None else ident
    return 1 if wish.kind == 0 else _text(wish.name)


def _text(name: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9]+", "-", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name)).strip("-").lower()[:40]
    return f"practice-{plain or 'value'}"
