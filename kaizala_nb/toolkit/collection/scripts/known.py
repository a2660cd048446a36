"""The names that every script knows."""

import uuid
from collections.abc import Callable, Sequence

from kaizala_nb.toolkit.collection.scripts.builtins import GLOBALS as BUILT_IN
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.moments import moment
from kaizala_nb.toolkit.collection.scripts.postman_objects import OldPostman, Pm
from kaizala_nb.toolkit.collection.scripts.reply_facts import at_path, reason_of, text_of_reply
from kaizala_nb.toolkit.collection.scripts.request_object import Body, RawBody, RequestObject
from kaizala_nb.toolkit.collection.scripts.text_methods import argument
from kaizala_nb.toolkit.collection.scripts.values import Holder, Lost, Native, StatusFacts, Unknown, Value, string
from kaizala_nb.toolkit.collection.scripts.variables_object import variables_of

Arguments = Sequence[Value]
LIBRARIES = {
    "CryptoJS", "tv4", "xml2Json", "Backbone", "cheerio", "Buffer", "crypto",
    "TextEncoder", "TextDecoder", "Promise", "Map", "Set", "Symbol", "Intl",
}  # fmt: skip
"""What Postman gives to scripts and is not there here: using it raises no error, but what comes of it is not known."""
HARMLESS = {"CryptoJS", "tv4", "xml2Json", "cheerio", "Buffer", "TextEncoder", "TextDecoder", "Symbol", "Intl"}
"""Those that change nothing in what they are given."""


def _said(make: Callable[[Machine], Value]) -> Callable[[Machine], Value]:
    """Something that there is after the reply alone."""

    def of(machine: Machine) -> Value:
        if machine.scene.said is None:
            raise Lost("there is no reply before the request is sent")
        return make(machine)

    return of


def _code(machine: Machine) -> Value:
    said = machine.scene.said
    assert said is not None  # looked at in _said
    detail = Unknown("the detail of the status is not there")
    return StatusFacts(code=float(said.status), name=reason_of(said), detail=detail)


def _old_headers(machine: Machine) -> Value:
    said = machine.scene.said
    return {} if said is None else dict(said.headers)


def _old_request(machine: Machine) -> Value:
    request = RequestObject(machine, machine.old_request)
    body = request.member("body")
    data: Value = body
    if isinstance(body, RawBody):
        data = body["raw"]
    elif isinstance(body, Body):
        try:
            data = body.as_object()
        except Lost as lost:
            data = Unknown(machine.why(lost.why))
    headers = request.member("headers")
    description = request.member("description")
    address = request.member("url")
    return {
        "id": Unknown(machine.why("the id of the request is not there"), safe=True),
        "name": machine.scene.name,
        "description": description["content"]
        if isinstance(description, dict) and "content" in description
        else description,
        "headers": headers if isinstance(headers, Unknown) else headers.as_object([True, False, True, True]),
        "method": request.member("method"),
        "url": address if isinstance(address, Unknown) else address.whole,
        "data": data if data is not UNDEFINED and data != "" else {},
    }


_LODASH = {
    "isEmpty", "isEqual", "random", "sample", "map", "filter", "find", "each", "forEach", "includes", "keys", "values", "sortBy",
    "orderBy", "uniq", "isArray", "isObject", "isString", "isNumber", "isUndefined", "isNil", "first", "last", "size", "merge",
    "pick", "omit", "cloneDeep", "transform", "some", "every", "reduce", "groupBy", "set", "trim",
}  # fmt: skip

_CHANGING = {"set", "merge", "transform"}


def _lodash(machine: Machine) -> Value:
    def get(arguments: Arguments) -> Value:
        there, value = at_path(argument(arguments, 0), string(argument(arguments, 1)))
        return value if there and value is not UNDEFINED else argument(arguments, 2)

    def unknown(name: str) -> Native:
        function = Unknown(machine.why(f"_.{name} is not understood"), safe=True, harmless=name not in _CHANGING)
        return Native(name, lambda arguments: machine.call(function, arguments), takes_unknown=True)

    members: dict[str, Value] = {name: unknown(name) for name in _LODASH}
    members["get"] = Native("get", get)
    members["has"] = Native("has", lambda arguments: at_path(argument(arguments, 0), string(argument(arguments, 1)))[0])
    return Holder("_", members)


def _random_id(arguments: Arguments) -> Value:
    if arguments:
        raise Lost("a uuid made of something is not understood")
    return str(uuid.uuid4())


def _require(machine: Machine) -> Value:
    def call(arguments: Arguments) -> Value:
        name = string(argument(arguments, 0))
        if name == "lodash":
            return _lodash(machine)
        if name == "moment":
            return Native("moment", moment)
        if name == "uuid":
            return Native("uuid", _random_id, {"v4": Native("v4", _random_id)})
        if name in ("atob", "btoa"):
            return BUILT_IN[name](machine)
        if name.lstrip("@")[:1].isalpha() and name in _REQUIRED:
            return Unknown(machine.why(f"the library {name} is not there"), safe=True)
        raise Lost(machine.why(f"the library {name[:80]} is not there"))

    return Native("require", call)


UNDERSTOOD = ("lodash", "moment", "uuid", "atob", "btoa")
"""The libraries of which a part is understood."""
_REQUIRED = {
    "ajv", "chai", "cheerio", "csv-parse/lib/sync", "crypto-js", "postman-collection", "tv4", "xml2js", "path",
    "assert", "buffer", "util", "url", "punycode", "querystring", "string-decoder", "stream", "timers", "events", "backbone",
}  # fmt: skip
GLOBALS: dict[str, Callable[[Machine], Value]] = BUILT_IN | {
    "pm": Pm,
    "postman": OldPostman,
    "responseBody": _said(lambda machine: text_of_reply(machine.scene.said) if machine.scene.said else UNDEFINED),
    "responseCode": _said(_code),
    "responseTime": _said(
        lambda machine: float(round(machine.scene.said.seconds * 1000)) if machine.scene.said else UNDEFINED
    ),
    "responseHeaders": _said(_old_headers),
    "responseCookies": lambda machine: Unknown(machine.why("cookies are not there")),
    "environment": lambda machine: machine.variables.old("environment"),
    "globals": lambda machine: machine.variables.old("global"),
    "data": lambda machine: variables_of(machine, "data"),
    "iteration": lambda machine: float(machine.scene.iteration),
    "request": _old_request,
    "_": _lodash,
    "require": _require,
}
"""What makes the value of each name, when a script first asks for it."""
