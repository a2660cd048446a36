"""How an output shows a body that is no JSON: a picture as a picture, text as text, anything else by its name, type and size."""

import base64
import io
import mimetypes
import warnings

from kaizala_nb.toolkit.client import saving
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.display import faces

MOST_BYTES = 2_000_000
"""How many bytes of base64 a picture may take in an output."""
_MOST_PIXELS = 50_000_000  # a small file can hold a picture that fills the memory of a browser
_PICTURES = ("PNG", "JPEG", "GIF", "WEBP")
_BEGINNINGS = (b"\x89PNG", b"\xff\xd8", b"GIF8", b"RIFF")
_TEXTS = ("application/xml", "application/javascript", "application/x-www-form-urlencoded")


def is_text(answer: Answer) -> bool:
    """Whether the media type of an answer says that it is text."""
    kind = answer.content_type
    return kind.startswith("text/") or kind in _TEXTS or kind.endswith("+xml")


def html(answer: Answer, outgoing: Outgoing, most: int) -> str:
    """A body that is no JSON, as HTML of at most ``most`` bytes. A picture may have :data:`MOST_BYTES`."""
    words = text(answer, outgoing, most)
    if is_text(answer):
        return faces.code(words)
    kind = picture(answer.content)
    if kind and fits(answer.content):
        return image(kind, answer.content) + faces.element("p", words, "kz-quiet")
    return faces.element("p", words)


def image(kind: str, content: bytes) -> str:
    """A picture of this media type as HTML."""
    return f'<img src="data:{kind};base64,{base64.b64encode(content).decode()}" alt="">'


def fits(content: bytes) -> bool:
    """Whether a picture is small enough for an output."""
    return (len(content) + 2) // 3 * 4 <= MOST_BYTES


def text(answer: Answer, outgoing: Outgoing, most: int) -> str:
    """The same body in plain text."""
    if not answer.content.strip():
        return "No body."
    call = saving_call(answer, outgoing)
    if is_text(answer):
        words = outgoing.masker(answer.content.decode("utf-8", "replace"))
        return faces.cut(words, most, f"{call} writes all of it to a file.")
    kind = faces.cut(answer.content_type, 200)
    name = file_name(answer, outgoing)
    return f"{name}, {kind}, {faces.count(len(answer.content), 'byte')}. {call} writes it to a file."


def saving_call(answer: Answer, outgoing: Outgoing) -> str:
    """The line of Python that saves the body."""
    return saving.call(file_name(answer, outgoing))


def file_name(answer: Answer, outgoing: Outgoing) -> str:
    """A name for a file with the body: the address of the request names it, and the type."""
    suffix = mimetypes.guess_extension(answer.content_type) or ".bin"
    return saving.file_name(outgoing.masker(outgoing.url), outgoing.call.step.slug, suffix)


def picture(content: bytes) -> str:
    """The media type of a picture that a browser can draw; "" for anything else. Only the content decides."""
    if not content.startswith(_BEGINNINGS):
        return ""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_PICTURES) as picture:  # reads only the head
                fits = picture.width * picture.height <= _MOST_PIXELS
                return picture.get_format_mimetype() or "" if fits else ""
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""
