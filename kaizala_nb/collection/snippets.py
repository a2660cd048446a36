"""A call as a line of code. Values are quoted by ``repr``, so what somebody else wrote cannot become code; secrets are left
out, since the variables hold them."""

from typing import Any

from kaizala_nb.collection.step import Call
from kaizala_nb.collection.upload import Upload

_NAMED_ELSEWHERE = "..."


def python(call: Call) -> str:
    """The line of Python that makes this call: ``kaizala.groups.create_group(name='Field team')``."""
    secret = {parameter.name for parameter in call.step.parameters if parameter.secret}
    given = (f"{name}={_NAMED_ELSEWHERE if name in secret else _literal(value)}" for name, value in call.given.items())
    return f"kaizala.{call.step.folder}.{call.step.slug}({', '.join(given)})"


def _literal(value: Any) -> str:
    """A value as Python writes it; a file by its name."""
    if isinstance(value, list) and any(isinstance(one, Upload) for one in value):
        return repr([one.name if isinstance(one, Upload) else one for one in value])
    return repr(value.name if isinstance(value, Upload) else value)


_LANGUAGES = {"python": python}


def snippet(call: Call, language: str) -> str:
    """The call in a language. Raises ``ValueError`` that names the languages there are."""
    if language not in _LANGUAGES:
        raise ValueError(f"No snippets in {language!r}. There are: {', '.join(_LANGUAGES)}.")
    return _LANGUAGES[language](call)
