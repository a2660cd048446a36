"""The calls of signing in."""

from typing import Any

from flask import request

from kaizala_nb.emulator import bodies
from kaizala_nb.emulator.authentication import rules
from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.journal import note_kind
from kaizala_nb.emulator.routes import Routes
from kaizala_nb.emulator.wire import FilledId, Id, Wire, endpoint_url


class GeneratePin(Wire):
    """``{"mobileNumber": "+…", "applicationId": "…"}``."""

    mobile_number: FilledId
    application_id: FilledId


class Login(Wire):
    """As above, and the PIN, as text or number; the secret is checked where it is given."""

    mobile_number: FilledId
    application_id: FilledId
    application_secret: Id | None = None
    pin: FilledId


routes = Routes()


@routes.open_route("POST", "/v1/generatepin")
def generate_pin(emulator: Emulator) -> dict[str, Any]:
    """Send a PIN by SMS to a phone. Evidence: 1."""
    body = bodies.read(GeneratePin)
    rules.send_pin(emulator, body.mobile_number, body.application_id)
    return {}


@routes.open_route("POST", "/v1/loginwithpinandapplicationid")
def login(emulator: Emulator) -> dict[str, Any]:
    """Give a refresh token for a PIN. Evidence: 2."""
    body = bodies.read(Login)
    grant = rules.log_in(emulator, body.mobile_number, body.application_id, body.application_secret, body.pin)
    return {
        "refreshToken": grant.token,
        "grantedScope": grant.scope,
        "refreshTokenExpiry": grant.expires,
        "endpointUrl": endpoint_url(),
    }


@routes.open_route("GET", "/v1/accesstoken")
def access_token(emulator: Emulator) -> dict[str, Any]:
    """Give an access token for a refresh token, which stands in a header. Evidence: 3."""
    application_id, secret, refresh_token = (
        request.headers.get(name, "").strip() for name in ("applicationId", "applicationSecret", "refreshToken")
    )
    grant, replacement = rules.access(emulator, application_id, secret, refresh_token)
    note_kind(f"{grant.reach}, replaced" if replacement else grant.reach)
    return {
        "accessToken": grant.token,
        "endpointUrl": endpoint_url(),
        "accessTokenExpiry": grant.expires,
        "refreshToken": replacement,
        "scope": grant.scope,
    }
