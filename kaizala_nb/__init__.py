"""The Kaizala REST API as notebooks that run.

``Kaizala()`` starts a local Kaizala in this notebook; ``Kaizala(url=...)`` talks to another one. Every refusal of the
service is a :class:`KaizalaError`.

The two names are loaded when they are first used: importing the package costs nothing, and loads neither pandas nor
ipywidgets nor the local Kaizala.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kaizala_nb.course.kaizala import Kaizala
    from kaizala_nb.toolkit.client.errors import KaizalaError

__version__ = "0.1.0"
__all__ = ["Kaizala", "KaizalaError", "__version__"]

_HOMES = {"Kaizala": "kaizala_nb.course.kaizala", "KaizalaError": "kaizala_nb.toolkit.client.errors"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
