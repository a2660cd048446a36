"""The files that came with cards, as a phone shows them: a picture as a picture, a sound to be heard, others by name and size.

What is saved with a notebook has a small version of a picture. A page that is open asks the kernel for the whole file.
"""

import base64
import io
import warnings
from typing import TYPE_CHECKING, Any

from kaizala_nb.course.sandbox.phone import Phone

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 5_000_000
"""The largest file that a page gets from the kernel."""
_TYPES = {
    "picture": ("image/png", "image/jpeg", "image/jpg"),
    "audio": ("audio/mpeg", "audio/mp3", "audio/wav", "audio/wave", "audio/x-wav", "audio/vnd.wave"),
    "video": ("video/mp4", "video/3gpp"),
}
_SIDE = 240  # pixels: the longest side of a picture on a phone
_MOST_PIXELS = 20_000_000  # a small file can hold a picture that fills the memory
_MOST_STILL_BYTES, _MOST_STILLS_BYTES = 8_000, 8_000  # of a small version, and of all in a phone, as base64
_QUALITIES = (60, 40, 25, 10)  # of JPEG: the first of these that fits
_TURNED = (5, 6, 7, 8)  # orientations in EXIF: width and height change places
_ORIENTATION = 0x0112


class PhoneFiles:
    """The files of one phone. It reads each picture once."""

    def __init__(self, phone: Phone) -> None:
        self._phone = phone
        self._pictures: dict[str, dict[str, Any]] = {}

    def drawn(self, file: dict[str, Any]) -> dict[str, Any]:
        """A file as the page has it: ``id``, ``name``, ``type``, ``kind`` and ``size`` (in words).

        ``kind`` is "picture", "audio", "video" or "document". A picture that can be shown has ``width`` and ``height`` in pixels,
        and ``still``: a small version as a ``data:`` address, "" if there is none. It is ``whole`` if it is the picture itself.
        """
        kind = next((kind for kind, types in _TYPES.items() if file["type"] in types), "document")
        if not file["mediaId"] or file["size"] > MOST_BYTES:
            kind = "document"
        drawn = {"id": file["mediaId"], "name": file["name"], "type": file["type"], "size": size_in_words(file["size"])}
        if kind != "picture":
            return drawn | {"kind": kind}
        if file["mediaId"] not in self._pictures:
            self._pictures[file["mediaId"]] = _picture(self._phone.fetch_file(file["mediaId"]) or b"")
        picture = self._pictures[file["mediaId"]]
        return drawn | ({"kind": kind} | picture if picture else {"kind": "document"})


def size_in_words(size: int) -> str:
    """A size in bytes: "812 bytes", "12 kB", "3.4 MB"; "" for 0."""
    if size < 1_000:
        return f"{size} bytes" if size else ""
    return f"{size / 1_000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def bounded(entries: list[dict[str, Any]]) -> None:
    """Leave small versions of pictures out of the older entries, so that all of them together have a bound."""
    left = _MOST_STILLS_BYTES
    for entry in reversed(entries):
        for file in entry.get("files", ()):
            left -= len(file.get("still", ""))
            if left < 0 and "still" in file:
                file |= {"still": "", "whole": False}


def _picture(content: bytes) -> dict[str, Any]:
    """What a page knows of a picture; nothing if it is none that can be shown."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as picture:
                width, height = picture.size
                if width * height > _MOST_PIXELS:
                    return {}
                if picture.getexif().get(_ORIENTATION) in _TURNED:
                    width, height = height, width
                type = picture.get_format_mimetype()
                picture.draft("RGB", (2 * _SIDE, 2 * _SIDE))
                picture.load()
                small = ImageOps.exif_transpose(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return {}
    scale = min(1, _SIDE / max(width, height))
    size = {"width": max(1, round(width * scale)), "height": max(1, round(height * scale))}
    whole = _address(type, content)
    if len(whole) <= _MOST_STILL_BYTES:
        return size | {"still": whole, "whole": True}
    small.thumbnail((_SIDE, _SIDE))
    stills = (_jpeg(small.convert("RGB"), quality) for quality in _QUALITIES)
    return size | {"still": next((one for one in stills if len(one) <= _MOST_STILL_BYTES), ""), "whole": False}


def _jpeg(picture: "Image.Image", quality: int) -> str:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return _address("image/jpeg", file.getvalue())


def _address(type: str | None, content: bytes) -> str:
    return f"data:{type};base64,{base64.b64encode(content).decode()}"
