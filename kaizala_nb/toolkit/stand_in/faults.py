"""Faults of a stand-in: the next calls fail in the way that somebody asked for, before anything is carried out."""

from collections.abc import Collection
from dataclasses import dataclass

from kaizala_nb.serving.faults import Fault
from kaizala_nb.toolkit.stand_in.refusals import refusal
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response


@dataclass(frozen=True)
class RequestFault(Fault):
    """A fault for one request of the collection. ``request`` is its whole name (``Books / Add a book``); "" for all."""

    request: str = ""

    def strikes(self, request: Request, names: Collection[str]) -> bool:
        """Whether it strikes a request that has one of these names."""
        return self.meets(request.method.upper(), request.path) and (not self.request or self.request in names)

    @property
    def response(self) -> Response | None:
        """What is answered in place of the usual answer; None if that stays."""
        headers = (("Retry-After", str(self.retry_after)),) if self.retry_after is not None else ()
        if self.body is not None:
            typed = (("Content-Type", "text/plain; charset=utf-8"), *headers)
            return Response(self.status or 200, self.body.encode("utf-8", "replace"), typed, source="refusal")
        if self.status is not None:
            return refusal(self.status, "fault", "Somebody asked for this answer, to see what a client does.", headers)
        return None
