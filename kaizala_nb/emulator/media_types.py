"""The types of files that are taken, and the kind of each: picture, audio, document, video."""

from typing import NamedTuple

from kaizala_nb.emulator.errors import ALBUM_REFUSED, FILE_REFUSED, FILE_TOO_LARGE, Plain, Refusal
from kaizala_nb.emulator.values import MOST_FILE_BYTES

IMAGE, AUDIO, DOCUMENT, VIDEO = 3, 5, 6, 10
"""The numbers that a resource has for its kind."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    IMAGE: ("image/jpeg", "image/jpg", "image/png"),
    AUDIO: ("audio/mpeg", "audio/mp3", "audio/wav", "audio/wave", "audio/x-wav", "audio/vnd.wave"),
    DOCUMENT: (
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        f"{_OFFICE}wordprocessingml.document",
        f"{_OFFICE}spreadsheetml.sheet",
        f"{_OFFICE}presentationml.presentation",
    ),
    VIDEO: ("video/mp4", "video/3gpp"),
}
"""The types of files that are taken, by kind."""
_KIND_OF = {type: kind for kind, types in TYPES.items() for type in types}
_SHORT = "JPEG, PNG, MP3, WAV, PDF, Word, Excel, PowerPoint, MP4, 3GPP"


class File(NamedTuple):
    """A file: what its owner calls it, its type in lower case without parameters, and its content."""

    name: str
    type: str
    content: bytes


_EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "audio/mpeg": ".mp3",
    "audio/mp3": ".mp3",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-powerpoint": ".ppt",
    f"{_OFFICE}wordprocessingml.document": ".docx",
    f"{_OFFICE}spreadsheetml.sheet": ".xlsx",
    f"{_OFFICE}presentationml.presentation": ".pptx",
    "video/mp4": ".mp4",
    "video/3gpp": ".3gpp",
}


def extension(type: str) -> str:
    """How the name of a file of this type ends, as the documentation has it: ``".png"``."""
    return _EXTENSIONS.get(type, ".wav" if _KIND_OF.get(type) == AUDIO else "")


def media_type(header: str | None) -> str:
    """A type without its parameters: ``"image/png"``."""
    return (header or "").partition(";")[0].strip().lower()


_BEGINNINGS = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (8, b"WAVE", "audio/wav"),
    (4, b"ftyp3g", "video/3gpp"),
    (4, b"ftyp", "video/mp4"),
)


def type_by_content(content: bytes) -> str:
    """The type of a file by its first bytes; "" if they say nothing, as with the Office formats, which are all ZIP."""
    return next((type for at, sign, type in _BEGINNINGS if content[at : at + len(sign)] == sign), "")


def kind_of(files: list[File]) -> int:
    """The kind of one or several files; several are an album.

    Raises Refusal: 413 for too large a file, 415 for a type that is not taken, or an album of anything but pictures.
    """
    for file in files:
        if len(file.content) > MOST_FILE_BYTES:
            raise Refusal(FILE_TOO_LARGE, limit=MOST_FILE_BYTES)
        if file.type not in _KIND_OF:
            raise Refusal(FILE_REFUSED, type=file.type or "none", types=Plain(_SHORT))
    kinds = {_KIND_OF[file.type] for file in files}
    if len(files) > 1 and kinds != {IMAGE}:
        raise Refusal(ALBUM_REFUSED)
    return kinds.pop()
