"""Leaves the secrets out of a file that is written: what stands where a secret stands, and is none of its ``{{variables}}``.

In a request, a variable with a name of its own comes in the place of each. So whoever sends it is asked for the value. A variable
that is secret stays, and loses its value. Scripts are written as they are.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kaizala_nb.serving.secrecy import (
    in_address,
    in_header,
    in_json,
    in_query,
    in_text,
    is_secret,
    is_secret_pair,
    unless_named,
)
from kaizala_nb.toolkit.collection.foreign.body import FORM
from kaizala_nb.toolkit.collection.foreign.filling import names_in
from kaizala_nb.toolkit.collection.foreign.signing.fields import SECRETS
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.written_address import written

_HARMLESS = ("addTokenTo", "addAuthDataToQuery", "addAuthDataToBody", "tokenType", "includePayloadHash")
"""Fields of an authorisation that sound secret, and say where a secret goes."""


@dataclass
class Secret:
    """A secret of a file. ``name`` is what it is asked for by; ``place`` is where it stands first."""

    name: str
    place: tuple[str, ...]
    what: str
    is_variable: bool = False
    places: int = 1

    def __str__(self) -> str:
        more = f", and in {self.places - 1} more" if self.places > 1 else ""
        where = f" in {' / '.join(self.place)}{more}" if self.place else more
        if self.is_variable:
            return f"The secret variable {self.name!r}{where} is written without its value."
        return f"{{{{{self.name}}}}} is written in the place of a secret, {self.what}{where}."


def without_secrets(
    file: dict[str, Any], kept: frozenset[str], variables: frozenset[str] = frozenset()
) -> tuple[dict[str, Any], list[Secret]]:
    """The file without its secrets, but for those with the names ``kept``; and all of them.

    ``file`` has the exact shape of version 2.1; it stays as it is. ``variables`` are secret, whatever their names.
    """
    finder = _Withholder(kept, variables, set(names_in(file)))
    clean = finder.entry(file) | {"item": finder.items(file["item"], ())}
    return clean, list(finder.secrets.values())


@dataclass
class _Withholder:
    kept: frozenset[str]
    variables: frozenset[str]
    taken: set[str]
    secrets: dict[tuple[str, str], Secret] = field(default_factory=dict, repr=False)  # by name and value
    place: tuple[str, ...] = ()

    def items(self, items: list[dict[str, Any]], place: tuple[str, ...]) -> list[dict[str, Any]]:
        """These items, and those in them, without secrets."""
        clean = []
        for item in items:
            self.place = (*place, item.get("name") or "Untitled")
            own = self.entry(item)
            if "item" in item:
                own["item"] = self.items(item["item"], self.place)
            if "request" in item:
                own["request"] = self._request(item["request"])
            if "response" in item:
                own["response"] = [self._response(one) for one in item["response"]]
            clean.append(own)
        return clean

    def entry(self, entry: dict[str, Any]) -> dict[str, Any]:
        """What a collection, a folder and a request have in common, without secrets."""
        clean = dict(entry)
        if entry.get("auth"):
            clean["auth"] = self._auth(entry["auth"])
        if entry.get("variable"):
            clean["variable"] = [self._variable(one) for one in entry["variable"]]
        return clean

    def _hide(self, name: str, value: str, what: str) -> str:
        if not value.strip() or unless_named(value) == value:
            return value
        secret = self._secret(name, value, what)
        return value if secret.name in self.kept else f"{{{{{secret.name}}}}}"

    def _secret(self, name: str, value: str, what: str) -> Secret:
        slug = "-".join(re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower())) or "secret"
        known = self.secrets.get((slug, value))
        if known:
            known.places += 1
            return known
        free, number = slug, 1
        while free in self.taken:
            number += 1
            free = f"{slug}-{number}"
        self.taken.add(free)
        return self.secrets.setdefault((slug, value), Secret(free, self.place, what))

    def _hider(self, what: str) -> Callable[[str, str], str]:
        return lambda name, value: self._hide(name, value, f"{what} {name!r}")

    def _named(self, pairs: Any, what: str) -> list[Any]:
        """Pairs without the values of secret names."""
        hide = self._hider(what)
        return [
            one | {"value": hide(one.get("key") or "", text_of(one["value"]))}
            if isinstance(one, dict)
            and one.get("value")
            and is_secret_pair(one.get("key") or "", text_of(one["value"]))
            else one
            for one in pairs
        ]

    def _headers(self, headers: list[Any]) -> list[Any]:
        hide = self._hider("the header")
        return [
            one | {"value": in_header(one["key"], one["value"], hide)} if isinstance(one, dict) else one
            for one in headers
        ]

    def _variable(self, one: dict[str, Any]) -> dict[str, Any]:
        name, value = one.get("key") or one["id"], text_of(one.get("value") or "")
        secret = one.get("type") == "secret" or name in self.variables or is_secret(name)
        if not secret or not value or unless_named(value) == value:
            return one
        self.taken.add(name)
        self.secrets.setdefault((f"{{{{{name}}}}}", ""), Secret(name, self.place, "", is_variable=True))
        return one if name in self.kept else one | {"value": ""}

    def _auth(self, auth: dict[str, Any]) -> dict[str, Any]:
        return {
            kind: [self._field(kind, one) for one in fields] if isinstance(fields, list) else fields
            for kind, fields in auth.items()
        }

    def _field(self, kind: str, one: dict[str, Any]) -> dict[str, Any]:
        name, value = one["key"], one.get("value")
        if isinstance(value, list | dict):
            hide = self._hider("the field")
            return one | {"value": in_json(value, lambda name, secret: hide(name, text_of(secret)))}
        sounds_secret = is_secret(name) and name not in _HARMLESS
        if isinstance(value, bool) or not value or not (name in SECRETS[kind] if kind in SECRETS else sounds_secret):
            return one
        return one | {"value": self._hide(f"{kind} {name}", text_of(value), f"{name!r} of its authorisation")}

    def _request(self, request: Any) -> Any:
        if isinstance(request, str):
            return self._url(request)
        clean = self.entry(request)
        if "url" in request:
            clean["url"] = self._url(request["url"])
        if "header" in request:
            clean["header"] = self._headers(request["header"])
        if request.get("body"):
            clean["body"] = self._body(request["body"], request.get("header", []))
        return clean

    def _url(self, url: Any) -> Any:
        if isinstance(url, str):
            return self._address(url)
        clean = dict(url)
        for name, what in (("query", "the query"), ("variable", "the path variable")):
            if name in url:
                clean[name] = self._named(url[name], what)
        user = url.get("auth")
        if isinstance(user, dict) and isinstance(user.get("password"), str):
            clean["auth"] = user | {"password": self._hide("password", user["password"], "the password")}
        parts = written(clean | {"raw": "", "variable": []})
        if isinstance(url.get("raw"), str):  # the parts count more, and may name it otherwise
            clean["raw"] = parts if clean != url and parts else self._address(url["raw"])
        return clean

    def _address(self, address: str) -> str:
        before, mark, query = address.partition("?")
        before = in_address(before, lambda name, value: self._hide(name, value, "the password"))
        return before + mark + in_query(query, self._hider("the query"))

    def _body(self, body: dict[str, Any], headers: list[dict[str, Any]]) -> dict[str, Any]:
        hide, clean = self._hider("the field"), dict(body)
        if isinstance(body.get("raw"), str):
            types = [one["value"] for one in headers if one["key"].lower() == "content-type"]
            is_form = any(one.startswith(FORM) for one in types)
            clean["raw"] = in_query(body["raw"], hide) if is_form else in_text(body["raw"], hide)
        for mode in ("urlencoded", "formdata"):
            if mode in body:
                clean[mode] = self._named(body[mode], "the field")
        if isinstance(body.get("graphql"), dict):
            clean["graphql"] = {
                name: in_text(one, hide)
                if isinstance(one, str)
                else in_json(one, lambda name, secret: hide(name, text_of(secret)))
                for name, one in body["graphql"].items()
            }
        return clean

    def _response(self, response: dict[str, Any]) -> dict[str, Any]:
        clean = dict(response)
        if "originalRequest" in response:
            clean["originalRequest"] = self._request(response["originalRequest"])
        if isinstance(response.get("header"), list):
            clean["header"] = self._headers(response["header"])
        if isinstance(response.get("body"), str):
            clean["body"] = in_text(response["body"], self._hider("in its example, the field"))
        return clean
