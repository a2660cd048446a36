"""``api.check()``: an untouched notebook does not pass; every right way does."""

import json
import re
import shutil
from pathlib import Path

import nbclient
import nbformat
import pytest

from kaizala_nb import Api, ApiError
from tests.packaging.tracked import ROOT
from tests.postman.example_server import ExampleServer, with_address
from tests.postman.recorder import Recorder

FILE = "library.postman_collection.json"
NOT_YET = 'not yet    "Add a book" was not sent with your own title yet.'


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return Path(shutil.copy(ROOT / "notebooks" / FILE, tmp_path_factory.mktemp("library")))


@pytest.fixture(scope="module")
def values(file):
    server = ExampleServer(file)
    with_address(file, server.url)
    given = {"email": "sam@library.example", "pin": "2468", "desk_key": "k", "desk_password": "p", "token": "t"}
    yield given | {"base_url": server.url}
    server.close()


@pytest.fixture
def library(file, values):
    made = Api.from_postman(file, environment=values)
    yield made
    made.close()


def test_an_untouched_notebook_does_not_pass_and_the_line_of_its_hint_does(library, values, tmp_path, kernel_config):
    library.notebook(tmp_path / "library.ipynb")
    notebook = nbformat.read(tmp_path / "library.ipynb", 4)
    sources = [cell.source for cell in notebook.cells]
    at = sources.index('library.check("Books")')
    assert sources[at - 2 : at] == [
        '**Your turn.** Send "Add a book" by code, with your own `title`.',
        "# Your turn",
    ]
    notebook.cells[1].source = sources[1].replace("allow_hosts=[]", f"environment={values}")
    nbclient.NotebookClient(notebook, resources={"metadata": {"path": tmp_path}}, config=kernel_config).execute()
    [shown] = notebook.cells[at].outputs
    assert shown.data["text/plain"].splitlines()[:2] == ["Books: 0 of 1 done", NOT_YET]
    [hint] = re.findall("<details><summary>Hint</summary><pre[^>]*>([^<]*)</pre>", shown.data["text/html"])
    for name in ("Start", "Books", "Loans"):
        checked = next(cell for cell in notebook.cells if cell.source == f'library.check("{name}")')
        assert "not yet" in checked.outputs[0].data["text/plain"]
    assert not library.check("Books").passed
    exec(hint.replace("&#x27;", "'"), {"library": library})  # noqa: S102
    assert library.check("Books").passed


def _by_form(library):
    form = library.books.add_a_book.form()
    form.values["title"] = "Emma"
    form.send()


WAYS = {
    "a call": lambda library: library.books.add_a_book(title="Emma"),
    "its Postman name": lambda library: library["Add a book"](title="{{email}}"),
    "a value in the cell of its form": lambda library: library.books.add_a_book.form(title="Emma").send_once(),
    "by form": _by_form,
    "with a header": lambda library: library.books.add_a_book(title="Emma", without="price", headers={"Prefer": "x"}),
}
ANOTHER = {
    way: f'"Add a book" was sent with your own {field}, and the task asks for title.'
    for way, field in {"another field": "price", "a part of an object": "room"}.items()
}
OTHERS = {
    "another field": lambda library: library.books.add_a_book(price=1.5),
    "a part of an object": lambda library: library.books.add_a_book(room="South"),
    "the file's value": lambda library: library.books.add_a_book(title="The Paper Garden", price=14.50),
    "a form as it is": lambda library: library.books.add_a_book.form().send_once(),
    "without it": lambda library: library.books.add_a_book(without="title", headers={"Prefer": "x"}),
    "a run": lambda library: library.run("Books"),
    "a secret": lambda library: library.books.add_a_book(token="another token"),
    "another request": lambda library: (library.books.add_a_book(), library.books.change_a_book(price=1)),
}  # fmt: skip


@pytest.mark.parametrize("way", [*WAYS, *OTHERS])
def test_it_passes_by_every_right_way_and_by_no_other(library, way):
    (WAYS | OTHERS)[way](library)
    checked = library.check("Books")
    assert checked.passed == (way in WAYS)
    if way in OTHERS:
        [line] = checked.lines
        assert line.sentence == ANOTHER.get(way, NOT_YET.removeprefix("not yet").strip())


def test_a_refusal_is_no_success(tmp_path):
    recorder = Recorder({"/books": {"status": 422}})
    file = tmp_path / "a.json"
    body = {"mode": "raw", "raw": '{"title": "x"}', "options": {"raw": {"language": "json"}}}
    one = {"name": "<b>Add</b>", "request": {"method": "POST", "url": f"{recorder.url}/books", "body": body}}
    remove = {"name": "Remove", "request": {"method": "DELETE", "url": f"{recorder.url}/gone"}}
    items = [{"name": "<i>Books", "item": [one]}, {"name": "Old", "item": [remove]}]
    file.write_text(json.dumps({"info": {"name": "A"}, "item": items}))
    api = Api.from_postman(file)
    with pytest.raises(ApiError):
        api["<b>Add</b>"](title="Emma")
    checked = api.check("<i>Books")
    recorder.close()
    assert [line.sentence for line in checked.lines] == [
        '"<b>Add</b>" was sent, and was not done: 422.',
    ]
    html = checked._repr_mimebundle_()["text/html"]
    assert "&lt;b&gt;Add&lt;/b&gt;" in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert [line.sentence for line in api.check("Old").lines] == ['"Remove" was not sent yet.']
    with pytest.raises(ApiError, match=r"No folder is called 'Odl'\. Did you mean 'Old'\?") as unknown:
        api.check("Odl")
    assert "There are: '<i>Books', 'Old'." in unknown.value.as_text()
    with pytest.raises(ApiError, match="A folder is to be named"):
        api.check()


def test_what_scripts_change_in_a_request_hides_nothing_that_a_learner_did(tmp_path):
    recorder = Recorder({})
    file = tmp_path / "a.json"
    body = {"mode": "raw", "raw": '{"title": "x"}', "options": {"raw": {"language": "json"}}}
    script = ['pm.request.headers.add({key: "X-A", value: "b"});', "pm.request.body.raw = pm.request.body.raw.trim();"]
    one = {
        "name": "Add",
        "event": [{"listen": "prerequest", "script": {"exec": script}}],
        "request": {"method": "POST", "url": f"{recorder.url}/books", "body": body},
    }
    file.write_text(json.dumps({"info": {"name": "A"}, "item": [{"name": "Books", "item": [one]}]}))
    api = Api.from_postman(file)
    api.books.add()
    assert not api.check("Books").passed
    api.books.add(title="Emma")
    recorder.close()
    assert b"x-a: b" in recorder.sent[1].lower()
    assert api.check("Books").passed
