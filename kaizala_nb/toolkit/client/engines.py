"""The ways in which scripts of a collection are taken: read, run, or not at all."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.collection.foreign import dynamic
from kaizala_nb.toolkit.collection.scripts.outcome import Engine, Said

Way = Literal["read", "run", "off"]
"""``read``: what is understood of scripts is done. ``run``: they are run, apart from everything. ``off``: they are left alone."""
WAYS: tuple[Way, ...] = get_args(Way)

Send = Callable[[Mapping[str, Any]], Said]
"""Sends a request in Postman's format 2.1 for a script. Raises :class:`ApiError`."""


def engine_of(way: Way, send: Send) -> Engine | None:
    """What carries out scripts in this way; None if nothing does.

    Raises :class:`InputError` if there is no such way, or if a package for it is not installed.
    """
    if way == "off":
        return None
    if way == "read":
        from kaizala_nb.toolkit.collection.scripts.reading import ReadScripts

        return ReadScripts(dynamic.value_of)
    if way == "run":
        from kaizala_nb.toolkit.client.interpreter.interpreter import Interpreter

        return Interpreter(send)
    raise errors.not_sent(f"Scripts are not taken in the way {way!r}.", f"Take one of these: {', '.join(WAYS)}.")
