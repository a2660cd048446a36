"""The stand-in of a collection: the order in which a request is answered."""

from collections.abc import Collection as Several
from collections.abc import Mapping, Sequence
from functools import partial

from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.stand_in import choosing, manners, memory
from kaizala_nb.toolkit.stand_in.manners import Manners
from kaizala_nb.toolkit.stand_in.matching import matches, nearest
from kaizala_nb.toolkit.stand_in.memory import Memory
from kaizala_nb.toolkit.stand_in.reading import catalogue_of
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Match
from kaizala_nb.toolkit.stand_in.state import State


class StandIn:
    """See the module. It answers requests; how they reach it is not its business.

    Args:
        collection: A collection that was read from a file.
        variables: Values that count before those of the file, as of an environment. None of them is ever in an answer.
        database: The file of what it remembers; None keeps that in memory.
        stateless: Whether it answers from examples alone, and remembers nothing.
        allow_outgoing: Hosts that a webhook may call beside this computer: names or addresses.
    """

    def __init__(
        self,
        collection: Collection,
        variables: Mapping[str, str] | None = None,
        *,
        database: str | None = None,
        stateless: bool = False,
        allow_outgoing: Several[str] = (),
    ) -> None:
        self.catalogue = catalogue_of(collection, variables)
        self.stateless = stateless
        self.state = State(database, (*memory.TABLES, *manners.TABLES))
        self.memory = Memory(self.catalogue, self.state)
        self.manners = Manners(self.state, self.look, allow_outgoing=allow_outgoing)

    def answer(self, request: Request) -> Response:
        """The answer to a request."""
        found = matches(self.catalogue.routes, request)
        if not found:
            return self._unknown(request)
        return self.manners.answer(found, request, partial(self._answer, found))

    def look(self, request: Request) -> Response:
        """The answer without manners."""
        found = matches(self.catalogue.routes, request)
        return self._answer(found, request) if found else self._unknown(request)

    def _answer(self, found: Sequence[Match], request: Request) -> Response:
        response = choosing.asked_for(found, request) or choosing.refused(found, request)
        if response:
            return response
        example = choosing.chosen(found, request)
        if not self.stateless:
            remembered = self.memory.answer(found, request, example)
            if remembered:
                return remembered
        return example[1] if example else self.memory.invent(found, request)

    def _unknown(self, request: Request) -> Response:
        near = nearest(self.catalogue.routes, request)
        hint = f"; did you mean {near.method} {near.path}?" if near else ""
        return Response(404, f"no such request{hint}".encode(), (("Content-Type", "text/plain"),), source="refusal")

    def close(self) -> None:
        """Close what it remembers."""
        self.manners.stop()
        self.state.close()
