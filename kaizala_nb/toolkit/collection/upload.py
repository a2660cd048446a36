"""A file that is sent: its name, its type and its content.

A service may refuse a file without a type, so each file has the type that its name says. Only this module opens files: at a path
that the caller gives, or inside a folder that the caller names.
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
"""The media types of usual endings. They do not depend on the list of this computer."""


def only_a_name(text: str) -> str:
    """The sentence about a text that stands in place of a file."""
    return f"{text!r} is only the name of a file, and opens no file. Choose the file, or give its path in code."


def type_of(name: str) -> str:
    """The media type for a file's name: ``"image/png"`` for ``"a.png"``, "application/octet-stream" for an unknown ending."""
    return TYPES.get(Path(name).suffix.lower()) or mimetypes.guess_type(name)[0] or "application/octet-stream"


@dataclass(frozen=True, repr=False)
class Upload:
    """A file with its ``name``, its ``content`` in bytes and its media ``type``. Without a type, it has that of its name."""

    name: str
    content: bytes
    type: str = ""

    def __post_init__(self) -> None:
        if not self.type:
            object.__setattr__(self, "type", type_of(self.name))

    @classmethod
    def read(cls, path: str | Path) -> "Upload":
        """The file at a path that the caller gives. Raises ``ValueError`` with a sentence if it cannot be read."""
        path = Path(path)
        try:
            return cls(path.name, path.read_bytes())
        except OSError as trouble:
            raise ValueError(f"The file {str(path)!r} cannot be read: {trouble.strerror or trouble}.") from None
        except ValueError:  # a NUL in it
            raise ValueError(f"{str(path)!r} is no path of a file.") from None

    @classmethod
    def inside(cls, folder: Path, source: str) -> "Upload | None":
        """A file that somebody else's text names, inside a folder that the caller names; None if there is no such file.

        The path must lie in the folder as it is written: that is checked before any file is touched. It must still lie there
        when all links are followed.
        """
        try:
            root = folder.resolve()
            path = Path(os.path.normpath(root / source))
            if not path.is_relative_to(root):
                return None
            path = path.resolve()
            if path.is_relative_to(root) and path.is_file():
                return cls(Path(os.path.normpath(source)).name, path.read_bytes())
        except (OSError, ValueError, RuntimeError):  # no such file, no permission, a NUL in the name, links in a circle
            pass
        return None

    def __repr__(self) -> str:
        return f"<Upload {self.name!r}: {self.type}, {len(self.content):,} bytes>"
