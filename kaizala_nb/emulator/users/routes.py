"""The call for one's own profile."""

from typing import Any

from kaizala_nb.emulator.answers import profile
from kaizala_nb.emulator.caller import Caller
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.permissions import GET, PROFILE, Permission
from kaizala_nb.emulator.routes import Routes

routes = Routes()


@routes.route("GET", "/v1/users/me", Permission(PROFILE, GET))
def me(transaction: Transaction, caller: Caller) -> dict[str, Any]:
    """Tell whom the access token belongs to. Evidence: 6."""
    user = transaction.users.get(caller.user_id)
    bot = transaction.bots.find(caller.user_id)
    picture = bot["picture"] if bot else ""
    return profile(user["id"], user["number"], user["name"], picture, bool(user["provisioned"]))
