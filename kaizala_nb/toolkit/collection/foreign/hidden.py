"""What is secret in a request of anybody's file, wherever it stands in it."""

import json
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

from kaizala_nb.serving.secrecy import in_address, in_header, in_json, in_query, in_script, in_text, texts_of
from kaizala_nb.toolkit.collection.foreign.body import FORM
from kaizala_nb.toolkit.collection.foreign.items import Item
from kaizala_nb.toolkit.collection.foreign.signing.fields import SECRETS, fields_of, kind_of
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.written_address import secrets_in_path, written


def hidden_in(
    item: Item, headers: Mapping[str, str], body: Mapping[str, Any], text: str, content_type: str
) -> list[tuple[str, str]]:
    """The texts that stand where a secret stands, each with its name."""
    fields, kind = fields_of(item.auth), kind_of(item.auth)
    secrets = [(name, text_of(fields[name])) for name in SECRETS.get(kind, ()) if fields.get(name)]
    if kind == "apikey":
        secrets = [(text_of(fields.get("key") or "key"), text) for _, text in secrets]

    def keep(name: str, value: str) -> str:
        secrets.append((name, value))
        return value

    url = item.request.get("url")
    secrets += secrets_in_path(url)
    in_address(written(url), keep)
    for name, value in (*headers.items(), *pairs_in(item.request)):
        in_header(name, value, keep)
    in_text(text, keep)
    with suppress(ValueError, RecursionError):
        in_json(json.loads(text), lambda name, value: secrets.extend((name, text) for text in texts_of(value)))
    if content_type == FORM:
        in_query(text, keep)
    graphql = body.get("graphql")
    for one in graphql.values() if isinstance(graphql, dict) else ():
        in_text(text_of(one), keep)
    for script in item.scripts:
        secrets += _secrets_in_script(script.text)
    return secrets


@lru_cache(maxsize=2_000)
def _secrets_in_script(text: str) -> tuple[tuple[str, str], ...]:
    """The secrets in a script, each with its name. All requests of a file have the scripts of the file, so it is read once."""
    secrets: list[tuple[str, str]] = []

    def keep(name: str, value: str) -> str:
        secrets.append((name, value))
        return value

    in_script(text, keep)
    return tuple(secrets)


def pairs_in(request: dict[str, Any]) -> list[tuple[str, str]]:
    """Names and values of the headers, the query and the form of a request, those that are switched off too."""
    url, body = request.get("url"), request.get("body")
    holders = [request.get("header"), url.get("query") if isinstance(url, dict) else None]
    holders += [body.get(mode) for mode in ("urlencoded", "formdata")] if isinstance(body, dict) else []
    return [
        (text_of(one.get("key") or ""), text_of(one.get("value") or ""))
        for entries in holders
        for one in (entries if isinstance(entries, list) else [])
        if isinstance(one, dict)
    ]
