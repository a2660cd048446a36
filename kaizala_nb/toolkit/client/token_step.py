"""The request for an access token of OAuth 2: a step like any other of a file. oauthlib forms its body."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.collection.foreign import CannotSend, oauth2
from kaizala_nb.toolkit.collection.foreign.body import FORM
from kaizala_nb.toolkit.collection.foreign.building import message_of
from kaizala_nb.toolkit.collection.foreign.fields import RequestField
from kaizala_nb.toolkit.collection.foreign.filling import Filler, names_in
from kaizala_nb.toolkit.collection.foreign.items import Item
from kaizala_nb.toolkit.collection.foreign.signing.fields import SECRETS, fields_of
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.message import Message
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.texts import text_of

_WITHOUT_LIBRARY = 'pip install "kaizala-nb[auth]"'


class TokenStep(ForeignStep):
    """The request for a token. ``settings`` are the fields of the authorisation, with their ``{{variables}}``."""

    settings: Mapping[str, Any]
    refresh_token: Secret

    @classmethod
    def for_step(cls, step: ForeignStep, refresh_token: str = "") -> "TokenStep":
        """The request that gives a token to a step. ``refresh_token`` renews one that was given before."""
        fields = fields_of(step.item.auth)
        settings = {name: fields[name] for name in oauth2.FETCHING if name in fields}
        url = text_of(settings.get("accessTokenUrl") or "")
        if refresh_token:
            url = text_of(settings.get("refreshTokenUrl") or "") or url
        request = {"method": "POST", "url": url, "header": [{"key": "Content-Type", "value": FORM}]}
        service = Service(name="the token service", variable=step.service.variable)
        item = Item("Access token (OAuth 2)", step.item.folders, request)
        made = cls.of(item, "access_token", step.folder, service, is_guarded=step.is_guarded)
        # asked twice, the service gives two tokens, and both are good; a refresh token may work once only
        vars(made).update(settings=settings, refresh_token=Secret(refresh_token), only_reads=not refresh_token)
        return made

    @cached_property
    def variables(self) -> list[str]:
        return names_in([self.item.request["url"], dict(self.settings)])

    @cached_property
    def credentials(self) -> tuple[str, ...]:
        return tuple(text_of(self.settings[name]) for name in SECRETS["oauth2"] if self.settings.get(name))

    @cached_property
    def request_fields(self) -> tuple[RequestField, ...]:
        return ()

    def arguments_of(self, values: Mapping[str, str]) -> dict[str, Any]:
        """Arguments for this step, from values by the names of variables."""
        return {one.name: values[one.wire] for one in self.asked_variables if one.wire in values}

    def _built(
        self, find: Callable[[str], str | None], arguments: Mapping[str, Any], token: str | None, signed: bool
    ) -> Message:
        filler = Filler(find)
        fields = filler.json(dict(self.settings))
        url = filler.text(text_of(self.item.request["url"]))
        if filler.missing:
            names = tuple(filler.missing)
            raise CannotSend(" ".join(f"{{{{{name[:80]}}}}} is not set." for name in names), names)
        fields = {name: "" if one is None else one for name, one in fields.items()}
        try:
            request = _request(url, fields, self.refresh_token)
        except UnicodeEncodeError:
            raise CannotSend("It holds half a character. An emoji may have been cut in two.") from None
        return replace(message_of(request, None, {}, lambda name: None, _no_files), used=frozenset(filler.used))


def _no_files(field: str, sources: list[str]) -> None:
    """A request for a token uploads nothing."""


def _request(url: str, fields: Mapping[str, Any], refresh_token: str) -> dict[str, Any]:
    """The request in the shape of v2.1."""
    try:
        from oauthlib.oauth2 import BackendApplicationClient, LegacyApplicationClient
    except ImportError:
        meaning = "It wants an access token by OAuth 2, and what fetches one is not installed."
        raise CannotSend(meaning, todo=f"Install it: {_WITHOUT_LIBRARY}") from None
    extra = list(_extra(fields.get("refreshRequestParams" if refresh_token else "tokenRequestParams")))
    more = [(name, one) for name in ("audience", "resource") for one in _listed(fields.get(name))]
    body = urlencode([*more, *((name, value) for place, name, value in extra if place == "request_body")])
    client_id, secret = text_of(fields.get("clientId", "")), text_of(fields.get("clientSecret", ""))
    in_body = fields.get("client_authentication") == "body"
    own: dict[str, Any] = {"include_client_id": in_body, "scope": text_of(fields.get("scope", ""))}
    if in_body and secret:
        own["client_secret"] = secret
    if refresh_token:
        client = BackendApplicationClient(client_id)
        body = client.prepare_refresh_body(body, str(refresh_token), client_id=client_id, **own)
    elif fields.get("grant_type") == oauth2.PASSWORD:
        user, password = text_of(fields.get("username", "")), text_of(fields.get("password", ""))
        body = LegacyApplicationClient(client_id).prepare_request_body(user, password, body, **own)
    else:
        body = BackendApplicationClient(client_id).prepare_request_body(body, **own)
    headers = [("Content-Type", FORM), ("Accept", "application/json")]
    if not in_body and (client_id or secret):
        pair = f"{client_id}:{secret}".encode("utf-8", "replace")
        headers.append(("Authorization", f"Basic {b64encode(pair).decode()}"))
    headers += [(name, value) for place, name, value in extra if place == "request_header"]
    query = urlencode([(name, value) for place, name, value in extra if place == "request_url"])
    if query:
        url += ("&" if "?" in url else "?") + query
    shown = [{"key": name, "value": value} for name, value in headers]
    return {"method": "POST", "url": url, "header": shown, "body": {"mode": "raw", "raw": body}}


def _extra(params: Any) -> Iterator[tuple[str, str, str]]:
    """The place, the name and the value of each further parameter that is switched on."""
    for one in params if isinstance(params, list) else []:
        if isinstance(one, dict) and one.get("key") and one.get("enabled", True) and not one.get("disabled"):
            place = text_of(one.get("send_as") or "request_body")
            yield place, text_of(one["key"]), "" if one.get("value") is None else text_of(one["value"])


def _listed(value: Any) -> list[str]:
    """The texts of a field that holds one text or several."""
    return [text_of(one) for one in (value if isinstance(value, list) else [value]) if one]
