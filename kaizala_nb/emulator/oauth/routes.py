"""The authorise page and the token call. A code goes to the address that the connector was registered with, and works once."""

import sqlite3
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from flask import Response, request

from kaizala_nb.emulator import queries
from kaizala_nb.emulator.authentication import rules
from kaizala_nb.emulator.errors import CONNECTOR_UNKNOWN, FIELD_MISSING, REDIRECT_REFUSED, Plain, Refusal
from kaizala_nb.emulator.oauth.page import render
from kaizala_nb.emulator.wire import endpoint_url

if TYPE_CHECKING:
    from kaizala_nb.emulator.app import Service

_AUTHORIZE = "/api/oauth/authorize"


def declare(service: "Service") -> None:
    """The routes."""
    emulator = service.emulator

    def connector_of(client_id: str, redirect_uri: str) -> sqlite3.Row:
        with emulator.store.transaction():
            connector = emulator.connector(client_id)
        if connector is None:
            raise Refusal(CONNECTOR_UNKNOWN)
        if not redirect_uri or redirect_uri != connector["redirect_url"]:
            raise Refusal(REDIRECT_REFUSED)
        return connector

    @service.raw_route("GET", _AUTHORIZE)
    def ask() -> Response:
        hidden = {name: queries.text(name) for name in ("client_id", "redirect_uri", "state")}
        return _page(connector_of(hidden["client_id"], hidden["redirect_uri"]), hidden)

    @service.raw_route("POST", _AUTHORIZE)
    def answer() -> Response:
        hidden = {name: _form(name) for name in ("client_id", "redirect_uri", "state")}
        connector = connector_of(hidden["client_id"], hidden["redirect_uri"])
        number, pin = _form("mobileNumber"), _form("pin")
        try:
            if not pin or _form("again"):
                rules.send_pin(emulator, number, connector["id"])
                return _page(connector, hidden, number=number, asks_pin=True)
            code = rules.new_code(emulator, number, connector["id"], pin)
        except Refusal as trouble:
            asks_pin = bool(pin) and not _form("again")
            return _page(connector, hidden, number=number, asks_pin=asks_pin, problem=trouble.message)
        given = {"code": code} | ({"state": hidden["state"]} if hidden["state"] else {})
        glue = "&" if urlsplit(connector["redirect_url"]).query else "?"
        headers = {"Location": f"{connector['redirect_url']}{glue}{urlencode(given)}", "Cache-Control": "no-store"}
        return Response(status=302, headers=headers)

    @service.open_route("POST", "/api/oauth/token")
    def token() -> dict[str, Any]:
        client_id, client_secret, code = (_form(name) for name in ("client_id", "client_secret", "code"))
        for name, value in (("client_id", client_id), ("client_secret", client_secret), ("code", code)):
            if not value:
                raise Refusal(FIELD_MISSING, field=Plain(name))
        if redirect_uri := _form("redirect_uri"):
            connector_of(client_id, redirect_uri)
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


def _page(connector: sqlite3.Row, hidden: dict[str, str], **asked: Any) -> Response:
    where = urlsplit(connector["redirect_url"])
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
        f"form-action 'self' {where.scheme}://{where.netloc}",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    html = render(connector["name"], hidden, **asked)
    return Response(html, headers=headers, content_type="text/html; charset=utf-8")
