"""The rooms of the service, one for each resource, and all their routes as one list.

``make routes`` prints the list with the number of each route's row of evidence: ``python -m kaizala_nb.emulator.rooms``.
"""

from importlib import import_module

from kaizala_nb.emulator.evidence.table import row_of
from kaizala_nb.emulator.routes import Route

ROOMS = (
    "authentication",
    "oauth",
    "users",
    "groups",
    "subgroups",
    "subscribers",
    "content",
    "media",
    "actions",
    "reactions",
    "bots",
    "webhooks",
    "control",
)


def all_routes() -> list[Route]:
    """Every path that is answered, with its method: room by room, and at the end the control plane's."""
    return [route for room in ROOMS for route in import_module(f"kaizala_nb.emulator.{room}.routes").routes]


def _text_of(route: Route) -> str:
    row = row_of(route.method, route.path)
    number = row.number if row else "-"
    return f"{number:>3}  {route.method:6}  {route.path:68}  {_wanted_by(route):34}  {route.name}"


def _wanted_by(route: Route) -> str:
    if route.permission:
        return route.permission.scope
    return "the key" if route.kind == "control" else "-"


if __name__ == "__main__":
    for route in all_routes():
        print(_text_of(route))
