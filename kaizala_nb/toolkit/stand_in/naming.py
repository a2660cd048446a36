"""The names of requests, as people say them to a stand-in."""

from collections.abc import Iterable

from kaizala_nb.toolkit.display.likeness import did_you_mean, near
from kaizala_nb.toolkit.stand_in.route import Route

_BETWEEN = " / "


def name_of(route: Route) -> str:
    """The name of a request with its folders: ``Books / Add a book``."""
    return _BETWEEN.join((*route.item.folders, route.item.name))


def request_named(routes: Iterable[Route], name: str) -> str:
    """The whole name of a request, of its name with as many of its folders as are needed.

    Raises ``ValueError`` with a sentence if there is none, or if there are several.
    """
    names = list(dict.fromkeys(map(name_of, routes)))
    if name in names:
        return name
    found = [whole for whole in names if whole.endswith(_BETWEEN + name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(f"Several requests are called {name!r}: {', '.join(found)}. Give the folder too.")
    meant = near(name, [*names, *(whole.split(_BETWEEN)[-1] for whole in names)], likeness=0.6)
    raise ValueError(f"There is no request {name!r}.{did_you_mean(meant)}")
