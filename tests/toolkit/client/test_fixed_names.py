"""What a class sets on its objects it declares. Otherwise the line that sets it would fail, when a person first comes to it."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages

from kaizala_nb import course, toolkit
from kaizala_nb.toolkit.client.fixed_names import FixedNames


def kinds(kind: type) -> Iterator[type]:
    """All classes that derive from one."""
    for one in kind.__subclasses__():
        yield one
        yield from kinds(one)


def set_in(kind: type) -> Iterator[str]:
    """The public names that the code of a class, and of those of ours above it, sets on its objects."""
    ours = [one for one in kind.__mro__ if one.__module__.startswith(("kaizala_nb", __name__))]
    for node in ast.walk(ast.parse("".join(textwrap.dedent(inspect.getsource(one)) for one in ours))):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()) if not name.startswith("_"):
                yield name


def undeclared(kind: type) -> set[str]:
    """Those that none of them declares."""
    declared = {name for one in kind.__mro__ for name in (*vars(one), *inspect.get_annotations(one))}
    return set(set_in(kind)) - declared


class Careless(FixedNames):
    def later(self) -> None:
        self.left, self._right = 1, 2


def test_a_name_that_is_not_declared_would_be_found():
    assert undeclared(Careless) == {"left"}


def test_every_class_declares_what_it_sets():
    for package in (toolkit, course):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            with suppress(ImportError):  # of an extra
                import_module(module.name)
    found = {one for one in kinds(FixedNames) if one.__module__.startswith(("kaizala_nb.toolkit", "kaizala_nb.course"))}
    assert len(found) > 20
    assert {one.__name__: undeclared(one) for one in found if undeclared(one)} == {}
