"""A form that was sent by hand outlives a second run of its cell, until its reply has been read.

Whoever clicks in a form makes its cell the current one, so the Shift+Enter that should go on to the next cell runs that cell
again first. A new form there would wait once more, and the cell below would send a second time what was sent already.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar


class Waits(Protocol):
    """A form; ``unread``: somebody has sent it, and no cell has taken its reply."""

    @property
    def unread(self) -> bool: ...


_Form = TypeVar("_Form", bound=Waits)


class FormsOfCells:
    """The newest form of each cell, by its name and the values that it was given."""

    def __init__(self) -> None:
        self._forms: dict[tuple[str, str], tuple[dict[str, Any], Waits]] = {}

    def form(self, name: str, given: dict[str, Any], make: Callable[[], _Form]) -> _Form:
        """The form that this cell made before, if it is unread and was given the same; else a new one."""
        cell = current_cell()
        before, form = self._forms.get((cell, name), ({}, None))
        if cell and form is not None and form.unread and before == given:
            return form
        form = make()
        self._forms[cell, name] = (given, form)
        return form

    def clear(self) -> None:
        """Forget them all."""
        self._forms.clear()


def current_cell() -> str:
    """The id of the cell that runs; "" where the front end does not say, as in a headless run."""
    return str(message_that_is_handled().get("metadata", {}).get("cellId", ""))


def message_that_is_handled() -> Mapping[str, Any]:
    """The message of the front end that the kernel works on; an empty one outside a notebook."""
    shell = _shell()
    return shell.get_parent() or {} if hasattr(shell, "get_parent") else {}


def runs_of_cells() -> int:
    """How many cells have been run so far; 0 outside a notebook."""
    return getattr(_shell(), "execution_count", 0)


def leave_outputs(kind: type) -> None:
    """Let the outputs of earlier cells (``Out``, ``_``, ``_3``) no longer hold things of a kind: those that nothing else holds go."""
    shell = _shell()
    if shell is None:
        return
    outputs = shell.user_ns.get("_oh", {})
    held = {f"_{number}": thing for number, thing in outputs.items() if isinstance(thing, kind)}
    for name in held:
        del outputs[int(name[1:])]
    for name in ("_", "__", "___"):
        if isinstance(getattr(shell.displayhook, name), kind):
            held[name] = getattr(shell.displayhook, name)
            setattr(shell.displayhook, name, "")
    for names in (shell.user_ns, shell.user_ns_hidden):
        names.update({name: "" for name, thing in held.items() if names.get(name) is thing})


def in_notebook() -> bool:
    """Whether this runs in a kernel, whose cells show widgets."""
    return getattr(_shell(), "kernel", None) is not None


def _shell() -> Any:
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
