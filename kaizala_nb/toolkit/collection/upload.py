"""A file to be sent: its name, its type and what is in it.

The service refuses a part without a type, so a file is sent with the one that its name has. Here alone files are opened: at a
path that the caller gave, or inside of a folder that the caller named.
"""

import mimetypes
import os
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


def only_a_name(text: str) -> str:
    """What to say of a text where a file is wanted."""
    return f"{text!r} is only the name of a file: it opens none. Choose the file, or give its path in code."


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
        except ValueError:  # a NUL in it
            raise ValueError(f"{str(path)!r} is no path of a file.") from None

    @classmethod
    def inside(cls, folder: Path, source: str) -> "Upload | None":
        """The file that somebody else's text names inside of a folder that the caller named; None where there is none.

        It lies in the folder by its name, which is looked at before anything is touched, and still when all links are followed.
        """
        try:
            root = folder.resolve()
            path = Path(os.path.normpath(root / source))
            if not path.is_relative_to(root):
                return None
            path = path.resolve()
            if path.is_relative_to(root) and path.is_file():
                return cls(Path(os.path.normpath(source)).name, path.read_bytes())
        except (OSError, ValueError, RuntimeError):  # no such file, none of ours, a NUL, links in a circle
            pass
        return None

    def __repr__(self) -> str:
        return f"<Upload {self.name!r}: {self.type}, {len(self.content):,} bytes>"
