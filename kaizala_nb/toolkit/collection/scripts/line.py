"""A line of what is understood of scripts."""

from dataclasses import dataclass
from typing import Literal

from kaizala_nb.toolkit.collection.scripts.outcome import Event

Kind = Literal["check", "save", "flow", "other"]


@dataclass(frozen=True)
class Line:
    """A statement of a script: a line of it, or a few.

    Attributes:
        place: Whose script it is: the name of the collection or of the folder; "" for the request's own.
        event: When the script has its turn.
        first: The number of its first line in the script, from 1.
        last: The number of its last line.
        text: What the script says there.
        kind: "check" looks at the reply, "save" sets or takes away a variable, "flow" says which request comes next; or "other".
        test: The name of the test that it is a part of; "" outside of tests.
        words: What it means, for a learner; "" if that is not understood, or needs no words.
        python: The same as a line of Python, where there is one; "" otherwise.
        problem: Why it is not understood; "" if it is.
    """

    place: str
    event: Event
    first: int
    last: int
    text: str
    kind: Kind = "other"
    test: str = ""
    words: str = ""
    python: str = ""
    problem: str = ""
