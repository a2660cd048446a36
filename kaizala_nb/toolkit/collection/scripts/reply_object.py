"""``pm.response``: the reply as scripts see it, and what ``pm.response.to`` checks."""

from collections.abc import Callable, Sequence

from kaizala_nb.toolkit.collection.scripts import schemas
from kaizala_nb.toolkit.collection.scripts.chains import Chain
from kaizala_nb.toolkit.collection.scripts.comparing import equal
from kaizala_nb.toolkit.collection.scripts.json_text import json_value
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.outcome import Said
from kaizala_nb.toolkit.collection.scripts.patterns import Pattern
from kaizala_nb.toolkit.collection.scripts.property_list import Header, PropertyList, items_of
from kaizala_nb.toolkit.collection.scripts.reply_facts import at_path, reason_of, text_of_reply
from kaizala_nb.toolkit.collection.scripts.text_methods import argument
from kaizala_nb.toolkit.collection.scripts.values import Host, Lost, Native, Thrown, Unknown, Value, shown, string

Arguments = Sequence[Value]
CLASSES = {"info": 1, "success": 2, "redirection": 3, "clientError": 4, "serverError": 5}
STATUSES = {
    "ok": (200, "OK"),
    "accepted": (202, "ACCEPTED"),
    "withoutContent": (204, "NO CONTENT"),
    "badRequest": (400, "BAD REQUEST"),
    "unauthorised": (401, "UNAUTHORISED"),
    "unauthorized": (401, "UNAUTHORIZED"),
    "forbidden": (403, "FORBIDDEN"),
    "notFound": (404, "NOT FOUND"),
    "notAcceptable": (406, "ACCEPTABLE"),
    "rateLimited": (429, "TOO MANY REQUESTS"),
}
"""What ``to.be.ok`` and the like want: the status, and its reason in capitals."""


_ABOUT_STATUS = {*CLASSES, *STATUSES, "error", "status", "statusCode", "statusCodeClass", "statusReason"}


class ReplyObject(Host):
    """``pm.response``."""

    name = "the reply"
    names = frozenset(
        {
            "id",
            "status",
            "code",
            "headers",
            "text",
            "json",
            "reason",
            "to",
            "responseTime",
            "responseSize",
            "cookies",
            "size",
            "stream",
            "details",
            "dataURI",
            "mime",
            "toJSON",
            "describe",
            "_details",
        }
    )

    def __init__(self, machine: Machine, said: Said) -> None:
        self.machine = machine
        self.said = said
        self.headers = PropertyList(machine, items_of(said.headers, Header), "the headers", any_case=True)

    def text(self) -> str:
        return text_of_reply(self.said)

    def json(self) -> Value:
        return json_value(self.text())

    def _parsed(self, arguments: Arguments) -> Value:
        if arguments:
            raise Lost("json with a function is not understood")
        return self.json()

    def member(self, name: str) -> Value:
        self.machine.looks += name in ("code", "status", "reason")
        if name == "code":
            return float(self.said.status)
        if name == "status":
            return reason_of(self.said)
        if name in ("text", "json"):
            return Native(name, lambda arguments: self.text() if name == "text" else self._parsed(arguments))
        if name == "reason":
            return Native(name, lambda arguments: reason_of(self.said))
        if name == "headers":
            return self.headers
        if name == "responseTime":
            return float(round(self.said.seconds * 1000))
        if name == "to":
            return ReplyChain(self.machine, self)
        if name == "responseSize":
            return float(len(self.said.body))
        if name == "size":
            return Native(name, lambda arguments: self._size())
        return Unknown(self.machine.why(f"{name} of the reply is not there")) if name in self.names else UNDEFINED

    def _size(self) -> Value:
        unknown = Unknown(self.machine.why("the size of the headers is not there"), safe=True)
        return {"body": float(len(self.said.body)), "header": unknown, "total": unknown}


class ReplyChain(Chain):
    """A chain that begins at the reply."""

    name = "an assertion"

    def member(self, name: str) -> Value:
        if not isinstance(self.subject, ReplyObject):
            return Chain.member(self, name)
        said = self.subject.said
        self.machine.looks += name in _ABOUT_STATUS
        if name in CLASSES:
            self.check(
                said.status // 100 == CLASSES[name], f"to have a status of {CLASSES[name]}XX but got {said.status}"
            )
            return self
        if name == "error":
            self.check(said.status // 100 in (4, 5), f"to have a status of 4XX or 5XX but got {said.status}")
            return self
        if name in STATUSES:
            status, reason = STATUSES[name]
            self.check(
                reason_of(said).upper() == reason, f"to have the status reason {reason} but got {reason_of(said)!r}"
            )
            self.check(said.status == status, f"to have the status {status} but got {said.status}")
            return self
        if name == "withBody":
            self.check(bool(self.subject.text()), "to have a body")
            return self
        if name == "json":
            self.check(not isinstance(_json(self.subject), Thrown), "to have a body that is JSON")
            return self
        if name in _METHODS:
            return Native(name, lambda arguments: self._done(name, arguments), {}, False, self)
        return Chain.member(self, name)

    def _done(self, name: str, arguments: Arguments) -> Value:
        assert isinstance(self.subject, ReplyObject)  # looked at above
        _METHODS[name](self, self.subject, arguments)
        return self


def _json(reply: ReplyObject) -> Value | Thrown:
    try:
        return reply.json()
    except Thrown as thrown:
        return thrown


def _status(chain: ReplyChain, reply: ReplyObject, arguments: Arguments) -> None:
    wanted = argument(arguments, 0)
    if isinstance(wanted, float):
        chain.check(reply.said.status == wanted, f"to have the status {shown(wanted)} but got {reply.said.status}")
    else:
        reason = reason_of(reply.said)
        chain.check(reason == wanted, f"to have the status reason {shown(wanted)} but got {reason!r}")


def _status_code(chain: ReplyChain, reply: ReplyObject, arguments: Arguments) -> None:
    wanted = argument(arguments, 0)
    chain.check(reply.said.status == wanted, f"to have the status {shown(wanted)} but got {reply.said.status}")


def _status_class(chain: ReplyChain, reply: ReplyObject, arguments: Arguments) -> None:
    wanted = argument(arguments, 0)
    chain.check(
        reply.said.status // 100 == wanted, f"to have a status of {shown(wanted)}XX but got {reply.said.status}"
    )


def _reason(chain: ReplyChain, reply: ReplyObject, arguments: Arguments) -> None:
    wanted = string(argument(arguments, 0))
    chain.check(
        reason_of(reply.said) == wanted, f"to have the status reason {wanted!r} but got {reason_of(reply.said)!r}"
    )


def _header(chain: ReplyChain, reply: ReplyObject, arguments: Arguments) -> None:
    name = string(argument(arguments, 0))
    held = reply.headers.get(name)
    chain.check(held is not UNDEFINED, f"to have the header {name!r}")
    if len(arguments) > 1:
        if held is UNDEFINED:
            raise chain.failed(f"there is no header {name!r}")
        wanted = argument(arguments, 1)
        chain.check(held == wanted, f"to have the header {name!r} with {shown(wanted)} but got {shown(held)}")


def _body(chain: ReplyChain, reply: ReplyObject, arguments: Arguments) -> None:
    wanted = argument(arguments, 0)
    if not arguments:
        chain.check(bool(reply.text()), "to have a body")
    elif isinstance(wanted, dict):
        chain.check(equal(_json(reply), wanted), f"to have the body {shown(wanted)}")
    elif isinstance(wanted, Pattern):
        chain.check(wanted.search(reply.text()) is not None, f"to have a body that matches {wanted.text}")
    else:
        chain.check(equal(reply.text(), wanted), f"to have the body {shown(wanted)}")


def _json_body(chain: ReplyChain, reply: ReplyObject, arguments: Arguments) -> None:
    held = _json(reply)
    path = argument(arguments, 0)
    if not arguments:
        chain.check(not isinstance(held, Thrown), "to have a body that is JSON")
    elif isinstance(path, str):
        there, value = (False, UNDEFINED) if isinstance(held, Thrown) else at_path(held, path)
        chain.check(there, f"to have {path!r} in its JSON")
        if len(arguments) > 1:
            chain.check(equal(value, arguments[1]), f"to have {shown(arguments[1])} at {path!r} but got {shown(value)}")


def _schema(chain: ReplyChain, reply: ReplyObject, arguments: Arguments) -> None:
    problem = schemas.problem(argument(arguments, 0), reply.json())
    chain.check(not problem, f"to satisfy the schema ({problem})")


_METHODS: dict[str, Callable[[ReplyChain, ReplyObject, Arguments], None]] = {
    "status": _status,
    "statusCode": _status_code,
    "statusCodeClass": _status_class,
    "statusReason": _reason,
    "header": _header,
    "body": _body,
    "jsonBody": _json_body,
    "jsonSchema": _schema,
}
