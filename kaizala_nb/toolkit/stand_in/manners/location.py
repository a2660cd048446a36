"""A 201 says in ``Location`` where the new thing is (RFC 9110, 15.3.2), if the stand-in answers there.

Otherwise the answer stays as it is, with the header that a saved example may have.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from kaizala_nb.toolkit.client.contents.envelope import at, path_of_rows
from kaizala_nb.toolkit.stand_in.manners.headers import address, with_headers
from kaizala_nb.toolkit.stand_in.manners.manner import Around, GoOn, Manner
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response

_IDS = ("id", "_id", "uuid", "guid")
_MOST_TRIED = 5


@dataclass(frozen=True)
class Location(Manner):
    """See the module."""

    def answer(self, request: Request, around: Around, go_on: GoOn) -> Response:
        response = go_on(request)
        if response.status != 201:
            return response
        body = Request("GET", "/", body=response.body).json
        for _, ident in zip(range(_MOST_TRIED), _idents(body), strict=False):
            path = f"{request.path.rstrip('/')}/{quote(ident, safe='')}"
            if around.look(request, path).status == 200:
                return with_headers(response, {"Location": address(request, path)})
        return response


def _idents(body: Any) -> Iterator[str]:
    """What may be the id of the thing in a body: the value of ``id``, or of a field such as ``book_id``."""
    thing = at(body, path_of_rows(body)) if isinstance(body, dict) else None
    if not isinstance(thing, dict):
        return
    names = [name for name in _IDS if name in thing]
    names += [name for name in thing if name not in names and name.lower().endswith("id")]
    for name in names:
        value = thing[name]
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value):
            yield str(value)
