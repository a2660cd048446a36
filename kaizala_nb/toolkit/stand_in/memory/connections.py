"""Which requests of a collection are about the same things."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kaizala_nb.toolkit.client.contents.envelope import at
from kaizala_nb.toolkit.stand_in.memory.query_ids import are_plain, parameter_of
from kaizala_nb.toolkit.stand_in.memory.resources import USUAL, Resource, json_of, successes
from kaizala_nb.toolkit.stand_in.memory.roles import Role, id_in_query, pattern_of, roles_of
from kaizala_nb.toolkit.stand_in.memory.shapes import list_path, thing_path
from kaizala_nb.toolkit.stand_in.memory.spelling import Pattern, names_of_collections, renamed
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.route import Route


class Resources:
    """All resources of a collection, and the role that each of its requests has."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self._routes = routes  # kept, so that no other route ever has the identity of one of them
        self._without_ids: dict[int, Role] = {}
        self._read({})
        parameters = self._parameters()
        if parameters:
            self._without_ids = self._roles
            self._read(parameters)
            certain = {one for one, role in self._roles.items() if role.query and are_plain(self.of(role), _lists)}
            if certain != parameters.keys():
                self._read({one: parameter for one, parameter in parameters.items() if one in certain})

    def _read(self, parameters: Mapping[int, str]) -> None:
        """Find the roles. ``parameters`` are those of queries that hold ids, by the identities of routes."""
        routes = self._routes
        behind: list[Pattern] = [(None,) if id(route) in parameters else () for route in routes]
        written = [(*pattern_of(route.segments), *ident) for route, ident in zip(routes, behind, strict=True)]
        names = names_of_collections([(route.method, one) for route, one in zip(routes, written, strict=True)])
        patterns = [renamed(one, names) for one in written]
        self._roles: dict[int, Role] = {}
        self._by_pattern: dict[Pattern, Resource] = {}
        self._patterns = {
            id(route): pattern[: len(pattern) - len(ident)]
            for route, pattern, ident in zip(routes, patterns, behind, strict=True)
        }
        for route, role in zip(routes, roles_of(routes, patterns, _adds, _lists), strict=True):
            if role:
                is_in_query = id(route) in parameters and role.id_at == len(self.pattern(route))
                role = replace(role, query=parameters[id(route)]) if is_in_query else role
                self._roles[id(route)] = role
                self._by_pattern.setdefault(role.pattern, Resource(role.pattern)).routes.append((role, route))

    def _parameters(self) -> dict[int, str]:
        """The parameters that may hold ids. A document is one without any of them: so one that is switched off does not count."""
        found: dict[int, str] = {}
        for route in self._routes:
            role = self.role(route)
            is_document = role is not None and role.document
            parameter = parameter_of(route, self.pattern(route), _lists, switched_off=not is_document)
            if parameter:
                found[id(route)] = parameter
        return found

    def pattern(self, route: Route) -> Pattern:
        """The pattern of a route, with the names that count for its collections."""
        return self._patterns[id(route)]

    def role(self, route: Route) -> Role | None:
        """The role of a route; None if it has none."""
        return self._roles.get(id(route))

    def role_for(self, route: Route, request: Request) -> Role | None:
        """The role of a route for a request. One whose id is in the query may come without it: then it is another request."""
        role = self._roles.get(id(route))
        if role is None or not role.query or id_in_query(request, role.query):
            return role
        other = self._without_ids.get(id(route))
        return other if other and not other.document and other.pattern in self._by_pattern else None

    def of(self, role: Role) -> Resource:
        """The resource that a role is about."""
        return self._by_pattern[role.pattern]

    def at(self, pattern: Pattern) -> Resource | None:
        """The resource of a collection; None if there is none."""
        return self._by_pattern.get(pattern)

    def are_connected(self) -> bool:
        """Whether any request shows what another one has changed."""
        return any(
            any(role.act in ("list", "read") for role, _ in resource.routes)
            and any(role.act not in ("list", "read") for role, _ in resource.routes)
            for resource in self
        )

    def __iter__(self) -> Iterator[Resource]:
        return iter(self._by_pattern.values())


def _adds(route: Route) -> bool:
    for example in successes(route):
        if example.response.status == 201 and pattern_of(route.segments)[-1:] != (None,):
            value = json_of(example.response)
            path = thing_path(value, USUAL)
            if path is not None and list_path(value) is None:
                return True
    return False


def _lists(route: Route) -> bool | None:
    answers = [json_of(example.response) for example in successes(route)]
    if not answers:
        return None
    lists = [(value, list_path(value)) for value in answers]
    return any(
        path is not None and (not at(value, path) or isinstance(at(value, path)[0], dict)) for value, path in lists
    )
