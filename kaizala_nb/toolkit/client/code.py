"""A request as code in a language. The secrets of its session are hidden."""

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.collection import InvalidInput, Step
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.snippets import LANGUAGES, OTHERS, snippet

OTHERS_IN_WORDS = "Other languages: " + ", ".join(f'.code("{language}")' for language in OTHERS)
"""How to get the programs that are not shown."""


def code_of(outgoing: Outgoing, language: str) -> str:
    """The request as code; see :func:`~kaizala_nb.toolkit.collection.snippets.snippet`.

    Raises :class:`InputError` for an unknown language.
    """
    mask = outgoing.masker if language == "python" else outgoing.masker.in_code
    try:
        return snippet(outgoing.call, language, outgoing.base, mask)
    except ValueError as trouble:
        raise errors.not_sent(str(trouble), f"Name one of these languages: .code({next(iter(LANGUAGES))!r}).") from None


def line_of(step: Step, environment: Environment) -> str:
    """The line that sends a request with the values of now: ``api.start.log_in()``. If one is missing, it is that of its form."""
    attribute = f"{step.service.variable}.{step.attribute}"
    try:
        step.call({}, environment)
    except (InvalidInput, CannotSend):
        return f"{attribute}.form()"
    return f"{attribute}()"
