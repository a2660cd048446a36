"""A collection as a notebook: what is in it, in which order, and that it runs from top to bottom."""

import ast
import json
import re
import sys
from pathlib import Path
from urllib.parse import unquote

import nbclient
import pytest
from click.testing import CliRunner

from kaizala_nb import Api, ApiError
from kaizala_nb.cli import main
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.notebook.writing.names import name_for
from tests.toolkit.notebook.writing.making import folder, read, request, texts, written

TITLE = "# City library\n\n2 requests: Start, Books. Shift+Enter runs a cell.\n\nIt lends books."
OPENING = """\
from kaizala_nb import Api

library = Api.from_postman(
    "library.postman_collection.json",
    allow_hosts=[],  # your secrets go only to hosts that are named here
)
library"""
PRACTICE = """\
from kaizala_nb import Api

library = Api.from_postman(
    "library.postman_collection.json",
    stand_in=True,  # the practice service; without this line, requests go to the real one
)
library"""
LOG_IN = "### Log in\n\nIts reply fills `token`. 1 other request uses it.\n\nSay who you are."


def test_it_reads_from_the_title_to_the_last_folder(tmp_path):
    start = folder("Start", request("Log in", "POST", "/login", gives="token", doc="Say who you are."))
    books = folder("Books", request("Find books", path="/books/{{shelf}}?by=Emma", needs="token"))
    notebook = written(tmp_path, start, books, doc="It lends books.", live=True)
    assert [cell.source for cell in notebook.cells][:9] == [
        TITLE,
        OPENING,
        "## Fill in\n\nOne value is yours. What you type is not saved.",
        "library.fill_in()",
        "## Start",
        LOG_IN,
        "log_in = library.start.log_in.form()\nlog_in",
        "log_in.send_once().df",
        "## Books",
    ]
    turn = [
        '**Your turn.** Send "Find books" by code, with your own `by`.',
        "# Your turn",
        'library.check("Books")',
    ]
    assert [cell.source for cell in notebook.cells][-7:-4] == turn
    end = ["## What you sent", "library.journal", 'library.program("library-program.py")', "library.report"]
    assert [cell.source for cell in notebook.cells][-4:] == end


def test_it_opens_on_the_practice_service_where_nothing_is_to_be_filled_in(tmp_path):
    notebook = written(tmp_path, folder("Books", request("Add a book", "POST", "/books/{{shelf}}")))
    assert [cell.source for cell in notebook.cells][1:3] == [PRACTICE, "## Books"]


def test_no_import_finds_the_program_of_a_collection_that_is_called_like_a_module(tmp_path):
    """With it, each notebook of the folder would fail in its first cell, and a run of another could send it."""
    many = [folder(f"json {part}", *(request(f"One {n}") for n in range(21))) for part in "ab"]
    written(tmp_path, *many, file="requests.json", path="requests.ipynb")
    written(tmp_path, folder("Books", request("Read")), file="json.json", path="json.ipynb")
    pages = [path for path in tmp_path.glob("*.ipynb") if path.name != "requests.ipynb"]
    ends = [text for path in pages for text in texts(read(path)) if ".program(" in text]
    files = [ast.literal_eval(text.partition(".program")[2]) for text in ends]
    assert len(files) == 3
    assert not [file for file in files if Path(file).stem.isidentifier()]


def test_it_is_clean_and_the_same_each_time(tmp_path):
    items = folder("Books", request("List books"), request("Add a book", "POST"), request("List books"))
    first = written(tmp_path, items)
    assert (first.nbformat, first.nbformat_minor) == (4, 5)
    assert all(not cell.outputs and cell.execution_count is None for cell in first.cells if cell.cell_type == "code")
    assert first.metadata.kernelspec.name == "python3"
    assert len({cell.id for cell in first.cells}) == len(first.cells)
    assert written(tmp_path, items) == first


def test_the_request_that_gives_the_token_comes_first(tmp_path):
    books = folder("Books", request("List books", needs="token"))
    access = folder("Access", request("Log out", needs="token"), request("Log in", gives="token"))
    titles = [text.split("\n")[0] for text in texts(written(tmp_path, books, access), "markdown")]
    assert [title for title in titles if title.startswith("##")][:5] == [
        "## Access",
        "### Log in",
        "### Log out",
        "## Books",
        "### List books",
    ]


def test_saved_replies_are_folded_and_their_secrets_masked(tmp_path):
    saved = [{"name": "200 <OK>", "body": '{"token": "abc-123-secret", "reader": "Sam"}'}]
    (text,) = [
        one
        for one in texts(written(tmp_path, folder("A", request("Log in", response=saved))), "markdown")
        if "Sam" in one
    ]
    assert text.startswith("<details><summary>Saved replies: 200 &lt;OK&gt;</summary>\n\n")
    assert "abc-123-secret" not in text


def test_the_title_of_a_fold_ends_behind_a_word(tmp_path):
    reply = {"name": "Not found, and the `rate limit` is " + "reached " * 20, "code": 404, "body": "{}"}
    cells = texts(written(tmp_path, folder("A", request("Read", response=[reply]))), "markdown")
    [text] = [one for one in cells if one.startswith("<details>")]
    assert text.partition("</summary>")[0].endswith("the rate limit is " + "reached " * 7 + "reached…")


def test_a_description_that_is_null_is_none(tmp_path):
    cells = texts(written(tmp_path, folder("Books", request("Read", doc="null")), doc="null"), "markdown")
    assert not any("null" in one for one in cells)


def test_secrets_of_the_file_are_in_no_cell(tmp_path):
    secret = "s3cr3t_*of*-the-file"
    one = request("Log in", doc=f"Send {secret}.", response=[{"name": "OK", "body": f"It was {secret}."}])
    one["request"]["auth"] = {"type": "bearer", "bearer": [{"key": "token", "value": secret}]}
    written(tmp_path, folder("A", one))
    assert "s3cr3t" not in (tmp_path / "library.ipynb").read_text()


def test_an_item_that_cannot_be_sent_says_why_and_has_no_form(tmp_path):
    notebook = written(tmp_path, folder("A", {"name": "A note"}))
    assert "### A note\n\nIt cannot be sent. It has no request: it is a note, or a draft." in texts(
        notebook, "markdown"
    )
    assert texts(notebook)[1:] == ["library.report"]


def test_a_large_collection_gets_a_notebook_a_folder_and_an_index(tmp_path):
    start = folder("Start", request("Log in", gives="token"))
    books = folder("Books", folder("Old", *(request(f"Book {number}", needs="token") for number in range(40))))
    index = written(tmp_path, start, books)
    assert (
        "[Start](library-start.ipynb): 1 request\n- [Books](library-books.ipynb): 40 requests" in index.cells[1].source
    )
    headings = [text for text in texts(read(tmp_path / "library-books.ipynb"), "markdown") if text.startswith("##")]
    assert headings[:3] == [
        "## First: what these requests need",
        "### Log in\n\nIts reply fills `token`. 40 other requests use it.",
        "## Books / Old",
    ]


@pytest.mark.parametrize("name", ["library", "a (1) [b] #2 50% ä?", "a:b <i>"])
def test_the_notebook_of_a_folder_links_back_to_the_index(tmp_path, name):
    many = [folder(f"Part {part}", *(request(f"One {n}") for n in range(21))) for part in "ab"]
    index = written(tmp_path, *many, name="City [library](x)", path=f"{name}.ipynb")
    page, _ = re.findall(r"\]\(([^()\s]+)\):", index.cells[1].source)
    cell = read(tmp_path / unquote(page)).cells[0].source
    title = re.escape(r"All notebooks of City \[library\](x)")
    [back] = re.findall(rf"^\[{title}\]\(([^()\s<>#?:]+)\)$", cell, re.M)
    assert unquote(back) == f"{name}.ipynb"


def test_a_notebook_in_another_folder_finds_the_file(tmp_path):
    notebook = written(tmp_path, folder("A", request("One")), path="out/there/library.ipynb")
    assert '"../../library.postman_collection.json",' in notebook.cells[1].source


def test_the_environment_beside_it_is_named_if_it_is_the_only_one(tmp_path):
    values = [{"key": "shelf", "value": "7"}, {"key": "pin", "value": "12"}, {"key": "other", "value": "of-the-file"}]
    beside = tmp_path / 'the "only" one.postman_environment.json'
    beside.write_text(json.dumps({"name": "Test", "values": values}))
    item = folder("A", request("One", path="/{{shelf}}"))
    assert f"    environment={beside.name!r},\n" in texts(written(tmp_path, item))[0]
    assert "library.fill_in()" not in texts(written(tmp_path, item))
    inside = texts(written(tmp_path, item, path="out/library.ipynb"))
    assert f"    environment={'../' + beside.name!r},\n" in inside[0]
    assert "of-the-file" not in (tmp_path / "library.ipynb").read_text()
    needs = folder("A", request("One", path="/{{shelf}}", needs="pin"))
    fields = texts(written(tmp_path, needs, code=True, force=True))[2]
    assert 'os.environ.setdefault("API_SHELF", "7")' in fields  # and no secret
    assert 'os.environ.setdefault("API_PIN", "")' in fields
    (tmp_path / "b.postman_environment.json").write_text(beside.read_text())
    assert "environment=" not in texts(written(tmp_path, item, force=True))[0]
    beside.write_text("broken")
    (tmp_path / "b.postman_environment.json").unlink()
    assert "environment=" not in texts(written(tmp_path, item))[0]


@pytest.mark.parametrize(
    ("other", "text"),
    [("zoo.postman_collection.json", ""), ("zoo.json", '{"info": {"name": "Zoo"}, "item": []}')],
)
def test_an_environment_with_the_file_name_of_another_collection_belongs_to_that_one(tmp_path, other, text):
    (tmp_path / "zoo.postman_environment.json").write_text('{"name": "City library", "values": []}')
    (tmp_path / "zoo.json").write_text('{"rows": []}')  # no collection
    item = folder("A", request("One"))
    assert 'environment="zoo.postman_environment.json"' in texts(written(tmp_path, item))[0]
    (tmp_path / other).write_text(text)
    assert "environment=" not in texts(written(tmp_path, item, force=True))[0]
    (tmp_path / "library.postman_environment.json").write_text('{"name": "Zoo", "values": []}')
    (tmp_path / "library.json").write_text('{"info": {"name": "Library"}, "item": []}')
    assert 'environment="library.postman_environment.json"' in texts(written(tmp_path, item, force=True))[0]


def test_what_stands_outside_of_folders_below_a_folder_has_a_heading_of_its_own(tmp_path):
    notebook = written(tmp_path, request("Ping"), folder("A", request("One")), request("Ping"))
    headings = [text for text in texts(notebook, "markdown") if text.startswith("##")]
    assert headings[:6] == ["## City library", "### Ping", "## A", "### One", "## City library", "### Ping"]
    assert "3 requests: A." in texts(notebook, "markdown")[0]


@pytest.mark.parametrize("name", ["City Library", "library", "Another"])
def test_of_several_environments_the_one_with_the_name_of_the_collection_is_named_or_else_it_is_said(tmp_path, name):
    for number, inner in enumerate((name, "Test", "Staging")):
        (tmp_path / f"{number}.postman_environment.json").write_text(json.dumps({"name": inner, "values": []}))
    cell = texts(written(tmp_path, folder("A", request("One"))))[0]
    file = str(tmp_path / "library.postman_collection.json")
    said = CliRunner().invoke(main, ["collection", "notebook", file]).stderr
    assert ('environment="0.postman_environment.json",' in cell) == (name != "Another")
    assert ("3 environments lie beside the collection, and none of them is opened: '0'," in said) == (name == "Another")


@pytest.mark.parametrize(
    ("file", "title", "name"),
    [
        ("library.postman_collection.json", "City library", "library"),
        ("City Library API.postman_collection.json", "x", "city_library"),
        ("collection.json", "The City Library of Ulm and its Branches", "city_library"),
        ("e1f2a3b4-6e0b-4f7e.json", "Books with pictures", "books_pictures"),
        ("v2.postman_collection.json", "Books v2.1", "books"),
        ("print.json", "class", "api"),
        ("requests.json", "!", "api"),
        ("a.json", "Bücherei", "bucherei"),
        ("a.json", "数据中心", "数据中心"),
        ("v1.json", "x" * 50, "api"),
    ],
)
def test_a_notebook_calls_a_collection_by_a_short_name(file, title, name):
    assert name_for(Path(file), title) == name


def test_somebody_s_notebook_is_not_replaced_unless_that_is_wanted(tmp_path):
    (tmp_path / "library.ipynb").write_text("mine")
    with pytest.raises(errors.InputError, match=r"'library.ipynb' is there already.*Nothing was written"):
        written(tmp_path, folder("A", request("One")))
    assert (tmp_path / "library.ipynb").read_text() == "mine"
    written(tmp_path, folder("A", request("One")), force=True)
    assert read(tmp_path / "library.ipynb")


def test_without_the_extra_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "kaizala_nb.toolkit.notebook.writing.writer", None)
    with pytest.raises(ApiError) as missing:
        written(tmp_path, folder("A", request("One")))
    assert 'pip install "kaizala-nb[lab]"' in missing.value.as_text()


def test_nbformat_takes_long_to_import_so_it_reads_former_notebooks_alone(tmp_path, monkeypatch):
    written(tmp_path, folder("A", request("One")))
    monkeypatch.setitem(sys.modules, "nbformat", None)
    api = Api.from_postman(tmp_path / "library.postman_collection.json")
    assert api.notebook(tmp_path / "new.ipynb")[0].exists()
    with pytest.raises(ApiError) as missing:
        api.notebook(tmp_path / "library.ipynb")
    api.close()
    assert 'pip install "kaizala-nb[lab]"' in missing.value.as_text()


def test_it_runs_to_its_end_without_a_person_also_where_nothing_can_be_sent(tmp_path, kernel_config):
    """A value is missing, and a host does not answer: both end in words, and the cells below run."""
    away = request("Away")
    away["request"]["url"] = "http://127.0.0.1:9/"
    notebook = written(tmp_path, folder("A", request("Needs", path="/{{shelf}}"), away), live=True)
    nbclient.NotebookClient(notebook, resources={"metadata": {"path": tmp_path}}, config=kernel_config).execute()
    outputs = [one for cell in notebook.cells if cell.cell_type == "code" for one in cell.outputs]
    assert not [one for one in outputs if one.output_type == "error"]
    shown = json.dumps(outputs)
    assert "{{shelf}} is not set." in shown
    assert "did not answer" in shown


@pytest.mark.parametrize("name", ['it\'s "odd".json', "a\nimport os.json", "\u2028'''.json"])
def test_the_name_of_the_file_is_a_literal(tmp_path, name):
    file = tmp_path / name
    file.write_text(json.dumps({"info": {"name": "x"}, "item": [request("One")]}))
    api = Api.from_postman(file)
    api.notebook(tmp_path / "x.ipynb")
    api.close()
    assign = ast.parse(read(tmp_path / "x.ipynb").cells[1].source).body[1]
    assert ast.literal_eval(assign.value.args[0]) == name


def test_what_an_api_has_itself_is_no_name_of_a_folder(tmp_path):
    notebook = written(tmp_path, folder("Session", request("print")), folder("In", folder("Two", request("Api"))))
    assert "print_ = library.session_.print.form()\nprint_" in texts(notebook)
    assert "api = library._in.two.api.form()\napi" in texts(notebook)


def _takes(name, method, body="", **more):
    raw = {"mode": "raw", "raw": body, "options": {"raw": {"language": "json"}}}
    one = request(name, method, **more)
    return one | {"request": one["request"] | ({"body": raw} if body else {})}


@pytest.mark.parametrize(
    ("items", "turn"),
    [
        ([_takes("Log in", "POST", '{"mail": "a"}', gives="token"), _takes("B", "POST", '{"title": "a"}')], "B title"),
        ([_takes("Log in", "POST", '{"mail": "a", "password": "b"}'), _takes("B", "PUT", '{"x": "a"}')], "B x"),
        ([_takes("Look", "GET", path="/a?by=b"), _takes("Note", "POST", "some words")], "Note body"),
        ([_takes("Plain", "POST"), _takes("Own", "POST", path="/a?title=c"), _takes("Last", "POST", "c")], "Own title"),
        ([_takes("Note", "POST", '{"n": 1, "v": "{{v}}"}'), _takes("Look", "GET", path="/a/:name")], "Look name"),
        ([_takes("A", "POST", '{"type": "SaaS", "url": "http://a.b", "note": "x"}')], "A note"),
        (
            [_takes("A", "POST", '{"currency": "EUR"}'), _takes("B", "POST", '{"format": "csv", "pages": "3"}')],
            "B pages",
        ),
        ([_takes("A", "POST", '{"type": "a b", "when": "2024-05-06", "link": "http://a.b"}')], ""),
        ([_takes("Look", "GET", path="/a/:id?sort=name&lang=en")], ""),
        ([_takes("Remove", "DELETE", path="/a/:id"), _takes("Note", "POST", '{"n": 1}')], ""),
    ],
)
def test_the_request_of_an_exercise_takes_a_text_or_a_number_that_is_one_s_own(tmp_path, items, turn):
    for code, how in ((False, "by code"), (True, "once more, from a copy of its cell")):
        cells = [cell.source for cell in written(tmp_path, folder("A", *items), code=code, force=True).cells]
        name, _, own = turn.partition(" ")
        said = f'**Your turn.** Send "{name}" {how}, with your own `{own}`.'
        assert (said in cells) == bool(turn)
        assert ("# Your turn" in cells) == bool(turn)
        assert ('library.check("A")' in cells) == (bool(turn) and not code)


@pytest.mark.parametrize(
    ("value", "own"),
    [("Emma", "'my own words'"), ("41", "'42'"), ("-2.50", "'-1.50'"), ("12345678901", "'my own words'")],
)
def test_the_hint_of_an_exercise_has_a_value_of_the_kind_that_stands_there(tmp_path, value, own):
    written(tmp_path, folder("A", _takes("Add", "POST", json.dumps({"note": value}))))
    api = Api.from_postman(tmp_path / "library.postman_collection.json")
    [line] = api.check("A").lines
    api.close()
    assert line.code == f"api.a.add(note={own})"


@pytest.mark.parametrize("options", [{}, {"live": True}, {"code": True}])
def test_what_an_environment_beside_it_calls_secret_is_nowhere_in_it(tmp_path, options):
    """The file may quote it: in words, in a name, in a reply that was saved."""
    values = [
        {"key": "api_token", "value": "of-the-name-1"},
        {"key": "who", "value": "of-the-type-2", "type": "secret"},
        {"key": "shelf", "value": "of-nobody-3"},
    ]
    for name in ("a", "b"):
        (tmp_path / f"{name}.postman_environment.json").write_text(json.dumps({"name": name, "values": values}))
    quoted = " and ".join(one["value"] for one in values)
    saved = [{"name": quoted, "code": 200, "body": json.dumps({"note": quoted})}]
    item = request(quoted, "POST", f"/books?a={quoted}", doc=quoted, response=saved)
    written(tmp_path, folder(quoted, item), name=quoted, doc=quoted, **options)
    text = (tmp_path / "library.ipynb").read_text()
    assert "of-nobody-3" in text
    assert "of-the-name-1" not in text
    assert "of-the-type-2" not in text
