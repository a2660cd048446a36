"""The WSGI application: every room's routes, and what holds for all of them.

For each request: the Host is checked, then (a route of the service) the token, then the permission; only then is a body read.
A refusal anywhere becomes the three-key error body; whatever else goes wrong is a 500 of the same shape. ``Date`` follows the
emulator's clock. The service's paths answer browsers of any origin, the control plane none.
"""

import logging
import time
from collections.abc import Callable

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from kaizala_nb.emulator.caller import caller_of, stay_inside
from kaizala_nb.emulator.control.routes import guard, has_key
from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import (
    BROKEN,
    CALL_UNKNOWN,
    HOST_REFUSED,
    METHOD_UNKNOWN,
    NOT_STORED,
    TOO_MANY_WAIT,
    UNREADABLE,
    Plain,
    Refusal,
)
from kaizala_nb.emulator.faults import CONTROL, Faulty
from kaizala_nb.emulator.permissions import Permission
from kaizala_nb.emulator.rooms import all_routes
from kaizala_nb.emulator.routes import Body, Route
from kaizala_nb.emulator.routing import SENT_PATH, PathFolding, readable
from kaizala_nb.emulator.store import storage_trouble
from kaizala_nb.emulator.values import FETCH_SECONDS
from kaizala_nb.emulator.wire import dumps, reply, written_reply
from kaizala_nb.serving.hosts import foreign_host
from kaizala_nb.serving.served import WSGI
from kaizala_nb.serving.waiting import TooManyWait

log = logging.getLogger("kaizala_nb.emulator")


def _answer(emulator: Emulator, route: Route) -> Callable[..., Response]:
    """The function that answers a route: it calls the view with what its kind of route gives to a view."""
    if route.kind == "control":
        return lambda **ids: _control_reply(emulator, route, ids)
    if route.kind == "whole response":
        return lambda **ids: route.view(emulator, **ids)
    if (permission := route.permission) is None:
        return lambda **ids: reply(route.view(emulator, **ids))
    return lambda **ids: reply(_answer_caller(emulator, route, permission, ids))


def _answer_caller(emulator: Emulator, route: Route, permission: Permission, ids: dict[str, str]) -> Body:
    """The body of a 200 for a caller with a token. The token, the count and the permission are looked at in this order."""
    with emulator.transaction() as transaction:
        caller = caller_of(transaction, request)
    g.caller = caller.user_id or caller.application_id
    if not has_key(emulator):
        bot_or_connector = caller.application_id or caller.user_id  # a bot's token has no connector
        emulator.throttle.count(bot_or_connector)
    caller.require(permission)
    with emulator.transaction() as transaction:
        if "group_id" in ids:
            stay_inside(transaction, caller, ids["group_id"])
        if route.kind == "in a transaction":
            body: Body = route.view(transaction, caller, **ids)
            return body
    waited: Body = route.view(emulator, caller, **ids)
    return waited


def _control_reply(emulator: Emulator, route: Route, ids: dict[str, str]) -> Response:
    """A reply of the control plane. Members without a value stay in it: a row of a snapshot has all its columns."""
    guard(emulator)
    return written_reply(dumps(route.view(emulator, **ids)))


def make_app(emulator: Emulator) -> WSGI:
    """The service of an emulator as a WSGI application."""
    app = Flask("kaizala_nb.emulator", static_folder=None)
    app.url_map.merge_slashes = False
    for route in all_routes():
        app.add_url_rule(
            route.path,
            f"{route.method} {route.path}",
            _answer(emulator, route),
            methods=[route.method],
            provide_automatic_options=False,
        )
    app.before_request(lambda: _begin(emulator))
    app.after_request(lambda response: _finish(emulator, response))
    app.register_error_handler(Exception, _as_error)
    folding = PathFolding(app, [rule.rule for rule in app.url_map.iter_rules()])
    return Faulty(
        folding,
        emulator.faults,
        emulator.clock.date,
        lambda *call: _note_fault(emulator, *call),
        emulator.waiting.sleep,
    )


def _begin(emulator: Emulator) -> Response | None:
    g.started = time.perf_counter()
    g.error_code = g.kind = g.caller = None
    g.public_url = emulator.public_url
    if host := foreign_host(request.host, emulator.allow_hosts):
        raise Refusal(HOST_REFUSED, host=host)
    if request.method == "OPTIONS" and not _is_control():
        return Response(status=200)
    return None


def _finish(emulator: Emulator, response: Response) -> Response:
    response.headers["Date"] = emulator.clock.date()
    if _is_control():
        response.headers["Cache-Control"] = "no-store"
        return response
    response.headers["Access-Control-Allow-Origin"] = "*"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, DELETE, OPTIONS"
        if names := request.headers.get("Access-Control-Request-Headers"):
            response.headers["Access-Control-Allow-Headers"] = names
    if has_key(emulator):  # whoever looks on from beside the service is no client of it
        return response
    emulator.journal.note(
        at=emulator.clock.now(),
        method=request.method,
        path=_path_as_sent(),
        status=response.status_code,
        milliseconds=(time.perf_counter() - g.get("started", time.perf_counter())) * 1000,
        error_code=g.get("error_code"),
        kind=g.get("kind"),
        caller=g.get("caller"),
    )
    return response


def _note_fault(emulator: Emulator, method: str, path: str, status: int) -> None:
    emulator.journal.note(
        at=emulator.clock.now(), method=method, path=readable(path), status=status, milliseconds=0, error_code="Fault"
    )


def _is_control() -> bool:
    return request.path.startswith(CONTROL)


def _path_as_sent() -> str:
    query = request.query_string.decode("latin-1")
    return readable(request.environ[SENT_PATH] + (f"?{query}" if query else ""))


def _as_error(trouble: Exception) -> Response:
    if isinstance(trouble, NotFound):
        trouble = Refusal(CALL_UNKNOWN)
    elif isinstance(trouble, MethodNotAllowed):
        allowed = Plain(", ".join(sorted(trouble.valid_methods or ())))
        trouble = Refusal(METHOD_UNKNOWN, method=Plain(request.method[:20]), allowed=allowed)
    elif isinstance(trouble, HTTPException):
        trouble = Refusal(UNREADABLE)
    elif isinstance(trouble, TooManyWait):
        trouble = Refusal(TOO_MANY_WAIT, retry_after=FETCH_SECONDS)
    elif reason := storage_trouble(trouble):
        log.error("%s %s was not carried out: %s", request.method, request.path, trouble)
        trouble = Refusal(NOT_STORED, reason=Plain(reason))
    elif not isinstance(trouble, Refusal):
        log.error("%s %s failed", request.method, request.path, exc_info=trouble)
        trouble = Refusal(BROKEN)
    g.error_code = trouble.situation.code
    headers = {} if trouble.retry_after is None else {"Retry-After": str(trouble.retry_after)}
    return reply(trouble.body, trouble.situation.status, headers)
