"""A form survives when its cell is run again: typed text is kept, and a request that was sent is not sent again.

A click in a form makes its cell the current one. So the Shift+Enter that should run the next cell runs the cell of the form again.
A new form there would lose the typed text; the next cell would then send the old text, or send a second time what was sent already.
So the cell gets the same form back until a cell has read its reply. After that it gets a new form, which begins with the text that
was typed into the former one. Where the cell itself says something else than before, the cell is right.
"""

import sys
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeVar, cast


class LastingForm(Protocol):
    """A form that survives. ``done`` is true when it was sent and a cell has read its reply."""

    @property
    def done(self) -> bool: ...

    def come_back(self) -> None:
        """Its cell was run again, and gets this form again. The form says so if it has typed text."""

    def take_over(self, former: Self, changed: Collection[str]) -> None:
        """This form follows ``former``. It takes over what was typed there, but no secret and nothing that the cell ``changed``."""


_Form = TypeVar("_Form", bound=LastingForm)
_MISSING = object()


@dataclass(repr=False)
class _CellForm:
    """A form, and the arguments that its cell made it with."""

    form: LastingForm
    arguments: dict[str, Any]


class FormsOfCells:
    """The newest forms of each cell. A cell may have several forms with the same name: they are counted from 1."""

    def __init__(self) -> None:
        self._forms: dict[tuple[str, str, int], _CellForm] = {}
        self._run = ""
        self._counts: Counter[str] = Counter()

    def form(self, name: str, arguments: Mapping[str, Any], make: Callable[[str], _Form]) -> _Form:
        """The form of the current cell: the one from the last run if it still counts, else a new one.

        Args:
            name: What the form is for.
            arguments: What the cell says. If it says something else than in the last run, a new form is made.
            make: Makes a new form. It gets the key that the form keeps typed text under, "" outside a cell.
        """
        cell = current_cell()
        if not cell:
            return make("")
        key = (cell, name, self._number(name))
        text_key = " ".join(map(str, key))
        values, known = {one: _plain(value) for one, value in arguments.items()}, self._forms.get(key)
        if known is None:
            form = make(text_key)
        else:
            former = cast("_Form", known.form)  # forms of one name are made by one maker
            form, changed = former, _changed(known.arguments, values)
            if changed or former.done:
                form = make(text_key)
                form.take_over(former, changed)
            else:
                former.come_back()
        self._forms[key] = _CellForm(form, values)
        return form

    def _number(self, name: str) -> int:
        """The number of this form among the forms with the same name in one run of a cell."""
        run = current_run()
        if run != self._run:
            self._run, self._counts = run, Counter()
        self._counts[name] += 1
        return self._counts[name]

    def clear(self) -> None:
        """Forget all forms."""
        self._forms.clear()


def _changed(before: dict[str, Any], now: dict[str, Any]) -> set[str]:
    return {name for name in before | now if not _same(before.get(name, _MISSING), now.get(name, _MISSING))}


def _same(one: Any, other: Any) -> bool:
    try:
        return one is other or bool(one == other)
    except (TypeError, ValueError):  # tables and missing values do not say yes or no
        return False


def _plain(value: Any) -> Any:
    """A copy of a value for a later comparison: a list may be changed in place, and arrays are compared by their content."""
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return _plain(value.tolist()) if hasattr(value, "tolist") else value


def current_cell() -> str:
    """The id of the cell that runs; "" if the front end does not say it, as in a headless run."""
    return str(current_message().get("metadata", {}).get("cellId", ""))


def current_run() -> str:
    """The id of this run of a cell; "" outside a notebook."""
    return str(current_message().get("header", {}).get("msg_id", ""))


def current_message() -> Mapping[str, Any]:
    """The message of the front end that the kernel works on; an empty one outside a notebook."""
    shell = _shell()
    return shell.get_parent() or {} if hasattr(shell, "get_parent") else {}


def remove_from_outputs(kind: type) -> None:
    """Remove the objects of a class from the outputs of earlier cells (``Out``, ``_``, ``_3``).

    An object that has no other name can then be freed.
    """
    shell = _shell()
    if shell is None:
        return
    outputs = shell.user_ns.get("_oh", {})
    things = {f"_{number}": thing for number, thing in outputs.items() if isinstance(thing, kind)}
    for name in things:
        del outputs[int(name[1:])]
    for name in ("_", "__", "___"):
        thing = getattr(shell.displayhook, name)
        if isinstance(thing, kind):
            things[name] = thing
            setattr(shell.displayhook, name, "")
    for names in (shell.user_ns, shell.user_ns_hidden):
        names.update({name: "" for name, thing in things.items() if names.get(name) is thing})


def in_notebook() -> bool:
    """Whether this runs in a kernel, whose cells can show widgets."""
    return getattr(_shell(), "kernel", None) is not None


def _shell() -> Any:
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
