"""A receiver is told what has changed: after a POST, PUT, PATCH or DELETE that succeeds, with the thing as JSON, signed by HMAC.

The receiver is on this computer, or on a host that whoever started the stand-in has allowed. The body of a delivery is
``{"id": …, "event": "PATCH /books/{book_id}", "path": "/books/17", "at": …, "data": {…}}``.
"""

import base64
import hmac
import json
import re
import reprlib
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kaizala_nb.toolkit.stand_in.manners.deliveries import CALLER, USER_AGENT, Delivery
from kaizala_nb.toolkit.stand_in.manners.manner import Around, GoOn, Manner
from kaizala_nb.toolkit.stand_in.manners.options import option
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response

PRACTICE_SECRET = "practice-secret"  # noqa: S105  # everybody may know it: nothing but a lesson is signed with it

_METHODS = ("POST", "PUT", "PATCH", "DELETE")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
_PLACE = re.compile(r"\{(\w*)\}")
_OF_FORMAT = {"hex", "base64", "timestamp", "id"}
_OF_SIGNED = {"body", "timestamp", "id"}


@dataclass(frozen=True)
class Webhook(Manner):
    """See the module.

    Attributes:
        url: The address of the receiver.
        secret: What deliveries are signed with: the receiver has it too.
        header: The header that carries the signature.
        format: Its value. ``{hex}`` or ``{base64}`` is the HMAC-SHA256; ``{timestamp}`` and ``{id}`` may stand there too.
        signed: What is signed: ``{body}``, or ``{timestamp}.{body}``, or ``{id}.{timestamp}.{body}``.
        id_header: The header with the id of the delivery: the same at each try.
        timestamp_header: The header with the time in seconds since 1970.
        tries: How often a delivery is tried until the receiver answers 2xx.
        wait: Seconds until the second try; each wait after is twice as long.
    """

    url: str
    secret: str = PRACTICE_SECRET
    header: str = "X-Signature-256"
    format: str = "sha256={hex}"
    signed: str = "{body}"
    id_header: str = "X-Webhook-Id"
    timestamp_header: str = "X-Webhook-Timestamp"
    tries: int = option(3, least=1, most=10)
    wait: float = option(1.0, least=0.0, most=3600)

    def __post_init__(self) -> None:
        for name in ("header", "id_header", "timestamp_header"):
            if not _TOKEN.fullmatch(getattr(self, name)):
                raise ValueError(f'"{name}" must be the name of a header')
        format_places, signed_places = set(_PLACE.findall(self.format)), set(_PLACE.findall(self.signed))
        if not format_places & {"hex", "base64"} or format_places - _OF_FORMAT or not _is_of_a_header(self.format):
            raise ValueError('"format" must have {hex} or {base64} in it, and may have {timestamp} and {id}')
        if "body" not in signed_places or signed_places - _OF_SIGNED:
            raise ValueError('"signed" must have {body} in it, and may have {timestamp} and {id}')
        if not self.secret:
            raise ValueError('"secret" must not be empty')

    def check(self, allow_outgoing: Collection[str]) -> None:
        """Look whether the receiver may be called. Raises ``ValueError`` with a sentence."""
        from kaizala_nb.serving.outgoing import check

        try:
            check(self.url, allow_outgoing, CALLER)
        except ValueError as trouble:
            raise ValueError(f'The manner "webhook" cannot call {reprlib.repr(self.url)}: {trouble}.') from None

    def answer(self, request: Request, around: Around, go_on: GoOn) -> Response:
        if request.method not in _METHODS or request.header("User-Agent") == USER_AGENT:
            return go_on(request)  # a delivery that arrives at the stand-in itself is not told again
        with around.state.transaction():  # what is changed is told, or neither
            before = around.look(request, request.path) if request.method == "DELETE" else None
            response = go_on(request)
            if 200 <= response.status < 300:
                self._tell(request, around, _thing(request, around, response, before))
        return response

    def _tell(self, request: Request, around: Around, thing: Any) -> None:
        ident, timestamp = str(uuid.uuid4()), str(int(around.now))
        route = around.route
        content = {
            "id": ident,
            "event": f"{route.method} {route.path}",
            "path": request.path,
            "at": datetime.fromtimestamp(around.now, UTC).isoformat(timespec="milliseconds"),
            "data": thing,
        }
        body = json.dumps(content, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": USER_AGENT,
            self.id_header: ident,
            self.timestamp_header: timestamp,
            self.header: self._signature(body, {"timestamp": timestamp, "id": ident}),
        }
        around.deliveries.add(Delivery(ident, content["event"], self.url, headers, body, self.tries, self.wait))

    def _signature(self, body: bytes, values: dict[str, str]) -> str:
        before, _, after = self.signed.partition("{body}")
        content = _filled(before, values).encode() + body + _filled(after, values).encode()
        digest = hmac.digest(self.secret.encode(), content, "sha256")
        return _filled(self.format, {**values, "hex": digest.hex(), "base64": base64.b64encode(digest).decode()})


def _filled(template: str, values: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: values.get(place[1], ""), template)


def _is_of_a_header(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _thing(request: Request, around: Around, response: Response, before: Response | None) -> Any:
    """What was changed: the answer; or, of an answer without JSON, what can be read there, or could before it was deleted."""
    thing = Request("GET", "/", body=response.body).json
    if thing is not None:
        return thing
    there = before if before is not None else around.look(request, request.path)
    return Request("GET", "/", body=there.body).json if there.status == 200 else None
