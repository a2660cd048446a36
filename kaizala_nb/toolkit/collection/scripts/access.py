"""Members of values: how they are read and set."""

from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.members import member_of
from kaizala_nb.toolkit.collection.scripts.parts import part_of_postman
from kaizala_nb.toolkit.collection.scripts.property_list import PropertyList
from kaizala_nb.toolkit.collection.scripts.request_object import Address, Body, RawBody, RequestObject
from kaizala_nb.toolkit.collection.scripts.values import Host, Lost, Unknown, Value, error, string


def get(machine: Machine, holder: Value, name: Value) -> Value:
    """A member of a value."""
    if isinstance(holder, Unknown):
        if holder.safe:
            return holder
        raise Lost(holder.why)
    if isinstance(name, Unknown):
        if holder is None or holder is UNDEFINED:
            raise error("TypeError", f"Cannot read properties of {string(holder)}")
        return name
    if holder is None or holder is UNDEFINED:
        raise error("TypeError", f"Cannot read properties of {string(holder)} (reading '{string(name)}')")
    reason = machine.blurred(holder)
    if reason:
        return Unknown(reason)
    return member_of(machine, holder, name)


def each(machine: Machine, value: Value) -> list[Value] | Unknown:
    """What a value gives one after the other, for ``for ... of`` and ``...``."""
    if isinstance(value, Unknown):
        if not value.safe:
            raise Lost(value.why)
        return value
    reason = machine.blurred(value)
    if reason:
        return Unknown(reason)
    if isinstance(value, list):
        return list(value)
    if isinstance(value, str):
        return list(value)
    if isinstance(value, PropertyList):
        return list(value.items)
    if isinstance(value, Host):
        raise Lost(machine.why(f"the parts of {value.name} are not known"))
    raise error("TypeError", f"{string(value)} is not iterable")


def put(machine: Machine, holder: Value, name: Value, value: Value) -> None:
    """Gives a value to a member."""
    if isinstance(holder, Unknown) or isinstance(name, Unknown):
        unknown = holder if isinstance(holder, Unknown) else name
        machine.blur(holder, unknown.why)
        if isinstance(holder, Unknown) and not holder.safe:
            raise Lost(unknown.why)
        return
    if holder is None or holder is UNDEFINED:
        raise error("TypeError", f"Cannot set properties of {string(holder)} (setting '{string(name)}')")
    if isinstance(holder, RequestObject):
        holder.put(string(name))
    elif isinstance(holder, Address | Body | RawBody):
        holder.changed(machine.why(f"the {string(name)} of it is changed here: that is not done"))
    elif part_of_postman(holder):
        raise Lost(machine.why("a change of a part of Postman's objects is not understood"))
    elif holder is machine.tests:
        if machine.looks:
            machine.about_status.add(string(name))
        machine.tests[string(name)] = Unknown(machine.doubts[-1]) if machine.doubts else value
    elif machine.doubts:
        machine.blur(holder, machine.doubts[-1])
        if isinstance(holder, Host):
            raise Lost(machine.why(f"{holder.name} cannot be changed here"))
    elif isinstance(holder, dict):
        holder[string(name)] = value
    elif isinstance(holder, list) and isinstance(name, float) and 0 <= name <= len(holder) and name.is_integer():
        holder[int(name) : int(name) + 1] = [value]
    elif isinstance(holder, str | float | bool):
        return
    else:
        raise Lost(machine.why("what is set here is not understood"))
