"""A name that was replaced, and works until the next release."""

import warnings
from typing import Any


class FormerName:
    """Stands in a class under the former name of a method or property, and gives what the ``new`` name gives."""

    def __init__(self, new: str) -> None:
        self._new = new

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, thing: object, owner: type) -> Any:
        if thing is None:
            return self
        warnings.warn(
            f"{owner.__name__}.{self._name} is now called {self._new}. The former name goes with the next release.",
            DeprecationWarning,
            stacklevel=2,
        )
        return getattr(thing, self._new)
