"""The nouns of a Postman collection: Step, Parameter, Folder, Collection.

A step is declared once, as a typed function. Its call, its checks, its form and its request all come from that declaration. Nothing
here opens a connection or makes a widget.

A name is loaded when it is first used: a stand-in needs a collection, and none of its steps.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kaizala_nb.toolkit.collection.annotations import (
        EpochMilliseconds,
        EpochSeconds,
        Files,
        Hours,
        ListOf,
        Minutes,
        Moment,
        SecretText,
    )
    from kaizala_nb.toolkit.collection.collection import Collection, Folder
    from kaizala_nb.toolkit.collection.kinds import Longest
    from kaizala_nb.toolkit.collection.parameter import InvalidInput, Parameter, Variable, variable
    from kaizala_nb.toolkit.collection.service import Service
    from kaizala_nb.toolkit.collection.step import Call, Step
    from kaizala_nb.toolkit.collection.token import Token
    from kaizala_nb.toolkit.collection.upload import Upload

__all__ = [
    "Call",
    "Collection",
    "EpochMilliseconds",
    "EpochSeconds",
    "Files",
    "Folder",
    "Hours",
    "InvalidInput",
    "ListOf",
    "Longest",
    "Minutes",
    "Moment",
    "Parameter",
    "SecretText",
    "Service",
    "Step",
    "Token",
    "Upload",
    "Variable",
    "variable",
]

_HOMES = {
    "Call": "step",
    "Collection": "collection",
    "EpochMilliseconds": "annotations",
    "EpochSeconds": "annotations",
    "Files": "annotations",
    "Folder": "collection",
    "Hours": "annotations",
    "InvalidInput": "parameter",
    "ListOf": "annotations",
    "Longest": "kinds",
    "Minutes": "annotations",
    "Moment": "annotations",
    "Parameter": "parameter",
    "SecretText": "annotations",
    "Service": "service",
    "Step": "step",
    "Token": "token",
    "Upload": "upload",
    "Variable": "parameter",
    "variable": "parameter",
}
"""The module that each name is in."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
