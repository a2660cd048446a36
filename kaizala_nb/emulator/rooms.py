"""The rooms of the service, a resource each, and all their routes as one list.

``make routes`` prints the list: ``python -m kaizala_nb.emulator.rooms``.
"""

from importlib import import_module

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


def _line(route: Route) -> str:
    wants = route.permission.scope if route.permission else "the key" if route.kind == "control" else "-"
    return f"{route.method:6}  {route.path:68}  {wants:34}  {route.name}"


if __name__ == "__main__":
    for route in all_routes():
        print(_line(route))
