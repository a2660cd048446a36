"""The names of requests, as people say them to a stand-in."""

from collections.abc import Iterable

from kaizala_nb.toolkit.display.likeness import did_you_mean, near
from kaizala_nb.toolkit.stand_in.route import BETWEEN, Route


def request_named(routes: Iterable[Route], name: str) -> str:
    """The whole name of a request, of its name with as many of its folders as are needed.

    Raises ``ValueError`` with a sentence if there is none, or if there are several.
    """
    names = list(dict.fromkeys(route.name for route in routes))
    if name in names:
        return name
    found = [whole for whole in names if whole.endswith(BETWEEN + name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(f"Several requests are called {name!r}: {', '.join(found)}. Give the folder too.")
    meant = near(name, [*names, *(whole.split(BETWEEN)[-1] for whole in names)], likeness=0.6)
    raise ValueError(f"There is no request {name!r}.{did_you_mean(meant)}")
