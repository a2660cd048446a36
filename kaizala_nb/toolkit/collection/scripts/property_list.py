"""Lists of headers, of parameters and of variables, as the ``PropertyList`` of Postman's library has them."""

from collections.abc import Callable, Iterable, Sequence

from kaizala_nb.toolkit.collection.scripts.list_methods import list_member, reduce_of
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.parts import PartList, PartObject
from kaizala_nb.toolkit.collection.scripts.text_methods import argument
from kaizala_nb.toolkit.collection.scripts.values import Host, Lost, Native, Value, string, truth

Arguments = Sequence[Value]
_CHANGES = {
    "add", "append", "assimilate", "clear", "insert", "insertAfter", "populate", "prepend", "remove", "repopulate", "upsert",
}  # fmt: skip
_OF_LISTS = {"filter", "find", "map", "each", "forEach"}
_NOT_THERE = {"description", "disabled", "id", "length", "name", "system", "type"}


class Item(PartObject):
    """One of a list: a header, a parameter, a variable. It has a key and a value.

    Attributes:
        between: What stands between the two in its text.
    """

    between = ""

    @property
    def text(self) -> str:
        """The text of the item."""
        value = string(self["value"])
        return f"{string(self['key'])}{self.between}{value}" if self.between else value

    def member(self, name: str) -> Value:
        """A member that is not its own."""
        if name in ("valueOf", "toString"):
            return Native(name, lambda arguments: self["value"] if name == "valueOf" else string(self))
        if name in _NOT_THERE:
            return UNDEFINED
        raise Lost(f"{name} of an item of a list is not understood")


class Header(Item):
    """A header."""

    between = ": "


class PropertyList(Host):
    """See the module.

    Args:
        machine: Where the script stands.
        items: What is in it, in order.
        name: What it is called in a sentence.
        any_case: Whether names are taken without regard to upper and lower case.
        changed: Is called with a sentence when the script changes the list. Without it, such a change is not understood.
    """

    def __init__(
        self,
        machine: Machine,
        items: Iterable[Item],
        name: str,
        *,
        any_case: bool = False,
        changed: Callable[[str], None] | None = None,
    ) -> None:
        self.machine = machine
        self.name = name
        self.items: list[Value] = PartList(items)
        self._any_case = any_case
        self._changed = changed

    def get(self, key: str) -> Value:
        """The value of an item; ``undefined`` if there is none. Of several of one key the last counts."""
        held = self.one(key)
        return UNDEFINED if held is UNDEFINED else held["value"]

    def one(self, key: Value) -> Value:
        """The last item with a key."""
        return next((one for one in reversed(self.items) if self._key(one["key"]) == self._key(key)), UNDEFINED)

    def member(self, name: str) -> Value:
        if name in _METHODS:
            method = _METHODS[name]
            return Native(name, lambda arguments: method(self, arguments))
        if name in _OF_LISTS:
            return Native(name, lambda arguments: self._in_turn(name, arguments), takes_unknown=True)
        if name == "reduce":
            return reduce_of(self.machine, self.items)
        if name == "members":
            return self.items
        if name in _CHANGES:
            return Native(name, lambda arguments: self._change(name), takes_unknown=True)
        if name in ("length", "key", "value"):
            return UNDEFINED
        raise Lost(self.machine.why(f"{name} of {self.name} is not understood"))

    def _key(self, key: Value) -> str:
        text = string(key)
        return text.lower() if self._any_case else text

    def _in_turn(self, name: str, arguments: Arguments) -> Value:
        if isinstance(argument(arguments, 0), dict):
            raise Lost(f"{name} with an object is not understood")
        function = argument(arguments, 0)

        def call(given: Arguments) -> Value:
            held = self.machine.call(function, given)
            if self.is_changed():
                raise Lost(f"{self.name} change while the script goes through them")
            return held

        of_list = list_member(self.machine, list(self.items), "forEach" if name == "each" else name)
        return self.machine.call(of_list, [Native(name, call, takes_unknown=True)])

    def is_changed(self) -> bool:
        """Whether what is in the list has changed since it was made."""
        return False

    def _change(self, word: str) -> Value:
        why = self.machine.why(f"{word} of {self.name} is not understood")
        if self._changed is None:
            raise Lost(why)
        self._changed(why)
        return UNDEFINED

    def has(self, arguments: Arguments) -> Value:
        """Whether there is an item with a key, and with a value."""
        key = argument(arguments, 0)
        if isinstance(key, dict):
            return any(one is key for one in self.items)
        held = [one["value"] for one in self.items if self._key(one["key"]) == self._key(key)]
        return bool(held) if len(arguments) < 2 else any(one == arguments[1] for one in held)

    def as_object(self, arguments: Arguments = ()) -> Value:
        """The values by their keys; a list of values where a key comes more than once."""
        enabled, exactly, _, named = (truth(argument(arguments, index)) for index in range(4))
        made: dict[str, Value] = {}
        for one in self.items:
            if (enabled and truth(one.get("disabled", False))) or (named and not one["key"]):
                continue
            key = string(one["key"]) if exactly else self._key(one["key"])
            if key not in made:
                made[key] = one["value"]
            else:
                before = made[key]
                made[key] = [*before, one["value"]] if isinstance(before, list) else [before, one["value"]]
        return made

    def at(self, arguments: Arguments) -> Value:
        """The item at a place."""
        index = argument(arguments, 0)
        is_place = isinstance(index, float) and index.is_integer() and 0 <= index < len(self.items)
        return self.items[int(index)] if is_place else UNDEFINED

    def place(self, arguments: Arguments) -> Value:
        """The place of an item, which is named or given."""
        wanted = argument(arguments, 0)
        wanted = self.one(wanted) if isinstance(wanted, str) else wanted
        return float(next((index for index, one in enumerate(self.items) if one is wanted), -1))


_METHODS: dict[str, Callable[[PropertyList, Arguments], Value]] = {
    "get": lambda items, arguments: items.get(string(argument(arguments, 0))),
    "one": lambda items, arguments: items.one(argument(arguments, 0)),
    "has": PropertyList.has,
    "count": lambda items, arguments: float(len(items.items)),
    "all": lambda items, arguments: list(items.items),
    "toObject": PropertyList.as_object,
    "idx": PropertyList.at,
    "indexOf": PropertyList.place,
}


def items_of(pairs: Iterable[tuple[Value, Value]], kind: type[Item] = Item) -> list[Item]:
    """Items of pairs of a key and a value."""
    return [kind(key=key, value=value) for key, value in pairs]
