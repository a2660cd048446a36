"""The code that runs in a frame. Cells of a notebook have their lines in :mod:`linecache`, as files have."""

import ast
import linecache
from collections.abc import Iterator
from types import FrameType
from typing import NamedTuple


class Assignment(NamedTuple):
    """An assignment that runs in a frame."""

    node: ast.Assign
    code: str
    """The whole code that it stands in."""

    def text_of(self, part: ast.expr) -> str:
        """A part of it as it was written."""
        return ast.get_source_segment(self.code, part) or ast.unparse(part)


def assignments(frame: FrameType) -> Iterator[Assignment]:
    """The assignments at the line that runs in a frame; none if nobody knows its code."""
    code = "".join(linecache.getlines(frame.f_code.co_filename, frame.f_globals))
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # such as a cell with a magic line
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and node.lineno <= frame.f_lineno <= (node.end_lineno or node.lineno):
            yield Assignment(node, code)
