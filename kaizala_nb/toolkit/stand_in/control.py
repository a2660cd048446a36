"""The control plane of a stand-in: what a lesson, a test or a teacher does around the service.

That it listens on this computer alone is no protection: any page in a browser on this computer can call it. So every call wants the
key, and a call by a page of another origin is refused, with the key or without.
"""

import hmac
import json
from collections.abc import Callable
from typing import Annotated, Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from kaizala_nb.serving.faults import LONGEST_DELAY
from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.stand_in.faults import RequestFault
from kaizala_nb.toolkit.stand_in.manners import NAMES
from kaizala_nb.toolkit.stand_in.refusals import failure, refusal
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.stand_in import StandIn

KEY = "X-Stand-In-Key"
_OWN_SITES = ("", "none", "same-origin")
_LONGEST = 2000


class Body(BaseModel):
    """A body of the control plane. ``retry_after`` here is ``retryAfter`` there."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)


Text = Annotated[str, Field(max_length=_LONGEST)]
Times = Annotated[int, Field(ge=1, le=10_000)]


class FaultBody(Body):
    """A fault; see :class:`kaizala_nb.toolkit.stand_in.faults.RequestFault`."""

    times: Times = 1
    request: Text = ""
    method: Text = ""
    path: Text = ""
    status: Annotated[int, Field(ge=200, le=599)] | None = None
    delay: Annotated[float, Field(ge=0, le=LONGEST_DELAY)] = 0.0
    reset: bool = False
    body: Annotated[str, Field(max_length=1_000_000)] | None = None
    retry_after: Annotated[int, Field(ge=0, le=10_000_000)] | None = None


class ChoiceBody(Body):
    """An example for a request: by its name, or by its status code. Without ``times`` it counts until it is taken back."""

    request: Text
    example: Text = ""
    code: int | None = None
    times: Times | None = None


class ClockBody(Body):
    """``{"advance": seconds}``."""

    advance: float


class SnapshotBody(Body):
    """What the call for a snapshot gave."""

    version: int
    tables: dict[str, list[dict[str, Any]]]


AnyBody = TypeVar("AnyBody", bound=Body)


class Trouble(Exception):
    """The control plane says no: a status, a word for programs, a sentence."""

    def __init__(self, status: int, name: str, message: str) -> None:
        super().__init__(message)
        self.status, self.name = status, name


def control(stand_in: StandIn, request: Request, prefix: str) -> Response:
    """The answer to a call of the control plane. ``prefix`` is what its paths begin with."""
    try:
        _guard(stand_in, request)
        content = _call(stand_in, request, request.path.removeprefix(prefix).strip("/"))
    except Trouble as trouble:
        return refusal(trouble.status, trouble.name, str(trouble))
    except ValueError as trouble:
        return refusal(400, "cannotBeDone", str(trouble))
    except Exception as trouble:
        return failure(trouble)
    body = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
    return Response(200, body, (("Content-Type", "application/json; charset=utf-8"),))


def _guard(stand_in: StandIn, request: Request) -> None:
    """Raises :class:`Trouble`: 403 for a page of another origin, 401 without the key."""
    origin = request.header("Origin")
    foreign = origin and urlsplit(origin).netloc.lower() != request.header("Host").lower()
    if foreign or request.header("Sec-Fetch-Site").lower() not in _OWN_SITES:
        raise Trouble(403, "originRefused", "A page of another origin may not control the stand-in.")
    if not hmac.compare_digest(request.header(KEY).encode("utf-8", "surrogatepass"), stand_in.key.encode()):
        raise Trouble(401, "keyRefused", f"The key of the stand-in is missing or wrong. It goes into the header {KEY}.")


def _call(stand_in: StandIn, request: Request, path: str) -> dict[str, Any]:
    room, _, name = path.partition("/")
    calls = CALLS.get(f"{room}/NAME" if name else room)
    if calls is None:
        raise Trouble(
            404, "unknownCall", f"The control plane has no {path[:200]!r}. It has: {', '.join(sorted(CALLS))}."
        )
    call = calls.get(request.method)
    if call is None:
        raise Trouble(405, "unknownMethod", f"{path[:200]!r} takes {', '.join(sorted(calls))}.")
    return call(stand_in, request, unquote(name)) or {}


def _read(request: Request, body: type[AnyBody]) -> AnyBody:
    try:
        return body.model_validate(_object(request))
    except ValidationError as trouble:
        first = trouble.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, first["loc"])) or "The body"
        if first["type"] == "extra_forbidden" and len(first["loc"]) == 1:
            known = ", ".join(body.model_fields)
            raise Trouble(
                400, "invalidBody", f"The body has {field[:200]!r}, which is unknown. It can have: {known}."
            ) from None
        raise Trouble(400, "invalidBody", f"{field[:200]}: {first['msg']}.") from None


def _object(request: Request) -> dict[str, Any]:
    try:
        value = read_json(request.body) if request.body.strip() else {}
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise Trouble(400, "invalidBody", "The body is no JSON object.")
    return value


def _facts(stand_in: StandIn, request: Request, name: str) -> dict[str, Any]:
    """Which collection it stands in for."""
    return {"name": stand_in.catalogue.name, "requests": stand_in.requests, "stateless": stand_in.stateless}


def _requests(stand_in: StandIn, request: Request, name: str) -> dict[str, Any]:
    """What it answers."""
    return {
        "requests": [
            {
                "name": route.name,
                "method": route.method,
                "path": route.path,
                "examples": [{"name": one.name, "status": one.response.status} for one in route.examples],
            }
            for route in stand_in.catalogue.routes
        ]
    }


def _journal(stand_in: StandIn, request: Request, name: str) -> dict[str, Any]:
    """The requests that the service received."""
    return {"calls": stand_in.journal.calls}


def _reset(stand_in: StandIn, request: Request, name: str) -> None:
    """Forget everything."""
    stand_in.reset()


def _take_snapshot(stand_in: StandIn, request: Request, name: str) -> dict[str, Any]:
    """The whole state."""
    return stand_in.snapshot()


def _restore_snapshot(stand_in: StandIn, request: Request, name: str) -> None:
    """Put a state in the place of this one."""
    stand_in.restore(_read(request, SnapshotBody).model_dump())


def _faults(stand_in: StandIn, request: Request, name: str) -> dict[str, Any]:
    """The faults that wait."""
    keys = ("times", "request", "method", "path", "status", "delay", "reset", "retry_after")
    return {"faults": [{to_camel(key): getattr(one, key) for key in keys} for one in stand_in.faults.waiting]}


def _add_fault(stand_in: StandIn, request: Request, name: str) -> dict[str, Any]:
    """Let the next calls fail."""
    fault = RequestFault(**_read(request, FaultBody).model_dump())
    if not (fault.status or fault.delay or fault.reset or fault.body is not None):
        raise ValueError("The fault says nothing of what goes wrong: give status, body, delay or reset.")
    stand_in.fail_next(fault)
    return _faults(stand_in, request, name)


def _clear_faults(stand_in: StandIn, request: Request, name: str) -> None:
    """Let no call fail any more."""
    stand_in.faults.clear()


def _choices(stand_in: StandIn, request: Request, name: str) -> dict[str, Any]:
    """The examples that were chosen."""
    return {
        "choices": [
            {
                "request": one.request,
                "example": one.example.name,
                "code": one.example.response.status,
                "times": one.times,
            }
            for one in stand_in.choices.all
        ]
    }


def _choose(stand_in: StandIn, request: Request, name: str) -> dict[str, Any]:
    """Choose an example for a request."""
    body = _read(request, ChoiceBody)
    if not body.example and body.code is None:
        raise ValueError("Say which example: give its name as example, or its status as code.")
    stand_in.choose(body.request, body.example, body.code, body.times)
    return _choices(stand_in, request, name)


def _take_back_choices(stand_in: StandIn, request: Request, name: str) -> None:
    """Take back the choice for the ``request`` that the query names, or all."""
    named = parse_qs(request.query_string).get("request")
    if named:
        stand_in.choices.remove(named[0])
    else:
        stand_in.choices.clear()


def _clock(stand_in: StandIn, request: Request, name: str) -> dict[str, Any]:
    """The time of the stand-in, and how many seconds its clock is ahead."""
    return {"now": stand_in.clock.now(), "offset": stand_in.clock.offset}


def _advance(stand_in: StandIn, request: Request, name: str) -> dict[str, Any]:
    """Turn the clock ahead."""
    try:
        stand_in.clock.advance(_read(request, ClockBody).advance)
    except ValueError as trouble:
        raise ValueError(f"This cannot be done: {trouble}.") from None
    return _clock(stand_in, request, name)


def _manners(stand_in: StandIn, request: Request, name: str) -> dict[str, Any]:
    """The manners that there are, and the options of those that are on."""
    taught = stand_in.manners.taught
    return {"manners": [{"name": one, "text": text, "taught": taught.get(one)} for one, text in NAMES.items()]}


def _teach(stand_in: StandIn, request: Request, name: str) -> dict[str, Any]:
    """Switch a manner on. The body holds its options."""
    options = _object(request)
    if not {"self", "name"}.isdisjoint(options):
        raise ValueError("There is no option of this name.")
    stand_in.manners.teach(name, **options)
    return _manners(stand_in, request, name)


def _forget(stand_in: StandIn, request: Request, name: str) -> None:
    """Switch a manner off."""
    stand_in.manners.forget(name)


def _deliveries(stand_in: StandIn, request: Request, name: str) -> dict[str, Any]:
    """What was delivered to receivers, or waits for it."""
    return {"deliveries": stand_in.manners.deliveries()}


Call = Callable[[StandIn, Request, str], dict[str, Any] | None]

CALLS: dict[str, dict[str, Call]] = {
    "": {"GET": _facts},
    "requests": {"GET": _requests},
    "journal": {"GET": _journal},
    "reset": {"POST": _reset},
    "snapshot": {"GET": _take_snapshot, "PUT": _restore_snapshot},
    "faults": {"GET": _faults, "POST": _add_fault, "DELETE": _clear_faults},
    "clock": {"GET": _clock, "POST": _advance},
    "manners": {"GET": _manners},
    "manners/NAME": {"PUT": _teach, "DELETE": _forget},
    "deliveries": {"GET": _deliveries},
    "choices": {"GET": _choices, "POST": _choose, "DELETE": _take_back_choices},
}
"""What there is under ``/_stand_in/``. ``NAME`` stands for a name."""
