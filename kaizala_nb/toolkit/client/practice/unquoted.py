"""Variables that stand in JSON without quotes, as in ``{"price": {{price}}}``: their values have to be JSON."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from typing import Any

from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.collection.foreign.filling import VARIABLE, names_in
from kaizala_nb.toolkit.collection.foreign.signing.fields import fields_of
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep

_IN_QUOTES = r'(?:\\.|[^"\\])*'
_PIECE = re.compile(
    rf'(?:"(?P<member>{_IN_QUOTES})"\s*:|[\[,])\s*{{{{(?P<name>[^{{}}]*)}}}}(?=\s*[,}}\]])|"{_IN_QUOTES}"|{{{{[^{{}}]*}}}}',
    re.DOTALL,
)
"""A value that is a variable without quotes, and its member. Or any other text in quotes, or a variable beside something."""


class Unquoted:
    """The variables of some requests that stand in JSON without quotes."""

    def __init__(self, steps: Iterable[ForeignStep]) -> None:
        self._steps = list(steps)
        self._members: dict[str, str] = {}
        self._bodies: set[str] = set()
        self._elsewhere: set[str] = set()
        for step in self._steps:
            self._look_at(step)

    def _look_at(self, step: ForeignStep) -> None:
        request, text = step.item.request, step.text.strip()
        body = request.get("body")
        form = {key: value for key, value in body.items() if key != "raw"} if isinstance(body, dict) else {}
        others = [value for key, value in request.items() if key not in ("body", "description")]
        self._elsewhere.update(names_in([others, form, fields_of(step.item.auth)]))
        whole = VARIABLE.fullmatch(text)
        if whole and "json" in step.content_type.lower():
            self._bodies.add(whole[1])
        elif text.startswith("{{") or not text.startswith(("{", "[")):
            self._elsewhere.update(names_in(text))
        else:
            for piece in _PIECE.finditer(text):
                if piece["name"] is None:
                    self._elsewhere.update(names_in(piece[0]))
                else:
                    self._members.setdefault(piece["name"], piece["member"] or "")

    def member(self, name: str) -> str | None:
        """The member of an object that the variable stands at, "" in a list; None if it never stands in JSON without quotes."""
        return self._members.get(name)

    def seen(self, member: str) -> str:
        """What other bodies, and replies that are saved, have at a member of this name; "" if none has something there."""
        value = self._seen.get(member)
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    @cached_property
    def _seen(self) -> dict[str, Any]:
        """The first value of each member that an unquoted variable stands at."""
        found: dict[str, Any] = dict.fromkeys(self._members.values(), "")
        for text in self._texts():
            to_do: list[Any] = []
            with suppress(ValueError):
                to_do.append(read_json(text))
            while to_do:
                one = to_do.pop()
                if isinstance(one, dict):
                    for member in found.keys() & one.keys():
                        if found[member] == "" and one[member] is not None and not names_in(one[member]):
                            found[member] = one[member]
                to_do += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        return found

    def _texts(self) -> Iterator[str]:
        for step in self._steps:
            yield step.text
        for step in self._steps:
            responses = step.item.written.get("response")
            for response in responses if isinstance(responses, list) else []:
                body = response.get("body") if isinstance(response, dict) else None
                if isinstance(body, str):
                    yield body

    def fitting(self, name: str, value: str) -> str:
        """The value of a variable as it can stand wherever the variable does.

        What is no JSON becomes a text in quotes, if the variable stands in JSON without them. A body that is nothing but a variable
        is an empty object. If the variable stands elsewhere too, it is the number 1.
        """
        if name in self._bodies:
            return "1" if name in self._elsewhere else "{}"
        if name not in self._members or _is_json(value):
            return value
        version = value.removeprefix("v")
        if _is_json(version):
            return version
        return "1" if name in self._elsewhere else json.dumps(value, ensure_ascii=False)


def _is_json(text: str) -> bool:
    try:
        read_json(text)
    except ValueError:
        return False
    return True
