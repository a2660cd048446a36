"""users/me: who the access token stands for."""

from typing import TYPE_CHECKING, Any

from kaizala_nb.emulator.caller import Caller
from kaizala_nb.emulator.inferred import profile
from kaizala_nb.emulator.permissions import GET, PROFILE, Permission

if TYPE_CHECKING:
    from kaizala_nb.emulator.app import Service


def declare(service: "Service") -> None:
    """The route."""

    @service.route("GET", "/v1/users/me", Permission(PROFILE, GET))
    def me(caller: Caller) -> dict[str, Any]:
        user = service.emulator.store.users.find(caller.user_id)
        bot = service.emulator.store.bots.find(caller.user_id)
        picture = bot["picture"] if bot else ""
        return profile(user["id"], user["number"], user["name"], picture, bool(user["provisioned"]))
