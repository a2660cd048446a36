"""Of which kind the authorisation of a request is, what its fields are, and which of them are secret."""

from typing import Any

from kaizala_nb.toolkit.collection.texts import text_of

NAMES = {
    "basic": "basic",
    "bearer": "a bearer token",
    "apikey": "an API key",
    "digest": "digest",
    "oauth2": "OAuth 2",
    "oauth1": "OAuth 1",
    "awsv4": "an AWS signature",
    "jwt": "a JWT",
    "asap": "ASAP",
    "hawk": "Hawk",
    "edgegrid": "Akamai EdgeGrid",
    "ntlm": "NTLM",
}
"""The kinds that can be sent, with their names in sentences."""
KINDS = ("noauth", *NAMES)
SECRETS = {
    "basic": ("password",),
    "bearer": ("token",),
    "apikey": ("value",),
    "digest": ("password",),
    "oauth2": ("accessToken", "clientSecret", "password", "refreshToken"),
    "oauth1": ("consumerSecret", "tokenSecret", "privateKey", "token", "verifier"),
    "awsv4": ("secretKey", "sessionToken", "accessKey"),
    "jwt": ("secret", "privateKey"),
    "asap": ("privateKey",),
    "hawk": ("authKey",),
    "edgegrid": ("clientSecret", "accessToken", "clientToken"),
    "ntlm": ("password",),
}
"""For each kind, the fields that are secret."""


def kind_of(auth: Any) -> str:
    """The kind of an authorisation: "" for none, or for something that is no authorisation at all."""
    kind = auth.get("type") if isinstance(auth, dict) else None
    return kind if isinstance(kind, str) and kind != "noauth" else ""


def fields_of(auth: Any) -> dict[str, Any]:
    """The fields of an authorisation: a list of them in v2.1, an object in v2.0."""
    kind = kind_of(auth)
    details = auth.get(kind) if kind else None
    if isinstance(details, list):
        return {text_of(one.get("key")): one.get("value") for one in details if isinstance(one, dict)}
    return dict(details) if isinstance(details, dict) else {}
