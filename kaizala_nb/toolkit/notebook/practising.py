"""The practice service of a notebook: the stand-in of its collection, in this kernel or elsewhere."""

import sys

from kaizala_nb.toolkit.client import arguments, errors
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.practice.service import Practice
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.stand_in.doors import in_process, in_thread
from kaizala_nb.toolkit.stand_in.reading import catalogue_of
from kaizala_nb.toolkit.stand_in.stand_in import StandIn

_IN_PROCESS = "http://127.0.0.1"
"""The address of a stand-in that listens nowhere."""


def practice_of(
    collection: Collection, environment: Environment, stand_in: bool | str = True, key: str | None = None
) -> Practice:
    """The practice service for a collection.

    Args:
        collection: The collection, as it is in its file.
        environment: The variables. Its secrets are not looked at.
        stand_in: True starts one in this kernel; else the address of one that runs.
        key: Its key, if it runs already.

    Raises:
        InputError: ``stand_in`` is neither True nor an address.
    """
    variables = {name: value for name, value in environment.items() if value and not environment.is_secret(name)}
    if stand_in is True:
        return _started(StandIn(collection, variables))
    todo = 'Say stand_in=True, or where one runs: stand_in="http://127.0.0.1:8601".'
    if not isinstance(stand_in, str):
        raise errors.not_sent("stand_in is True, or the address of a stand-in.", todo)
    try:
        url = str(origin_of(stand_in))
    except ValueError as trouble:
        raise errors.not_sent(str(trouble), todo) from None
    bases = catalogue_of(collection, variables).bases
    return Practice(url, bases.address_at, key=arguments.text(key, "The key"))


def _started(stand_in: StandIn) -> Practice:
    """A stand-in in a thread; or in process, where there are neither threads nor sockets, as in JupyterLite."""
    lead, key = stand_in.catalogue.bases.address_at, stand_in.key
    if sys.platform == "emscripten":
        return Practice(_IN_PROCESS, lead, in_process(stand_in), key, stand_in.close)
    server = in_thread(stand_in)

    def end() -> None:
        server.close()
        stand_in.close()

    return Practice(server.url, lead, key=key, end=end)
