"""The stopwatch of a lesson: off until it is asked for; then it has a row a cell."""

from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from kaizala_nb import Kaizala
from kaizala_nb.course.stopwatch import Stopwatch


def test_it_notes_when_cells_begin_and_how_long_it_is_to_the_next():
    now = [100.0]
    watch = Stopwatch(lambda: now[0])
    watch.note("before")
    assert not watch.runs
    watch.start()
    for code, seconds in (("\n# First\nx = 1", 60), ("y = 2", 90), ("", 0)):
        watch.note(code)
        now[0] += seconds
    assert watch.df.to_dict("records") == [
        {"cell": "# First", "at": 0.0, "until the next": 1.0},
        {"cell": "y = 2", "at": 1.0, "until the next": 1.5},
        {"cell": "", "at": 2.5, "until the next": 0.0},
    ]
    assert repr(watch.df).endswith("In minutes. It is 2.5 minutes since the stopwatch was started.")
    watch.start()
    assert watch.df.empty


def test_outside_a_notebook_it_runs_too():
    kaizala = Kaizala()
    assert "nothing is sent" in kaizala.minutes
    assert list(kaizala.minutes.df.columns) == ["cell", "at", "until the next"]
    kaizala.close()


def test_in_a_notebook_each_cell_has_a_row(kernel_config):
    first = "from kaizala_nb import Kaizala\nkaizala = Kaizala()\nkaizala.minutes"
    cells = [new_code_cell(code) for code in (first, "x = 1", "print(*kaizala.minutes.df['cell'])", "kaizala.minutes")]
    notebook = new_notebook(cells=cells)
    NotebookClient(notebook, config=kernel_config).execute()
    [printed], [shown] = notebook.cells[2].outputs, notebook.cells[3].outputs
    assert printed.text.startswith("x = 1 print(*kaizala.minutes.df")
    assert "until the next" in shown.data["text/html"] and "since the stopwatch was started" in shown.data["text/plain"]
