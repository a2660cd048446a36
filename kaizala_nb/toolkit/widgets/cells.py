"""A form outlives a second run of its cell: what was put in by hand is kept, and what was sent by hand is not sent again.

Whoever clicks in a form makes its cell the current one, so the Shift+Enter that should go on to the next cell runs that cell
again first. A new form there would throw away what was typed, and the cell below would send the old text, or would send a second
time what was sent already. So the same form comes back until its reply has been read; the form after that begins with the text
typed before. Where the cell itself says something else than before, the cell is right.
"""

import sys
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeVar


class Outlives(Protocol):
    """A form. ``done``: it was sent, and a cell has taken its reply."""

    @property
    def done(self) -> bool: ...

    def come_back(self) -> None:
        """Its cell was run again, and it is the same form: it says so if it holds what was put in by hand."""

    def take_over(self, former: Self, changed: Collection[str]) -> None:
        """It is the form after ``former``: keep what was put in there by hand, but no secret, and not what the cell ``changed``."""


_Form = TypeVar("_Form", bound=Outlives)
_LEFT_OUT = object()


@dataclass(repr=False)
class _Made:
    form: Outlives
    given: dict[str, Any]


class FormsOfCells:
    """The newest forms of each cell, by what they are for and the how manieth of those in the cell they are."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, int], _Made] = {}
        self._run = ""
        self._in_run: Counter[str] = Counter()

    def form(self, name: str, given: Mapping[str, Any], make: Callable[[], _Form]) -> _Form:
        """The form that this cell made before, if it still waits or is unread and was given the same; else a new one."""
        cell = current_cell()
        if not cell:
            return make()
        place = (cell, name, self._number(name))
        now, made = {one: _plain(value) for one, value in given.items()}, self._made.get(place)
        if made is None:
            form = make()
        else:
            form, changed = made.form, _changed(made.given, now)
            if changed or form.done:
                form = make()
                form.take_over(made.form, changed)
            else:
                form.come_back()
        self._made[place] = _Made(form, now)
        return form

    def _number(self, name: str) -> int:
        """Of several forms for the same in one run of a cell: which one this is."""
        if (run := current_run()) != self._run:
            self._run, self._in_run = run, Counter()
        self._in_run[name] += 1
        return self._in_run[name]

    def clear(self) -> None:
        """Forget them all."""
        self._made.clear()


def _changed(before: dict[str, Any], now: dict[str, Any]) -> set[str]:
    return {name for name in before | now if not _same(before.get(name, _LEFT_OUT), now.get(name, _LEFT_OUT))}


def _same(one: Any, other: Any) -> bool:
    try:
        return one is other or bool(one == other)
    except (TypeError, ValueError):  # tables and missing values do not say yes or no
        return False


def _plain(value: Any) -> Any:
    """A value as it is now, to be compared with: a list may be changed in place, and arrays are compared by what is in them."""
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return _plain(value.tolist()) if hasattr(value, "tolist") else value


def current_cell() -> str:
    """The id of the cell that runs; "" where the front end does not say, as in a headless run."""
    return str(message_that_is_handled().get("metadata", {}).get("cellId", ""))


def current_run() -> str:
    """What tells this run of a cell from its other runs; "" outside a notebook."""
    return str(message_that_is_handled().get("header", {}).get("msg_id", ""))


def message_that_is_handled() -> Mapping[str, Any]:
    """The message of the front end that the kernel works on; an empty one outside a notebook."""
    shell = _shell()
    return shell.get_parent() or {} if hasattr(shell, "get_parent") else {}


def runs_of_cells() -> int:
    """How many cells have been run so far; 0 outside a notebook."""
    return getattr(_shell(), "execution_count", 0)


def leave_outputs(kind: type) -> None:
    """Let the outputs of earlier cells (``Out``, ``_``, ``_3``) hold no things of a kind any more: what nothing else holds goes."""
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
