"""The nouns of a Postman collection: Step, Parameter, Folder, Collection.

A step is declared once, as a typed function; the call, its checks, the form and the request on the wire all come from
that one declaration. Nothing here opens a connection or makes a widget.
"""

from kaizala_nb.collection.collection import Collection, Folder, UnknownStep
from kaizala_nb.collection.parameter import (
    InvalidInput,
    Longest,
    MobileNumber,
    Parameter,
    Pin,
    SecretText,
    Variable,
    variable,
)
from kaizala_nb.collection.step import Call, Step

__all__ = [
    "Call",
    "Collection",
    "Folder",
    "InvalidInput",
    "Longest",
    "MobileNumber",
    "Parameter",
    "Pin",
    "SecretText",
    "Step",
    "UnknownStep",
    "Variable",
    "variable",
]
