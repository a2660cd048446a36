"""What a call changes in a request of somebody's file beside the values of fields: it leaves some out, and adds headers."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from kaizala_nb.toolkit.collection.foreign.asking import AskingStep
from kaizala_nb.toolkit.collection.foreign.fields import Found, edited, file_part
from kaizala_nb.toolkit.collection.foreign.fields.finding import names_of_objects, variable_of
from kaizala_nb.toolkit.collection.foreign.filling import names_in
from kaizala_nb.toolkit.collection.foreign.own_headers import Parts, with_headers
from kaizala_nb.toolkit.collection.variation import Unfit, Variation
from kaizala_nb.toolkit.collection.written_address import written


class VaryingStep(AskingStep):
    """A step whose calls may leave fields out, and add headers."""

    def variation(self, arguments: Mapping[str, Any]) -> Variation:
        return Variation.of(arguments)

    def unasked(self, arguments: Mapping[str, Any]) -> frozenset[str]:  # as above
        variation = self.variation(arguments)
        if not variation:
            return frozenset()
        asked = {one.name for one in self.asked_variables}
        names = {name for name in variation.without if name not in asked}
        objects = [one for name in names & self.objects_in_body.keys() for one in self.objects_in_body[name]]
        for one in self.request_fields:
            is_given = one.found.place == "header" and one.found.title.strip().lower() in variation.header_names
            if is_given or (one.found.place == "body" and one.found.is_in(objects)):
                names.add(one.parameter.name)
        request, auth, _ = self.parts({}, variation)
        varied = type(self).of(replace(self.item, request=request, auth=auth), self.slug, self.folder, self.service)
        still_asked = {one.wire for one in varied.asked_variables}
        return frozenset(names | {one.name for one in self.asked_variables if one.wire not in still_asked})

    def check_variation(self, variation: Variation, arguments: Mapping[str, object]) -> None:
        """Raise :class:`Unfit` for what cannot be left out, and for what is given and left out."""
        names = {*(one.name for one in self.parameters), *self.objects_in_body}
        for name in variation.without:
            if name not in names:
                raise Unfit(f"without has {name!r}, and there is no such field", unknown=name)
            if not self.left_out([name]):
                raise self._needed(name)
        unasked = self.unasked(variation.arguments)
        if twice := next((name for name in arguments if name in unasked), None):
            raise Unfit(f"{twice} has a value here, and without or headers leaves it out: give one of the two")

    def _needed(self, name: str) -> Unfit:
        """The error for a parameter that the request cannot be without."""
        wire = next(one.wire for one in self.parameters if one.name == name)
        places = [one.found.place for one in self.request_fields if one.parameter.name == name]
        if "path" in places or wire in names_in(written(self.item.request.get("url"))):
            return Unfit(f"{name} cannot be left out: the address needs it")
        return Unfit(
            f"{name} cannot be left out: it stands inside another value, or in the authorisation",
            todo='A whole header is taken away so: headers={"Authorization": None}',
        )

    def parts(self, arguments: Mapping[str, Any], variation: Variation) -> Parts:
        """What the message is made of, with the values of fields and with what the call changes."""
        item = self.item
        request = edited(item.request, self.request_fields, arguments, self.left_out(variation.without))
        return with_headers(Parts(request, item.auth, item.behavior), variation.headers)

    def left_out(self, names: Iterable[str]) -> list[Found]:
        """What is taken out of the request when these are left out: parameters, or objects of JSON with parameters in them, such as
        ``shelf``. What there is not is passed over."""
        named = {id(one): one for name in names for one in self._takeable(name)}  # an object may be named in two ways
        found = list(named.values())
        objects = [one for one in found if one.is_no_field]
        return [one for one in found if not (one.place == "body" and one.is_in(objects))]

    @cached_property
    def objects_in_body(self) -> dict[str, list[Found]]:
        """The objects of a JSON body that have parameters in them, by their paths, "shipTo.geo", and by their names in Python, see
        :attr:`object_names`. None has the name of a parameter."""
        by_path = self._objects_by_path
        return {name: by_path[path] for name, path in self.object_names.items()} | by_path

    @cached_property
    def object_names(self) -> dict[str, str]:
        """The paths of these objects by their names in Python: "shipTo.geo" by ``geo``, or by ``ship_to_geo``."""
        paths = {several[0].path: path for path, several in self._objects_by_path.items()}
        named = names_of_objects(paths, [one.name for one in self.parameters])
        return {name: paths[path] for name, path in named.items()}

    @cached_property
    def _objects_by_path(self) -> dict[str, list[Found]]:
        parameters = [one.name for one in self.parameters]
        objects: dict[str, list[Found]] = {}
        for one in self._found_all:
            if one.is_no_field and not one.value and one.title not in parameters:
                objects.setdefault(one.title, []).append(one)
        return objects

    def _takeable(self, name: str) -> list[Found]:
        """The places of a parameter, or of an object with parameters, that the request can be without."""
        if name in self.objects_in_body:
            return self.objects_in_body[name]
        fields = [one.found for one in self.request_fields if one.parameter.name == name]
        fields += [file_part(one.wire) for one in self._file_parameters if one.name == name]
        variables = [one.wire for one in self.asked_variables if one.name == name]
        fields += [one for one in self._found_all if variable_of(one) in variables]
        return [one for one in fields if one.take]
