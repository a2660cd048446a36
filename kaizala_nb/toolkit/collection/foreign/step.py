"""A step of anybody's collection: it makes its request as Postman does. Its ``{{variables}}`` and its files are its parameters.

Most of it is worked out when it is first asked for: a file may hold ten thousand requests.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, time
from functools import cached_property
from typing import Any, Self

from kaizala_nb.serving.secrecy import held_in, in_address, in_header, in_query, in_script, in_text, is_telling
from kaizala_nb.toolkit.collection.foreign import CannotSend, dynamic, oauth2
from kaizala_nb.toolkit.collection.foreign.address import secrets_in_path, written
from kaizala_nb.toolkit.collection.foreign.body import FORM, sources_of, wanted
from kaizala_nb.toolkit.collection.foreign.building import headers_of, message_of
from kaizala_nb.toolkit.collection.foreign.filling import Filler, names_in
from kaizala_nb.toolkit.collection.foreign.items import Item
from kaizala_nb.toolkit.collection.foreign.pieces import ChosenFiles, sent_parts, shown_headers
from kaizala_nb.toolkit.collection.foreign.signing import lacking
from kaizala_nb.toolkit.collection.foreign.signing.fields import SECRETS, fields_of, kind_of
from kaizala_nb.toolkit.collection.function import signature_of
from kaizala_nb.toolkit.collection.message import Message
from kaizala_nb.toolkit.collection.parameter import InvalidInput, Parameter
from kaizala_nb.toolkit.collection.plain import is_missing, plain, refuse_half_characters
from kaizala_nb.toolkit.collection.scripts.filled import filled_by
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.slugs import Slugs
from kaizala_nb.toolkit.collection.step import Call, Step
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.upload import Upload
from kaizala_nb.toolkit.collection.variables import parameters_of

_BASE = re.compile(r"{{(?P<variable>[^{}]+)}}(?=[/?#]|$)|(?P<address>(?:[A-Za-z][A-Za-z0-9+.-]*|{{[^{}]+}})://[^/?#]*)")
_LANGUAGES = {"json": "application/json", "xml": "application/xml", "html": "text/html"}


_NOTHING: dict[str, Any] = {name: {} for name in ("saves", "expiries", "keeps", "body", "notes", "refusals")}
"""What only a declared step has."""


class ForeignStep(Step[...]):
    """See the module. ``item`` is the request as the file has it, or as a script has changed it.

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
        description = self.item.request.get("description") or self.item.written.get("description")
        if isinstance(description, dict):
            description = description.get("content")
        return description if isinstance(description, str) else ""

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

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        slugs = Slugs("")
        # a variable that holds the whole address is no field of a form
        names = [name for name in self.variables if not name.startswith("$") and name != self.base]
        variables = parameters_of(names, self.secret_variables, slugs)
        if self._token_fields is not None:
            variables = oauth2.parameters(variables, self._token_fields, names_in(self._texts), self._own_headers)
        files = [Parameter(slugs.new(f"files {key}"), key, "files", "file", None, True) for key in self.sources]
        return (*(self._asked(one) for one in variables), *files)

    def _asked(self, parameter: Parameter) -> Parameter:
        """A parameter as it is asked for: nobody has to give a variable that a script names before the request is made."""
        earlier = [script.text for script in self.item.scripts if script.event == "prerequest"]
        is_named = any(f"{mark}{parameter.wire}{mark}" in text for text in earlier for mark in "\"'`")
        return replace(parameter, optional=parameter.optional or is_named)

    @cached_property
    def variables(self) -> list[str]:
        """The names of the variables in what is sent, in their order."""
        if self._token_fields is not None:
            return names_in([*self._texts, *oauth2.texts(self._token_fields, self._own_headers)])
        return names_in([*self._texts, fields_of(self.item.auth)])

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
    def sources(self) -> dict[str, list[list[str]]]:
        """For each field that sends files, what the file calls those of each of its parts. Only the user opens a file."""
        sources: dict[str, list[list[str]]] = {}
        for one in self._body.get("formdata", []):
            if one.get("type") == "file":
                sources.setdefault(text_of(one.get("key") or ""), []).append(sources_of(one))
        if "file" in self._body:
            file = self._body["file"]
            sources[""] = [sources_of(file if isinstance(file, dict) else {"src": file})[:1]]
        return sources

    @cached_property
    def example(self) -> Mapping[str, Any]:  # as above
        files = {parameter.wire: parameter.name for parameter in self.parameters if parameter.place == "file"}
        named = {key: [name for part in parts for name in part] for key, parts in self.sources.items()}
        return {files[key]: names for key, names in named.items() if names}

    @cached_property
    def signature(self) -> Any:  # as above
        return signature_of(self.parameters)

    @cached_property
    def credentials(self) -> tuple[str, ...]:
        fields, kind = fields_of(self.item.auth), kind_of(self.item.auth)
        own = [text_of(fields[name]) for name in SECRETS.get(kind, ()) if fields.get(name)]
        return (*own, *secrets_in_path(self.item.request.get("url")))

    @property
    def secret_variables(self) -> frozenset[str]:
        """The variables that stand where a secret stands."""
        return frozenset(names_in(self.secret_texts))

    @property
    def secret_texts(self) -> list[str]:
        """The texts with variables that stand where a secret stands."""
        return [text for text in self._hidden if "{{" in text]

    @property
    def literal_secrets(self) -> list[str]:
        """The secrets that the file itself holds, as far as they are long enough to be told from other words."""
        return [text for text in self._hidden if is_telling(text)]

    @cached_property
    def _hidden(self) -> list[str]:
        """The texts that stand where a secret stands."""
        secrets: list[str] = list(self.credentials)

        def keep(name: str, value: str) -> str:
            secrets.append(value)
            return value

        in_address(written(self.item.request.get("url")), keep)
        pairs = [(text_of(one.get("key") or ""), text_of(one.get("value") or "")) for one in self._pairs]
        for name, value in (*self.headers.items(), *pairs):
            in_header(name, value, keep)
        in_text(self.text, keep)
        with suppress(ValueError, RecursionError):
            secrets += held_in(json.loads(self.text))
        if self.content_type == FORM:
            in_query(self.text, keep)
        graphql = self._body.get("graphql")
        for text in graphql.values() if isinstance(graphql, dict) else ():
            in_text(text_of(text), keep)
        for script in self.item.scripts:
            in_script(script.text, keep)
        return list(map(str, secrets))

    @property
    def _pairs(self) -> list[dict[str, Any]]:
        return [*self._body.get("urlencoded", []), *self._body.get("formdata", [])]

    @property
    def content_type(self) -> str:
        named = next((value for name, value in self.headers.items() if name.lower() == "content-type"), "")
        mode = self._body.get("mode")
        if named or not mode:
            return named
        return FORM if mode == "urlencoded" else _LANGUAGES.get(self._body.get("language", ""), "text/plain")

    @property
    def problem(self) -> str:
        return self.item.problem or lacking(kind_of(self.item.auth), fields_of(self.item.auth))

    @property
    def has_body(self) -> bool:
        return False

    def bind(self, /, *args: object, **kwargs: object) -> dict[str, object]:
        """See :meth:`Step.bind`. A missing value of a table is refused: the variable may hold a value of another row."""
        for name, value in self.signature.bind_partial(*args, **kwargs).arguments.items():
            if value is not None and is_missing(value):
                raise TypeError(f"{name} is a missing value (NaN, NA): give a value, or leave it out")
        return super().bind(*args, **kwargs)

    def values(self, arguments: Mapping[str, object], variables: Mapping[str, str]) -> dict[str, object]:
        """The value of each variable: the argument, or what the environment holds. Beside the parameters there are the variables
        that stand in values of others, each under its name in braces.

        Raises :class:`InvalidInput` for variables that have no value, and :class:`CannotSend`.
        """
        return self._filled(arguments, variables)[0]

    def _filled(
        self, arguments: Mapping[str, object], variables: Mapping[str, str]
    ) -> tuple[dict[str, object], Message]:
        """The values, see :meth:`values`, and the message with them."""
        given = self._given(arguments)
        looked_up: dict[str, object] = {}

        def find(name: str) -> str | None:
            value = given.get(name)
            if value is None:
                value = variables.get(name)
            if value is None:
                return dynamic.value_of(name)
            looked_up[name] = str(value)
            return str(value)

        message = self._message(find, arguments)
        names = {parameter.wire: parameter.name for parameter in self.parameters if parameter.place == "variable"}
        files = {one.name: arguments.get(one.name) for one in self.parameters if one.place == "file"}
        values = {names.get(name, f"{{{{{name}}}}}"): value for name, value in looked_up.items()} | files
        return values, message

    def _given(self, arguments: Mapping[str, object]) -> dict[str, str]:
        given, problems = {}, {}
        for parameter in self.parameters:
            value = plain(arguments.get(parameter.name))
            if parameter.place != "variable" or value is None:
                continue
            try:
                value = value.isoformat() if isinstance(value, date | time) else value
                parameter.refuse_shortened(value)
                refuse_half_characters(value, parameter.label)
                given[parameter.wire] = text_of(value)
            except ValueError as trouble:
                problems[parameter.name] = str(trouble)
            except TypeError:
                problems[parameter.name] = f"{parameter.label} is text, not {type(value).__name__}."
        if problems:
            raise InvalidInput(problems)
        return given

    def call(self, arguments: Mapping[str, object], variables: Mapping[str, str]) -> Call:
        values, message = self._filled(arguments, variables)
        return self._call(message, values, arguments)

    def checked_call(
        self, values: Mapping[str, Any], arguments: Mapping[str, object], variables: Mapping[str, str]
    ) -> Call:
        return self.call(arguments, variables)  # the values of variables that only other values name are not among them

    def request(self, values: Mapping[str, Any], arguments: Mapping[str, object] | None = None) -> Call:
        """The request for checked values, to be shown: a word stands in place of a signature."""
        return self._call(self._message(self.finder(values), values, signed=False), values, arguments or {})

    def finder(self, values: Mapping[str, Any]) -> Callable[[str], str | None]:
        """Gives the value of a variable from values by the names of parameters."""
        names = {parameter.wire: parameter.name for parameter in self.parameters if parameter.place == "variable"}

        def find(name: str) -> str | None:
            value = values.get(names.get(name, f"{{{{{name}}}}}"))
            return dynamic.value_of(name) if value is None else str(value)

        return find

    def _call(self, message: Message, values: Mapping[str, Any], arguments: Mapping[str, object]) -> Call:
        find = self.finder(values)
        own = [one.name for one in self.parameters if one.name in arguments]
        return Call(
            step=self,
            path=message.target,
            headers=shown_headers(message, self.headers),
            body=None,
            arguments={name: arguments[name] for name in own},
            files=tuple((part.name, part.value) for part in message.parts if isinstance(part.value, Upload)),
            fields=tuple((part.name, part.value) for part in message.parts if isinstance(part.value, str)),
            text=None if message.parts or message.body is None else message.body.decode("utf-8", "replace"),
            values=dict(values),
            credentials=tuple(Filler(find).text(one) for one in self.credentials),
            message=message,
        )

    def with_token(self, call: Call, token: str, used: frozenset[str] = frozenset()) -> Call:
        """A call with an access token of OAuth 2 that was fetched. ``used``: the variables that it was fetched with.

        Raises :class:`CannotSend` if no header can carry this token.
        """
        message = self._message(self.finder(call.values), call.values, token)
        made = self._call(replace(message, used=message.used | used), call.values, call.arguments)
        return replace(made, credentials=(*made.credentials, token))

    def _message(
        self,
        find: Callable[[str], str | None],
        arguments: Mapping[str, Any],
        token: str | None = None,
        *,
        signed: bool = True,
    ) -> Message:
        """The message. Raises :class:`InvalidInput` for variables without a value, and :class:`CannotSend`."""
        if self.item.problem:
            raise CannotSend(self.item.problem)
        try:
            return self._built(find, arguments, token, signed)
        except CannotSend as trouble:
            if not trouble.missing:
                raise
            labels = {one.wire: (one.name, f"{one.label} is needed. ") for one in self.parameters}
            if self._token_fields is not None:
                name, needed = labels.get(self.token_variable, (self.token_variable, ""))
                labels[self.token_variable] = (name, f"{needed}{oauth2.how_to_get(self._token_fields)} ")
            found = {name: labels.get(name, (name, "")) for name in trouble.missing}
            raise InvalidInput(
                {key: f"{needed}{{{{{name}}}}} is not set." for name, (key, needed) in found.items()}
            ) from None

    def _built(
        self, find: Callable[[str], str | None], arguments: Mapping[str, Any], token: str | None, signed: bool
    ) -> Message:
        item = self.item
        files = ChosenFiles(self.parameters, arguments, self.sources)
        return message_of(item.request, item.auth, item.behavior, find, files, token=token, signed=signed)


def used_in(texts: Iterable[str], find: Callable[[str], str | None]) -> frozenset[str]:
    """The variables that fill these texts, also those that only the value of another one names."""
    filler = Filler(find)
    for text in texts:
        with suppress(CannotSend):
            filler.text(text)
    return frozenset(filler.used)
