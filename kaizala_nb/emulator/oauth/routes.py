"""The page for signing in, and the call for tokens. A code goes to the connector's registered address, and works once."""

import sqlite3
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Response, request

from kaizala_nb.emulator import queries
from kaizala_nb.emulator.authentication import rules
from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import CONNECTOR_UNKNOWN, FIELD_MISSING, REDIRECT_REFUSED, Plain, Refusal
from kaizala_nb.emulator.oauth.sign_in_page import render
from kaizala_nb.emulator.routes import Routes
from kaizala_nb.emulator.wire import endpoint_url

_AUTHORIZE = "/api/oauth/authorize"


routes = Routes()


def connector_of(emulator: Emulator, client_id: str, redirect_uri: str) -> sqlite3.Row:
    with emulator.transaction() as transaction:
        connector = transaction.connectors.find(client_id)
    if connector is None:
        raise Refusal(CONNECTOR_UNKNOWN)
    if not redirect_uri or redirect_uri != connector["redirect_url"]:
        raise Refusal(REDIRECT_REFUSED)
    return connector


@routes.raw_route("GET", _AUTHORIZE)
def ask(emulator: Emulator) -> Response:
    """Show the page on which a person signs in. Evidence: 4."""
    hidden = {name: queries.text(name) for name in ("client_id", "redirect_uri", "state")}
    return _page(connector_of(emulator, hidden["client_id"], hidden["redirect_uri"]), hidden)


@routes.raw_route("POST", _AUTHORIZE)
def answer(emulator: Emulator) -> Response:
    """Take the page's form: send a PIN, or lead back to the connector with a code. Evidence: b1."""
    hidden = {name: _form(name) for name in ("client_id", "redirect_uri", "state")}
    connector = connector_of(emulator, hidden["client_id"], hidden["redirect_uri"])
    number, pin = _form("mobileNumber"), _form("pin")
    try:
        if not pin or _form("again"):
            rules.send_pin(emulator, number, connector["id"])
            return _page(connector, hidden, number=number, asks_pin=True)
        code = rules.new_code(emulator, number, connector["id"], pin)
    except Refusal as trouble:
        asks_pin = bool(pin) and not _form("again")
        return _page(connector, hidden, number=number, asks_pin=asks_pin, problem=trouble.message)
    query = {"code": code} | ({"state": hidden["state"]} if hidden["state"] else {})
    glue = "&" if urlsplit(connector["redirect_url"]).query else "?"
    headers = {"Location": f"{connector['redirect_url']}{glue}{urlencode(query)}", "Cache-Control": "no-store"}
    return Response(status=302, headers=headers)


@routes.open_route("POST", "/api/oauth/token")
def token(emulator: Emulator) -> dict[str, Any]:
    """Give tokens for a code. Evidence: 5."""
    client_id, client_secret, code = (_form(name) for name in ("client_id", "client_secret", "code"))
    for name, value in (("client_id", client_id), ("client_secret", client_secret), ("code", code)):
        if not value:
            raise Refusal(FIELD_MISSING, field=Plain(name))
    if redirect_uri := _form("redirect_uri"):
        connector_of(emulator, client_id, redirect_uri)
    grant, refresh_token = rules.exchange(emulator, client_id, client_secret, code)
    return {
        "accessToken": grant.token,
        "endpointUrl": endpoint_url(),
        "accessTokenExpiry": grant.expires,
        "refreshToken": refresh_token,
        "scope": grant.scope,
    }


def _form(name: str) -> str:
    return request.form.get(name, "").strip()


def _page(connector: sqlite3.Row, hidden: dict[str, str], **step: Any) -> Response:
    where = urlsplit(connector["redirect_url"])
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
        f"form-action 'self' {where.scheme}://{where.netloc}",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    html = render(connector["name"], hidden, **step)
    return Response(html, headers=headers, content_type="text/html; charset=utf-8")
