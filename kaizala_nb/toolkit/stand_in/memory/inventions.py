"""Which requests of a collection get an invented reply, and of what it is made."""

from dataclasses import dataclass

from kaizala_nb.toolkit.stand_in.memory.connections import Resources
from kaizala_nb.toolkit.stand_in.memory.resources import successes
from kaizala_nb.toolkit.stand_in.memory.roles import Role
from kaizala_nb.toolkit.stand_in.reading import Catalogue
from kaizala_nb.toolkit.stand_in.route import Route

_MADE_OF = {
    "list": "The list is made up of what is sent to its collection.",
    "add": "The reply is what was sent, with a new id.",
    "read": "The reply is what was sent to its collection.",
    "replace": "The reply is the thing with what was sent.",
    "merge": "The reply is the thing with what was sent.",
    "remove": "The reply is an empty 204.",
    "empty": "The reply is an empty 204.",
}
_ID_ALONE = "The reply has one thing with an id alone: nothing else of it stands in the file."


@dataclass(frozen=True)
class Invention:
    """A request whose reply is invented. ``why`` is a sentence or two: why, and of what it is made."""

    route: Route
    why: str


def one_by_one(catalogue: Catalogue) -> list[Route]:
    """The requests of a collection of which nothing is remembered, as far as a reader has to know.

    These are all requests of a collection that has some that change something, but none that shows the change.
    """
    changes = any(route.method not in ("GET", "HEAD", "OPTIONS") for route in catalogue.routes)
    is_alone = changes and not Resources(catalogue.routes).are_connected()
    return list(catalogue.routes) if is_alone else []


def without_things(catalogue: Catalogue) -> list[Route]:
    """The requests that should add a thing, but no saved reply of theirs shows one: what they send is not remembered."""
    resources = Resources(catalogue.routes)
    found = []
    for route in catalogue.routes:
        role, answers = resources.role(route), [one.response for one in successes(route)]
        if role and role.act == "add" and answers:
            resource = resources.of(role)
            is_seen = any(other.act in ("list", "read") for other, _ in resource.routes)
            if is_seen and not any(map(resource.tells_of_addition, answers)):
                found.append(route)
    return found


def made_up(catalogue: Catalogue) -> list[Invention]:
    """The requests of a collection whose replies are invented, in their order: no reply that is no error is saved for them."""
    resources = Resources(catalogue.routes)
    found = []
    for route in catalogue.routes:
        role = resources.role(route)
        usable = [one for one in route.examples if one.response.status < 400]
        if usable or (route.examples and role is None):
            continue
        has_id_alone = role is not None and resources.of(role).made.keys() == {resources.of(role).member}
        found.append(Invention(route, f"No reply is saved. {_made_of(route, role, has_id_alone=has_id_alone)}"))
    return found


def _made_of(route: Route, role: Role | None, *, has_id_alone: bool) -> str:
    if role is not None:
        return _ID_ALONE if has_id_alone and role.act in ("list", "read") else _MADE_OF[role.act]
    from kaizala_nb.toolkit.stand_in.memory.wanted import wishes_of  # it reads scripts, which takes a while to load

    if wishes_of(route.item.scripts):
        return "The reply has what the scripts of the request look up in it."
    return "The reply is what was sent, without what is secret."
