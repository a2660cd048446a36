"""A small picture to upload: a real PNG, made here, of a few hundred bytes."""

import struct
import zlib

NAME = "picture.png"
_SIDE = 48
_GREEN, _WHITE = (0, 128, 96), (255, 255, 255)


def picture() -> bytes:
    """A speech bubble, white on green, 48 by 48."""
    rows = b"".join(
        b"\x00" + b"".join(bytes(_WHITE if _is_bubble(x, y) else _GREEN) for x in range(_SIDE)) for y in range(_SIDE)
    )
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, content)
        for name, content in ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    )


def _is_bubble(x: int, y: int) -> bool:
    return (8 <= x < 40 and 10 <= y < 30) or (14 <= x < 24 and 30 <= y < 40 - (x - 14))


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
