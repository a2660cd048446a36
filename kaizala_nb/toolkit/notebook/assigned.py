"""The name that code gives to what a call makes: ``library`` in ``library = Api.from_postman("library.json")``."""

import ast
from types import FrameType

from kaizala_nb.toolkit.client.running_code import assignments


def assigned_name(frame: FrameType, method: str) -> str:
    """The global variable that the call of this method in this frame is assigned to; "" if it is none, or if nobody knows."""
    if frame.f_locals is not frame.f_globals:  # inside a function: other code has another name for it
        return ""
    for assignment in assignments(frame):
        match assignment.node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Attribute(attr=called))):
                return name if called == method else ""
    return ""
