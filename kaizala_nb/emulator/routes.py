"""A room's routes: the paths it answers, each a function of its module under a decorator that names method, path and permission.

What a view is given says what it may do. A view of :meth:`Routes.route` gets a transaction, so it is inside one. A view that waits
for somebody else, a receiver or a host that media is fetched from, gets the emulator and opens transactions of its own around the
wait, for no lock is held meanwhile: that is :meth:`Routes.waiting_route`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from kaizala_nb.emulator.permissions import Permission

Body = dict[str, Any]
View = TypeVar("View", bound=Callable[..., Any])
Kind = Literal["in a transaction", "waiting", "open", "whole response", "control"]


@dataclass(frozen=True)
class Route:
    """One path of the service with its method.

    ``permission`` is what the token must hold; None where no token is wanted. ``view`` is the function that answers. ``kind`` says
    what the view is given and gives; see the decorators of :class:`Routes`.
    """

    method: str
    path: str
    permission: Permission | None
    view: Callable[..., Any]
    kind: Kind

    @property
    def name(self) -> str:
        """Where the view stands: ``groups.routes.create_group``."""
        return f"{self.view.__module__.removeprefix('kaizala_nb.emulator.')}.{self.view.__name__}"


class Routes:
    """The routes of a room, in the order in which they are declared."""

    def __init__(self) -> None:
        self._routes: list[Route] = []

    def __iter__(self) -> Iterator[Route]:
        return iter(self._routes)

    def route(self, method: str, path: str, permission: Permission) -> Callable[[View], View]:
        """Declare ``view(transaction, caller, **ids)``, which gives the body of a 200."""
        return self._declare(method, path, permission, "in a transaction")

    def waiting_route(self, method: str, path: str, permission: Permission) -> Callable[[View], View]:
        """Declare ``view(emulator, caller, **ids)``, which gives the body of a 200 and makes its own transactions."""
        return self._declare(method, path, permission, "waiting")

    def open_route(self, method: str, path: str) -> Callable[[View], View]:
        """Declare ``view(emulator, **ids)``, which wants no token and gives the body of a 200."""
        return self._declare(method, path, None, "open")

    def raw_route(self, method: str, path: str) -> Callable[[View], View]:
        """Declare ``view(emulator, **ids)``, which wants no token and gives a whole response."""
        return self._declare(method, path, None, "whole response")

    def control_route(self, method: str, path: str) -> Callable[[View], View]:
        """Declare ``view(emulator, **ids)`` of the control plane, which wants the emulator's key and gives the body of a 200."""
        return self._declare(method, path, None, "control")

    def _declare(self, method: str, path: str, permission: Permission | None, kind: Kind) -> Callable[[View], View]:
        def declare(view: View) -> View:
            self._routes.append(Route(method, path, permission, view, kind))
            return view

        return declare
