"""Run at the start of a kernel, as the file of ``PYTHONSTARTUP``: a cell that misses the first cell says so.

After a restart of the kernel nothing has a name, and Python says "name 'kaizala' is not defined". This says what to do. It holds
until the first cell has loaded the package; then Python's own words are right again. It imports nothing of the package.
"""

import sys
from types import TracebackType
from typing import Any

_NEXT = "In the menu: Kernel, Restart Kernel and Run up to Selected Cell."


def _say(
    shell: Any, kind: type[NameError], error: NameError, trace: TracebackType, tb_offset: int | None = None
) -> list[str] | None:
    if "kaizala_nb" in sys.modules:
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
        return None
    name = getattr(error, "name", "") or "a name"
    lines = [f"Run the first cell first. The kernel is new, and does not know {name!r}.", _NEXT]
    sys.stderr.write("\n".join(lines) + "\n")
    return lines


def _begin() -> None:
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None and not shell.custom_exceptions:
        shell.set_custom_exc((NameError,), _say)


if __name__ == "__main__":  # in the kernel
    _begin()
