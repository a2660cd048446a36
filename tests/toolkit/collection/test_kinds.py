"""Kinds of parameters: a service registers its own, and what nobody has registered is told apart from what is known."""

import json
from typing import NewType

import pytest

from kaizala_nb.toolkit.collection import Collection, Folder, InvalidInput, SecretText, kinds
from kaizala_nb.toolkit.collection.kinds import Kind, register
from kaizala_nb.toolkit.collection.postman.writing import collection_file
from tests.toolkit.kinds import Barcode, library, own_kinds

__all__ = ["own_kinds"]


@pytest.fixture
def books(own_kinds):
    return library()


def test_a_kind_of_a_services_own_checks_its_values(books):
    step = books["Find a copy"]
    assert step.call({"barcode": "978-0 14"}, {"code": "abcd"}).path == "/copies?barcode=978014&code=abcd"
    with pytest.raises(InvalidInput) as wrong:
        step.call({"barcode": "Emma"}, {"code": "abcd"})
    assert wrong.value.problems == {"barcode": "A barcode has digits and nothing else."}


def test_what_a_kind_says_is_so_of_its_parameters(books):
    barcode, code = books["Find a copy"].parameters
    assert (barcode.secret, barcode.label, barcode.check("")) == (False, "Barcode", None)
    assert (code.secret, code.label) == (True, "CODE")


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        (SecretText, Kind("another", str)),
        (Barcode, Kind("another", str)),
        (NewType("Another", str), Kind("text", str)),
        (NewType("Another", str), Kind("barcode", str)),
    ],
    ids=["the toolkit's annotation", "a service's annotation", "the toolkit's name", "a service's name"],
)
def test_nothing_is_registered_twice(own_kinds, annotation, kind):
    before = dict(kinds._KINDS), dict(kinds._MEANT)
    with pytest.raises(ValueError, match="registered already"):
        register(annotation, kind)
    assert before == (kinds._KINDS, kinds._MEANT)


def test_an_annotation_that_nobody_has_registered_is_said():
    with pytest.raises(TypeError, match=r"bytes.* is no kind of parameter"):

        @Folder("books", "Books").step("Add a book", "POST /books")
        def add_a_book(cover: bytes): ...


def test_a_declaration_of_a_kind_that_nobody_has_registered_is_read_from_its_request(books, tmp_path, monkeypatch):
    path = tmp_path / "books.json"
    path.write_text(json.dumps(collection_file(books)))
    assert list(Collection.from_postman(path)) == list(books)
    for name in ("barcode", "code"):
        monkeypatch.delitem(kinds._KINDS, name)
    (read,) = Collection.from_postman(path)
    assert [(one.name, one.kind) for one in read.parameters] == [("code", "text")]
    assert read.call({}, {"code": "abcd", "library": "http://127.0.0.1:9"}).path == "/copies?code=abcd"


def test_a_kind_has_its_own_units_alone():
    assert kinds.annotation_of(*kinds.kind_of(kinds.Minutes), ()) is kinds.Minutes
    with pytest.raises(ValueError, match="no unit 'weeks'"):
        kinds.annotation_of("duration", "weeks", ())
