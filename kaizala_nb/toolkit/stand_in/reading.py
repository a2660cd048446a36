"""Makes the routes of a collection, with their examples and the base addresses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign.building import METHOD, headers_of
from kaizala_nb.toolkit.collection.foreign.items import Item, items_of
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.stand_in.addresses import Place, place_of, segments_of
from kaizala_nb.toolkit.stand_in.authorising import is_authorised
from kaizala_nb.toolkit.stand_in.bases import Base, Bases, bases_of
from kaizala_nb.toolkit.stand_in.examples import body_of, entries_of, known_in, response_of
from kaizala_nb.toolkit.stand_in.request import SavedRequest
from kaizala_nb.toolkit.stand_in.route import Example, Route, Segment
from kaizala_nb.toolkit.stand_in.routes import Routes
from kaizala_nb.toolkit.stand_in.saved_errors import with_errors


@dataclass(frozen=True)
class Catalogue:
    """What a stand-in knows of a collection. A request without an address has no route."""

    name: str
    routes: Routes
    bases: Bases


def catalogue_of(collection: Collection, variables: Mapping[str, str] | None = None) -> Catalogue:
    """The catalogue of a collection that was read from a file.

    Args:
        collection: The collection.
        variables: Values that count before those of the file, as of an environment. They fill addresses, and never an answer.
    """
    reader = _Reader(collection, {**collection.variables, **(variables or {})})
    routes = Routes(reader.routes())
    return Catalogue(collection.name, routes, reader.bases)


class _Reader:
    """Reads the routes of one collection."""

    def __init__(self, collection: Collection, values: dict[str, str]) -> None:
        self._values = values
        self._shown = {
            name: value
            for name, value in collection.variables.items()
            if value and name not in collection.secrets and not is_secret(name)
        }
        self._placed: list[tuple[Item, str, Place]] = []
        for item in items_of(collection.file or {}):
            if isinstance(item, Item) and item.request:
                method, place = self._method(item.request), place_of(item.request.get("url"), values)
                if method and place:
                    self._placed.append((item, method, place))
        self.bases = bases_of(((method, place) for _, method, place in self._placed), values)

    def routes(self) -> list[Route]:
        """The routes, in the order of the file."""
        return with_errors([route for placed in self._placed for route in self._of_item(*placed)])

    def _of_item(self, item: Item, method: str, place: Place) -> Iterator[Route]:
        """The route of a request, and others for those of its examples that were saved for another method or path."""
        prefix = self.bases.prefix_of(place.origin)
        segments = segments_of(prefix + place.path)
        own = self._request(item.request, item, method, self._sent_to(item.request), prefix)
        examples: list[Example] = []
        strange: list[Example] = []
        for entry in entries_of(item.written.get("response")):
            example = self._example(entry, item, own, prefix)
            fits = example.request.method == method and _values(segments, example.request.segments)
            (examples if fits else strange).append(example)
        query = tuple((name, None if "{{" in value else value) for name, value in own.query)
        authorised = is_authorised(item, [*examples, *strange])
        yield Route(item, method, segments, query, tuple(examples), authorised, own)
        others: dict[tuple[str, tuple[Segment, ...]], list[Example]] = {}
        for example in strange:
            others.setdefault((example.request.method, segments_of(example.request.path)), []).append(example)
        for (its_method, its_segments), its_examples in others.items():
            yield Route(item, its_method, its_segments, (), tuple(its_examples), authorised, its_examples[0].request)

    def _example(self, entry: dict[str, Any], item: Item, own: SavedRequest, prefix: str) -> Example:
        original = entry.get("originalRequest")
        if isinstance(original, str):
            original = {"url": original, "method": own.method}
        request = own
        if isinstance(original, dict) and original.get("url"):
            place = self._sent_to(original)
            request = self._request(original, item, self._method(original) or own.method, place, prefix)
            self._lead_here(place, prefix)
        response = response_of(entry)
        ident = text_of(entry.get("id") or "")
        return Example(response.example, request, response, ident, known_in(response, self._shown))

    def _sent_to(self, request: dict[str, Any]) -> Place | None:
        return place_of(request.get("url"), self._values, with_path_values=True)

    def _request(
        self, request: dict[str, Any], item: Item, method: str, place: Place | None, prefix: str
    ) -> SavedRequest:
        """A request of the file as a request that the stand-in knows: its path behind the prefix of the route."""
        body, kind = body_of(request, method, item.behavior)
        headers = tuple(headers_of(request.get("header")))
        if kind and not any(name.lower() == "content-type" for name, _ in headers):
            headers = (*headers, ("Content-Type", kind))
        path, query = (place.path, place.query) if place else ("/", "")
        return SavedRequest(method, prefix + path, query, headers, body)

    def _lead_here(self, place: Place | None, prefix: str) -> None:
        """An example may have been saved at another host: its address leads to the route of its request too.

        Where it names no host, such as ``https:///books``, a client takes the first segment for it.
        """
        if place is None:
            return
        base = Base(place.origin, prefix)
        if not place.origin and place.server:
            host, _, _ = place.path.strip("/").partition("/")
            base = Base(f"{place.server}{host}".lower(), f"{prefix}/{host}")
        if all(one.origin != base.origin for one in self.bases.bases):
            self.bases = Bases((*self.bases.bases, base))

    def _method(self, request: Mapping[str, Any]) -> str:
        """The method in capitals; "" if it is none."""
        method = request.get("method") or "GET"
        text = text_of(method).upper() if not isinstance(method, list | dict) else ""
        return text if METHOD.fullmatch(text) else ""


def _values(segments: tuple[Segment, ...], sent: tuple[str, ...]) -> bool:
    """Whether a path is one that a route takes."""
    if len(segments) != len(sent):
        return False
    pairs = zip(segments, sent, strict=True)
    return all(one == text if isinstance(one, str) else one.match(text) is not None for one, text in pairs)
