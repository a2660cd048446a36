"""Remembers what was sent: what was posted can be read, changed, listed and deleted."""

from collections.abc import Sequence

from kaizala_nb.toolkit.stand_in.reading import Catalogue
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Match
from kaizala_nb.toolkit.stand_in.state import State

TABLES: tuple[str, ...] = ()
"""The tables that a memory needs in the state."""


class Memory:
    """The things that a service holds, found in the paths and the bodies of a collection."""

    def __init__(self, catalogue: Catalogue, state: State) -> None:
        self._catalogue, self._state = catalogue, state

    def answer(
        self, matches: Sequence[Match], request: Request, example: tuple[Match, Response] | None
    ) -> Response | None:
        """The answer of the memory, which may change it; None if the saved example, or an invented reply, is to answer.

        Args:
            matches: The routes that the request may have meant, the best first.
            request: The request.
            example: The saved example that would answer it without a memory; None if there is none.
        """
        return None

    def invent(self, matches: Sequence[Match], request: Request) -> Response:
        """An answer where no example stands behind it, made of the request's own body and the shapes of its neighbours."""
        return Response(200, b"{}", (("Content-Type", "application/json"),), source="made up")

    def clear(self) -> None:
        """Forget everything: examples are what is there."""
