"""What a call says to a person who waits for nothing else of it."""


class Sentence(str):
    """A text that a notebook shows as it is read, without quotes, when it is the last value of a cell."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)
