"""What is understood of scripts, line by line."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kaizala_nb.toolkit.collection.scripts.line import Kind, Line
from kaizala_nb.toolkit.collection.scripts.line_reader import LineReader
from kaizala_nb.toolkit.collection.scripts.outcome import Script
from kaizala_nb.toolkit.collection.scripts.parsing import parsed
from kaizala_nb.toolkit.collection.scripts.translation import Unreadable

__all__ = ["Kind", "Line", "understood_of"]


def understood_of(scripts: Iterable[Script]) -> list[Line]:
    """What is understood of the scripts, and what is not, in their order. Nothing of them is carried out."""
    return [line for script in scripts for line in _lines(script)]


@lru_cache(maxsize=1000)
def _lines(script: Script) -> tuple[Line, ...]:
    return tuple(_found(script))


def _found(script: Script) -> Iterator[Line]:
    try:
        program = parsed(script.text)
    except Unreadable as problem:
        last = script.text.count("\n") + 1
        yield Line(script.place, script.event, 1, last, script.text, problem=str(problem))
        return
    yield from LineReader(script, program.lines, program.body).statements(program.body, {}, "", "")
