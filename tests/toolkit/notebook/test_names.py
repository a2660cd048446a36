"""Names in Python for the folders and requests of any file, whatever they are called."""

import inspect
import json

import pytest

from kaizala_nb import Api, ApiError
from kaizala_nb.toolkit.collection.slugs import OF_AN_API
from kaizala_nb.toolkit.notebook.api import PostmanApi


def request(name, description=""):
    return {"name": name, "request": {"method": "GET", "url": "http://127.0.0.1:9", "description": description}}


def folder(name, *items, description=""):
    return {"name": name, "item": list(items), "description": description}


@pytest.fixture
def api(tmp_path):
    """Makes the Api of some items."""

    def make(*items):
        path = tmp_path / "library.json"
        path.write_text(json.dumps({"info": {"name": "Library"}, "item": items}), encoding="utf-8")
        return Api.from_postman(path)

    return make


def test_folders_in_folders_are_attributes(api):
    covers = folder("Covers", request("Add", "Send a *picture* <b>of</b> it."), description="What is <i>in front</i>.")
    library = api(folder("Books", covers, request("Add")), request("Log in"))
    assert library.books.covers.add is library["Books / Covers / Add"] is library["Covers / Add"]
    assert library.books.add is library["Books / Add"]
    assert library.log_in is library["Log in"] is library["Library / Log in"]
    assert library.books.covers.add.code() == "api.books.covers.add()"
    assert library.log_in.code() == "api.log_in()"
    assert library.books.covers.add.__qualname__ == "books.covers.add"
    assert "Send a *picture* <b>of</b> it." in inspect.getdoc(library.books.covers.add)
    assert inspect.getdoc(library.books.covers) == "Books / Covers\n\nWhat is <i>in front</i>."
    assert dir(library.books) == ["add", "covers"]
    assert {"books", "log_in"} <= set(dir(library))
    assert library._ipython_key_completions_() == ["Books / Covers / Add", "Books / Add", "Log in"]
    assert "a folder: 1 request" in repr(library.books)


@pytest.mark.parametrize(
    ("ask", "near"),
    [
        (lambda api: api.covers, "'books.covers'|See them all"),
        (lambda api: api.add_a_cover, "'books.covers.add_a_cover'"),
        (lambda api: api.add_a_covr, "'books.covers.add_a_cover'"),
        (lambda api: api.books.cover, "'covers'"),
        (lambda api: api.books.covers.add_a_covr, "'add_a_cover'"),
        (lambda api: api.getbookbyid, "'get_book_by_id'"),
        (lambda api: api.getBookById, "'get_book_by_id'"),
        (lambda api: api._2_add_a_covr, "'_2_add_a_cover'"),
        (lambda api: api.get_book_by_id(bookid=1), "'book_id'"),
        (lambda api: api["Books / Covers / Add a covr"], "'Books / Covers / Add a cover'"),
        (lambda api: api["Add a covr"], "'Add a cover'"),
    ],
)
def test_a_wrong_name_gets_a_suggestion_at_every_depth(api, ask, near):
    by_id = {"name": "getBookById", "request": {"method": "GET", "url": "http://127.0.0.1:9/{{bookId}}"}}
    library = api(folder("Books", folder("Covers", request("Add a cover"))), by_id, request("2. add a cover"))
    with pytest.raises(ApiError, match=near.partition("|")[0] if "|" not in near else "No request is called 'covers'"):
        ask(library)


def test_an_attribute_of_the_api_itself_stays_what_it_is(api):
    names = sorted(OF_AN_API)
    library = api(*map(folder, names), *map(request, names))
    for name in names:
        assert getattr(library, f"{name}_")._name == name
        assert getattr(library, f"{name}__2").step.name == name
    inside = api(folder("Jobs", request("run")))
    assert inside.jobs.run.step.name == "run"


def test_every_attribute_of_an_api_is_kept_for_it(api):
    own = {name for name in {*dir(PostmanApi), *vars(api())} if not name.startswith("_")}
    assert own <= OF_AN_API


@pytest.mark.parametrize(
    "name", ["", " ", "class", "Import", "1", "…", "_", "__init__", "_steps", "書を加える", "أضف كتابا", "a/b / c"]
)
def test_any_name_is_one_in_python_and_twice_it_is_two(api, name):
    library = api(folder(name, request(name), request(name)), request(name), request(name))
    attributes = [step.attribute for step in library.collection]
    assert len(set(attributes)) == 4
    for step in library.collection:
        found = library
        for part in step.attribute.split("."):
            assert part.isidentifier()
            assert part in dir(found)
            found = getattr(found, part)
        assert found.step is step


@pytest.mark.parametrize(
    ("name", "slug"),
    [("İsme Göre", "isme_gore"), ("Crème brûlée", "creme_brulee"), ("Straße", "straße"), ("書を加える", "書を加える")],
)
def test_letters_of_any_script_stay_and_latin_ones_lose_their_accents(api, name, slug):
    assert api(request(name)).collection[name].attribute == slug


def test_a_folder_with_the_name_of_the_collection_is_not_the_top(api):
    library = api(request("One"), folder("Library", request("Two")), request("Three"))
    assert [step.attribute for step in library.collection] == ["one", "library.two", "three"]
