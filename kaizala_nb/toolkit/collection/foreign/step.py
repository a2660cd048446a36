"""A step of anybody's collection: it makes its request as Postman does. Its parameters are its ``{{variables}}``, its files, and
the values of the file that a person would change.

Most of it is worked out when it is first asked for: a file may hold ten thousand requests.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any, Self

from kaizala_nb.serving.secrecy import (
    in_address,
    in_header,
    in_json,
    in_query,
    in_script,
    in_text,
    is_telling,
    texts_of,
)
from kaizala_nb.toolkit.collection.foreign import CannotSend, dynamic, oauth2
from kaizala_nb.toolkit.collection.foreign.body import FORM, sources_of, wanted
from kaizala_nb.toolkit.collection.foreign.building import headers_of, message_of
from kaizala_nb.toolkit.collection.foreign.fields import (
    Found,
    RequestField,
    edited,
    fields_in,
    found_in,
    with_descriptions,
)
from kaizala_nb.toolkit.collection.foreign.fields.words import described
from kaizala_nb.toolkit.collection.foreign.filling import Filler, names_in
from kaizala_nb.toolkit.collection.foreign.items import Item
from kaizala_nb.toolkit.collection.foreign.pieces import ChosenFiles, sent_parts, shown_headers
from kaizala_nb.toolkit.collection.foreign.signing import lacking
from kaizala_nb.toolkit.collection.foreign.signing.fields import SECRETS, fields_of, kind_of
from kaizala_nb.toolkit.collection.function import signature_of
from kaizala_nb.toolkit.collection.message import Message
from kaizala_nb.toolkit.collection.parameter import InvalidInput, Parameter
from kaizala_nb.toolkit.collection.plain import plain, refuse_half_characters
from kaizala_nb.toolkit.collection.scripts.filled import filled_by
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.slugs import Slugs
from kaizala_nb.toolkit.collection.step import Call, Step
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.upload import Upload
from kaizala_nb.toolkit.collection.variables import parameters_of
from kaizala_nb.toolkit.collection.written_address import secrets_in_path, written

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
        variables = with_descriptions(self.asked_variables, self._found, self.item.request)
        return (*variables, *self._file_parameters, *(one.parameter for one in self.request_fields))

    @cached_property
    def _slugs(self) -> Slugs:
        return Slugs("")

    @cached_property
    def asked_variables(self) -> tuple[Parameter, ...]:
        """The parameters that are variables."""
        # a variable that holds the whole address is no field of a form
        names = [name for name in self.variables if not name.startswith("$") and name != self.base]
        variables = parameters_of(names, self.secret_variables, self._slugs)
        if self._token_fields is not None:
            variables = oauth2.parameters(variables, self._token_fields, names_in(self._texts), self._own_headers)
        return tuple(self._asked(one) for one in variables)

    @cached_property
    def _file_parameters(self) -> tuple[Parameter, ...]:
        assert self.asked_variables is not None  # their names come first
        helps = {text_of(one.get("key") or ""): described(one) for one in self._body.get("formdata", [])}
        return tuple(self._file_parameter(key, helps.get(key, "")) for key in self.sources)

    def _file_parameter(self, key: str, help: str) -> Parameter:
        name = self._slugs.new(f"files {key}")
        return Parameter(name, key, "files", "file", None, True, help, title=key or "file", state="on")

    @cached_property
    def request_fields(self) -> tuple[RequestField, ...]:
        """The parameters that are neither variables nor files: values of the file that a person would change."""
        variables = [one.wire for one in (*self.asked_variables, *self._file_parameters) if one.place == "variable"]
        return fields_in(self._found, variables, self._slugs)

    @cached_property
    def _found(self) -> list[Found]:
        return [] if self.item.problem else found_in(self.item.request, self.method, self.item.behavior)

    def _asked(self, parameter: Parameter) -> Parameter:
        """A parameter as it is asked for: nobody has to give a variable that a script names before the request is made."""
        earlier = [script.text for script in self.item.scripts if script.event == "prerequest"]
        is_named = any(f"{mark}{parameter.wire}{mark}" in text for text in earlier for mark in "\"'`")
        return replace(parameter, optional=True) if is_named else parameter

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
        files = {parameter.wire: parameter.name for parameter in self._file_parameters}
        named = {key: [name for part in parts for name in part] for key, parts in self.sources.items()}
        return {files[key]: names for key, names in named.items() if names}

    @cached_property
    def signature(self) -> Any:  # as above
        return signature_of(self.parameters)

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
        fields, kind = fields_of(self.item.auth), kind_of(self.item.auth)
        secrets = [(name, text_of(fields[name])) for name in SECRETS.get(kind, ()) if fields.get(name)]
        if kind == "apikey":
            secrets = [(text_of(fields.get("key") or "key"), text) for _, text in secrets]

        def keep(name: str, value: str) -> str:
            secrets.append((name, value))
            return value

        url = self.item.request.get("url")
        secrets += secrets_in_path(url)
        in_address(written(url), keep)
        for name, value in (*self.headers.items(), *pairs_in(self.item.request)):
            in_header(name, value, keep)
        in_text(self.text, keep)
        with suppress(ValueError, RecursionError):
            in_json(json.loads(self.text), lambda name, value: secrets.extend((name, text) for text in texts_of(value)))
        if self.content_type == FORM:
            in_query(self.text, keep)
        graphql = self._body.get("graphql")
        for text in graphql.values() if isinstance(graphql, dict) else ():
            in_text(text_of(text), keep)
        for script in self.item.scripts:
            secrets += _secrets_in_script(script.text)
        return secrets

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
        given, fields = self._given(arguments)
        looked_up: dict[str, object] = {}

        def find(name: str) -> str | None:
            value = given.get(name)
            if value is None:
                value = variables.get(name)
            if value is None:
                return dynamic.value_of(name)
            looked_up[name] = str(value)
            return str(value)

        files = {one.name: arguments.get(one.name) for one in self._file_parameters}
        message = self._message(find, files | fields)
        names = {parameter.wire: parameter.name for parameter in self.asked_variables}
        values = {names.get(name, f"{{{{{name}}}}}"): value for name, value in looked_up.items()}
        return values | files | fields, message

    def _given(self, arguments: Mapping[str, object]) -> tuple[dict[str, str], dict[str, object]]:
        """What the arguments give: values of variables by the names of these, and values of fields by the names of parameters."""
        given: dict[str, str] = {}
        fields: dict[str, object] = {}
        problems: dict[str, str] = {}
        for parameter in self.asked_variables:
            value = plain(arguments.get(parameter.name))
            if value is None:
                continue
            try:
                refuse_half_characters(value, parameter.label)
                given[parameter.wire] = text_of(value)
            except ValueError as trouble:
                problems[parameter.name] = str(trouble)
            except TypeError:
                problems[parameter.name] = f"{parameter.label} is text, not {type(value).__name__}."
        for one in self.request_fields:
            name = one.parameter.name
            if name not in arguments:
                continue
            value = one.parameter.plain(arguments[name])
            try:
                if one.is_given(value):
                    fields[name] = one.checked(value)
            except ValueError as trouble:
                problems[name] = str(trouble)
        if problems:
            raise InvalidInput(problems)
        return given, fields

    def request_with(self, arguments: Mapping[str, object]) -> tuple[dict[str, Any], frozenset[str]]:
        """The request as the file has it, with the fields that are given and are not secret; and the names of these."""
        try:
            given = self._given(arguments)[1]
        except InvalidInput:  # it is told when the request is made
            return self.item.request, frozenset()
        fields = [one for one in self.request_fields if one.parameter.name in given and not one.parameter.secret]
        return edited(self.item.request, fields, given), frozenset(one.parameter.name for one in fields)

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
        names = {parameter.wire: parameter.name for parameter in self.asked_variables}

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
            labels = {one.wire: (one.name, f"{one.label} is needed. ") for one in self.asked_variables}
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
        files = ChosenFiles(self._file_parameters, arguments, self.sources)
        request = edited(item.request, self.request_fields, arguments)
        return message_of(request, item.auth, item.behavior, find, files, token=token, signed=signed)


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


def used_in(texts: Iterable[str], find: Callable[[str], str | None]) -> frozenset[str]:
    """The variables that fill these texts, also those that only the value of another one names."""
    filler = Filler(find)
    for text in texts:
        with suppress(CannotSend):
            filler.text(text)
    return frozenset(filler.used)
