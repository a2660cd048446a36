"""The Kaizala REST API as notebooks that run; and the toolkit behind them, which works with any Postman collection.

``Kaizala()`` starts a local Kaizala in this notebook. ``Kaizala(url=...)`` talks to another one. ``Api.from_postman(...)`` reads a
Postman file: each request in it is a call and a form then. A service that refuses a request raises :class:`ApiError`. In the course
this error is called :class:`KaizalaError`.

A name is loaded when it is first used. So the import of the package is quick: it loads neither pandas nor ipywidgets nor the local
Kaizala.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kaizala_nb.course.kaizala import Kaizala as Kaizala
    from kaizala_nb.toolkit.client.errors import ApiError as ApiError
    from kaizala_nb.toolkit.client.errors import ApiError as KaizalaError
    from kaizala_nb.toolkit.collection import Collection as Collection
    from kaizala_nb.toolkit.collection import Upload as Upload
    from kaizala_nb.toolkit.notebook.api import Api as Api

__version__ = "0.1.0"
__all__ = ["Api", "ApiError", "Collection", "Kaizala", "KaizalaError", "Upload", "__version__"]

_HOMES = {
    "Api": ("kaizala_nb.toolkit.notebook.api", "Api"),
    "ApiError": ("kaizala_nb.toolkit.client.errors", "ApiError"),
    "Collection": ("kaizala_nb.toolkit.collection", "Collection"),
    "Kaizala": ("kaizala_nb.course.kaizala", "Kaizala"),
    "KaizalaError": ("kaizala_nb.toolkit.client.errors", "ApiError"),
    "Upload": ("kaizala_nb.toolkit.collection", "Upload"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
