"""The doors of a stand-in: a thread in this process, a process of its own, and in process without a socket."""

from typing import TYPE_CHECKING

from kaizala_nb.serving.served import Served, Written
from kaizala_nb.toolkit.stand_in.application import make_application
from kaizala_nb.toolkit.stand_in.stand_in import StandIn

if TYPE_CHECKING:
    from kaizala_nb.serving.adapter import InProcessAdapter
    from kaizala_nb.serving.thread import ServerThread

# Each imports its own: the last one runs where there is neither a socket nor a thread.


def in_thread(stand_in: StandIn, port: int = 0) -> "ServerThread":
    """A thread in this process, on a free port of this computer. The stand-in is closed by whoever made it."""
    from kaizala_nb.serving.thread import ServerThread

    return ServerThread(_served(stand_in), port=port)


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
        start=manners.start,
        stop=manners.stop,
        after_call=manners.after_call,
    )


def _refuse(status: int) -> Written:
    return f"{status} Refused", [("Content-Type", "text/plain")], b"The stand-in cannot read this request."
