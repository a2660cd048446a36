"""What the cell of a form changes in its request beside the fields, in a line of words."""

from collections.abc import Callable

from kaizala_nb.serving.secrecy import MASK, in_header
from kaizala_nb.toolkit.client.given import is_secret_header
from kaizala_nb.toolkit.collection.variation import Variation
from kaizala_nb.toolkit.display import faces

_LONGEST = 60  # characters of a value


def in_words(variation: Variation, mask: Callable[[str], str]) -> str:
    """The line: "Without price. With the header Prefer: wait=5." ``""`` if nothing is changed; a secret is a mask."""
    added = [f"{name}: {_shown(name, value, mask)}" for name, value in variation.headers.items() if value is not None]
    gone = [name for name, value in variation.headers.items() if value is None]
    sentences = [
        f"Without {', '.join(variation.without)}." if variation.without else "",
        f"With the {_headers(added)}." if added else "",
        f"Without the {_headers(gone)}." if gone else "",
    ]
    return " ".join(filter(None, sentences))


def _headers(texts: list[str]) -> str:
    return f"{'header' if len(texts) == 1 else 'headers'} {', '.join(texts)}"


def _shown(name: str, value: str, mask: Callable[[str], str]) -> str:
    if is_secret_header(name, value):
        masked = in_header(name, value)
        return MASK if masked == value else masked
    return faces.cut(mask(value), _LONGEST)
