"""A media resource: what an upload gives, and a card takes.

To clients it is an opaque text. Ours has the readable layout of 2017: JSON in base64, with name, size and address of each file,
and with a thumbnail of a picture. Cards also take resources that the service gave out: those that were published with its
documentation, and the encrypted ones of later years, of which nothing can be read.
"""

import base64
import binascii
import io
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from kaizala_nb.emulator.errors import RESOURCE_INVALID, Plain, Refusal
from kaizala_nb.emulator.media_types import IMAGE, File, extension
from kaizala_nb.emulator.wire import dumps

_THUMBNAIL = (96, 96)
_MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 20_000_000}
"""Pictures with more have no thumbnail. A JPEG is read at the size that is wanted, a PNG whole: 8 bytes a pixel at the most."""
_ONE_AT_A_TIME = ThreadPoolExecutor(1, "thumbnails")
"""One thread, not one lock: what a thread has taken from the system for a picture, it keeps for its next one."""
_ENCRYPTED_FROM = 64  # characters; a shorter text is no resource but a slip


def write(kind: int, files: list[tuple[str, File]], base_url: str) -> str:
    """The resource of files that are stored under these ids."""
    entries = [
        {
            "Id": media_id,
            "Name": file.name,
            "Size": max(1, len(file.content) // 1024),
            "Url": address(base_url, media_id, file.type),
        }
        for media_id, file in files
    ]
    thumbnail = _thumbnail_in_turn(files[0][1].content) if kind == IMAGE else ""
    resource = ({"Thumbnail": thumbnail} if thumbnail else {}) | {"ActionType": kind, "Files": entries}
    return base64.b64encode(dumps(resource)).decode()


def write_again(files: list[dict[str, Any]]) -> str:
    """A resource of files that :func:`files_of` gave: ``[{"name", "url"}]``."""
    entries = [{"Name": file["name"], "Url": file["url"]} for file in files]
    return base64.b64encode(dumps({"Files": entries})).decode()


def address(base_url: str, media_id: str, type: str) -> str:
    """The address of a file. It ends like the name of a file of that type, because clients go by that."""
    return f"{base_url}att/{media_id}{extension(type)}"


def id_of(url: str) -> str:
    """The id in the :func:`address` of a file, whatever host the address names; "" where there is none."""
    return url.partition("/att/")[2].partition(".")[0]


def files_of(resource: str, field: str) -> list[dict[str, Any]]:
    """``[{"name", "url"}]`` of a resource's files; of an encrypted one, one file of which nothing is known.

    Raises Refusal (400) for a text that is no resource; ``field`` is where it stood.
    """
    text = "".join(resource.split())
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal(RESOURCE_INVALID, field=Plain(field)) from None
    try:
        value = json.loads(raw)
        files = [{"name": str(one.get("Name") or ""), "url": _web(one.get("Url"))} for one in value["Files"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        files = []
    if files:
        return files
    if len(text) < _ENCRYPTED_FROM:
        raise Refusal(RESOURCE_INVALID, field=Plain(field))
    return [{"name": "", "url": ""}]


def url_of(resource: str, field: str) -> str:
    """Where the picture of a resource is; "" for no picture, and for one that cannot be read. A web address stands for itself.

    Raises Refusal (400) for a text that is neither.
    """
    text = resource.strip()
    if not text or _is_web(text):
        return text
    return files_of(text, field)[0]["url"]


def _web(url: object) -> str:
    """An address to give out again: one of the web, never a script."""
    return url if isinstance(url, str) and _is_web(url) else ""


def _is_web(url: str) -> bool:
    return url.lower().startswith(("http://", "https://")) and url.isprintable()


def ids_of(resource: str) -> list[str]:
    """The ids of the files of a resource that was given out here."""
    return [file["Id"] for file in json.loads(base64.b64decode(resource))["Files"]]


def _thumbnail_in_turn(content: bytes) -> str:
    if sys.platform == "emscripten":  # a browser has no threads, and so one at a time anyway
        return _thumbnail(content)
    return _ONE_AT_A_TIME.submit(_thumbnail, content).result()


def _thumbnail(content: bytes) -> str:
    """A small JPEG in base64; "" for a picture that cannot be read."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as picture:
            if picture.width * picture.height > _MOST_PIXELS["PNG" if picture.format == "PNG" else "JPEG"]:
                return ""
            picture.draft("RGB", _THUMBNAIL)
            picture.thumbnail(_THUMBNAIL)
            small = io.BytesIO()
            picture.convert("RGB").save(small, "JPEG", quality=60)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""
    return base64.b64encode(small.getvalue()).decode()
