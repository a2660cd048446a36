"""Which requests of a collection are about the same things."""

from collections.abc import Iterator, Sequence

from kaizala_nb.toolkit.client.contents.envelope import at
from kaizala_nb.toolkit.stand_in.memory.resources import USUAL, Resource, json_of, successes
from kaizala_nb.toolkit.stand_in.memory.roles import Role, pattern_of, roles_of
from kaizala_nb.toolkit.stand_in.memory.shapes import list_path, thing_path
from kaizala_nb.toolkit.stand_in.memory.spelling import Pattern, names_of_collections, renamed
from kaizala_nb.toolkit.stand_in.route import Route


class Resources:
    """All resources of a collection, and the role that each of its requests has."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self._routes = routes  # kept, so that no other route ever has the identity of one of them
        self._roles: dict[int, Role] = {}
        self._by_pattern: dict[Pattern, Resource] = {}
        written = [pattern_of(route.segments) for route in routes]
        names = names_of_collections([(route.method, one) for route, one in zip(routes, written, strict=True)])
        patterns = [renamed(one, names) for one in written]
        self._patterns = {id(route): pattern for route, pattern in zip(routes, patterns, strict=True)}
        for route, role in zip(routes, roles_of(routes, patterns, _adds, _lists), strict=True):
            if role:
                self._roles[id(route)] = role
                self._by_pattern.setdefault(role.pattern, Resource(role.pattern)).routes.append((role, route))

    def pattern(self, route: Route) -> Pattern:
        """The pattern of a route, with the names that count for its collections."""
        return self._patterns[id(route)]

    def role(self, route: Route) -> Role | None:
        """The role of a route; None if it has none."""
        return self._roles.get(id(route))

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
