"""Exceptions leave the client without the frames of the client.

A traceback may show the variables of its frames: ``%xmode Verbose`` of IPython does, ``rich`` does, an error reporter does. Deep in
the sending, those variables are tokens, also in the frames of other libraries. So an interrupt and an error of the family leave
without frames. Any other exception is a fault in this package. It keeps its frames, so that the fault can be found.
"""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from kaizala_nb.toolkit.client.errors import ApiError

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def without_frames(function: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """The same function. When it is interrupted or raises an error of the family, the traceback shows no frame below it."""

    @functools.wraps(function)
    def called(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        try:
            return function(*args, **kwargs)
        except BaseException as trouble:
            if isinstance(trouble, Exception) and not isinstance(trouble, ApiError):
                raise
            trouble.__context__ = None  # "from None" alone only hides the context, which keeps its frames
            raise trouble.with_traceback(None) from None

    return called
