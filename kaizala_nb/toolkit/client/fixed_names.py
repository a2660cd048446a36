"""Objects of a notebook on which nothing is set under a wrong name: otherwise a mistyped line would change nothing, in silence."""

import ast
import inspect
import sys
from collections.abc import Mapping
from functools import cached_property
from types import FrameType, FunctionType, NoneType
from typing import TYPE_CHECKING, Any

from kaizala_nb.serving.secrecy import in_text, is_secret
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.running_code import Assignment, assignments
from kaizala_nb.toolkit.display.likeness import did_you_mean, near

MOST_NAMED = 12
"""Names in a sentence that lists them."""
_METHODS = (FunctionType, classmethod, staticmethod)
_PLAIN = (bool, int, float, NoneType)
_UNKNOWN = object()


class FixedNames:
    """Something whose public names are those of its class: annotations, defaults, properties, methods.

    To set another one raises :class:`UnknownNameError`. To set a property that is only read, or a method to what cannot be called,
    raises :class:`NotSettableError`. Both say what to write in its place. Names with an underscore in front are free.
    """

    def _items(self) -> Mapping[str, str]:
        """The code behind this object for what is set as an item, by the names that a person may take for attributes."""
        return {}

    def _in_code(self) -> str:
        """What code calls this, if nobody knows the line that sets something on it."""
        return word_of(type(self)).lower()

    if not TYPE_CHECKING:  # a checker of types would take any name

        def __setattr__(self, name: str, value: Any) -> None:
            if not name.startswith("_"):
                _check(self, name, value, sys._getframe(1))
            super().__setattr__(name, value)


def word_of(kind: type) -> str:
    """What a person calls an object of this class: "Inbox" for a ``NotebookInbox``."""
    word = next(one.__name__ for one in kind.__mro__ if not one.__name__.startswith("_"))
    for origin in ("Notebook", "Postman", "Bound"):
        word = word.removeprefix(origin)
    return word


def _check(thing: FixedNames, name: str, value: Any, frame: FrameType) -> None:
    """Raise the error for a name that cannot be set to this value. ``frame`` is where the code that does it runs."""
    own = _of_class(type(thing), name)
    if own is _UNKNOWN and name not in dir(thing):
        raise _unknown(thing, name, value, frame)
    if _is_settable(own) or _is_replaced(own, value):
        return
    why = "is a method: it is called, and not set" if isinstance(own, _METHODS) else "can be read, and not be set"
    meaning = f"{word_of(type(thing))}.{name} {why}."
    todo = _line(thing, name, *_as_written(thing, name, value, frame), value)
    raise errors.not_sent(meaning, todo, kind=errors.NotSettableError)


def _of_class(kind: type, name: str) -> Any:
    """What a class has under a name. None if that is an annotation."""
    for one in kind.__mro__:
        if name in vars(one):
            return vars(one)[name]
    return None if any(name in getattr(one, "__annotations__", ()) for one in kind.__mro__) else _UNKNOWN


def _is_settable(own: Any) -> bool:
    if isinstance(own, property):
        return own.fset is not None
    return own is not _UNKNOWN and (hasattr(own, "__set__") or not hasattr(own, "__get__"))


def _is_replaced(own: Any, value: Any) -> bool:
    """Whether a value takes the place of something that is not for setting: a test has its own method, a table its own order."""
    if own is _UNKNOWN or isinstance(own, property):
        return False
    return callable(value) or isinstance(own, cached_property)


def _unknown(thing: FixedNames, name: str, value: Any, frame: FrameType) -> errors.UnknownNameError:
    items, names = thing._items(), [one for one in dir(thing) if not one.startswith("_")]
    meant = near(name, [*items, *names])
    code, given = _as_written(thing, name, value, frame, meant[0] if meant else "")
    if meant:
        todo = _line(thing, meant[0], code, given, value)
    elif callable(thing) and not items:
        todo = f"{code}({name}={given})"
    else:
        settable = list(items.values()) or [f".{one}" for one in names if _is_settable(_of_class(type(thing), one))]
        named = ", ".join(code + one for one in settable[:MOST_NAMED])
        todo = f"This can be set: {named}." if named else f"See what it has: dir({code})"
    question = did_you_mean([items.get(one, one).lstrip(".") for one in meant])
    meaning = f"{word_of(type(thing))} has no {name!r}, so nothing was set.{question}"
    return errors.not_sent(meaning, todo, kind=errors.UnknownNameError)


def _line(thing: FixedNames, name: str, code: str, given: str, value: Any) -> str:
    """What to write for a name that there is: to set it, to call it, to set what is in it, or to read it."""
    item, own = thing._items().get(name), _of_class(type(thing), name)
    code += item or f".{name}"
    if item or _is_settable(own):
        return f"{code} = {given}"
    if isinstance(own, _METHODS):
        return f"{code}()"
    kind = inspect.get_annotations(own.fget).get("return") if isinstance(own, property) and own.fget else None
    if not isinstance(kind, type) or not hasattr(kind, "__setitem__"):
        return f"Read it: {code}"
    if not isinstance(value, Mapping):
        return f'{code}["NAME"] = {given}'
    return f"{code}.update({given})" if hasattr(kind, "update") else f'{code}["NAME"] = ...'


def _as_written(thing: FixedNames, name: str, value: Any, frame: FrameType, meant: str = "") -> tuple[str, str]:
    """How the code of a frame writes an object and the ``value`` that it sets on it. A secret has dots in its place."""
    for one in assignments(frame):
        for target in one.node.targets:
            if isinstance(target, ast.Attribute) and target.attr == name:
                is_named = is_secret(name) or is_secret(meant)
                return in_text(one.text_of(target.value)), _without_secret(one, is_named=is_named)
    return thing._in_code(), repr(value) if type(value) in _PLAIN else "..."


def _without_secret(assignment: Assignment, *, is_named: bool) -> str:
    """The value of an assignment as it was written. A text in it is a secret if the name says so."""
    parts = ast.walk(assignment.node.value)
    has_text = any(isinstance(one, ast.Constant) and isinstance(one.value, str | bytes) for one in parts)
    return "..." if has_text and is_named else in_text(assignment.text_of(assignment.node.value))
