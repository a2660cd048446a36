"""What leaves the client takes none of its frames along.

A traceback can be shown with the variables of its frames: IPython's ``%xmode Verbose``, ``rich``, an error reporter. Deep in the
sending these are tokens in clear, in the frames of other libraries too. So an interrupt, and an error of the family, which says
what there is to say by itself, leave without them. Any other exception is a fault of ours, and keeps its frames for whoever
looks for it.
"""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from kaizala_nb.toolkit.client.errors import ApiError

_Given = ParamSpec("_Given")
_Gave = TypeVar("_Gave")


def without_frames(function: Callable[_Given, _Gave]) -> Callable[_Given, _Gave]:
    """The function, out of which no frame of what it calls is seen when it is interrupted or fails as expected."""

    @functools.wraps(function)
    def called(*args: _Given.args, **kwargs: _Given.kwargs) -> _Gave:
        try:
            return function(*args, **kwargs)
        except BaseException as trouble:
            if isinstance(trouble, Exception) and not isinstance(trouble, ApiError):
                raise
            trouble.__context__ = None  # "from None" hides it, and it keeps its frames
            raise trouble.with_traceback(None) from None

    return called
