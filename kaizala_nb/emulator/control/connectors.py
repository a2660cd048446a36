"""The portal: connectors with a name, a grid of permissions and a redirect URL."""

import sqlite3
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from kaizala_nb.emulator import numbers
from kaizala_nb.emulator.access import ADMIN, reach
from kaizala_nb.emulator.authentication.rules import Holder, new_refresh_token
from kaizala_nb.emulator.core import Emulator, Transaction
from kaizala_nb.emulator.errors import (
    CONNECTOR_NOT_FOUND,
    PERMISSIONS_INVALID,
    TAP_REFUSED,
    Plain,
    Refusal,
)
from kaizala_nb.emulator.identifiers import new_id, new_secret
from kaizala_nb.emulator.permissions import FULL_MASK, grid, mask_of, parse, scope
from kaizala_nb.emulator.values import LONGEST_URL
from kaizala_nb.emulator.wire import Filled, Text, Wire, at_most, one_of


def _redirect(url: str) -> str:
    """Check the address that OAuth leads back to; "" for none."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        has_host = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        has_host = False
    plain = url.isascii() and url.isprintable() and not set(url) & set(" ;,\"'<>\\")
    if url and not (plain and has_host and not parts.fragment):
        raise PydanticCustomError("redirect", "it must be an http or https address without a fragment")
    return url


class NewConnector(Wire):
    """``permissions`` is a grid, ``{"Group Information": ["Get", "Add"]}``, or a mask; all there are if it is left out."""

    name: Annotated[Filled, at_most(200, "characters")]
    permissions: dict[str, list[str]] | str | None = None
    redirect_url: Annotated[Text, at_most(LONGEST_URL, "characters"), AfterValidator(_redirect)] = ""


class ConnectorChange(Wire):
    """What it may do from now on: a grid, or a mask."""

    permissions: dict[str, list[str]] | str


def register(emulator: Emulator, body: NewConnector) -> dict[str, Any]:
    """Register a connector. Gives its id and secret too. Raises Refusal (400) for permissions that there are not."""
    mask, application_id = _mask(FULL_MASK if body.permissions is None else body.permissions), new_id()
    with emulator.transaction() as transaction:
        transaction.connectors.put(application_id, new_secret(), body.name, mask, body.redirect_url)
        return _entry(transaction.connectors.get(application_id))


def change(emulator: Emulator, application_id: str, body: ConnectorChange) -> dict[str, Any]:
    """Change what a connector may do. Tokens that it has keep what they allow. Raises Refusal: 404, or 400 as above."""
    mask = _mask(body.permissions)
    with emulator.transaction() as transaction:
        row = transaction.connectors.find(application_id.strip())
        if row is None:
            raise Refusal(CONNECTOR_NOT_FOUND)
        transaction.connectors.grant(row["id"], mask)
        return _entry(transaction.connectors.get(row["id"]))


def _mask(permissions: dict[str, list[str]] | str) -> str:
    try:
        mask = permissions if isinstance(permissions, str) else mask_of(permissions)
        parse(mask)
    except ValueError as trouble:
        raise Refusal(PERMISSIONS_INVALID, mask=str(permissions), reason=Plain(trouble)) from None
    return mask


def list_all(emulator: Emulator) -> dict[str, Any]:
    """All connectors."""
    with emulator.transaction() as transaction:
        return {"connectors": [_entry(row) for row in transaction.connectors.all()]}


def delete(emulator: Emulator, application_id: str) -> dict[str, Any]:
    """Delete a connector, every token that it has, and its webhooks. Raises Refusal (404)."""
    with emulator.transaction() as transaction:
        transaction.webhooks.delete_of_connector(application_id.strip())
        if not transaction.connectors.delete(application_id.strip()):
            raise Refusal(CONNECTOR_NOT_FOUND)
    return {}


class NewToken(Wire):
    """A token of the portal: for a person, for a group, or for the organisation's admin."""

    kind: Annotated[str, one_of("user", "group", "tenant")]
    mobile_number: Text = ""
    group_id: Text = ""


def give_token(emulator: Emulator, application_id: str, body: NewToken) -> dict[str, Any]:
    """A refresh token for a connector.

    Raises Refusal: 404 for a connector or a group that there is not; 400 for a number that is none, or a person who is no admin
    of the group, or of the organisation.
    """
    with emulator.transaction() as transaction:
        connector = transaction.connectors.find(application_id.strip())
        if connector is None:
            raise Refusal(CONNECTOR_NOT_FOUND)
        number = _number(transaction, body)
        person = transaction.users.of_number(number)
        group_id = ""
        if body.kind == "group":
            group, role = reach(transaction, person["id"], body.group_id)
            if role != ADMIN:
                raise Refusal(TAP_REFUSED, reason=Plain("only an admin of the group may add a connector to it"))
            group_id = group["id"]
        if body.kind == "tenant" and number != transaction.tenant_admin:
            raise Refusal(TAP_REFUSED, reason=Plain("only the organisation's admin gets such a token"))
        grant = new_refresh_token(transaction, Holder(person, connector, group_id), from_portal=True)
    return {"refreshToken": grant.token, "grantedScope": grant.scope, "refreshTokenExpiry": grant.expires}


def _number(transaction: Transaction, body: NewToken) -> str:
    """The number of the token's owner: the one that is named, else the first admin of the group, or the organisation's admin."""
    if body.mobile_number:
        return numbers.required(body.mobile_number)
    members = transaction.groups.members(body.group_id.strip()) if body.kind == "group" else []
    return next((row["number"] for row in members if row["role"] == ADMIN), transaction.tenant_admin)


def _entry(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "applicationId": row["id"],
        "applicationSecret": row["secret"],
        "name": row["name"],
        "permissions": grid(row["permissions"]),
        "scope": scope(row["permissions"]),
        "redirectUrl": row["redirect_url"],
    }
