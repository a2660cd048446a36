"""OAuth 2 as a file has it: which token a request carries, and how to get one if the file holds none.

newman fetches no token. Two grants need nobody at a browser: for them a client may fetch a token. For the others a sentence says
what a person does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.collection.foreign.filling import Filler, names_in
from kaizala_nb.toolkit.collection.texts import text_of

if TYPE_CHECKING:
    from kaizala_nb.toolkit.collection.parameter import Parameter

TOKEN = "oauth2_access_token"  # noqa: S105  (a name)
"""The variable that holds the token of a request whose file names none."""

PASSWORD = "password_credentials"  # noqa: S105  (Postman's name for a grant)
_FETCHED = ("client_credentials", PASSWORD)
_SENT = ("tokenType", "addTokenTo", "headerPrefix")
FETCHING = (
    "grant_type",
    "accessTokenUrl",
    "refreshTokenUrl",
    "clientId",
    "clientSecret",
    "username",
    "password",
    "scope",
    "audience",
    "resource",
    "client_authentication",
    "tokenRequestParams",
    "refreshRequestParams",
)
"""The fields that a request for a token is made of."""

_LONGEST = 300  # characters of an address in a sentence

Headers = Iterable[tuple[str, str]]


def token_text(fields: Mapping[str, Any], headers: Headers) -> str:
    """The text that gives the token: that of the file, or a variable of ours if the file has none. "" if the request goes out
    without a token: it has a header of its own for that, or the file wants the token in no place."""
    written = text_of(fields.get("accessToken") or "")
    if written.strip():
        return written
    has_place = fields.get("addTokenTo") in (None, "", "header", "queryParams")
    is_mac = text_of(fields.get("tokenType") or "").lower() == "mac"
    if is_mac or not has_place or any(name.lower() == "authorization" for name, _ in headers):
        return ""
    return f"{{{{{TOKEN}}}}}"


def token_variable(fields: Mapping[str, Any]) -> str:
    """The name of the variable in which a token may be given."""
    names = names_in(text_of(fields.get("accessToken") or ""))
    return names[0] if names else TOKEN


def is_fetched(fields: Mapping[str, Any]) -> bool:
    """Whether a token can be fetched without a person at a browser."""
    return fields.get("grant_type") in _FETCHED and bool(fields.get("accessTokenUrl"))


def filled(
    fields: Mapping[str, Any], headers: Headers, filler: Filler, token: str | None
) -> tuple[dict[str, Any], bool]:
    """The fields that go into a request, with their values; and whether the request still wants a token to be fetched.

    ``token`` is one that was fetched. A variable that is empty counts as one without a value.
    """
    sent = filler.json({name: fields[name] for name in _SENT if name in fields})
    if token is not None:
        return sent | {"accessToken": token}, False
    text = token_text(fields, headers)
    before = dict(filler.missing)
    value = filler.text(text)
    if value.strip() and filler.missing == before:
        return sent | {"accessToken": value}, False
    if text and is_fetched(fields):
        filler.missing = before
        return sent, True
    filler.missing |= dict.fromkeys(names_in(text))
    return sent, False


def texts(fields: Mapping[str, Any], headers: Headers) -> list[Any]:
    """What of the fields is sent, with the request or with the request for a token."""
    used = [token_text(fields, headers), *(fields.get(name) for name in _SENT)]
    return used + [fields.get(name) for name in FETCHING] if is_fetched(fields) else used


def parameters(
    variables: "Iterable[Parameter]", fields: Mapping[str, Any], needed: Iterable[str], headers: Headers
) -> "list[Parameter]":
    """The parameters of a request with OAuth 2. ``needed`` are the variables that it needs beside it.

    If a token can be fetched, none of the others is needed: a token may be there already, or it is fetched with them.
    """
    token = names_in(token_text(fields, headers))
    found = []
    for one in variables:
        if one.wire in token:
            one = replace(one, help=f"The access token. {how_to_get(fields)}")
        optional = is_fetched(fields) and one.wire not in needed
        found.append(replace(one, optional=True) if optional else one)
    return found


def how_to_get(fields: Mapping[str, Any]) -> str:
    """A sentence about how one gets a token."""
    if is_fetched(fields):
        return f"If it is empty, one is fetched from {text_of(fields['accessTokenUrl'])[:_LONGEST]}."
    grant, address = text_of(fields.get("grant_type") or ""), text_of(fields.get("authUrl") or "")[:_LONGEST]
    if grant in _FETCHED:
        return "One could be fetched, but the file does not say where (accessTokenUrl). Get one elsewhere, and give it here."
    if not address:
        return "The file does not say how to get one. Get one from the service, and give it here."
    if grant == "implicit" and "{{" not in address:
        return (
            f"Open {_implicit(address, fields)} in a browser and sign in. Give here what stands behind access_token= in the"
            " address of the page that you come to."
        )
    return f"A person gets one at {address} in a browser: for example in Postman, by “Get New Access Token”. Then give it here."


def _implicit(address: str, fields: Mapping[str, Any]) -> str:
    """The address at which a person gets a token. Without ``oauthlib``, or without https, it is the address alone."""
    try:
        from oauthlib.oauth2 import MobileApplicationClient, OAuth2Error
    except ImportError:
        return address
    client, redirect, scope = (text_of(fields.get(name) or "") for name in ("clientId", "redirect_uri", "scope"))
    try:
        return MobileApplicationClient(client).prepare_request_uri(address, redirect_uri=redirect or None, scope=scope)
    except (OAuth2Error, ValueError):
        return address
