"""A step: one request of the API, declared as a typed function whose signature *is* the form.

A step turns values into a :class:`Call`. A call says everything about the request but the address of the service. This module does
not know who sends the call, or what comes back. A step that was read from somebody else's Postman file has no declaration: it keeps
the text of the file, and its parameters are the ``{{variables}}`` in that text.
"""

import inspect
import json
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, ParamSpec
from urllib.parse import quote, urlencode

from kaizala_nb.serving.secrecy import in_address, unless_named
from kaizala_nb.toolkit.collection import templates
from kaizala_nb.toolkit.collection.message import Message
from kaizala_nb.toolkit.collection.parameter import (
    InvalidInput,
    Parameter,
    Variable,
)
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.token import Token
from kaizala_nb.toolkit.collection.upload import Upload
from kaizala_nb.toolkit.collection.variation import Variation

P = ParamSpec("P")


@dataclass(frozen=True, repr=False, slots=True)
class Call:
    """A step with its values: the request, ready to be sent to any service of its kind.

    Attributes:
        step: The step.
        path: The path, which begins with a slash, with its query.
        headers: The headers, without those of the authorisation.
        body: The JSON body that is made of parameters; None for none.
        arguments: The values that the caller chose, in the order of the signature: for the line of Python that makes this call.
        files: The parts of a form that are files, under their names in the form.
        fields: The parts of a form that are texts.
        text: A body that is not made of parameters; None for none.
        values: All values, checked.
        credentials: Texts in the request that are never shown.
        message: The request word for word, if it is sent exactly as somebody else's file has it; otherwise None.
    """

    step: "Step"
    path: str
    headers: dict[str, str]
    body: dict[str, Any] | None
    arguments: dict[str, Any]
    files: tuple[tuple[str, Upload], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    text: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    credentials: tuple[str, ...] = ()
    message: Message | None = None

    def __repr__(self) -> str:  # a call holds secrets; its repr does not
        return f"<Call {self.step.method} {self.step.shown_path}>"

    @property
    def body_text(self) -> str | None:
        """The body as text, as it goes over the wire; None where there is none, or a form in its place."""
        if self.body is None:
            return self.text
        return json.dumps(self.body, ensure_ascii=False)

    @property
    def is_form(self) -> bool:
        """Whether the body is a form with parts."""
        return bool(self.files or self.fields)


@dataclass(frozen=True, repr=False)
class Step(Generic[P]):
    """One request of the collection. Of one that was declared as a function, ``P`` are the parameters of that function.

    Attributes:
        name: Its name in Postman.
        slug: Its name in Python.
        folder: The slug of its folder: ``"books"``; inside another folder ``"books.covers"``; "" outside all folders.
        method: The method of HTTP.
        path: The path with its query. ``{bookId}`` in it stands for a parameter.
        parameters: The parameters, in the order of the signature.
        signature: The signature, as people read it.
        doc: The description.
        base: The variable that holds the address, or an address with a scheme.
        token: The token that it carries; None if it needs none.
        saves: For each variable that the reply fills, the path in the reply.
        expiries: For each variable that is good for a time, the field of the reply that says until when.
        keeps: For each variable that keeps a value of the request, the name of the parameter.
        rows: What of the reply is read as a table, a row for each entry; None for the whole reply.
        body: What the body holds beside the parameters.
        inside: The object of the body that holds the parameters; "" if it is the body itself.
        example: The values of the collection's own request.
        reply: An example of the reply.
        only_reads: It changes nothing, whatever its method.
        service: The service that it goes to.
        addresses: Fields of the reply that hold an address for later requests. Each must be at a host that the user allowed.
        notes: For each variable, what to say when the reply fills it.
        refusals: For each status, a function that says what it means for this request.
        undone: The sentence that says that it was not done.

    A step from somebody else's file has further attributes, with the ``{{variables}}`` of the file in their texts:

    Attributes:
        headers: The headers.
        text: The body; "" for none.
        fields: The parts of a form that are texts.
        scripts: The scripts, by the event that runs them. They are read, and never run.
        credentials: The texts that its authorisation put into the request. They are never shown.
    """

    name: str
    slug: str
    folder: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    signature: inspect.Signature
    doc: str
    base: str = ""
    token: Token | None = None
    saves: Mapping[str, str] = field(default_factory=dict)
    expiries: Mapping[str, str] = field(default_factory=dict)
    keeps: Mapping[str, str] = field(default_factory=dict)
    rows: str | None = None
    body: Mapping[str, Any] = field(default_factory=dict)
    inside: str = ""
    example: Mapping[str, Any] = field(default_factory=dict)
    reply: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    scripts: Mapping[str, str] = field(default_factory=dict)
    only_reads: bool = False
    credentials: tuple[str, ...] = ()
    service: Service = field(default=Service(), compare=False)
    addresses: tuple[str, ...] = field(default=(), compare=False)
    notes: Mapping[str, str] = field(default_factory=dict, compare=False)
    refusals: Mapping[int, Callable[[Any], Any]] = field(default_factory=dict, compare=False)
    undone: str = field(default="What you asked for was not done.", compare=False)

    def __repr__(self) -> str:
        return f"<Step {self.name!r}: {self.method} {self.shown_path}>"

    @property
    def attribute(self) -> str:
        """What code writes behind the name of the Api: ``books.covers.add_a_cover``."""
        return f"{self.folder}.{self.slug}" if self.folder else self.slug

    @property
    def shown_base(self) -> str:
        """What its address begins with, without secrets: ``{{api-root}}``, or the address itself where that is no variable."""
        base = in_address(self.base)
        return base if "://" in base else f"{{{{{base}}}}}"

    @property
    def shown_path(self) -> str:
        """Its path without secrets: the query of a path from a file may hold some."""
        path = in_address(self.path)
        for credential in filter(None, self.credentials):
            path = path.replace(credential, unless_named(credential))
        return path

    @property
    def problem(self) -> str:
        """Why it can never be sent; "" if it can. Only a request of somebody else's file may have a reason."""
        return ""

    @property
    def fills(self) -> Iterable[str]:
        """The names of the variables that its reply may fill."""
        return self.saves

    def variation(self, arguments: Mapping[str, Any]) -> Variation:
        """What these arguments of a call change beside the values of fields. Nothing does in a declared step."""
        return Variation()

    def unasked(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """The names of the parameters that these arguments of a call make needless."""
        return frozenset()

    @property
    def safe_to_repeat(self) -> bool:
        """Whether sending it twice has the same effect as sending it once. The method says so, or it changes nothing at all."""
        return self.only_reads or self.method in ("GET", "PUT", "DELETE")

    @property
    def has_body(self) -> bool:
        """Whether the body is JSON made of the parameters."""
        return self.method in ("POST", "PUT") and self.text is None and not self.sends_files

    @property
    def sends_files(self) -> bool:
        """Whether the request is an upload."""
        return any(parameter.place == "file" for parameter in self.parameters)

    def bind(self, /, *args: object, **kwargs: object) -> dict[str, object]:
        """The arguments of a call by their names. Values of pandas and numpy become Python's own.

        Raises ``TypeError`` as any function does. Here, and only here, a text becomes the path of a file: the caller wrote it.
        """
        arguments = self._plain(self.signature.bind_partial(*args, **kwargs).arguments)
        for parameter in self.parameters:
            if parameter.kind == "files" and parameter.name in arguments:
                arguments[parameter.name] = _paths(arguments[parameter.name])
        return arguments

    def _plain(self, arguments: Mapping[str, object]) -> dict[str, object]:
        parameters = {parameter.name: parameter for parameter in self.parameters}
        return {
            name: parameters[name].plain(value) if name in parameters else value for name, value in arguments.items()
        }

    def values(self, arguments: Mapping[str, object], variables: Mapping[str, str]) -> dict[str, object]:
        """The checked value of each parameter: the argument, or else its default, which may be a variable.

        An argument may be a :class:`Variable` too, or a list with variables in it. Raises :class:`InvalidInput` with a sentence
        for each parameter that is missing or wrong.
        """
        arguments = self._plain(arguments)
        values, problems = {}, {}
        for parameter in self.parameters:
            value = arguments.get(parameter.name, parameter.default)
            missing: list[str] = []
            try:
                value = _looked_up(value, variables, missing)
            except RecursionError:
                problems[parameter.name] = f"{parameter.label} holds lists in lists, too many."
                continue
            if value is inspect.Parameter.empty or (missing and not isinstance(value, list)):
                value = None
            try:
                if missing and isinstance(value, list):
                    raise ValueError(f"{parameter.label} is not complete.")
                values[parameter.name] = parameter.check(value)
            except ValueError as trouble:
                problems[parameter.name] = str(trouble) + "".join(f" {{{{{name}}}}} is not set." for name in missing)
        if problems:
            raise InvalidInput(problems)
        return values

    def call(self, arguments: Mapping[str, object], variables: Mapping[str, str]) -> Call:
        """The request for these values. Raises :class:`InvalidInput`; see :meth:`values`."""
        return self.request(self.values(arguments, variables), self._plain(arguments))

    def checked_call(
        self, values: Mapping[str, Any], arguments: Mapping[str, object], variables: Mapping[str, str]
    ) -> Call:
        """The call for values that were checked, one for each parameter, as those of a form."""
        return self.request(values, arguments)

    def request(self, values: Mapping[str, Any], arguments: Mapping[str, object] | None = None) -> Call:
        """The request for checked values."""
        arguments = arguments or {}
        stands = {p.wire: str(values[p.name] or "") for p in self.parameters if p.place == "variable"}
        path, _, constant = self.path.partition("?")
        path, constant = templates.fill(path, stands, _in_path), templates.fill(constant, stands, _in_query)
        query: list[tuple[str, str]] = []
        headers = {name: templates.fill(value, stands) for name, value in self.headers.items()}
        body: dict[str, Any] = deepcopy(dict(self.body)) | ({self.inside: {}} if self.inside else {})
        files: list[tuple[str, Upload]] = []
        for parameter in self.parameters:
            value = values[parameter.name]
            if parameter.place == "path":
                path = path.replace("{" + parameter.wire + "}", _in_path(str(value).strip()))
            elif value is None or parameter.place == "variable":
                continue
            elif parameter.place == "query":
                query.append((parameter.wire, str(value).lower() if isinstance(value, bool) else str(value)))
            elif parameter.place == "header":
                headers[parameter.wire] = str(value).strip()
            elif parameter.place == "file":
                files += [(parameter.wire, upload) for upload in value]
            else:
                (body[parameter.inside] if parameter.inside else body)[parameter.wire] = value
        query_text = "&".join(part for part in (constant, urlencode(query)) if part)
        return Call(
            step=self,
            path=path + ("?" + query_text if query_text else ""),
            headers=headers,
            body=body if self.has_body else None,
            arguments={
                parameter.name: arguments[parameter.name]
                for parameter in self.parameters
                if parameter.name in arguments
            },
            files=tuple(files),
            fields=tuple((name, templates.fill(value, stands)) for name, value in self.fields),
            text=templates.fill_body(self.text, stands, self.content_type) if self.text else None,
            values=dict(values),
            credentials=tuple(templates.fill(one, stands) for one in self.credentials),
        )

    @property
    def content_type(self) -> str:
        """The media type of a body that is text, as a header names it; "" if no header does."""
        return next((value for name, value in self.headers.items() if name.lower() == "content-type"), "")


def _paths(value: object) -> object:
    """The files that a caller gives, with a path in place of each text."""
    if isinstance(value, list | tuple):
        return type(value)(_path(one) for one in value)
    return _path(value)


def _path(value: object) -> object:
    return Path(value) if isinstance(value, str) and value else value


def _in_path(value: str) -> str:
    return quote(value, safe="@")


def _in_query(value: str) -> str:
    return quote(value, safe="")


def _looked_up(value: object, variables: Mapping[str, str], missing: list[str]) -> object:
    """A value with the values of its variables. The names of empty variables are added to ``missing``."""
    if isinstance(value, Variable):
        text = variables.get(value.name) or None
        if text is None:
            missing.append(value.name)
        return text
    if isinstance(value, list):
        return [_looked_up(entry, variables, missing) for entry in value]
    return value
