"""Signing in: PIN, tokens, OAuth, and who one is."""

from kaizala_nb.emulator.evidence.row import CAPTURED, DOCUMENTED, INFERRED, Row

AUTHENTICATION = [
    Row(
        "1",
        "POST",
        "/v1/generatePin",
        DOCUMENTED,
        CAPTURED,
        ours=(
            "The SMS goes to a phone of the local Kaizala. A PIN has six digits, never begins with 0, and dies when it is "
            "used, replaced, too old or guessed at too often."
        ),
        names=(
            "PIN_TRIES",
            "PIN_LIFE_MS",
        ),
    ),
    Row(
        "2",
        "POST",
        "/v1/loginWithPinAndApplicationId",
        DOCUMENTED,
        DOCUMENTED,
        ours=(
            "`endpointUrl` is answered, because four clients read it here. `applicationSecret` may be left out; if it is "
            "sent it is checked."
        ),
    ),
    Row(
        "3",
        "GET",
        "/v1/accessToken",
        DOCUMENTED,
        CAPTURED,
        ours=(
            "`refreshToken` is left out until day 328, as in three captures; a sample of the documentation has it empty."
        ),
    ),
    Row(
        "4",
        "GET",
        "/api/Oauth/Authorize",
        DOCUMENTED,
        INFERRED,
        ours=(
            "The page is ours: it asks for a mobile number and a PIN. It answers here, not on a host of its own, and hands "
            "`state` on."
        ),
    ),
    Row(
        "5",
        "POST",
        "/api/oauth/token",
        DOCUMENTED,
        DOCUMENTED,
        ours="How long a code is good for.",
        names=("CODE_LIFE_MS",),
    ),
    Row("6", "GET", "/v1/users/me", DOCUMENTED, INFERRED, ours="The names of a member's fields.", names=("profile",)),
]
