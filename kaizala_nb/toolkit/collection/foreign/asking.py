"""What a step of anybody's collection asks for: its ``{{variables}}``, its files, and the values that a person would change."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from kaizala_nb.toolkit.collection.foreign import oauth2
from kaizala_nb.toolkit.collection.foreign.as_written import WrittenStep
from kaizala_nb.toolkit.collection.foreign.body import sources_of
from kaizala_nb.toolkit.collection.foreign.fields import (
    Found,
    RequestField,
    fields_in,
    found_in,
    with_descriptions,
)
from kaizala_nb.toolkit.collection.foreign.fields.finding import variable_of
from kaizala_nb.toolkit.collection.foreign.fields.words import described
from kaizala_nb.toolkit.collection.foreign.filling import names_in
from kaizala_nb.toolkit.collection.foreign.signing.fields import fields_of
from kaizala_nb.toolkit.collection.function import WORDS_DECLARED, signature_of
from kaizala_nb.toolkit.collection.parameter import Parameter
from kaizala_nb.toolkit.collection.slugs import Slugs
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.variables import parameters_of
from kaizala_nb.toolkit.collection.variation import WORDS


class AskingStep(WrittenStep):
    """A step with its parameters."""

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        variables = with_descriptions(self.asked_variables, self._found, self.item.request)
        return (*variables, *self._file_parameters, *(one.parameter for one in self.request_fields))

    @cached_property
    def _slugs(self) -> Slugs:
        slugs = Slugs("", WORDS)
        for word in WORDS:
            slugs.take(word)
        return slugs

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
    def names_in_body(self) -> Mapping[tuple[str, ...], str]:
        """The parameters of the values of a JSON body, by the paths of these."""
        variables = {one.wire: one.name for one in self.asked_variables}
        names = {one.path: variables.get(variable_of(one), "") for one in self._found if one.is_json}
        names |= {one.found.path: one.parameter.name for one in self.request_fields if one.found.is_json}
        return {path: name for path, name in names.items() if name}

    @cached_property
    def _found(self) -> list[Found]:
        return [one for one in self._found_all if not one.is_no_field]

    @cached_property
    def _found_all(self) -> list[Found]:
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
        signature = signature_of(self.parameters)
        return signature.replace(parameters=[*signature.parameters.values(), *WORDS_DECLARED])
