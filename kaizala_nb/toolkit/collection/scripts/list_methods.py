"""What a list of JavaScript can do."""

import functools
from collections.abc import Callable, Sequence

from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.operators import same
from kaizala_nb.toolkit.collection.scripts.parts import part_of_postman
from kaizala_nb.toolkit.collection.scripts.patterns import Found
from kaizala_nb.toolkit.collection.scripts.text_methods import argument, place, span
from kaizala_nb.toolkit.collection.scripts.values import (
    Lost,
    Native,
    Unknown,
    Value,
    bounded,
    error,
    number,
    string,
    truth,
)

_LONGEST = 100_000  # items that a script may put into a list
MOST = 1_000
"""How many rounds of a loop, or of ``forEach``, are carried out."""
Arguments = Sequence[Value]
_OTHERS = {
    "compact", "unique", "copyWithin", "fill", "findLast", "findLastIndex", "flatMap", "lastIndexOf", "reduceRight",
    "toLocaleString", "toReversed", "toSorted", "toSpliced", "with", "has", "contains", "hasOwnProperty",
    "isPrototypeOf", "propertyIsEnumerable", "valueOf",
}  # fmt: skip


def list_member(machine: Machine, items: list[Value], name: str) -> Value:
    """A member of a list."""
    if name == "length":
        return float(len(items))
    if name.isdigit():
        return items[int(name)] if len(name) < 10 and int(name) < len(items) else UNDEFINED
    if name in _ROUNDS:
        rounds = _ROUNDS[name]
        return Native(name, lambda arguments: _counted(machine, items, arguments, rounds), takes_unknown=True)
    if name in _CHANGES:
        changes = _CHANGES[name]
        return Native(name, lambda arguments: _changed(machine, items, arguments, changes), takes_unknown=True)
    if name == "sort":
        return Native(
            name,
            lambda arguments: _changed(machine, items, arguments, functools.partial(_sort, machine)),
            takes_unknown=True,
        )
    if name in _LOOKS:
        looks = _LOOKS[name]
        return Native(name, lambda arguments: machine.unknown_in(items) or looks(items, arguments))
    if isinstance(items, Found) and name in items.members:
        return items.members[name]
    if name in ("first", "last"):  # so old scripts know lists, and the next ones
        return Native(name, lambda arguments: (items[0] if name == "first" else items[-1]) if items else UNDEFINED)
    if name == "isEmpty":
        return Native(name, lambda arguments: not items)
    if name in _OTHERS:
        raise Lost(machine.why(f"{name} of a list is not understood"))
    return UNDEFINED


def _counted(
    machine: Machine,
    items: list[Value],
    arguments: Arguments,
    rounds: Callable[[list[Value], Callable[..., Value]], Value],
) -> Value:
    function = argument(arguments, 0)
    if len(items) > MOST:
        for _ in range(2):
            machine.look_into([function], machine.why(f"the list has more than {MOST:,} items"))
        raise Lost(machine.why(f"the list has more than {MOST:,} items"))

    def call(index: int) -> Value:
        machine.step()
        return machine.call(function, [items[index], float(index), items])

    if (
        not items
        and not isinstance(function, Unknown)
        and not hasattr(function, "call")
        and not hasattr(function, "parameters")
    ):
        raise error("TypeError", "undefined is not a function")
    return rounds(items, call)


def _certain(value: Value) -> bool:
    if isinstance(value, Unknown):
        raise Lost(value.why)
    return truth(value)


def _each(items: list[Value], call: Callable[..., Value]) -> Value:
    for index in range(len(items)):
        call(index)
    return UNDEFINED


def _each_of(items: list[Value], call: Callable[..., Value]) -> Value:
    _each(items, call)
    return items


def _find(items: list[Value], call: Callable[..., Value]) -> Value:
    return next((items[index] for index in range(len(items)) if _certain(call(index))), UNDEFINED)


def _find_index(items: list[Value], call: Callable[..., Value]) -> Value:
    return float(next((index for index in range(len(items)) if _certain(call(index))), -1))


_ROUNDS: dict[str, Callable[[list[Value], Callable[..., Value]], Value]] = {
    "forEach": _each,
    "each": _each_of,
    "map": lambda items, call: [call(index) for index in range(len(items))],
    "filter": lambda items, call: [items[index] for index in range(len(items)) if _certain(call(index))],
    "find": _find,
    "findIndex": _find_index,
    "some": lambda items, call: any(_certain(call(index)) for index in range(len(items))),
    "every": lambda items, call: all(_certain(call(index)) for index in range(len(items))),
}


def reduce_of(machine: Machine, items: list[Value]) -> Native:
    """The method ``reduce`` of a list."""

    def reduce(arguments: Arguments) -> Value:
        function, rest = argument(arguments, 0), list(enumerate(items))
        if len(items) > MOST:
            raise Lost(machine.why(f"the list has more than {MOST:,} items"))
        if len(arguments) < 2 and not items:
            raise error("TypeError", "Reduce of empty array with no initial value")
        so_far = arguments[1] if len(arguments) > 1 else rest.pop(0)[1]
        for index, one in rest:
            so_far = machine.call(function, [so_far, one, float(index), items])
        return so_far

    return Native("reduce", reduce, takes_unknown=True)


def _changed(
    machine: Machine, items: list[Value], arguments: Arguments, changes: Callable[[list[Value], Arguments], Value]
) -> Value:
    if part_of_postman(items):
        raise Lost("a change of a part of Postman's objects is not understood")
    if machine.doubts:
        machine.blur(items, machine.doubts[-1])
        return Unknown(machine.doubts[-1])
    unknown = next((one for one in arguments if isinstance(one, Unknown)), None)
    if unknown is not None and changes not in (_push, _unshift):
        machine.blur(items, unknown.why)
        return unknown
    return changes(items, arguments)


def _room(items: list[Value], more: int) -> None:
    if len(items) + more > _LONGEST:
        raise Lost("a list gets too long")


def _push(items: list[Value], arguments: Arguments) -> Value:
    _room(items, len(arguments))
    items.extend(arguments)
    return float(len(items))


def _unshift(items: list[Value], arguments: Arguments) -> Value:
    _room(items, len(arguments))
    items[:0] = arguments
    return float(len(items))


def _splice(items: list[Value], arguments: Arguments) -> Value:
    _room(items, len(arguments))
    start = place(argument(arguments, 0))
    start = max(len(items) + start, 0) if start < 0 else min(start, len(items))
    count = len(items) - start if len(arguments) == 1 else max(0, place(argument(arguments, 1)))
    taken = items[start : start + count]
    items[start : start + count] = arguments[2:]
    return taken


def _reverse(items: list[Value], arguments: Arguments) -> Value:
    items.reverse()
    return items


_CHANGES: dict[str, Callable[[list[Value], Arguments], Value]] = {
    "push": _push,
    "unshift": _unshift,
    "pop": lambda items, arguments: items.pop() if items else UNDEFINED,
    "shift": lambda items, arguments: items.pop(0) if items else UNDEFINED,
    "splice": _splice,
    "reverse": _reverse,
}


def _sort(machine: Machine, items: list[Value], arguments: Arguments) -> Value:
    by = argument(arguments, 0)
    unknown = machine.unknown_in(items)
    if unknown is not None or len(items) > MOST:
        machine.blur(items, unknown.why if unknown else machine.why("the list is too long"))
        raise Lost(machine.blurred(items))

    def order(one: Value, two: Value) -> int:
        if by is UNDEFINED:
            pair = [string(value).encode("utf-16-be", "surrogatepass") for value in (one, two)]
            return (pair[0] > pair[1]) - (pair[0] < pair[1])
        held = machine.call(by, [one, two])
        if isinstance(held, Unknown):
            raise Lost(held.why)
        return int(number(held) > 0) - int(number(held) < 0)

    defined = [one for one in items if one is not UNDEFINED]
    items[:] = sorted(defined, key=functools.cmp_to_key(order)) + [UNDEFINED] * (len(items) - len(defined))
    return items


def _equal(one: Value, two: Value) -> bool:
    return same(one, two) or (isinstance(one, float) and isinstance(two, float) and one != one and two != two)


def _concat(items: list[Value], arguments: Arguments) -> Value:
    made = list(items)
    for one in arguments:
        _room(made, len(one) if isinstance(one, list) else 1)
        made.extend(one if isinstance(one, list) else [one])
    return made


def _slice(items: list[Value], arguments: Arguments) -> Value:
    start, end = span(arguments, len(items))
    return items[start:end]


def _at(items: list[Value], arguments: Arguments) -> Value:
    index = place(argument(arguments, 0))
    return items[index] if -len(items) <= index < len(items) else UNDEFINED


def _index_of(items: list[Value], arguments: Arguments) -> Value:
    wanted = argument(arguments, 0)
    return float(next((index for index, one in enumerate(items) if same(one, wanted)), -1))


def _join(items: list[Value], arguments: Arguments) -> Value:
    by = argument(arguments, 0)
    bounded(items)
    return ("," if by is UNDEFINED else string(by)).join(
        "" if one is None or one is UNDEFINED else string(one) for one in items
    )


def _flat(items: list[Value], arguments: Arguments) -> Value:
    if arguments:
        raise Lost("flat with a depth is not understood")
    return _concat([], items)


_LOOKS: dict[str, Callable[[list[Value], Arguments], Value]] = {
    "includes": lambda items, arguments: any(_equal(one, argument(arguments, 0)) for one in items),
    "indexOf": _index_of,
    "join": _join,
    "slice": _slice,
    "concat": _concat,
    "at": _at,
    "flat": _flat,
    "toString": lambda items, arguments: string(items),
    "keys": lambda items, arguments: [float(index) for index in range(len(items))],
    "values": lambda items, arguments: list(items),
    "entries": lambda items, arguments: [[float(index), one] for index, one in enumerate(items)],
}
