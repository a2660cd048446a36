"""The id of the thing that somebody means, who has the reply, the form or the row that holds it."""

from collections.abc import Callable, Mapping
from typing import Any

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.collection.plain import plain

_NAMES = ("actionId", "referenceId")


def id_of(thing: Any, what: str, names: tuple[str, ...] = _NAMES) -> str:
    """The id in a thing.

    Args:
        thing: An id; or the reply to the request that sent it, its form, or a row of a table, that hold one.
        what: What it is the id of, for the error.
        names: What the id may be called in a reply or a row.

    Raises :class:`InputError` if it holds none.
    """
    send_once: Callable[[], Reply] | None = getattr(thing, "send_once", None)
    if send_once is not None:  # a form, whose reply is known, or comes now
        thing = send_once()
    found = thing.json if isinstance(thing, Reply) else thing
    if hasattr(found, "columns"):  # a table
        found = found.to_dict("records")
    elif hasattr(found, "to_dict"):  # a row of one
        found = found.to_dict()
    else:
        found = plain(found)
    if isinstance(found, str):
        return found
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    if isinstance(found, Mapping):
        for name in names:
            if isinstance(found.get(name), str) and found[name]:
                return str(found[name])
    wanted = " or ".join(names)
    meaning = f"This does not say which {what} is meant: it holds no {wanted}."
    raise errors.not_sent(meaning, f'Give the reply that sent the {what}, or its id: reply.json["{names[0]}"]')
