"""What a request brought to somebody else: whoever sends a message wants to see it arrive."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Arrival:
    """Something that came to somebody because of a request.

    Attributes:
        where: Where it came to: "Asha's phone".
        words: What came, in a line of plain text.
        html: What came, as HTML that stands still, at most 160 pixels high.
    """

    where: str
    words: str
    html: str

    def __str__(self) -> str:
        return f"Arrived on {self.where}: {self.words}"
