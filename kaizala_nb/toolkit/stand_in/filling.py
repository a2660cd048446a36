"""Fills in the variables of an answer, anew in each reply.

``{{$guid}}`` and the like get new values. ``{{$body 'title'}}``, ``{{$queryParams 'page'}}``, ``{{$pathSegments '1'}}`` and
``{{$headers 'accept'}}`` are what was sent, with a second text for where nothing was. Any other variable gets the value that was
sent under its name in the path, the query or the body, or else the value of the collection's variable, or else it stays.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from kaizala_nb.toolkit.collection.foreign import CannotSend, dynamic
from kaizala_nb.toolkit.collection.foreign.filling import VARIABLE
from kaizala_nb.toolkit.collection.templates import fill, fill_body
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.stand_in.examples import encoded
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Example, Match

_HELPER = re.compile(r"\s*\$(body|queryParams|pathSegments|headers)((?:\s+'[^']*')*)\s*")
_DYNAMIC = re.compile(r"{{(\$[A-Za-z]+)}}")


def filled(example: Example, match: Match, request: Request) -> Response:
    """The answer of an example, with its variables filled in for a request."""
    response = example.response
    if b"{{" not in response.body and not any("{{" in value for _, value in response.headers):
        return response
    kind = response.header("content-type")
    text = _with_new_values(response.body.decode("utf-8", "replace"))
    names = {name for one in (text, *(value for _, value in response.headers)) for name in VARIABLE.findall(one)}
    values = _values(names, example.known, match, request)
    headers = tuple(
        (name, fill(_with_new_values(value), values) if "{{" in value else value) for name, value in response.headers
    )
    return replace(response, body=encoded(fill_body(text, values, kind), kind), headers=headers)


def _with_new_values(text: str) -> str:
    """The text with a new value in each place of a dynamic variable. One that nothing can make stays."""
    return _DYNAMIC.sub(lambda match: _new(match[1]) or match[0], text)


def _new(name: str) -> str | None:
    try:
        return dynamic.value_of(name)
    except CannotSend:  # what makes it is not installed
        return None


def _values(names: set[str], known: Mapping[str, str], match: Match, request: Request) -> dict[str, str]:
    values: dict[str, str] = {}
    for name in names:
        helper = _HELPER.fullmatch(name)
        value = _sent(helper, request) if helper else _named(name.strip(), match, request)
        if value is None:
            value = known.get(name)
        if value is not None:
            values[name] = value
    return values


def _named(name: str, match: Match, request: Request) -> str | None:
    """What was sent under a name: in the path, the query, or the body."""
    if name in match.values:
        return match.values[name]
    pairs = dict((*(request.form or ()), *request.query))
    if name in pairs:
        return pairs[name]
    body = request.json
    return text_of(body[name]) if isinstance(body, dict) and body.get(name) is not None else None


def _sent(helper: re.Match[str], request: Request) -> str | None:
    """What a helper of Postman stands for; its second text if that was not sent."""
    words = re.findall(r"'([^']*)'", helper[2])
    name = words[0] if words else None
    default = words[1] if len(words) > 1 else None
    if helper[1] == "headers":
        return (request.header(name) if name else "") or default
    if helper[1] == "queryParams":
        return dict(request.query).get(name or "", default)
    if helper[1] == "pathSegments":
        number = int(name) if name and name.isdecimal() and len(name) < 5 else -1
        return request.segments[number] if 0 <= number < len(request.segments) else default
    if name is None:
        return request.body.decode("utf-8", "replace")
    return _in_body(name, request) or default


def _in_body(path: str, request: Request) -> str | None:
    """The value at a path of the body: ``user.name``, ``books.0.title``; a dot in a name is written ``\\.``."""
    value = request.json
    if value is None:
        return dict(request.form or ()).get(path)
    for part in re.split(r"(?<!\\)\.", path):
        part = part.replace("\\.", ".")
        if isinstance(value, list) and part.isdecimal() and len(part) < 10 and int(part) < len(value):
            value = value[int(part)]
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return None if value is None else text_of(value)
