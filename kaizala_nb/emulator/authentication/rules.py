"""Who gets which token: connector, PIN and refresh token are checked here, and PINs and tokens die here."""

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


class Grant(NamedTuple):
    """A token given out, what it allows in words, and until when, in epoch milliseconds; ``reach`` is whose it is: ``user``,
    ``group`` or ``tenant``."""

    token: str
    scope: str
    expires: int
    reach: str = "user"


def send_pin(emulator: Emulator, mobile_number: str, application_id: str) -> None:
    """An SMS with a new PIN goes to the number; the PINs before it are dead."""
    number = numbers.required(mobile_number)
    with emulator.transaction() as transaction:
        _count(transaction, application_id)
        if transaction.connectors.find(application_id) is None:
            raise Refusal(CONNECTOR_UNKNOWN)
        transaction.users.of_number(number)
        transaction.phones.text(number, application_id, emulator.new_pin(), transaction.now)


def log_in(emulator: Emulator, mobile_number: str, application_id: str, secret: str | None, pin: str) -> Grant:
    """A refresh token for the PIN; the connector's earlier ones for this person are revoked."""
    number = numbers.required(mobile_number)
    with emulator.transaction() as transaction:
        _count(transaction, application_id)
        connector = transaction.connectors.find(application_id)
        if connector is None or (secret and not _same(secret, connector["secret"])):
            raise Refusal(CONNECTOR_UNKNOWN)
        good = _use_pin(transaction, number, application_id, pin)
    if not good:  # outside: a wrong try counts, though the call is refused
        raise Refusal(PIN_REFUSED)
    with emulator.transaction() as transaction:
        user = transaction.users.of_number(number)
        transaction.users.provision(user["id"])
        return new_refresh_token(transaction, user, connector)


def new_refresh_token(
    transaction: Transaction,
    user: sqlite3.Row,
    connector: sqlite3.Row,
    group_id: str = "",
    *,
    from_portal: bool = False,
) -> Grant:
    """A refresh token in place of the connector's earlier ones for this person, or for this group."""
    transaction.connectors.revoke_refresh_tokens(connector["id"], user["id"], group_id)
    token, expires = _refresh_token(transaction, user, connector, group_id, from_portal)
    return Grant(token, scope(connector["permissions"]), expires)


def new_code(emulator: Emulator, mobile_number: str, application_id: str, pin: str) -> str:
    """A code for whoever has the PIN, to be exchanged once by the connector. Raises Refusal (401) for a wrong PIN."""
    number = numbers.required(mobile_number)
    with emulator.transaction() as transaction:
        good = _use_pin(transaction, number, application_id, pin)
    if not good:
        raise Refusal(PIN_REFUSED)
    code = secrets.token_urlsafe(32)
    with emulator.transaction() as transaction:
        user = transaction.users.of_number(number)
        transaction.users.provision(user["id"])
        expires = transaction.now + CODE_LIFE_MS
        transaction.connectors.keep_code(code, application_id, user["id"], expires)
    return code


def exchange(emulator: Emulator, application_id: str, secret: str, code: str) -> tuple[Grant, str]:
    """An access token and a refresh token for a code. A code is used up by being shown, whatever comes of it."""
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
        user = transaction.users.get(row["user_id"])
        refresh = new_refresh_token(transaction, user, connector)
        token = _issue(transaction, user, connector, connector["permissions"], ACCESS_SECONDS, now)
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
        user = transaction.users.get(claims.user_id)
        mask = connector["permissions"]
        token = _issue(transaction, user, connector, mask, ACCESS_SECONDS, now, claims.group_id)
        replacement = None
        if now // 1000 >= claims.issued + REPLACED_AFTER_SECONDS:
            replacement, _ = _refresh_token(transaction, user, connector, claims.group_id)
        reach = _reach(transaction, user, claims.group_id)
    return Grant(token, scope(mask), now + ACCESS_SECONDS * 1000, reach), replacement


def _count(transaction: Transaction, application_id: str) -> None:
    """Throttle by connector; ids that nobody has are counted together, or they would fill the memory."""
    transaction.throttle.count(application_id if transaction.connectors.find(application_id) is not None else "unknown")


def _use_pin(transaction: Transaction, number: str, application_id: str, pin: str) -> bool:
    """Whether it is the PIN of the newest SMS. It dies of being right, of age, and of too many wrong tries."""
    phones = transaction.phones
    sms = phones.live_sms(number, application_id)
    if sms is None:
        return False
    if transaction.now - sms["at"] >= PIN_LIFE_MS:
        phones.kill_pin(sms["seq"])
        return False
    if _same(pin, sms["pin"]):
        phones.kill_pin(sms["seq"])
        return True
    phones.count_try(sms["seq"])
    if sms["tries"] + 1 >= PIN_TRIES:
        phones.kill_pin(sms["seq"])
    return False


def _refresh_token(
    transaction: Transaction, user: sqlite3.Row, connector: sqlite3.Row, group_id: str = "", from_portal: bool = False
) -> tuple[str, int]:
    now, kept = transaction.now, transaction.connectors
    kept.forget_refresh_tokens(now // 1000)
    issued = now
    while kept.gave_refresh_token(
        token := _issue(transaction, user, connector, REFRESH_MASK, REFRESH_SECONDS, issued, group_id, from_portal)
    ):
        issued -= (
            1000  # a token holds whole seconds, so a second one of the same second would be the same token, revoked
        )
    expires = now + REFRESH_SECONDS * 1000
    kept.keep_refresh_token(token, connector["id"], user["id"], expires // 1000, group_id)
    return token, expires


def _issue(
    transaction: Transaction,
    user: sqlite3.Row,
    connector: sqlite3.Row,
    mask: str,
    lifetime: int,
    now: int,
    group_id: str = "",
    from_portal: bool = False,
) -> str:
    return transaction.tokens.issue(
        user_id=user["id"],
        number=user["number"],
        application_id=connector["id"],
        permissions=mask,
        data=_data(transaction, user, connector, group_id),
        now=now,
        lifetime=lifetime,
        from_portal=from_portal,
    )


def _data(transaction: Transaction, user: sqlite3.Row, connector: sqlite3.Row, group_id: str) -> dict[str, Any]:
    """What a token says of its reach: one group, or its owner's; a tenant's admin is named as such."""
    if group_id:
        return {"GroupId": group_id, "AppName": connector["name"]}
    if user["number"] != transaction.tenant_admin:
        return {"AppName": connector["name"]}
    return {
        "TenantId": transaction.tenant_id,
        "O365UserId": user["id"],
        "IsTenantAdmin": "true",
        "O365UserEmailId": "admin@kaizala.example",
        "AppName": connector["name"],
    }


def _reach(transaction: Transaction, user: sqlite3.Row, group_id: str) -> str:
    return "group" if group_id else "tenant" if user["number"] == transaction.tenant_admin else "user"


def _same(given: str, kept: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), kept.encode())
