"""The nouns of a Postman collection: Step, Parameter, Folder, Collection.

A step is declared once, as a typed function. Its call, its checks, its form and its request all come from that declaration. Nothing
here opens a connection or makes a widget.
"""

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
