"""The journal: the requests that a stand-in received, newest last. It is in memory and bounded; the oldest ones fall out.

It holds no headers and no bodies, and of an address no secret.
"""

from collections import deque
from typing import Any

from kaizala_nb.serving.secrecy import MASK, in_journal, is_secret
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Route, Variable

MOST_CALLS = 1000
_LONGEST_PATH = 500
_LONGEST_NAME = 200
_LONGEST_METHOD = 40


class Journal:
    """The record of a stand-in; calls of its control plane are not in it."""

    def __init__(self) -> None:
        self._calls: deque[dict[str, Any]] = deque(maxlen=MOST_CALLS)

    def note(
        self, at: int, request: Request, route: Route | None, response: Response | None, milliseconds: float
    ) -> None:
        """Remember a call.

        ``at`` is in milliseconds since 1970, ``route`` the request that it meant. ``response`` is None if the connection was closed
        without an answer.
        """
        self._calls.append(
            {
                "at": at,
                "method": request.method[:_LONGEST_METHOD],
                "path": _path(request, route)[:_LONGEST_PATH],
                "request": route.name[:_LONGEST_NAME] if route else "",
                "status": response.status if response else 0,
                "source": response.source if response else "refusal",
                "example": response.example[:_LONGEST_NAME] if response else "",
                "milliseconds": round(milliseconds, 3),
            }
        )

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The calls, oldest first.

        ``at`` is in milliseconds since 1970. ``path`` is as sent, with the query. ``request`` is the name of the request that was
        meant, with its folders; "" if there is none. ``status`` is 0 if the connection was closed without an answer. ``source``
        and ``example`` say where the answer came from; see :class:`~kaizala_nb.toolkit.stand_in.response.Response`.
        """
        return list(self._calls)

    def clear(self) -> None:
        """Forget them."""
        self._calls.clear()


def _path(request: Request, route: Route | None) -> str:
    """The path and the query as they were sent, with masks for secrets."""
    path = request.path
    segments = path.strip("/").split("/")
    if route is not None and len(segments) == len(route.segments):
        pairs = zip(route.segments, segments, strict=True)
        masked = [MASK if isinstance(own, Variable) and is_secret(own.name) else sent for own, sent in pairs]
        path = path.replace("/".join(segments), "/".join(masked), 1)
    return in_journal(f"{path}?{request.query_string}" if request.query_string else path)
