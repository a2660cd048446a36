"""Annotations that let a checker take more than Python's own types do: a form and a signature read them as before."""

from typing import Literal

from kaizala_nb.toolkit.collection import Files, Folder, Hours, ListOf, Step

Genre = Literal["novel", "play"]


def steps() -> tuple[Step, Step]:
    """The same request, declared with ``list`` and with ``ListOf``."""
    books, more_books = Folder("books", "Books"), Folder("books", "Books")

    @books.step("Add a book", "POST /books")
    def add_a_book(authors: list[str], genres: list[Genre] | None = None) -> None: ...

    @more_books.step("Add a book", "POST /books")
    def add_a_book_too(authors: ListOf[str], genres: ListOf[Genre] | None = None) -> None: ...

    return add_a_book, add_a_book_too


def test_a_list_is_a_list_under_either_name():
    one, other = steps()
    assert one.parameters == other.parameters
    assert [parameter.kind for parameter in one.parameters] == ["texts", "choices"]
    assert str(one.signature) == str(other.signature)
    assert str(other.signature) == "(authors: list[str], genres: list[Literal['novel', 'play']] | None = None)"


def test_a_signature_shows_the_name_of_an_annotation_and_not_what_stands_behind_it():
    books = Folder("books", "Books")

    @books.step("Lend a book", "POST /loans")
    def lend_a_book(scans: Files, hours: Hours | None = None) -> None: ...

    assert str(lend_a_book.signature) == "(scans: Files, hours: Hours | None = None)"
    assert [parameter.kind for parameter in lend_a_book.parameters] == ["files", "duration"]
