"""``console``: what a script prints."""

from collections.abc import Sequence

from kaizala_nb.toolkit.collection.scripts.json_text import stringify
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.values import (
    ErrorObject,
    Holder,
    Host,
    Lost,
    Native,
    Value,
    callable_,
    shown,
    string,
)

Arguments = Sequence[Value]


def console(machine: Machine) -> Value:
    """The object ``console``. What it prints goes into the log of the outcome."""

    def write(arguments: Arguments) -> Value:
        if not machine.doubts and len(machine.outcome.log) < 1000:
            machine.outcome.log.append(" ".join(_logged(machine, one) for one in arguments)[:10_000])
        return UNDEFINED

    names = (
        "log",
        "info",
        "warn",
        "error",
        "debug",
        "dir",
        "trace",
        "group",
        "groupEnd",
        "time",
        "timeEnd",
        "clear",
    )
    return Holder("console", {name: Native(name, write, takes_unknown=True) for name in names})


def _logged(machine: Machine, value: Value) -> str:
    if machine.unknown_in(value) is not None:
        return "(not known)"
    if isinstance(value, list | dict) and not isinstance(value, ErrorObject):
        try:
            return string(stringify(value, None))
        except Lost:
            return shown(value)
    return (
        f"({value.name})"
        if isinstance(value, Host) and not hasattr(value, "text")
        else "(a function)"
        if callable_(value)
        else string(value)
    )
