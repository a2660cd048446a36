"""A request of anybody's collection as its file has it, with what is secret in it.

Most of it is worked out when it is first asked for: a file may hold ten thousand requests.
"""

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any, Self

from kaizala_nb.serving.secrecy import is_telling
from kaizala_nb.toolkit.collection.foreign import oauth2
from kaizala_nb.toolkit.collection.foreign.body import FORM, wanted
from kaizala_nb.toolkit.collection.foreign.building import headers_of
from kaizala_nb.toolkit.collection.foreign.filling import names_in
from kaizala_nb.toolkit.collection.foreign.hidden import hidden_in
from kaizala_nb.toolkit.collection.foreign.items import Item
from kaizala_nb.toolkit.collection.foreign.pieces import sent_parts
from kaizala_nb.toolkit.collection.foreign.signing import lacking
from kaizala_nb.toolkit.collection.foreign.signing.fields import SECRETS, fields_of, kind_of
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.step import Step
from kaizala_nb.toolkit.collection.texts import description_of, text_of
from kaizala_nb.toolkit.collection.written_address import secrets_in_path, written

_BASE = re.compile(r"{{(?P<variable>[^{}]+)}}(?=[/?#]|$)|(?P<address>(?:[A-Za-z][A-Za-z0-9+.-]*|{{[^{}]+}})://[^/?#]*)")
_LANGUAGES = {"json": "application/json", "xml": "application/xml", "html": "text/html"}
_NOTHING: dict[str, Any] = {name: {} for name in ("saves", "expiries", "keeps", "body", "notes", "refusals")}
"""What only a declared step has."""


class WrittenStep(Step[...]):
    """A step as the file has it. ``item`` is the request, or what a script has made of it.

    ``is_guarded``: a script may have put a secret of the user's into it.
    """

    item: Item
    is_guarded: bool

    @classmethod
    def of(cls, item: Item, slug: str, folder: str, service: Service, *, is_guarded: bool = False) -> Self:
        """The step of an item."""
        step = cls.__new__(cls)
        facts = {"item": item, "name": item.name, "slug": slug, "folder": folder, "service": service}
        vars(step).update(facts, is_guarded=is_guarded, **_NOTHING)
        return step

    # what the dataclass has as fields is worked out here; a default of the dataclass counts for the others
    @cached_property
    def method(self) -> str:
        return text_of(self.item.request.get("method") or "GET").upper()

    @cached_property
    def doc(self) -> str:
        return description_of(self.item.request) or description_of(self.item.written)

    @cached_property
    def base(self) -> str:
        return self._address[0]

    @cached_property
    def path(self) -> str:
        return self._address[1]

    @cached_property
    def _address(self) -> tuple[str, str]:
        """The base of the address, which may be the name of a variable; and its path with the query."""
        whole = written(self.item.request.get("url")).strip().partition("#")[0]
        match = _BASE.match(whole) or _BASE.match(f"http://{whole}")
        if match is None:
            return "", "/"
        path = whole[match.end() if whole.startswith(match[0]) else match.end() - len("http://") :]
        return match["variable"] or match["address"], path if path.startswith("/") else f"/{path}"

    @cached_property
    def headers(self) -> Mapping[str, str]:
        return dict(headers_of(self.item.request.get("header")))

    @cached_property
    def text(self) -> str:
        raw = self._body.get("raw") if self._body else ""
        return raw if isinstance(raw, str) else ""

    @cached_property
    def _body(self) -> dict[str, Any]:
        return wanted(self.item.request.get("body"), self.method, self.item.behavior) or {}

    @cached_property
    def scripts(self) -> Mapping[str, str]:
        own: dict[str, list[str]] = {}
        for script in self.item.scripts:
            if not script.place:
                own.setdefault(script.event, []).append(script.text)
        return {event: "\n".join(several) for event, several in own.items()}

    @cached_property
    def fills(self) -> Iterable[str]:
        # loaded here, for it takes a while: most who read a file ask no script
        from kaizala_nb.toolkit.collection.scripts.filled import filled_by

        return filled_by(script for script in self.item.scripts if script.event == "test")

    @cached_property
    def reply(self) -> Mapping[str, Any]:
        responses = self.item.written.get("response")
        for response in responses if isinstance(responses, list) else []:
            with suppress(ValueError, TypeError, KeyError, RecursionError):
                value = json.loads(response["body"])
                if isinstance(value, dict):
                    return value
        return {}

    @property
    def has_example(self) -> bool:
        """Whether the reply of a success is saved with it in the file."""
        responses = self.item.written.get("response")
        codes = [one.get("code") for one in responses if isinstance(one, dict)] if isinstance(responses, list) else []
        return any(not isinstance(code, int) or code < 400 for code in codes)

    @property
    def content_type(self) -> str:
        named = next((value for name, value in self.headers.items() if name.lower() == "content-type"), "")
        mode = self._body.get("mode")
        if named or not mode:
            return named
        return FORM if mode == "urlencoded" else _LANGUAGES.get(self._body.get("language", ""), "text/plain")

    @cached_property
    def problem(self) -> str:
        return self.item.problem or lacking(kind_of(self.item.auth), fields_of(self.item.auth))

    @property
    def has_body(self) -> bool:
        return False

    @property
    def _texts(self) -> list[Any]:
        """What is sent, without what an authorisation adds."""
        request = self.item.request
        body = {key: value for key, value in self._body.items() if key != "mode"}
        headers = [[name, value] for name, value in self.headers.items()]
        return [request.get("method"), written(request.get("url")), headers, sent_parts(body)]

    @cached_property
    def _token_fields(self) -> dict[str, Any] | None:
        """The fields of OAuth 2; None for any other authorisation."""
        return fields_of(self.item.auth) if kind_of(self.item.auth) == "oauth2" else None

    @property
    def token_variable(self) -> str:
        """The variable in which an access token of OAuth 2 may be given; "" for any other authorisation."""
        return "" if self._token_fields is None else oauth2.token_variable(self._token_fields)

    @property
    def _own_headers(self) -> list[tuple[str, str]]:
        return headers_of(self.item.request.get("header"))

    @cached_property
    def credentials(self) -> tuple[str, ...]:
        fields, kind = fields_of(self.item.auth), kind_of(self.item.auth)
        own = [text_of(fields[name]) for name in SECRETS.get(kind, ()) if fields.get(name)]
        return (*own, *(value for _, value in secrets_in_path(self.item.request.get("url"))))

    @property
    def secret_variables(self) -> frozenset[str]:
        """The variables that stand where a secret stands."""
        return frozenset(names_in(self.secret_texts))

    @property
    def secret_texts(self) -> list[str]:
        """The texts with variables that stand where a secret stands."""
        return [text for _, text in self._hidden if "{{" in text]

    @property
    def literal_secrets(self) -> dict[str, str]:
        """The secrets that the file itself holds, each with the name that it stands beside, as far as they are long enough to be
        told from other words."""
        return {text: name for name, text in reversed(self._hidden) if is_telling(text)}

    @cached_property
    def _hidden(self) -> list[tuple[str, str]]:
        """The texts that stand where a secret stands, each with its name."""
        return hidden_in(self.item, self.headers, self._body, self.text, self.content_type)
