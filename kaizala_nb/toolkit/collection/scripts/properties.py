"""Whether values have properties, as checks look for them."""

from kaizala_nb.toolkit.collection.scripts.assertions import Assertion
from kaizala_nb.toolkit.collection.scripts.comparing import kind_of, length_of
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.values import Host, Lost, Value, string

_LIST_WORDS = {
    "map",
    "filter",
    "find",
    "forEach",
    "push",
    "slice",
    "join",
    "indexOf",
    "includes",
    "concat",
    "split",
    "trim",
}


def looked_up(chain: Assertion, subject: Value, name: Value) -> tuple[bool, Value]:
    """Whether a value has a member, and its value."""
    if not isinstance(name, str | float):
        raise chain.failed("the argument to property must be a string, number, or symbol")
    steps = [string(name)]
    if "nested" in chain.flags:
        steps = _steps(chain, string(name))
    value = subject
    for index, step in enumerate(steps):
        there, value = own(chain, value, step)
        if not there:
            return False, UNDEFINED
        if index + 1 < len(steps) and (value is None or value is UNDEFINED):
            return False, UNDEFINED
    return True, value


def _steps(chain: Assertion, path: str) -> list[str]:
    if "\\" in path:
        raise Lost(chain.machine.why("a path with a backslash is not understood"))
    return [step.rstrip("]") for step in path.replace("[", ".[").split(".") if step for step in [step.lstrip("[")]]


def own(chain: Assertion, value: Value, name: str) -> tuple[bool, Value]:
    """Whether a value has a member of its own, and the value of that."""
    if isinstance(value, dict):
        if name not in value and name in ("toString", "hasOwnProperty", "constructor", "valueOf"):
            raise Lost(chain.machine.why(f"the property {name} is not understood"))
        return name in value, value.get(name, UNDEFINED)
    if isinstance(value, list | str):
        if name == "length":
            return True, length_of(value)
        if not name.isdigit():
            if name.isidentifier() and name in _LIST_WORDS:
                raise Lost(chain.machine.why(f"the property {name} is not understood"))
            return False, UNDEFINED
        return (True, value[int(name)]) if int(name) < len(value) else (False, UNDEFINED)
    if kind_of(value) == "function":
        raise Lost(chain.machine.why("the properties of a function are not known"))
    names = getattr(value, "names", None)
    if names is not None and name not in names:
        return False, UNDEFINED
    if isinstance(value, Host):
        held = value.member(name)
        return held is not UNDEFINED, held
    return False, UNDEFINED
