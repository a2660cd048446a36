"""Kinds of parameters as a service registers its own: a library's barcodes, and codes that are good once."""

import re
from collections.abc import Iterator
from typing import Any, NewType

import pytest

from kaizala_nb.toolkit.collection import Collection, Folder, Parameter, Service, kinds, variable
from kaizala_nb.toolkit.collection.checks import Rules
from kaizala_nb.toolkit.collection.kinds import Kind, register, register_field

Barcode = NewType("Barcode", str)
"""The number on the back of a book."""

Code = NewType("Code", str)
"""Good for one visit."""


def _barcode(parameter: Rules, value: object) -> str:
    digits = re.sub("[ -]", "", str(value))
    if not digits.isdecimal():
        raise ValueError("A barcode has digits and nothing else.")
    return digits


def _entry(parameter: Parameter, needs: Any) -> Any:
    from kaizala_nb.toolkit.widgets.fields.lines import TextEntry

    class BarcodeEntry(TextEntry):
        """A line that shows what is to be typed."""

    return BarcodeEntry(hint="978…")


@pytest.fixture
def own_kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The library's kinds are registered; afterwards nobody knows them."""
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    monkeypatch.setattr(kinds, "_MEANT", dict(kinds._MEANT))
    monkeypatch.setattr(kinds, "_FIELD_MAKERS", dict(kinds._FIELD_MAKERS))
    register(Barcode, Kind("barcode", _barcode))
    register_field("barcode", _entry)
    register(Code, Kind("code", lambda parameter, value: value, secret=True, once="Read once.", capitals=True))
    yield


def library() -> Collection:
    """One request, with a value of each."""
    books = Folder("books", "Books", Service("City Library", base="library"))

    @books.step("Find a copy", "GET /copies")
    def find_a_copy(barcode: Barcode | None = None, code: Code = variable("code")): ...

    return Collection("City Library", [books])
