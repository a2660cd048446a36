"""The variables of a Postman file as parameters of its requests."""

from collections.abc import Collection, Iterable

from kaizala_nb.serving.secrecy import is_secret
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
        )
        for name in names
    ]
