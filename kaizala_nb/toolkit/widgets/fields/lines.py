"""Values with a single input: a text, a choice of one, yes or no, a secret."""

from collections.abc import Iterable
from typing import Any

from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.widgets.entry import Description, Entry, Raw

_YES_NO = {"": None, "yes": True, "no": False}


class TextEntry(Entry):
    """An entry for a text, or for a list that is typed with commas. Its raw value is the text."""

    type = "text"

    def put(self, value: Any) -> None:
        self.raw = input_text(value)


class ChoiceEntry(Entry):
    """An entry for one of the ``choices``; if it is ``optional``, for none of them too. Its raw value is the choice, or "".

    A choice is a text, or a pair: the value, and the words for it.
    """

    type = "choice"

    def __init__(
        self, choices: Iterable[str | tuple[str, str]], *, optional: bool, label: str = "", wire: str = ""
    ) -> None:
        super().__init__(label, wire=wire)
        self._words = dict((one, one) if isinstance(one, str) else one for one in choices)
        self._optional = optional

    def describe(self) -> Description:
        return super().describe() | {"choices": list(self._words.items()), "optional": self._optional}

    def read(self, raw: Raw) -> None:
        self.raw = raw if isinstance(raw, str) and raw in self._words else ""

    def value(self) -> Any:
        return self.raw or None

    def put(self, value: Any) -> None:
        if value is not None and value not in self._words:
            raise ValueError(f"{value!r} is none of {', '.join(self._words)}.")
        self.raw = value or ""


class FlagEntry(ChoiceEntry):
    """An entry for yes or no; if it is ``optional``, for neither too."""

    def __init__(self, *, optional: bool) -> None:
        super().__init__(("yes", "no"), optional=optional)

    def value(self) -> bool | None:
        return _YES_NO[self.raw]

    def put(self, value: Any) -> None:
        usual = "" if self._optional else "yes"
        self.raw = next((words for words, meant in _YES_NO.items() if words and meant == value), usual)

    def text(self) -> str:
        return self.raw


class TickEntry(Entry):
    """An entry for yes or no: one box to tick. Its raw value is true or false."""

    type = "tick"
    raw = False

    def read(self, raw: Raw) -> None:
        self.raw = raw is True

    def put(self, value: Any) -> None:
        self.raw = bool(value)


class SecretEntry(Entry):
    """An entry for a secret. It never stands on the page again: its raw value is always empty."""

    type = "secret"

    def __init__(self) -> None:
        super().__init__()
        self._secret, self._times = Secret(""), 0

    def read(self, raw: Raw) -> None:
        """A page sends a secret by itself: see :meth:`give`."""

    def give(self, secret: str) -> None:
        """Take a secret that was typed."""
        self._secret = Secret(secret)
        self._times += 1

    def value(self) -> Secret:
        return self._secret

    def put(self, value: Any) -> None:
        self._secret = Secret(input_text(value))

    @property
    def empty(self) -> bool:
        return not self._secret

    def fingerprint(self) -> int:
        return self._times

    def text(self) -> str:
        return "not shown" if self._secret else ""


def input_text(value: Any) -> str:
    """A value as it stands in an input: a list has commas between its entries."""
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
