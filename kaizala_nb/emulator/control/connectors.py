"""The portal: connectors with a name, a grid of permissions and a redirect URL."""

import sqlite3
from typing import Annotated, Any

from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import CONNECTOR_NOT_FOUND, PERMISSIONS_INVALID, Plain, Refusal
from kaizala_nb.emulator.identifiers import new_id, new_secret
from kaizala_nb.emulator.permissions import FULL_MASK, grid, mask_of, parse, scope
from kaizala_nb.emulator.wire import Filled, Text, Wire, at_most


class NewConnector(Wire):
    """``permissions`` is a grid, ``{"Group Information": ["Get", "Add"]}``, or a mask; all there are if it is left out."""

    name: Annotated[Filled, at_most(200, "characters")]
    permissions: dict[str, list[str]] | str | None = None
    redirect_url: Annotated[Text, at_most(2000, "characters")] = ""


def register(emulator: Emulator, body: NewConnector) -> dict[str, Any]:
    """A new connector, with its id and secret. Raises Refusal (400) for permissions that there are not."""
    wanted = body.permissions
    try:
        mask = FULL_MASK if wanted is None else wanted if isinstance(wanted, str) else mask_of(wanted)
        parse(mask)
    except ValueError as trouble:
        raise Refusal(PERMISSIONS_INVALID, mask=str(wanted), reason=Plain(trouble)) from None
    application_id = new_id()
    with emulator.store.transaction():
        emulator.store.connectors.put(application_id, new_secret(), body.name, mask, body.redirect_url)
        return _shown(emulator.store.connectors.find(application_id))


def listed(emulator: Emulator) -> dict[str, Any]:
    """All connectors."""
    with emulator.store.transaction():
        return {"connectors": [_shown(row) for row in emulator.store.connectors.all()]}


def delete(emulator: Emulator, application_id: str) -> dict[str, Any]:
    """A connector is gone, and with it every token that it was given. Raises Refusal (404)."""
    with emulator.store.transaction():
        if not emulator.store.connectors.delete(application_id.strip()):
            raise Refusal(CONNECTOR_NOT_FOUND)
    return {}


def _shown(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "applicationId": row["id"],
        "applicationSecret": row["secret"],
        "name": row["name"],
        "permissions": grid(row["permissions"]),
        "scope": scope(row["permissions"]),
        "redirectUrl": row["redirect_url"],
    }
