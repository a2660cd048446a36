"""Files that a page sends in pieces, of which each fits into one message of any Jupyter."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class ChosenFile:
    """A file that somebody chose in the browser: its name, the type that the browser gives it, and what has come of it."""

    name: str
    type: str
    content: bytearray = field(default_factory=bytearray)


class IncomingFiles:
    """The files that are on their way, by the ids that the page gives them."""

    def __init__(self) -> None:
        self._files: dict[str, ChosenFile] = {}

    def take(self, message: dict[str, Any], buffers: list[memoryview]) -> ChosenFile | None:
        """Take a piece: the one that begins ``at`` so many bytes. Gives the file when all of it has come.

        A piece that has come already, or after a gap, is left alone: the page is told how much there is, and goes on from there.
        """
        key = message["id"]
        if message.get("cancel"):
            self._files.pop(key, None)
            return None
        file = self._files.setdefault(key, ChosenFile(message["file"], message["type"]))
        if message["at"] == len(file.content):
            for piece in buffers:
                file.content += piece
        if len(file.content) < message["size"]:
            return None
        return self._files.pop(key)

    def size_of(self, key: str) -> int:
        """How many bytes of a file have come; 0 if it is not on its way."""
        return len(self._files[key].content) if key in self._files else 0
