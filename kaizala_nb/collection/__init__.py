"""The old home of ``Upload``, ``Collection`` and their neighbours: lessons that were handed out import them from here.

They moved in version 0.1. This module goes with the next release.
"""

import warnings
from importlib import import_module
from typing import Any

_NEW_HOME = "kaizala_nb.toolkit.collection"


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    value = getattr(import_module(_NEW_HOME), name)
    home = "kaizala_nb" if name in import_module("kaizala_nb").__all__ else _NEW_HOME
    warnings.warn(
        f"kaizala_nb.collection goes with the next release: from {home} import {name}",
        DeprecationWarning,
        stacklevel=2,
    )
    return value
