"""A notebook that is written again keeps what a person wrote into it."""

import nbformat
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_markdown_cell

from kaizala_nb.cli import main
from tests.toolkit.notebook.writing.making import folder, request, texts, written

ONE, TWO = request("One", doc="First."), request("Two")


def edited(tmp_path, edit):
    """Somebody opens the notebook, does something, and saves it."""
    path = tmp_path / "library.ipynb"
    notebook = nbformat.read(path, 4)
    edit(notebook.cells)
    nbformat.write(notebook, path)


def at(cells, source):
    return next(number for number, cell in enumerate(cells) if cell.source == source)


def test_cells_that_were_added_and_changed_stay_where_they_are(tmp_path):
    written(tmp_path, folder("A", ONE, TWO))

    def edit(cells):
        cells.insert(0, new_markdown_cell("Mine, on top"))
        cells[at(cells, "one.send_once().df")].source = "one.send_once().df.head()"
        cells.insert(at(cells, "two.send_once().df") + 1, new_code_cell("my_code = 1", outputs=[], execution_count=3))

    edited(tmp_path, edit)
    again = written(tmp_path, folder("A", request("One", doc="Changed words."), request("Between"), TWO))
    sources = [cell.source for cell in again.cells]
    assert sources[0] == "Mine, on top"
    assert "### One\n\nChanged words." in sources
    assert "one.send_once().df" not in sources
    assert sources.index("one.send_once().df.head()") < sources.index("### Between") < sources.index("### Two")
    assert sources[sources.index("two.send_once().df") + 1] == "my_code = 1"
    assert all(not cell.outputs and cell.execution_count is None for cell in again.cells if cell.cell_type == "code")


def test_what_is_of_a_request_that_is_gone_stands_at_the_end_and_comes_back_with_it(tmp_path):
    written(tmp_path, folder("A", ONE, TWO))

    def edit(cells):
        cells[at(cells, "one.send_once().df")].source = "mine"
        cells.insert(at(cells, "mine") + 1, new_markdown_cell("A thought"))

    edited(tmp_path, edit)
    for _ in range(2):
        sources = [cell.source for cell in written(tmp_path, folder("A", TWO)).cells]
        assert sources[-3:] == ["## No longer in the collection", "mine", "A thought"]
        assert "one = library.a.one.form()\none" not in sources
    back = [cell.source for cell in written(tmp_path, folder("A", ONE, TWO)).cells]
    assert back[back.index("one = library.a.one.form()\none") + 1] == "mine"
    assert "A thought" in back


def test_a_request_whose_cells_were_deleted_stays_away_until_it_is_brought_back(tmp_path):
    written(tmp_path, folder("A", ONE, TWO))

    def delete_one(cells):
        cells[:] = [cell for cell in cells if cell.metadata["kaizala_nb"]["of"] != "A / One"]

    edited(tmp_path, delete_one)
    for _ in range(2):
        again = texts(written(tmp_path, folder("A", ONE, TWO, request("Three"))), "markdown")
        assert [text for text in again if text.startswith("###")] == ["### Two", "### Three"]
    file = str(tmp_path / "library.postman_collection.json")
    summaries = [
        CliRunner().invoke(main, ["collection", "notebook", file, *more]).stderr for more in ([], ["--bring-back"])
    ]
    assert summaries == [
        "3 requests: 2 as before, 1 left out, since you deleted it.\n",
        "3 requests: 2 as before, 1 new.\n",
    ]
    assert "### One\n\nFirst." in texts(nbformat.read(tmp_path / "library.ipynb", 4), "markdown")


def test_cells_that_were_deleted_stay_away_and_new_ones_come(tmp_path):
    """A teacher takes out the exercise, what stands at the end, and a reply. Then the collection has more to say."""
    find = request("Find", path="/books?by=Emma")
    written(tmp_path, folder("A", ONE, find))
    unwanted = ("your turn", "turn", "check", "journal", "report")

    def delete_some(cells):
        cells[:] = [cell for cell in cells if cell.metadata["kaizala_nb"]["part"] not in unwanted]
        del cells[at(cells, "one.send_once().df")]

    edited(tmp_path, delete_some)
    saved = request("One", response=[{"name": "OK", "body": "Saved."}])
    items = folder("A", saved, find), folder("B", find)
    for _ in range(2):
        again = written(tmp_path, *items)
        parts = [(cell.metadata["kaizala_nb"]["of"], cell.metadata["kaizala_nb"]["part"]) for cell in again.cells]
        assert [part for of, part in parts if of == "A / One"] == ["heading", "form", "saved"]
        assert [part for of, part in parts if of == "A /"] == ["folder"]
        assert [part for of, part in parts if of == "B /"] == ["folder", "your turn", "turn", "check"]
        assert [part for of, part in parts if of == ""] == ["title", "open", "end", "program"]
    file = str(tmp_path / "library.postman_collection.json")
    said = CliRunner().invoke(main, ["collection", "notebook", file]).stderr
    assert said == "3 requests: 3 as before. 6 cells that you deleted stay away.\n"
    back = written(tmp_path, *items, bring_back=True)
    assert back.cells == written(tmp_path, *items, force=True).cells


def test_a_notebook_of_an_earlier_version_remembers_whole_requests(tmp_path):
    written(tmp_path, folder("A", ONE, TWO))
    notebook = nbformat.read(tmp_path / "library.ipynb", 4)
    notebook.cells[:] = [cell for cell in notebook.cells if cell.metadata["kaizala_nb"]["of"] != "A / One"]
    notebook.metadata["kaizala_nb"] = {"collection": "City library", "subjects": ["", "A /", "A / One", "A / Two"]}
    nbformat.write(notebook, tmp_path / "library.ipynb")
    again = texts(written(tmp_path, folder("A", ONE, TWO)), "markdown")
    assert [text for text in again if text.startswith("###")] == ["### Two"]


def test_the_summary_names_what_is_gone_and_says_what_was_moved(tmp_path):
    """One request is renamed, one deleted, and one added. The next time, nothing of that is news."""
    written(tmp_path, folder("A", ONE, TWO, request("Three")), folder("B", request("Four")))

    def edit(cells):
        cells[at(cells, "one.send_once().df")].source = "mine"
        cells.insert(at(cells, "mine") + 1, new_markdown_cell("A thought"))
        cells[at(cells, "### Two")].source = "### My two"

    edited(tmp_path, edit)
    file = tmp_path / "library.postman_collection.json"
    written(tmp_path, folder("A", request("Uno", doc="First."), request("Three"), request("Five")), path="other.ipynb")
    summaries = [CliRunner().invoke(main, ["collection", "notebook", str(file)]).stderr for _ in range(2)]
    assert summaries == [
        "3 requests: 1 as before, 2 new. 3 are no longer in the collection: A / One, A / Two, B / Four."
        " 3 cells of yours stand at the end now, below 'No longer in the collection'.\n",
        "3 requests: 3 as before.\n",
    ]


def test_a_cell_that_a_person_and_the_collection_changed_is_a_person_s_and_is_named_once(tmp_path):
    written(tmp_path, folder("A", ONE, TWO), doc="It lends books.")

    def edit(cells):
        cells[0].source += "\n\nWelcome."
        cells[at(cells, "### One\n\nFirst.")].source = "### One\n\nMine."
        cells[at(cells, "### Two")].source = "### Two\n\nThe same words."

    edited(tmp_path, edit)
    news = folder("A", request("One", doc="Other words."), request("Two", doc="The same words."))
    written(tmp_path, news, doc="It lends pictures too.", path="other.ipynb")
    file = str(tmp_path / "library.postman_collection.json")
    said = [CliRunner().invoke(main, ["collection", "notebook", file]).stderr for _ in range(2)]
    assert said == [
        "2 requests: 2 as before. 2 cells that you changed have changed in the collection too, and yours stay: title,"
        " A / One (heading).\n",
        "2 requests: 2 as before.\n",
    ]
    again = texts(nbformat.read(tmp_path / "library.ipynb", 4), "markdown")
    assert again[0].endswith("Welcome.")
    assert "### One\n\nMine." in again
    assert "### Two\n\nNews." in texts(written(tmp_path, folder("A", ONE, request("Two", doc="News."))), "markdown")


def test_a_copy_of_a_cell_is_a_person_s_own(tmp_path):
    written(tmp_path, folder("A", ONE))
    edited(
        tmp_path,
        lambda cells: cells.append(nbformat.from_dict(cells[at(cells, "one.send_once().df")] | {"id": "copy"})),
    )
    assert texts(written(tmp_path, folder("A", ONE))).count("one.send_once().df") == 2


def test_with_force_all_is_written_anew(tmp_path):
    first = written(tmp_path, folder("A", ONE))
    edited(tmp_path, lambda cells: cells.append(new_markdown_cell("Mine")))
    assert written(tmp_path, folder("A", ONE), force=True) == first
