"""Chooses the saved example that answers a request."""

from collections.abc import Sequence

from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Match


def asked_for(matches: Sequence[Match], request: Request) -> Response | None:
    """The example that the headers ``x-mock-response-code`` and ``x-mock-response-name`` ask for; None if they ask for none."""
    return None


def refused(matches: Sequence[Match], request: Request) -> Response | None:
    """The refusal whose condition is plain: nothing that authorises is there, and the collection authorises the request."""
    return None


def chosen(matches: Sequence[Match], request: Request) -> tuple[Match, Response] | None:
    """The example that fits what was sent, or else the first success; None if no route has one."""
    for match in matches:
        for example in match.route.examples:
            if example.response.status < 400:
                return match, example.response
    return None
