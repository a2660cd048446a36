"""What a script wants to be done after it: ``setTimeout`` and the like."""

from collections.abc import Callable, Sequence
from functools import partial

from kaizala_nb.toolkit.collection.scripts.bindings import Closure
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.text_methods import argument
from kaizala_nb.toolkit.collection.scripts.values import Lost, Native, Unknown, Value

_NAMES = ("setTimeout", "setInterval", "setImmediate", "queueMicrotask", "clearTimeout", "clearInterval")
_MOST = 50


def _timer(name: str) -> Callable[[Machine], Value]:
    def call(machine: Machine, arguments: Sequence[Value]) -> Value:
        if name.startswith("clear"):
            machine.later = [(None, function) for _, function in machine.later]
            return UNDEFINED
        function, time = argument(arguments, 0), argument(arguments, 1, 0.0)
        if not isinstance(function, Closure):
            machine.note(f"what {name} does later is not understood")
        elif len(machine.later) < _MOST:
            is_certain = name == "setTimeout" and isinstance(time, float) and not machine.doubts and len(arguments) < 3
            machine.later.append((time if is_certain else None, function))
        else:
            raise Lost(f"{name} is called too often")
        return Unknown(machine.why(f"what {name} gives is not known"), safe=True)

    return lambda machine: Native(name, lambda arguments: call(machine, arguments), takes_unknown=True)


TIMERS = {name: _timer(name) for name in _NAMES}
"""What makes the value of each name."""


def run_later(machine: Machine, why: str = "") -> None:
    """Does what is to be done after the script. ``why``: why it may not be done at all."""
    done = 0
    while machine.later and done < _MOST:
        done += 1
        times = [time for time, _ in machine.later]
        if why or None in times:
            why = why or "in which order things are done later is not certain"
            machine.note(why)
            _, function = machine.later.pop(0)
            for _ in range(2):
                machine.doubt(why, partial(machine.call, function, [Unknown(why)] * len(function.parameters)))
        else:
            index = min(range(len(times)), key=lambda one: times[one] or 0)
            _, function = machine.later.pop(index)
            try:
                machine.call(function, [])
            except Lost as lost:
                why = lost.why
                machine.note(why)
