"""Authorisation without a signature: basic, bearer, an API key, digest, and OAuth 2 with a token that is there."""

from base64 import b64encode
from collections.abc import Mapping

from kaizala_nb.toolkit.collection.foreign.digest import header_of
from kaizala_nb.toolkit.collection.foreign.signing.draft import Draft, Header
from kaizala_nb.toolkit.collection.texts import lower_words


def add_basic(text: Mapping[str, str], draft: Draft) -> None:
    """Add a name and a password."""
    pair = f"{text.get('username', '')}:{text.get('password', '')}"
    draft.authorise("Basic " + b64encode(pair.encode("utf-8", "replace")).decode())


def add_bearer(text: Mapping[str, str], draft: Draft) -> None:
    """Add a token, if there is one."""
    if text.get("token"):
        draft.authorise(f"Bearer {text['token']}")


def add_digest(text: Mapping[str, str], draft: Draft) -> None:
    """A service asks for digest first. If the file holds what it would ask, the answer goes at once."""
    user, password = text.get("username", ""), text.get("password", "")
    if not user:
        return
    if text.get("realm") and text.get("nonce"):
        challenge = dict(text) | {"nc": text.get("nonceCount", ""), "cnonce": text.get("clientNonce", "")}
        header = header_of(user, password, draft.method, draft.address.target(), challenge)
        if header:
            draft.authorise(header)
    draft.digest = (user, password)


def add_key(text: Mapping[str, str], draft: Draft) -> None:
    """Add a key, to the headers or to the query."""
    key, value = text.get("key", ""), text.get("value", "")
    if not key and not value:
        return
    if text.get("in") == "query":
        draft.drop_query([key])
        draft.add_query((key, value))
    else:
        words = lower_words(key)
        draft.headers[:] = [one for one in draft.headers if lower_words(one.name) != words]
        draft.headers.append(Header(key, value))


def add_token(text: Mapping[str, str], draft: Draft) -> None:
    """Add a token of OAuth 2, if there is one."""
    token = text.get("accessToken")
    if not token or text.get("tokenType", "").lower() == "mac":
        return
    draft.remove("Authorization")
    draft.drop_query(["access_token"])
    if text.get("addTokenTo") == "queryParams":
        draft.add_query(("access_token", token))
    elif text.get("addTokenTo") in (None, "", "header"):
        prefix = text.get("headerPrefix", "Bearer").strip()
        draft.headers.append(Header("Authorization", f"{prefix} {token}" if prefix else token))
