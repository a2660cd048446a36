"""A file to be sent: its name, its type and what is in it.

The service refuses a part without a type, so a file is sent with the one that its name has.
"""

import mimetypes
from dataclasses import dataclass
from pathlib import Path

TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".3gpp": "video/3gpp",
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
"""The types of the documented endings."""


def type_of(name: str) -> str:
    """The type that a file's name says it has: ``"a.png"`` is ``"image/png"``; "application/octet-stream" where it says none."""
    return TYPES.get(Path(name).suffix.lower()) or mimetypes.guess_type(name)[0] or "application/octet-stream"


@dataclass(frozen=True, repr=False)
class Upload:
    """A file. ``name`` is what its owner calls it, ``content`` its bytes, ``type`` its media type."""

    name: str
    content: bytes
    type: str = ""

    def __post_init__(self) -> None:
        if not self.type:
            object.__setattr__(self, "type", type_of(self.name))

    @classmethod
    def read(cls, path: str | Path) -> "Upload":
        """The file of this path, which the caller names. Raises ``ValueError`` with a sentence where it cannot be read."""
        path = Path(path)
        try:
            return cls(path.name, path.read_bytes())
        except OSError as trouble:
            raise ValueError(f"The file {str(path)!r} cannot be read: {trouble.strerror or trouble}.") from None

    def __repr__(self) -> str:
        return f"<Upload {self.name!r}: {self.type}, {len(self.content):,} bytes>"
