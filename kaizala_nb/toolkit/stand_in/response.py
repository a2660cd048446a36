"""What the stand-in answers."""

from dataclasses import dataclass, field
from typing import Literal

Source = Literal["example", "memory", "made up", "refusal"]
"""Where an answer comes from: a saved example, the memory, nowhere (no example stood behind it), or the stand-in's own words."""


@dataclass(frozen=True)
class Response:
    """See the module.

    Attributes:
        status: The status code.
        body: The body.
        headers: Names and values in their order. Those that the connection makes anew are not among them.
        reason: The words after the status; "" for the usual ones.
        source: See :data:`Source`.
        example: The name of the saved example that it was made of; "" if there is none.
        made_up: Whether a part of it was invented, though it has another source.
    """

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    source: Source = "example"
    example: str = ""
    made_up: bool = field(default=False)

    def header(self, name: str) -> str:
        """The value of a header, whatever the case of its name; "" if there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")
