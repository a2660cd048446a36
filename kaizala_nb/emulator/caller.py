"""The caller of a request, and what their token allows. The token is checked before anything else is read."""

from dataclasses import dataclass

from flask import Request

from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.errors import (
    GROUP_OF_ANOTHER_TOKEN,
    PERMISSION_MISSING,
    TOKEN_INVALID,
    TOKEN_MISSING,
    Plain,
    Refusal,
)
from kaizala_nb.emulator.permissions import Permission, allows
from kaizala_nb.emulator.tokens import Claims


@dataclass(frozen=True)
class Caller:
    """Whoever the access token belongs to, and what it allows. ``group_id``: the one group of a group token, else ""."""

    user_id: str
    application_id: str
    permissions: str
    group_id: str = ""

    def require(self, permission: Permission) -> None:
        """Check that the token holds a permission. Raises Refusal (403)."""
        if not allows(self.permissions, permission):
            raise Refusal(PERMISSION_MISSING, scope=Plain(permission.scope))


def stay_inside(transaction: Transaction, caller: Caller, group_id: str) -> None:
    """Hold a group token to its group and those under it. Raises Refusal (404) for any other, whether that exists or not."""
    if caller.group_id and group_id.strip() not in groups_of_token(transaction, caller):
        raise Refusal(GROUP_OF_ANOTHER_TOKEN)


def groups_of_token(transaction: Transaction, caller: Caller) -> set[str]:
    """The groups that a group token reaches."""
    return {caller.group_id, *(group["id"] for group in transaction.hierarchy.below(caller.group_id))}


def caller_of(transaction: Transaction, request: Request) -> Caller:
    """The caller, by the ``accessToken`` header, or else by ``Authorization: Bearer``.

    Raises Refusal (401) without a token, and with one that is not good: changed, of another key, run out, or a refresh token.
    """
    token = request.headers.get("accessToken", "").strip() or _bearer(request)
    if not token:
        raise Refusal(TOKEN_MISSING)
    claims = transaction.tokens.read(token, transaction.now)
    if claims is None or claims.is_refresh or not _is_known(transaction, claims):
        raise Refusal(TOKEN_INVALID)
    return Caller(claims.user_id, claims.application_id, claims.permissions, claims.group_id)


def _is_known(transaction: Transaction, claims: Claims) -> bool:
    """Whether the connector that the token was given to is still there; a bot's token was given to none."""
    if claims.application_id:
        return transaction.connectors.find(claims.application_id) is not None
    return transaction.bots.find(claims.user_id) is not None


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
