"""A step of anybody's collection: it makes its request as Postman does. Its parameters are its ``{{variables}}``, its files, and
the values of the file that a person would change.

Most of it is worked out when it is first asked for: a file may hold ten thousand requests.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, time
from typing import Any

from kaizala_nb.toolkit.collection.foreign import CannotSend, dynamic, oauth2
from kaizala_nb.toolkit.collection.foreign.building import message_of
from kaizala_nb.toolkit.collection.foreign.fields import edited
from kaizala_nb.toolkit.collection.foreign.fields.by_path import values_by_path
from kaizala_nb.toolkit.collection.foreign.filling import Filler
from kaizala_nb.toolkit.collection.foreign.own_headers import without_headers
from kaizala_nb.toolkit.collection.foreign.pieces import ChosenFiles, shown_headers
from kaizala_nb.toolkit.collection.foreign.varying import VaryingStep
from kaizala_nb.toolkit.collection.message import Message
from kaizala_nb.toolkit.collection.parameter import InvalidInput
from kaizala_nb.toolkit.collection.plain import is_missing, plain, refuse_half_characters
from kaizala_nb.toolkit.collection.step import Call
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.upload import Upload
from kaizala_nb.toolkit.collection.variation import HEADERS, WITHOUT, Variation

_UNSET, _HOLDS_ITSELF = "is not set.", "has a value that leads back to itself."


class ForeignStep(VaryingStep):
    """See the module. It makes its messages, and its calls with them."""

    def bind(self, /, *args: object, **kwargs: object) -> dict[str, object]:
        """See :meth:`Step.bind`. A missing value of a table is refused: the variable may hold a value of another row.

        ``body`` gives the values of a JSON body by their names there. ``without`` are parameters that are left out, ``headers`` are
        headers beside them.
        """
        variation = Variation.given(kwargs.pop(WITHOUT, None), kwargs.pop(HEADERS, None))
        if "body" in kwargs and self.names_in_body and "body" not in self.signature.parameters:
            given = values_by_path(kwargs.pop("body"), self.names_in_body)
            if twice := given.keys() & kwargs.keys():
                raise TypeError(f"{min(twice)} is given twice, once in body")
            kwargs |= given
        for name, value in self.signature.bind_partial(*args, **kwargs).arguments.items():
            if value is not None and is_missing(value):
                raise TypeError(f"{name} is a missing value (NaN, NA): give a value, or leave it out")
        arguments = super().bind(*args, **kwargs)
        self.check_variation(variation, arguments)
        return arguments | variation.arguments

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
        others = self.variation(arguments).arguments
        message = self._message(find, files | fields | others)
        names = {parameter.wire: parameter.name for parameter in self.asked_variables}
        values = {names.get(name, f"{{{{{name}}}}}"): value for name, value in looked_up.items()}
        return values | files | fields | others, message

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
                value = value.isoformat() if isinstance(value, date | time) else value
                parameter.refuse_shortened(value)
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
        """The request as the file has it, with the fields that are given and are not secret, without those that are left out; and
        the names of these arguments. Headers that are given count after all scripts."""
        try:
            given = self._given(arguments)[1]
        except InvalidInput:  # it is told when the request is made
            return self.item.request, frozenset()
        fields = [one for one in self.request_fields if one.parameter.name in given and not one.parameter.secret]
        left_out = self.left_out(self.variation(arguments).without)
        names = frozenset(one.parameter.name for one in fields) | {WITHOUT}
        return edited(self.item.request, fields, given, left_out), names

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
        variation = self.variation(values)
        unasked = self.unasked(variation.arguments)
        own = [one.name for one in self.parameters if one.name in arguments and one.name not in unasked]
        return Call(
            step=self,
            path=message.target,
            headers=shown_headers(message, [*self.headers, *variation.headers]),
            body=None,
            arguments={name: arguments[name] for name in own} | self.variation(arguments).arguments,
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
            problems = {
                key: f"{needed}{{{{{name}}}}} {_UNSET if find(name) is None else _HOLDS_ITSELF}"
                for name, (key, needed) in found.items()
            }
            raise InvalidInput(problems) from None

    def _built(
        self, find: Callable[[str], str | None], arguments: Mapping[str, Any], token: str | None, signed: bool
    ) -> Message:
        variation = self.variation(arguments)
        files = ChosenFiles(self._file_parameters, arguments, self.sources)
        request, auth, behavior = self.parts(arguments, variation)
        message = message_of(request, auth, behavior, find, files, token=token, signed=signed)
        return without_headers(message, variation.headers)


def used_in(texts: Iterable[str], find: Callable[[str], str | None]) -> frozenset[str]:
    """The variables that fill these texts, also those that only the value of another one names."""
    filler = Filler(find)
    for text in texts:
        with suppress(CannotSend):
            filler.text(text)
    return frozenset(filler.used)
