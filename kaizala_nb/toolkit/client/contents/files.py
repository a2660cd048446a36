"""A file in words: what it is, how large it is, and how to save it. Only the address of the request names it, never the service."""

from kaizala_nb.toolkit.client import media
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.display import faces

_BEGINNINGS = {b"%PDF-": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"\x1f\x8b": "gzip"}
_KINDS = {
    "application/zip": "ZIP archive",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel file",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word file",
    "image/webp": "WebP",
    "image/svg+xml": "SVG",
}
_LONGEST_KIND = 80


def in_words(answer: Answer, outgoing: Outgoing) -> str:
    """``PDF, 12 kB: reply.save("report.pdf")``."""
    return f"{_kind(answer)}, {size(len(answer.content))}: {media.saving_call(answer, outgoing)}"


def _kind(answer: Answer) -> str:
    """What the first bytes say, or the type."""
    for beginning, name in _BEGINNINGS.items():
        if answer.content.startswith(beginning):
            return name
    named = _KINDS.get(answer.content_type)
    return named or faces.cut(answer.content_type, _LONGEST_KIND) or "A file"


def size(count: int) -> str:
    """A number of bytes in words: "12 kB"."""
    if count < 1000:
        return faces.count(count, "byte")
    if count < 1_000_000:
        return f"{count / 1000:.{1 if count < 10_000 else 0}f} kB"
    return f"{count / 1_000_000:.1f} MB"
