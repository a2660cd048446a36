"""Who gets which token. Connector, PIN and refresh token are checked here; here too PINs die, and refresh tokens are revoked."""

import hmac
import secrets
import sqlite3
from typing import Any, NamedTuple

from kaizala_nb.emulator import numbers
from kaizala_nb.emulator.core import Emulator, Transaction
from kaizala_nb.emulator.errors import (
    CODE_REFUSED,
    CONNECTOR_REFUSED,
    CONNECTOR_UNKNOWN,
    PIN_REFUSED,
    REFRESH_TOKEN_REFUSED,
    Refusal,
)
from kaizala_nb.emulator.permissions import REFRESH_MASK, scope
from kaizala_nb.emulator.tokens import ACCESS_SECONDS, REFRESH_SECONDS, REPLACED_AFTER_SECONDS
from kaizala_nb.emulator.values import CODE_LIFE_MS, PIN_LIFE_MS, PIN_TRIES


class Holder(NamedTuple):
    """Whom a token is for: a person who acts by a connector. With ``group_id`` it is for that group alone."""

    user: sqlite3.Row
    connector: sqlite3.Row
    group_id: str = ""


class Grant(NamedTuple):
    """What whoever asks for a token is given: the token, what it allows in words, and until when (epoch milliseconds).

    ``reach`` says whose token it is: ``user``, ``group`` or ``tenant``.
    """

    token: str
    scope: str
    expires: int
    reach: str = "user"


def send_pin(emulator: Emulator, mobile_number: str, application_id: str) -> None:
    """Send an SMS with a new PIN to a number. The PINs before it are dead."""
    number = numbers.required(mobile_number)
    with emulator.transaction() as transaction:
        _count(transaction, application_id)
        if transaction.connectors.find(application_id) is None:
            raise Refusal(CONNECTOR_UNKNOWN)
        transaction.users.of_number(number)
        transaction.sms.deliver(number, application_id, emulator.new_pin(), transaction.now)


def log_in(emulator: Emulator, mobile_number: str, application_id: str, secret: str | None, pin: str) -> Grant:
    """Give a refresh token for a PIN. The connector's earlier ones for this person are revoked."""
    number = numbers.required(mobile_number)
    with emulator.transaction() as transaction:
        _count(transaction, application_id)
        connector = transaction.connectors.find(application_id)
        if connector is None or (secret and not _same(secret, connector["secret"])):
            raise Refusal(CONNECTOR_UNKNOWN)
        is_right = _use_pin(transaction, number, application_id, pin)
    if not is_right:  # outside: a wrong try counts, though the call is refused
        raise Refusal(PIN_REFUSED)
    with emulator.transaction() as transaction:
        user = transaction.users.of_number(number)
        transaction.users.provision(user["id"])
        return new_refresh_token(transaction, Holder(user, connector))


def new_refresh_token(transaction: Transaction, holder: Holder, *, from_portal: bool = False) -> Grant:
    """A refresh token in place of the connector's earlier ones for this person, or for this group."""
    transaction.connectors.revoke_refresh_tokens(holder.connector["id"], holder.user["id"], holder.group_id)
    token, expires = _refresh_token(transaction, holder, from_portal=from_portal)
    return Grant(token, scope(holder.connector["permissions"]), expires)


def new_code(emulator: Emulator, mobile_number: str, application_id: str, pin: str) -> str:
    """Give a code for a PIN; the connector exchanges it once. Raises Refusal (401) for a wrong PIN."""
    number = numbers.required(mobile_number)
    with emulator.transaction() as transaction:
        is_right = _use_pin(transaction, number, application_id, pin)
    if not is_right:
        raise Refusal(PIN_REFUSED)
    code = secrets.token_urlsafe(32)
    with emulator.transaction() as transaction:
        user = transaction.users.of_number(number)
        transaction.users.provision(user["id"])
        expires = transaction.now + CODE_LIFE_MS
        transaction.connectors.keep_code(code, application_id, user["id"], expires)
    return code


def exchange(emulator: Emulator, application_id: str, secret: str, code: str) -> tuple[Grant, str]:
    """An access token and a refresh token for a code. A code works once: it is used up even where the call is refused."""
    with emulator.transaction() as transaction:
        _count(transaction, application_id)
        connector = transaction.connectors.find(application_id)
        row = transaction.connectors.take_code(code)
    if connector is None or not _same(secret, connector["secret"]):
        raise Refusal(CONNECTOR_REFUSED)
    now = emulator.clock.now()
    if row is None or row["application_id"] != application_id or now >= row["expires"]:
        raise Refusal(CODE_REFUSED)
    with emulator.transaction() as transaction:
        holder = Holder(transaction.users.get(row["user_id"]), connector)
        refresh = new_refresh_token(transaction, holder)
        token = _access_token(transaction, holder, now)
    return Grant(token, scope(connector["permissions"]), now + ACCESS_SECONDS * 1000), refresh.token


def access(emulator: Emulator, application_id: str, secret: str, refresh_token: str) -> tuple[Grant, str | None]:
    """An access token, and a replacement for a refresh token that is near its end."""
    with emulator.transaction() as transaction:
        _count(transaction, application_id)
        connector = transaction.connectors.find(application_id)
        if connector is None or not _same(secret, connector["secret"]):
            raise Refusal(CONNECTOR_REFUSED)
        now = transaction.now
        claims = transaction.tokens.read(refresh_token, now)
        if claims is None or not claims.is_refresh or claims.application_id != application_id:
            raise Refusal(REFRESH_TOKEN_REFUSED)
        if not transaction.connectors.knows_refresh_token(refresh_token):
            raise Refusal(REFRESH_TOKEN_REFUSED)
        holder = Holder(transaction.users.get(claims.user_id), connector, claims.group_id)
        token = _access_token(transaction, holder, now)
        replacement = None
        if now // 1000 >= claims.issued + REPLACED_AFTER_SECONDS:
            replacement, _ = _refresh_token(transaction, holder)
        reach = _reach(transaction, holder)
    return Grant(token, scope(connector["permissions"]), now + ACCESS_SECONDS * 1000, reach), replacement


def _count(transaction: Transaction, application_id: str) -> None:
    """Throttle by connector; ids that nobody has are counted together, or they would fill the memory."""
    is_known = transaction.connectors.find(application_id) is not None
    transaction.throttle.count(application_id if is_known else "unknown")


def _use_pin(transaction: Transaction, number: str, application_id: str, pin: str) -> bool:
    """Whether it is the PIN of the newest SMS. A PIN dies when it was right, when it is too old, and after too many wrong tries."""
    sms = transaction.sms
    message = sms.live(number, application_id)
    if message is None:
        return False
    if transaction.now - message["at"] >= PIN_LIFE_MS:
        sms.kill_pin(message["seq"])
        return False
    if _same(pin, message["pin"]):
        sms.kill_pin(message["seq"])
        return True
    sms.count_try(message["seq"])
    if message["tries"] + 1 >= PIN_TRIES:
        sms.kill_pin(message["seq"])
    return False


def _refresh_token(transaction: Transaction, holder: Holder, *, from_portal: bool = False) -> tuple[str, int]:
    """A refresh token that was never given out, and until when it is good (epoch milliseconds)."""
    now, connectors = transaction.now, transaction.connectors
    connectors.forget_refresh_tokens(now // 1000)
    issued = now
    token = _issue(transaction, holder, REFRESH_MASK, REFRESH_SECONDS, issued, from_portal)
    while connectors.gave_refresh_token(token):
        # A token holds whole seconds. A second one of the same second would be the same token, which is revoked by now.
        issued -= 1000
        token = _issue(transaction, holder, REFRESH_MASK, REFRESH_SECONDS, issued, from_portal)
    expires = now + REFRESH_SECONDS * 1000
    connectors.keep_refresh_token(token, holder.connector["id"], holder.user["id"], expires // 1000, holder.group_id)
    return token, expires


def _access_token(transaction: Transaction, holder: Holder, now: int) -> str:
    return _issue(transaction, holder, holder.connector["permissions"], ACCESS_SECONDS, now)


def _issue(
    transaction: Transaction, holder: Holder, mask: str, lifetime: int, now: int, from_portal: bool = False
) -> str:
    return transaction.tokens.issue(
        user_id=holder.user["id"],
        number=holder.user["number"],
        application_id=holder.connector["id"],
        permissions=mask,
        data=_data(transaction, holder),
        now=now,
        lifetime=lifetime,
        from_portal=from_portal,
    )


def _data(transaction: Transaction, holder: Holder) -> dict[str, Any]:
    """What a token says of its reach: one group, or its owner's; a tenant's admin is named as such."""
    reach, name = _reach(transaction, holder), holder.connector["name"]
    if reach == "group":
        return {"GroupId": holder.group_id, "AppName": name}
    if reach == "user":
        return {"AppName": name}
    return {
        "TenantId": transaction.tenant_id,
        "O365UserId": holder.user["id"],
        "IsTenantAdmin": "true",
        "O365UserEmailId": "admin@kaizala.example",
        "AppName": name,
    }


def _reach(transaction: Transaction, holder: Holder) -> str:
    if holder.group_id:
        return "group"
    return "tenant" if holder.user["number"] == transaction.tenant_admin else "user"


def _same(secret: str, expected: str) -> bool:
    return hmac.compare_digest(secret.encode("utf-8", "surrogatepass"), expected.encode())
