"""The memory of a stand-in."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.stand_in.memory.actions import acted
from kaizala_nb.toolkit.stand_in.memory.acts import Missing, add, change, empty, is_gone, read, remove
from kaizala_nb.toolkit.stand_in.memory.bodies import sent_in
from kaizala_nb.toolkit.stand_in.memory.connections import Resources
from kaizala_nb.toolkit.stand_in.memory.listing import list_now, listed
from kaizala_nb.toolkit.stand_in.memory.patching import BadPatch
from kaizala_nb.toolkit.stand_in.memory.refusals import missing, refusal
from kaizala_nb.toolkit.stand_in.memory.resources import successes
from kaizala_nb.toolkit.stand_in.memory.roles import (
    Place,
    Role,
    names_of,
    parents_of,
    place_of,
    values_of,
)
from kaizala_nb.toolkit.stand_in.memory.shapes import plain, singular
from kaizala_nb.toolkit.stand_in.memory.spelling import Pattern
from kaizala_nb.toolkit.stand_in.memory.things import Full, Things
from kaizala_nb.toolkit.stand_in.memory.turn import Turn, made
from kaizala_nb.toolkit.stand_in.reading import Catalogue
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Match, Route
from kaizala_nb.toolkit.stand_in.state import State

if TYPE_CHECKING:
    from kaizala_nb.toolkit.stand_in.memory.granting import Granting

_ACTS = {"list": listed, "read": read, "add": add, "replace": change, "merge": change, "remove": remove, "empty": empty}


class Memory:
    """The things that a service holds, found in the paths and the bodies of a collection.

    What the saved examples of lists and of reading one thing show is there at the start. The memory answers where something has
    changed what an example says.
    """

    def __init__(self, catalogue: Catalogue, state: State) -> None:
        self._catalogue, self._state = catalogue, state
        self._granting: dict[int, Granting] = {}

    @cached_property
    def _resources(self) -> Resources:
        return Resources(self._catalogue.routes)

    def answer(
        self, matches: Sequence[Match], request: Request, example: tuple[Match, Response] | None
    ) -> Response | None:
        """The answer of the memory, which may change it; None if the saved example, or an invented reply, is to answer.

        Args:
            matches: The routes that the request may have meant, the best first.
            request: The request.
            example: The saved example that would answer it without a memory; None if there is none.
        """
        first = example[0] if example else matches[0]
        ordered = [first, *(one for one in matches if one is not first)]
        saved = example[1] if example else None
        if saved and saved.status >= 400:
            if self._resources.role_for(first.route, request) is None or any(successes(one.route) for one in matches):
                return None
            saved = None
        try:
            with self._state.transaction() as connection:
                response = self._answer(Things(connection), ordered, request, saved)
            if response is None and saved is None and example:
                return self.invent(ordered, request)
            return response and self._granted(first.route, response)
        except Missing as gone:
            near = [one.route for one in ordered] if gone.in_reach else []
            return missing([*near, *(route for _, route in gone.resource.routes)], self._catalogue.routes)
        except Full as full:
            return refusal(507, "memoryFullError", str(full))
        except BadPatch as problem:
            return refusal(422, "badPatchError", str(problem))

    def _answer(
        self, things: Things, matches: Sequence[Match], request: Request, saved: Response | None
    ) -> Response | None:
        parents = self._parents(matches[0].route, request)
        for above, place in parents:
            self._look_for(things, above, place)
        turn = self._turn(things, matches, request, saved, parents)
        if turn is None:
            return self._act(things, parents, request, saved)
        return _ACTS[turn.role.act](turn)

    def _parents(self, route: Route, request: Request) -> list[tuple[Pattern, Place]]:
        """The things in the path of a request that what it is about belongs to."""
        role = self._resources.role_for(route, request)
        pattern = self._resources.pattern(route)
        last = len(pattern) if role is None or role.id_at is None else role.id_at
        return parents_of(pattern, values_of(route.segments, request.segments), last)

    def _turn(
        self,
        things: Things,
        matches: Sequence[Match],
        request: Request,
        saved: Response | None,
        parents: Sequence[tuple[Pattern, Place]],
    ) -> Turn | None:
        """The request with what it does to which thing; None if that is not known."""
        route = matches[0].route
        role = self._resources.role_for(route, request)
        if role is None or (request.method == "HEAD" and role.act not in ("list", "read")):
            return None
        place = _place(role, role.values(route, request))
        return Turn(things, self._resources.of(role), role, place, request, matches, saved, _called(route, parents))

    def _look_for(self, things: Things, pattern: Pattern, place: Place) -> None:
        """Raises :class:`Missing` if a thing in the path is not there."""
        resource = self._resources.at(pattern)
        if resource is None:
            return
        if things.has(place):
            if things.get(place) is None:
                raise Missing(resource)
        elif is_gone(things, resource, place):
            raise Missing(resource)

    def _act(
        self, things: Things, parents: Sequence[tuple[Pattern, Place]], request: Request, saved: Response | None
    ) -> Response | None:
        """The answer to an action on the last thing in the path."""
        resource = self._resources.at(parents[-1][0]) if parents else None
        if resource is None or saved is None:
            return None
        return acted(things, resource, parents[-1][1], saved, changes=request.method not in ("GET", "HEAD"))

    def invent(self, matches: Sequence[Match], request: Request) -> Response:
        """An answer where no example stands behind it, made of the request's own body and the shapes of its neighbours."""
        with self._state.transaction() as connection:
            parents = self._parents(matches[0].route, request)
            turn = self._turn(Things(connection), matches, request, None, parents)
            shown = _shown(turn) if turn else None
        sent = sent_in(request).members if turn is None else None
        echo = {name: value for name, value in (sent or {}).items() if not is_secret(name)}
        is_graphql = isinstance(echo.get("query"), str) and echo.keys() <= {"query", "variables", "operationName"}
        return self._granted(matches[0].route, shown or made(200, {"data": {}} if is_graphql else echo))

    def _granted(self, route: Route, response: Response) -> Response:
        """An invented answer as the scripts of the request want it; any other as it is."""
        if response.source != "made up" or response.status >= 400:
            return response
        granting = self._granting.get(id(route))
        if granting is None:
            from kaizala_nb.toolkit.stand_in.memory.granting import (
                Granting,  # it reads scripts, which takes a while to load
            )

            granting = self._granting[id(route)] = Granting(route.item)
        return granting.response(response)

    def clear(self) -> None:
        """Forget everything: examples are what is there."""
        with self._state.transaction() as connection:
            Things(connection).clear()


def _shown(turn: Turn) -> Response | None:
    """What is there, though no example shows it; None if the request does not ask for that."""
    if turn.role.act == "list":
        return list_now(turn)
    found = turn.resource.starts_with(turn.place.id or "") if turn.role.act == "read" else None
    return turn.reply(found) if found else None


def _place(role: Role, values: Sequence[str]) -> Place:
    place = place_of(role.pattern, values, role.id_at)
    return replace(place, id="") if role.document else place


def _called(route: Route, parents: Sequence[tuple[Pattern, Place]]) -> list[tuple[str, str]]:
    """What a thing may call the ids of the things that it belongs to, such as ``book_id``; each with the id."""
    names = names_of(route.segments)
    called = []
    for above, place in parents:
        singly = singular(plain(above[-1] or ""))
        called += [
            (name, place.id or "") for name in (names[len(above)], f"{singly}id") if plain(name) not in ("", "id")
        ]
    return called
