"""Reads off a test script which variables it fills from the reply.

A script in somebody else's file is never run. But many scripts copy a value of the reply into a variable, and later requests need
that variable. Where the text of a script plainly does so, the copy is read from the text.
"""

import re
from collections.abc import Iterable, Iterator

from kaizala_nb.toolkit.collection.paths import parts_of

_MOST = 100_000  # characters of a script that are read
_SET = re.compile(
    r"""(?:pm\.(?:environment|collectionVariables|globals|variables)\.set
        |postman\.set(?:Environment|Global)Variable)
        [ \t]{0,40}\([ \t]{0,40}(["'])(?P<name>[^"'\r\n]{1,200})\1
        [ \t]{0,40},\s{0,40}(?P<value>[^\s;][^;\r\n]{0,399}?)[ \t]{0,40}\)[ \t]{0,40};?[ \t\r]{0,40}$""",
    re.X | re.M,
)
_REPLY = re.compile(r"^(?:pm\.response\.json\(\)|\w+)\.")
_WORDS = [
    (re.compile(r"""\.find\(\s*\(?(\w+)\)?\s*=>\s*\1\.(\w+)\s*===?\s*["'](\w+)["']\s*\)"""), r"[\2=\3]"),
    (re.compile(r"JSON\.parse\(\s*atob\(\s*(\w+(?:\.\w+)+)\s*\)\s*\)"), r"\1:base64"),
]


def saves_of(scripts: Iterable[str]) -> dict[str, str]:
    """The paths in the reply that the scripts copy into variables, by variable: those that their text shows plainly."""
    return {name: path for script in scripts for name, path in _copies(script[:_MOST])}


def _copies(script: str) -> Iterator[tuple[str, str]]:
    for match in _SET.finditer(script):
        value = match["value"]
        for pattern, word in _WORDS:
            value = pattern.sub(word, value)
        path = _REPLY.sub("", value, count=1)
        try:
            parts_of(path)
        except ValueError:
            continue
        if path != value:
            yield match["name"], path
