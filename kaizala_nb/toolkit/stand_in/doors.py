"""The doors of a stand-in: a thread in this process, a process of its own, and in process without a socket."""

from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaizala_nb.serving.served import Served, Written
from kaizala_nb.toolkit.stand_in.application import make_application
from kaizala_nb.toolkit.stand_in.headers import own_headers
from kaizala_nb.toolkit.stand_in.refusals import refusal
from kaizala_nb.toolkit.stand_in.stand_in import StandIn

if TYPE_CHECKING:
    from kaizala_nb.serving.adapter import InProcessAdapter
    from kaizala_nb.serving.thread import ServerThread

_WORDS = {
    413: "The request is too long.",
    431: "The address or the headers are too long.",
    500: "The stand-in failed at this request. That is a fault of the stand-in, not of the request.",
    501: "The body has an encoding that is not known here.",
}


# Each imports its own: the last one runs where there is neither a socket nor a thread.


def in_thread(stand_in: StandIn, port: int = 0) -> "ServerThread":
    """A thread in this process, on a free port of this computer. The stand-in is closed by whoever made it."""
    from kaizala_nb.serving.thread import ServerThread

    return ServerThread(_served(stand_in), port=port)


def serve(stand_in: StandIn, port: int, copy: Path | None = None) -> None:
    """A process of its own, until SIGTERM or Ctrl-C; then the stand-in is closed.

    Its line of JSON holds the ``url``, the ``key`` of the control plane, the ``name`` of the collection, the ``variables`` that
    lead its requests here, how many ``requests`` there are, and the path of the ``collection`` that leads here, or null.

    Args:
        stand_in: The stand-in.
        port: The port; 0 for a free one.
        copy: Where the collection that leads here is written before the line is; nowhere if None.

    Raises:
        OSError: the port is taken.
        CannotCopy: the collection cannot be written there.
    """
    from kaizala_nb.serving import process

    def facts(url: str) -> dict[str, Any]:
        catalogue = stand_in.catalogue
        if copy is not None:
            from kaizala_nb.toolkit.stand_in.copying import write_copy

            write_copy(copy, stand_in.file_at(url))
        return {
            "key": stand_in.key,
            "name": catalogue.name,
            "variables": catalogue.bases.variables_at(url),
            "requests": stand_in.requests,
            "collection": None if copy is None else str(copy),
        }

    process.serve(replace(_served(stand_in), stop=stand_in.close), port, facts)


def in_process(stand_in: StandIn) -> "InProcessAdapter":
    """An adapter for ``requests``."""
    from kaizala_nb.serving.adapter import InProcessAdapter

    return InProcessAdapter(_served(stand_in))


def _served(stand_in: StandIn) -> Served:
    manners = stand_in.manners
    return Served(
        make_application(stand_in),
        _refuse,
        ident="stand-in",
        waiting=stand_in.waiting,
        start=manners.start,
        stop=manners.stop,
        after_call=manners.after_call,
    )


def _refuse(status: int) -> Written:
    response = refusal(status, "unreadable", _WORDS.get(status, "The stand-in cannot read this request."))
    return f"{status} {HTTPStatus(status).phrase}", own_headers(response), response.body
