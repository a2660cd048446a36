"""Makes the routes of a collection, with their examples and the base addresses."""

from collections.abc import Mapping
from dataclasses import dataclass

from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign.items import Item, items_of
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.written_address import written
from kaizala_nb.toolkit.stand_in.bases import Bases
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Example, Route, Variable


@dataclass(frozen=True)
class Catalogue:
    """What a stand-in knows of a collection."""

    name: str
    routes: tuple[Route, ...]
    bases: Bases


def catalogue_of(collection: Collection, variables: Mapping[str, str] | None = None) -> Catalogue:
    """The catalogue of a collection that was read from a file.

    Args:
        collection: The collection.
        variables: Values that count before those of the file, as of an environment.
    """
    items = [one for one in items_of(collection.file or {}) if isinstance(one, Item) and not one.problem]
    return Catalogue(collection.name, tuple(_route(item) for item in items), Bases())


def _route(item: Item) -> Route:
    path = "/" + written(item.request.get("url")).partition("?")[0].partition("://")[2].partition("/")[2]
    if written(item.request.get("url")).startswith("{{"):
        path = "/" + written(item.request.get("url")).partition("?")[0].partition("/")[2]
    segments = tuple(
        Variable(one.strip(":{}")) if one.startswith((":", "{{")) else one for one in path.strip("/").split("/")
    )
    method = text_of(item.request.get("method") or "GET").upper()
    examples = []
    for saved in item.written.get("response") or []:
        if isinstance(saved, dict):
            headers = tuple((text_of(one.get("key")), text_of(one.get("value"))) for one in saved.get("header") or [])
            response = Response(int(saved.get("code") or 200), text_of(saved.get("body") or "").encode(), headers)
            examples.append(Example(text_of(saved.get("name") or ""), Request(method, path), response))
    return Route(item, method, segments, examples=tuple(examples), authorised=item.auth is not None)
