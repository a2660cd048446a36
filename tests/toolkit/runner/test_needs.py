"""What a request needs is given by the nearest request before it that gives it, and only where it is not there already."""

import pytest

from kaizala_nb.toolkit.collection import Collection, Folder, Service, variable
from kaizala_nb.toolkit.runner.needs import with_prerequisites

books = Folder("books", "Books", Service("City Library", base="library"))


@books.step("Find a shelf", "GET /shelves", saves={"shelf": "id"})
def find_a_shelf(): ...


@books.step("Add a shelf", "POST /shelves", saves={"shelf": "id"})
def add_a_shelf(name: str = "A"): ...


@books.step("Add a book", "POST /shelves/{shelf}/books", saves={"book": "id"})
def add_a_book(shelf: str = variable("shelf")): ...


@books.step("Lend a book", "POST /books/{book}/loans")
def lend_a_book(book: str = variable("book")): ...


@books.step("Add another shelf", "POST /shelves", saves={"shelf": "id"})
def add_another_shelf(name: str = "B"): ...


COLLECTION = Collection("City Library", [books])


@pytest.mark.parametrize(
    ("wanted", "variables", "ran"),
    [
        (["Find a shelf"], {}, ["Find a shelf"]),
        (["Add a book"], {}, ["Add a shelf", "Add a book"]),
        (["Add a book"], {"shelf": "s-1"}, ["Add a book"]),
        (["Lend a book"], {}, ["Add a shelf", "Add a book", "Lend a book"]),
        (["Lend a book"], {"book": "b-1"}, ["Lend a book"]),
        (["Find a shelf", "Add a book"], {}, ["Find a shelf", "Add a book"]),
        (["Lend a book", "Add another shelf"], {}, ["Add a shelf", "Add a book", "Lend a book", "Add another shelf"]),
    ],
)
def test_what_has_to_run_before(wanted, variables, ran):
    steps = [(books, COLLECTION[name]) for name in wanted]
    assert [step.name for _, step in with_prerequisites(COLLECTION, steps, variables)] == ran
