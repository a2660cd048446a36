"""What a format cannot say of a collection, or what was left out of it: a sentence each, with the place."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Note:
    """A sentence about what was not written. ``place``: the names of the folders and of the request, the outermost first; ()
    for the whole collection."""

    place: tuple[str, ...]
    text: str

    def __str__(self) -> str:
        return f"{' / '.join(self.place)}: {self.text}" if self.place else self.text


@dataclass
class Notes:
    """Collects notes. ``place`` is where the writer is."""

    all: list[Note] = field(default_factory=list)
    place: tuple[str, ...] = ()

    def add(self, text: str) -> None:
        """Note something about the place where the writer is, once."""
        note = Note(self.place, text)
        if note not in self.all:
            self.all.append(note)
