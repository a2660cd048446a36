"""The secrets that stand in a file: at a practice service, practice values take their places in headers and authorisations."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kaizala_nb.serving.secrecy import in_header, unless_named
from kaizala_nb.toolkit.client.practice.keys import practice_key
from kaizala_nb.toolkit.client.practice.values import practice_secret
from kaizala_nb.toolkit.collection import Collection, Step
from kaizala_nb.toolkit.collection.foreign.signing.fields import SECRETS, fields_of, kind_of
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.texts import text_of


def without_secrets(collection: Collection) -> Collection:
    """The same collection, with practice values in place of the secrets in headers and authorisations. Bodies stay."""
    return collection.changed(_changed)


def _changed(step: Step) -> Step:
    if not isinstance(step, ForeignStep):
        return step
    item = step.item
    request, auth = {**item.request}, _auth(item.auth)
    if "header" in request:
        request["header"] = _headers(request["header"])
    if request == item.request and auth == item.auth:
        return step
    return ForeignStep.of(replace(item, request=request, auth=auth), step.slug, step.folder, step.service)


def _hide(name: str, value: str) -> str:
    return value if not value.strip() or unless_named(value) == value else practice_secret(name)


def _headers(headers: Any) -> Any:
    if isinstance(headers, str):
        return "\n".join(_line(one) for one in headers.split("\n"))
    if not isinstance(headers, list):
        return headers
    return [
        one | {"value": in_header(text_of(one.get("key") or ""), one["value"], _hide)}
        if isinstance(one, dict) and isinstance(one.get("value"), str)
        else one
        for one in headers
    ]


def _line(line: str) -> str:
    name, colon, value = line.partition(":")
    blanks = value[: len(value) - len(value.lstrip())]
    return name + colon + blanks + in_header(name.strip(), value.strip(), _hide)


def _auth(auth: Any) -> Any:
    """An authorisation: its fields are a list of pairs, or an object."""
    kind = kind_of(auth)
    fields, details = fields_of(auth), auth.get(kind) if kind else None
    own = {name: _field(name, text_of(fields[name]), fields) for name in SECRETS.get(kind, ()) if fields.get(name)}
    own = {name: value for name, value in own.items() if value != text_of(fields[name])}
    if not own:
        return auth
    if isinstance(details, dict):
        return auth | {kind: details | own}
    pairs = [
        one | {"value": own[one["key"]]} if isinstance(one, dict) and one.get("key") in own else one
        for one in details or []
    ]
    return auth | {kind: pairs}


def _field(name: str, value: str, fields: Mapping[str, Any]) -> str:
    if name == "privateKey" and _hide(name, value) != value:
        return practice_key(text_of(fields.get("algorithm") or fields.get("alg") or ""))
    return _hide(name, value)
