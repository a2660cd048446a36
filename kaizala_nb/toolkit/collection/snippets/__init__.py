"""A call as code: as the line of Python that makes it in this notebook, or as a program in another language.

Values are quoted by the rules of the language, so text from outside cannot become code. A program takes its secrets from
environment variables, also those that stand inside another text.
"""

from collections.abc import Callable

from kaizala_nb.toolkit.collection.snippets import csharp, curl, javascript, python, requests
from kaizala_nb.toolkit.collection.snippets.message import message_of
from kaizala_nb.toolkit.collection.step import Call

LANGUAGES = {
    "python": "Python",
    "requests": "Python (requests)",
    "curl": "cURL",
    "csharp": "C# (RestSharp)",
    "javascript": "JavaScript (fetch)",
}
"""The languages, with their names for people."""

OTHERS = tuple(language for language in LANGUAGES if language != "python")
"""The languages of programs, which do not need this package."""

_WRITERS = {
    "requests": requests.write,
    "curl": curl.write,
    "csharp": csharp.write,
    "javascript": javascript.write,
}


def snippet(call: Call, language: str, base: str = "", mask: Callable[[str], str] = str) -> str:
    """The call in a language. ``base`` is the address of the service; ``mask`` hides secrets inside other texts.

    Raises ``ValueError`` for an unknown language. Its sentence names all languages.
    """
    if language == "python":
        return python.write(call, mask)
    if language not in _WRITERS:
        raise ValueError(f"There is no code in {language!r}. The languages are: {', '.join(LANGUAGES)}.")
    return _WRITERS[language](message_of(call, base, mask))
