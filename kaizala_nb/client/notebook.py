"""Errors of the family are shown as panels in a notebook, not as tracebacks.

IPython lets one handler show some kinds of exceptions. The cell still counts as failed, so Run All stops there, as it should.
"""

import sys
from types import TracebackType
from typing import Any

from kaizala_nb.client.errors import KaizalaError


def show_errors_as_panels() -> None:
    """Ask IPython, if this is one, to show a :class:`KaizalaError` as its panel. A handler of somebody else's stays."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None and not shell.custom_exceptions:
        shell.set_custom_exc((KaizalaError,), _show)


def _show(
    shell: Any, kind: type[KaizalaError], error: KaizalaError, trace: TracebackType, tb_offset: int | None = None
) -> list:
    from IPython.display import display

    display(error._repr_mimebundle_(), raw=True)  # IPython has a printer of its own for the text of exceptions
    return []
