"""Parses a script. The parser is tree-sitter's: it is linear in the length of the text, and tells what is no JavaScript."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kaizala_nb.toolkit.collection.scripts.names import twice_declared
from kaizala_nb.toolkit.collection.scripts.syntax import Program
from kaizala_nb.toolkit.collection.scripts.translation import Unreadable, statements_of

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

LONGEST = 200_000
"""Characters of a script that is read."""
DEEPEST = 120
"""Levels of a script that is read: a value in a call in a block is three."""
_MISSING = "Scripts are not read here. Install what reads them: pip install tree-sitter tree-sitter-javascript"


@lru_cache(maxsize=2000)
def parsed(text: str) -> Program:
    """A script as a tree. Raises :class:`Unreadable` with a sentence if it cannot be parsed; then nothing is taken from it."""
    if len(text) > LONGEST:
        raise Unreadable(f"The script has {len(text):,} characters. Those with more than {LONGEST:,} are not read.")
    try:
        parser = _parser()
    except ImportError:
        raise Unreadable(_MISSING) from None
    root = parser.parse(text.encode(errors="replace")).root_node
    _refuse_errors(root)
    program = Program(statements_of(root), tuple(text.split("\n")))
    name = twice_declared(program.body)
    if name:
        raise Unreadable(f"The script declares {name[:80]!r} twice, so JavaScript does not run it at all.")
    return program


@cache
def _parser() -> "Parser":
    import tree_sitter
    import tree_sitter_javascript

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_javascript.language()))


def _refuse_errors(root: "Node") -> None:
    cursor = root.walk()
    depth = 0
    while True:
        if cursor.goto_first_child():
            depth += 1
            if depth > DEEPEST:
                raise Unreadable(f"The script is nested too deep. Those with more than {DEEPEST} levels are not read.")
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                if root.has_error:
                    raise Unreadable(
                        f"The script is no JavaScript: there is a mistake near line {_line_of_error(root)}."
                    )
                return
            depth -= 1


def _line_of_error(root: "Node") -> int:
    node = root
    while True:
        inner = next((child for child in node.children if child.has_error or child.is_missing), None)
        if inner is None:
            return int(node.start_point[0]) + 1
        node = inner
