"""The name that code gives to what a call makes: ``library`` in ``library = Api.from_postman("library.json")``."""

import ast
import linecache
from types import FrameType


def assigned_name(frame: FrameType, method: str) -> str:
    """The global variable that the call of this method in this frame is assigned to; "" if it is none, or if nobody knows.

    Cells of a notebook have their lines in :mod:`linecache`, as files have.
    """
    if frame.f_locals is not frame.f_globals:  # inside a function: other code has another name for it
        return ""
    text = "".join(linecache.getlines(frame.f_code.co_filename, frame.f_globals))
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # such as a cell with a magic line
        return ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and node.lineno <= frame.f_lineno <= (node.end_lineno or node.lineno):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Attribute(attr=called))):
                    return name if called == method else ""
    return ""
