"""The token that a request carries."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Token:
    """A header that carries what a variable holds: ``Token("accessToken", "access-token")``."""

    header: str
    variable: str

    def __str__(self) -> str:
        return "{{" + self.variable + "}}"
