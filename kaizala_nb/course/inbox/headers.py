"""The headers of a call that came, and the call as a text."""

from collections.abc import Iterable
from email.message import Message

from requests.structures import CaseInsensitiveDict

from kaizala_nb.serving.secrecy import in_header, is_secret
from kaizala_nb.toolkit.client.masking import Secret

_MOST_SHOWN = 4_000


class WireText(str):
    """What came over the wire, shown as it stands, line by line."""

    def __repr__(self) -> str:
        return self if len(self) <= _MOST_SHOWN else f"{self[:_MOST_SHOWN]}\n…"

    def _repr_pretty_(self, printer: object, cycle: bool) -> None:
        printer.text(repr(self))  # type: ignore[attr-defined]  # the printer of IPython, which is not imported


class Headers(CaseInsensitiveDict[str]):
    """Headers by name, whatever the case of it. A name that came several times has its first value here."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._pairs = [(name, Secret(value) if _hides(name) else value) for name, value in pairs]
        super().__init__()
        for name, value in self._pairs:
            self.setdefault(name, value)

    @classmethod
    def of(cls, headers: Message) -> "Headers":
        """Those of a call."""
        return cls(headers.items())

    def __repr__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """Each as a line, in their order; secrets are masked."""
        return [f"{name}: {in_header(name, value) if _hides(name) else value}" for name, value in self._pairs]


def _hides(name: str) -> bool:
    """Whether a header holds a secret. A signature is none: it is good for the body that it came with, and for no other."""
    return is_secret(name) and "signature" not in name.lower()
