"""A call as a line of code. Values are quoted by ``repr``, so what somebody else wrote cannot become code; secrets are left
out, since the variables hold them."""

from kaizala_nb.collection.step import Call

_NAMED_ELSEWHERE = "..."


def python(call: Call) -> str:
    """The line of Python that makes this call: ``kaizala.groups.create_group(name='Field team')``."""
    secret = {parameter.name for parameter in call.step.parameters if parameter.secret}
    given = (f"{name}={_NAMED_ELSEWHERE if name in secret else repr(value)}" for name, value in call.given.items())
    return f"kaizala.{call.step.folder}.{call.step.slug}({', '.join(given)})"


_LANGUAGES = {"python": python}


def snippet(call: Call, language: str) -> str:
    """The call in a language. Raises ``ValueError`` that names the languages there are."""
    if language not in _LANGUAGES:
        raise ValueError(f"No snippets in {language!r}. There are: {', '.join(_LANGUAGES)}.")
    return _LANGUAGES[language](call)
