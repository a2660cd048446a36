"""How requests sign in: what v3 says, as v2.1 says it."""

from typing import Any

from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.version3.entries import entries, is_on, text

NONE = {"type": "noauth"}


def auth_of(written: Any) -> dict[str, Any] | None:
    """The authorisation of a request, a folder or a collection; None if it has none of its own.

    A definition has a list of them. Of several the last counts; an empty list ends inheritance, as ``noauth`` does.
    """
    if written == []:
        return NONE
    auth = written[-1] if isinstance(written, list) else written
    if auth is None:
        return None
    if not isinstance(auth, dict):
        raise PostmanFileError("auth is neither a mapping nor a list of mappings.")
    kind = text(auth.get("type"), "The type of auth")
    if kind in ("noauth", ""):
        return NONE
    fields = [one | {"type": "any"} for one in entries(auth.get("credentials"), "credentials") if is_on(one)]
    return {"type": kind, kind: fields}


def is_overruled(auth: dict[str, Any], headers: list[dict[str, Any]]) -> bool:
    """Whether a header of the request stands where this authorisation would put one. In v3 the header of the request counts."""
    kind = auth["type"]
    names = {one["key"].lower() for one in headers if is_on(one)}
    if kind in ("basic", "bearer"):
        return "authorization" in names
    fields = {one["key"]: one["value"] or "" for one in auth.get(kind, [])}
    return kind == "apikey" and fields.get("in") != "query" and fields.get("key", "").lower() in names
