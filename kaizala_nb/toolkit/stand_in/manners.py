"""What a stand-in does only when a lesson asks for it by name: pages, idempotency keys, a limit, webhooks, ..."""

from collections.abc import Callable, Sequence

from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Match
from kaizala_nb.toolkit.stand_in.state import State

TABLES: tuple[str, ...] = ()
"""The tables that the manners need in the state."""


class Manners:
    """Those that are switched on."""

    def __init__(self, state: State) -> None:
        self._state = state

    def answer(self, matches: Sequence[Match], request: Request, go_on: Callable[[Request], Response]) -> Response:
        """The answer with all manners that are switched on.

        Args:
            matches: The routes that the request may have meant, the best first.
            request: The request.
            go_on: Gives the answer without manners. A manner may change the request before and the answer after it, or not call it.
        """
        return go_on(request)
