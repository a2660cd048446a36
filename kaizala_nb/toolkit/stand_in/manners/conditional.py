"""What is read has an ``ETag``, and calls can depend on it (RFC 9110, 13; RFC 6585, 3).

A GET with ``If-None-Match`` gets 304 if nothing has changed. A PUT, PATCH or DELETE with ``If-Match`` changes only what the caller
has seen; else it gets 412.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from kaizala_nb.toolkit.stand_in.manners.headers import with_headers
from kaizala_nb.toolkit.stand_in.manners.manner import Around, GoOn, Manner
from kaizala_nb.toolkit.stand_in.refusals import refusal
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response

_CHANGES = ("PUT", "PATCH", "DELETE")
_TAG = re.compile(r'(W/)?("[^"]*")')


@dataclass(frozen=True)
class Conditional(Manner):
    """See the module.

    Attributes:
        required: Whether a PUT, PATCH or DELETE without ``If-Match`` is refused with 428.
    """

    required: bool = False

    def answer(self, request: Request, around: Around, go_on: GoOn) -> Response:
        if request.method in ("GET", "HEAD"):
            return _read(request, go_on(request))
        if request.method not in _CHANGES:
            return go_on(request)
        with around.changes:  # nobody may change the thing between the look at it and the change
            there = _tag(around.look(request, request.path))
            return self._trouble(request, there) or self._change(request, around, go_on)

    def _trouble(self, request: Request, there: str) -> Response | None:
        """The refusal of a call that does not fit what is there, if any. ``there`` is its ETag, "" if nothing is there."""
        wanted = request.header("If-Match")
        if wanted and not _is_among(there, wanted, weak=False):
            message = (
                "It has changed since you read it." if there else "There is nothing here that could be read before."
            )
            return refusal(412, "preconditionFailed", f"{message} Read it again, and send its ETag in If-Match.")
        if _is_among(there, request.header("If-None-Match"), weak=True):
            return refusal(412, "preconditionFailed", "It is here already, and If-None-Match forbids that.")
        if self.required and not wanted and not request.header("If-None-Match"):
            message = "Read it first, and send the ETag of that answer in the header If-Match."
            return refusal(428, "preconditionRequired", f"This call needs a condition. {message}")
        return None

    def _change(self, request: Request, around: Around, go_on: GoOn) -> Response:
        response = go_on(request)
        if request.method == "DELETE" or not 200 <= response.status < 300:
            return response
        tag = _tag(around.look(request, request.path))
        return with_headers(response, {"ETag": tag}) if tag else response


def _read(request: Request, response: Response) -> Response:
    tag = _tag(response)
    if not tag:
        return response
    tagged = with_headers(response, {"ETag": tag})
    if not _is_among(tag, request.header("If-None-Match"), weak=True):
        return tagged
    headers = tuple(pair for pair in tagged.headers if not pair[0].lower().startswith("content-"))
    return Response(304, b"", headers, source=tagged.source, example=tagged.example, made_up=tagged.made_up)


def _tag(response: Response) -> str:
    """The ETag of what was read: it is made of the body. "" if nothing was there to read."""
    return f'"{sha256(response.body).hexdigest()[:20]}"' if response.status == 200 else ""


def _is_among(tag: str, header: str, *, weak: bool) -> bool:
    """Whether a header names the tag. ``*`` names any. A weak tag, ``W/"x"``, counts only in a weak comparison."""
    if not tag or not header:
        return False
    named = {quoted for is_weak, quoted in _TAG.findall(header) if weak or not is_weak}
    return header.strip() == "*" or tag in named
