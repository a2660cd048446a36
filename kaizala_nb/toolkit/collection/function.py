"""Reads a step off a typed function, and shows a signature as people read it: without quotes, modules and what else is taken."""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, get_args, get_origin

from kaizala_nb.toolkit.collection.kinds import annotation_of
from kaizala_nb.toolkit.collection.parameter import Parameter, Place, parameters_of, without_none
from kaizala_nb.toolkit.collection.step import P, Step
from kaizala_nb.toolkit.collection.variation import HEADERS, WITHOUT


def step_of(
    function: Callable[P, None],
    *,
    name: str,
    request: str,
    folder: str,
    headers: tuple[str, ...],
    wires: Mapping[str, str],
    titles: Mapping[str, str],
    inside: str,
    outside: tuple[str, ...],
    **rest: Any,
) -> Step[P]:
    """Read a step off its declaration. ``request`` is ``"POST /books/{bookId}/reviews"``; for ``wires``, ``titles``,
    ``inside`` and ``outside`` see :func:`~kaizala_nb.toolkit.collection.parameter.parameters_of`."""
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
            titles=titles,
            inside=inside,
            outside=outside,
        ),
        signature=_readable_signature(inspect.signature(function, eval_str=True)),
        doc=inspect.getdoc(function) or "",
        inside=inside,
        **rest,
    )


class _Annotation(str):
    """An annotation that a signature shows without quotes and without the module it lives in."""

    def __repr__(self) -> str:
        return str(self)


def _readable_annotation(annotation: object) -> _Annotation:
    """The annotation as it is read: who reads ``list`` knows what to give, and need not know all that is taken for one."""
    inner, optional = without_none(annotation)
    plain = get_args(inner)[0] if get_origin(inner) is Annotated else inner
    name = re.sub(r"\w+\.", "", inspect.formatannotation(plain)).replace("ListOf[", "list[")
    return _Annotation(f"{name} | None" if optional else name)


def _readable_signature(signature: inspect.Signature) -> inspect.Signature:
    declared = signature.parameters.values()
    parameters = [one.replace(annotation=_readable_annotation(one.annotation)) for one in declared]
    return signature.replace(parameters=parameters, return_annotation=inspect.Signature.empty)


def signature_of(parameters: Iterable[Parameter]) -> inspect.Signature:
    """The signature that declares these parameters, for a step that was not made from a function."""
    declared = []
    for one in parameters:
        annotation = annotation_of(one.kind, one.unit, one.choices)
        declared.append(
            inspect.Parameter(
                one.name,
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=one.default,
                annotation=_readable_annotation(annotation | None if one.optional else annotation),
            )
        )
    return inspect.Signature(declared)


WORDS_DECLARED = (
    inspect.Parameter(WITHOUT, inspect.Parameter.KEYWORD_ONLY, default=(), annotation=_Annotation("list[str]")),
    inspect.Parameter(HEADERS, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_Annotation("dict | None")),
)
"""The two arguments that every request of somebody's file takes."""


def parameters_in_words(step: Step) -> str:
    """The parameters for ``help()``, a line each; "" if the docstring of the request names them, or if there are none."""
    if not step.parameters or "Args:" in step.doc:
        return ""
    kinds = step.signature.parameters
    lines = (f"    {one.name} ({kinds[one.name].annotation}): {' '.join(one.help.split())}" for one in step.parameters)
    return "\n".join(["Args:", *(line.removesuffix(": ") for line in lines)])
