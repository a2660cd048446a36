"""Small collections for the tests of a stand-in."""

from typing import Any

from kaizala_nb.toolkit.collection.foreign.reading import collection_of
from kaizala_nb.toolkit.stand_in.reading import Catalogue, catalogue_of
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.stand_in import StandIn

BASE = [{"key": "base_url", "value": "https://api.library.example/v1"}]


def item(request: str, *examples: dict[str, Any], name: str = "", **more: Any) -> dict[str, Any]:
    """An item of a file: ``item("GET {{base_url}}/books", …)``. ``more`` is what else stands in the request."""
    method, _, url = request.partition(" ")
    return {"name": name or request, "request": {"method": method, "url": url, **more}, "response": list(examples)}


def example(
    name: str, body: str = "", code: int = 200, request: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """A saved example. ``request`` is its original request."""
    own = {"name": name, "code": code, "body": body, **more}
    return own | {"originalRequest": request} if request else own


def raw(text: str) -> dict[str, Any]:
    """A body of JSON."""
    return {"mode": "raw", "raw": text, "options": {"raw": {"language": "json"}}}


def file_of(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A file with these items."""
    return {"info": {"name": "Library"}, "item": list(items), "variable": BASE, **more}


def catalogue(*items: dict[str, Any], variables: dict[str, str] | None = None, **more: Any) -> Catalogue:
    """The catalogue of a file with these items."""
    return catalogue_of(collection_of(file_of(*items, **more), "Library"), variables)


def stand_in(*items: dict[str, Any], variables: dict[str, str] | None = None, **more: Any) -> StandIn:
    """A stand-in without a memory."""
    return StandIn(collection_of(file_of(*items, **more), "Library"), variables, stateless=True)


def asked(
    answering: StandIn, method_and_path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> Response:
    """What a stand-in answers to ``"GET /books?page=2"``."""
    method, _, target = method_and_path.partition(" ")
    path, _, query = target.partition("?")
    return answering.answer(Request(method, path, query, tuple((headers or {}).items()), body))
