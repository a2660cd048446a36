"""The variables of a Postman file as parameters of its requests."""

import re
from collections.abc import Collection, Iterable

from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.collection.capitals import words_apart
from kaizala_nb.toolkit.collection.parameter import Parameter, Variable
from kaizala_nb.toolkit.collection.slugs import Slugs


def parameters_of(names: Iterable[str], secret: Collection[str], slugs: Slugs) -> list[Parameter]:
    """A parameter for each variable. Those in ``secret`` are secret, whatever their names. ``slugs`` gives names in Python."""
    return [
        Parameter(
            name=slugs.new(name),
            wire=name,
            kind="secret" if name in secret or is_secret(name) else "text",
            place="variable",
            default=Variable(name),
            optional=False,
            help=f"Stands in the request as {{{{{name}}}}}.",
            title=_title(name) if words_apart(name) != name else "",
        )
        for name in names
    ]


def _title(name: str) -> str:
    """A name with capitals inside as words: "Ticket ID" for ``ticketID``."""
    words = re.split(r"[\W_]+", words_apart(name))
    text = " ".join(word if word.isupper() else word.lower() for word in words if word)
    return text[:1].upper() + text[1:]
