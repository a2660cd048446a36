"""A call as code: as the line of Python that makes it here, and as a program of its own in other languages.

Values are quoted by the rules of their language, so what somebody else wrote cannot become code. Secrets stand as environment
variables; those that hide in other texts stand as their masks.
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
"""What there is, and how it is called."""

OTHERS = tuple(language for language in LANGUAGES if language != "python")
"""The languages of programs that need nothing of ours."""

_WRITERS = {
    "requests": requests.write,
    "curl": curl.write,
    "csharp": csharp.write,
    "javascript": javascript.write,
}


def snippet(call: Call, language: str, base: str = "", mask: Callable[[str], str] = str) -> str:
    """The call in a language. ``base`` is the address of the service, ``mask`` hides what else is secret in a text.

    Raises ``ValueError`` that names the languages there are.
    """
    if language == "python":
        return python.write(call, mask)
    if language not in _WRITERS:
        raise ValueError(f"No snippets in {language!r}. There are: {', '.join(LANGUAGES)}.")
    return _WRITERS[language](message_of(call, base, mask))
