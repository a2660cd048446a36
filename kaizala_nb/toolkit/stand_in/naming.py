"""The names of requests, as people say them to a stand-in."""

import difflib
from collections.abc import Iterable

from kaizala_nb.toolkit.stand_in.route import Route

_BETWEEN = " / "


def name_of(route: Route) -> str:
    """The name of a request with its folders: ``Books / Add a book``."""
    return _BETWEEN.join((*route.item.folders, route.item.name))


def route_named(routes: Iterable[Route], name: str) -> Route:
    """The route of a request, by its name with as many of its folders as are needed.

    Raises ``ValueError`` with a sentence if there is none, or if there are several.
    """
    named = {name_of(route): route for route in routes}
    if name in named:
        return named[name]
    found = [full for full in named if full.endswith(_BETWEEN + name)]
    if len(found) == 1:
        return named[found[0]]
    if found:
        raise ValueError(f"Several requests are called {name!r}: {', '.join(found)}. Give the folder too.")
    near = difflib.get_close_matches(name, [*named, *(full.split(_BETWEEN)[-1] for full in named)], 1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise ValueError(f"There is no request {name!r}.{hint}")
