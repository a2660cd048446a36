"""A step: one request of the API, declared as a typed function whose signature *is* the form.

A step turns values into a :class:`Call`, which says everything about the request but where the service lives. Who sends
it, and what comes back, is not known here.
"""

import inspect
import json
import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from types import FunctionType
from typing import Annotated, Any, get_args, get_origin
from urllib.parse import quote, urlencode

from kaizala_nb.collection.parameter import InvalidInput, Parameter, Place, Variable, parameters_of
from kaizala_nb.collection.upload import Upload


@dataclass(frozen=True, repr=False)
class Call:
    """A step with its values: the request, ready to be sent to any Kaizala.

    ``path`` begins with ``/v1`` and holds the query; ``body`` is the JSON body or ``None``; ``files`` go as the parts of a form,
    each under the name of its parameter on the wire; ``given`` are the values that the caller chose, in the signature's order, for
    the line of Python that says the same.
    """

    step: "Step"
    path: str
    headers: dict[str, str]
    body: dict[str, Any] | None
    given: dict[str, Any]
    files: tuple[tuple[str, Upload], ...] = ()

    def __repr__(self) -> str:  # a call holds secrets; its repr does not
        return f"<Call {self.step.method} {self.step.path}>"

    @property
    def body_text(self) -> str | None:
        """The body as JSON text, as it goes over the wire."""
        return None if self.body is None else json.dumps(self.body, ensure_ascii=False)


@dataclass(frozen=True, repr=False)
class Step:
    """One request of the collection.

    ``name`` is Postman's, ``slug`` Python's; ``base`` is the variable that holds the address (``api-root`` for signing in,
    ``endpoint-url`` for the rest); ``saves`` maps a variable to the field of the reply that fills it, ``expiries`` a
    variable to the field that says until when it is good; ``keeps`` maps a variable to a parameter, whose given value it holds from
    then on; ``rows`` names what of the reply is read as a table, entry by entry. ``body`` is what every such request says, the
    object ``inside`` of it is where its parameters stand. ``example`` are the values of the collection's own request, ``reply`` is
    what the service answers to it.
    """

    name: str
    slug: str
    folder: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    signature: inspect.Signature
    doc: str
    base: str = "endpoint-url"
    token: bool = True
    saves: Mapping[str, str] = field(default_factory=dict)
    expiries: Mapping[str, str] = field(default_factory=dict)
    keeps: Mapping[str, str] = field(default_factory=dict)
    rows: str | None = None
    body: Mapping[str, Any] = field(default_factory=dict)
    inside: str = ""
    example: Mapping[str, Any] = field(default_factory=dict)
    reply: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Step {self.name!r}: {self.method} {self.path}>"

    @property
    def safe_to_repeat(self) -> bool:
        """Whether sending it twice does what sending it once does, as HTTP says of its method."""
        return self.method in ("GET", "PUT", "DELETE")

    @property
    def has_body(self) -> bool:
        """Whether the request carries JSON: what changes something does, but for an upload."""
        return self.method in ("POST", "PUT") and not self.sends_files

    @property
    def sends_files(self) -> bool:
        """Whether the request is an upload."""
        return any(parameter.place == "file" for parameter in self.parameters)

    def bind(self, *args: object, **kwargs: object) -> dict[str, object]:
        """The values given by position and by name, by name. Raises ``TypeError`` as any function does."""
        return dict(self.signature.bind_partial(*args, **kwargs).arguments)

    def values(self, given: Mapping[str, object], variables: Mapping[str, str]) -> dict[str, object]:
        """Each parameter's value, checked: the one given, or its default, or what its variable holds.

        Raises :class:`InvalidInput` with a sentence for every parameter that is missing or wrong.
        """
        values, problems = {}, {}
        for parameter in self.parameters:
            value = given.get(parameter.name, parameter.default)
            source = ""
            if isinstance(value, Variable):
                source, value = value.name, variables.get(value.name) or None
            if value is inspect.Parameter.empty:
                value = None
            try:
                values[parameter.name] = parameter.check(value)
            except ValueError as trouble:
                problems[parameter.name] = str(trouble) + (
                    f" {{{{{source}}}}} is not set." if source and not value else ""
                )
        if problems:
            raise InvalidInput(problems)
        return values

    def call(self, given: Mapping[str, object], variables: Mapping[str, str]) -> Call:
        """The request for these values. Raises :class:`InvalidInput`; see :meth:`values`."""
        values = self.values(given, variables)
        path, _, constant = self.path.partition("?")
        query: list[tuple[str, str]] = []
        headers: dict[str, str] = {}
        body: dict[str, Any] = deepcopy(dict(self.body)) | ({self.inside: {}} if self.inside else {})
        files: list[tuple[str, Upload]] = []
        for parameter in self.parameters:
            value = values[parameter.name]
            if parameter.place == "path":
                path = path.replace("{" + parameter.wire + "}", quote(str(value).strip(), safe="@"))
            elif value is None:
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
            given={parameter.name: given[parameter.name] for parameter in self.parameters if parameter.name in given},
            files=tuple(files),
        )


def step_of(
    function: FunctionType,
    *,
    name: str,
    request: str,
    folder: str,
    headers: tuple[str, ...],
    wires: Mapping[str, str],
    inside: str,
    outside: tuple[str, ...],
    **rest: Any,
) -> Step:
    """Read a step off its declaration. ``request`` is ``"POST /v1/groups/{groupId}/messages"``; for ``wires``, ``inside`` and
    ``outside`` see :func:`~kaizala_nb.collection.parameter.parameters_of`."""
    method, path = request.split(" ", 1)
    places: dict[str, Place] = {wire: "path" for wire in re.findall(r"{(\w+)}", path)}
    places |= {wire: "header" for wire in headers}
    return Step(
        name=name,
        slug=function.__name__,
        folder=folder,
        method=method,
        path=path,
        parameters=parameters_of(
            function,
            places,
            "body" if method in ("POST", "PUT") else "query",
            wires=wires,
            inside=inside,
            outside=outside,
        ),
        signature=_readable(inspect.signature(function, eval_str=True)),
        doc=inspect.getdoc(function) or "",
        inside=inside,
        **rest,
    )


class _Annotation(str):
    """An annotation that a signature shows without quotes and without the module it lives in."""

    def __repr__(self) -> str:
        return str(self)


def _readable(signature: inspect.Signature) -> inspect.Signature:
    def shown(annotation: object) -> _Annotation:
        plain = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
        return _Annotation(re.sub(r"\w+\.", "", inspect.formatannotation(plain)))

    declared = signature.parameters.values()
    return signature.replace(parameters=[one.replace(annotation=shown(one.annotation)) for one in declared])
