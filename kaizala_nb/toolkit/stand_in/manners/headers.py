"""Headers that manners add to an answer, and addresses that they name."""

from dataclasses import replace

from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response


def with_headers(response: Response, headers: dict[str, str]) -> Response:
    """An answer with these headers; they take the place of those with the same name."""
    names = {name.lower() for name in headers}
    others = tuple(pair for pair in response.headers if pair[0].lower() not in names)
    return replace(response, headers=(*others, *headers.items()))


def address(request: Request, target: str) -> str:
    """The address of a path and a query at the host that a request was sent to; without a host, these alone."""
    host = request.header("Host")
    return f"http://{host}{target}" if host else target
