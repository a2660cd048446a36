"""Ids in the query: ``GET /book?id=7``, ``DELETE /items?itemId=3``. Where it is plain, they are what an id in the path is."""

from collections.abc import Callable, Iterable

from kaizala_nb.toolkit.stand_in.memory.resources import Resource
from kaizala_nb.toolkit.stand_in.memory.shapes import plain, singular
from kaizala_nb.toolkit.stand_in.memory.spelling import Pattern, spoken_name, verb_of
from kaizala_nb.toolkit.stand_in.route import Route

_OF_ANYTHING = ("id", "uuid", "guid")
_ORDERS = ("method", "action", "act", "do", "cmd", "command", "op", "operation", "func", "function", "task", "mode")
"""Parameters that say what a request does: then its path does not."""
_CHANGES = {"replace", "merge", "remove"}

Lists = Callable[[Route], bool | None]
"""Whether the examples of a route have a list of things; None if it has no examples."""


def parameter_of(route: Route, pattern: Pattern, lists: Lists, *, switched_off: bool) -> str:
    """The parameter of the query that may hold the id of the thing that a request is about; "" if there is none.

    Args:
        route: The request.
        pattern: Its path.
        lists: See :data:`Lists`.
        switched_off: Whether a parameter counts, too, that the file has switched off: whoever sends the request may switch it on.
    """
    if not pattern or pattern[-1] is None or (route.method == "GET" and lists(route)):
        return ""
    spoken = spoken_name(pattern[-1], has_id=True)
    is_verb = verb_of(pattern[-1], route.method) is not None and len(pattern) > 1
    if route.method == "POST" and not spoken and not is_verb:
        return ""
    names = [name for name in (pattern[-1], spoken and spoken.name, is_verb and pattern[-2]) if name]
    query = {**dict(route.query_in_file if switched_off else ()), **dict(route.query)}
    found = [name for name, value in query.items() if "," not in (value or "") and _is_id_of(name, names)]
    orders = [name for name in query if plain(name) in _ORDERS]
    return found[0] if len(found) == 1 and not orders else ""


def holds_id(name: str, resource: Resource) -> bool:
    """Whether a parameter of this name holds the id of a thing of a resource: ``bookId`` the ``id`` of a book."""
    collection = resource.pattern[-1] or ""
    member, own = plain(resource.member), f"{singular(plain(collection))}id"
    return _is_id_of(name, [collection]) and (plain(name) == member or {plain(name), member} == {"id", own})


def are_plain(resource: Resource, lists: Lists) -> bool:
    """Whether the ids in queries are certain to be those of the things of a resource.

    Its things have such a member, and its other requests say that it is a collection: something is added to it, or one thing is
    read and changed, or a list is read and changed.
    """
    is_open = not resource.sample and resource.member == "id"  # no example shows what the id is called
    if not is_open and not all(holds_id(role.query, resource) for role, _ in resource.routes if role.query):
        return False
    acts = {role.act for role, _ in resource.routes}
    shown = [lists(route) for role, route in resource.routes if role.act == "list"]
    if False in shown:
        return False
    name = plain(resource.pattern[-1] or "")
    is_list = bool(shown) and (True in shown or singular(name) != name)
    return "add" in acts or bool(("read" in acts or is_list) and acts & _CHANGES)


def _is_id_of(name: str, collections: Iterable[str]) -> bool:
    """Whether a parameter of this name may hold the id of a thing of one of these collections."""
    ones = [singular(plain(one)) for one in collections]
    return plain(name) in (*_OF_ANYTHING, *(f"{one}{ident}" for one in ones for ident in _OF_ANYTHING))
