"""A request as code of a language, with the secrets of its session hidden."""

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.collection.snippets import LANGUAGES, snippet


def code_of(outgoing: Outgoing, language: str) -> str:
    """The request as code; see :func:`~kaizala_nb.toolkit.collection.snippets.snippet`.

    Raises :class:`InputError` for a language that there is not.
    """
    try:
        return snippet(outgoing.call, language, outgoing.base, outgoing.masker)
    except ValueError as trouble:
        raise errors.not_sent(str(trouble), f"Ask for one of them: .code({next(iter(LANGUAGES))!r}).") from None
