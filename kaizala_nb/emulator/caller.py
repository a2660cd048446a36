"""Who calls, and whether they may: the token is looked at before anything else of a request."""

from dataclasses import dataclass

from flask import Request

from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import PERMISSION_MISSING, TOKEN_INVALID, TOKEN_MISSING, Plain, Refusal
from kaizala_nb.emulator.permissions import Permission, allows


@dataclass(frozen=True)
class Caller:
    """Whoever the access token belongs to, and what it allows."""

    user_id: str
    application_id: str
    permissions: str

    def require(self, permission: Permission) -> None:
        """Raises Refusal (403) when the token does not hold the permission."""
        if not allows(self.permissions, permission):
            raise Refusal(PERMISSION_MISSING, scope=Plain(permission.scope))


def caller_of(emulator: Emulator, request: Request) -> Caller:
    """The caller, by the ``accessToken`` header, or else by ``Authorization: Bearer``.

    Raises Refusal (401) without a token, and with one that is not good: changed, of another key, run out, or a refresh token.
    """
    token = request.headers.get("accessToken", "").strip() or _bearer(request)
    if not token:
        raise Refusal(TOKEN_MISSING)
    claims = emulator.tokens.read(token, emulator.clock.now())
    if claims is None or claims.is_refresh or emulator.connector(claims.application_id) is None:
        raise Refusal(TOKEN_INVALID)
    return Caller(claims.user_id, claims.application_id, claims.permissions)


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
