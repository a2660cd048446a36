"""Where ``Upload`` and ``Collection`` were until version 0.1: lessons that were handed out import them from here.

Import them from ``kaizala_nb``. This goes with the next release.
"""

import warnings
from importlib import import_module
from typing import Any

_NEW_HOME = "kaizala_nb.toolkit.collection"


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    value = getattr(import_module(_NEW_HOME), name)
    warnings.warn(
        f"kaizala_nb.collection goes with the next release: from kaizala_nb import {name}",
        DeprecationWarning,
        stacklevel=2,
    )
    return value
