"""A notebook of plain programs: what may change something waits for a word, and no value of a person stands in it."""

import ast

import pytest

from tests.toolkit.notebook.library import Library
from tests.toolkit.notebook.writing.making import folder, request, texts, written

FIELDS = """\
os.environ.setdefault("API_READER", "")
os.environ.setdefault("API_AUTHORIZATION", "")

names = [
    "API_READER",
    "API_AUTHORIZATION",
]
print("Still empty:", ", ".join(name for name in names if not os.environ[name]) or "nothing")"""


def programs(notebook):
    return [cell.source for cell in notebook.cells if cell.metadata.kaizala_nb.part == "program"]


def test_only_what_reads_is_sent_without_a_word(tmp_path):
    items = [
        request("See"),
        request("Look", "HEAD"),
        request("Add", "POST"),
        request("Change", "PUT"),
        request("Odd", "FETCH"),
    ]
    notebook = written(tmp_path, folder("A", *items), code=True)
    assert "allow_changes = False" in notebook.cells[1].source
    first = [type(ast.parse(text).body[0]).__name__ for text in programs(notebook)]
    assert first == ["Assign", "Assign", "If", "If", "If"]
    assert all(len(ast.parse(text).body) == 1 for text in programs(notebook)[2:])


def test_values_that_nobody_gave_come_from_environment_variables(tmp_path):
    log_in = request("Log in", path="/{{reader}}", gives="token")
    one = request("One", needs="token")
    one["request"]["auth"] = {"type": "bearer", "bearer": [{"key": "token", "value": "s3cr3t-of-the-file"}]}
    notebook = written(tmp_path, folder("A", log_in, one), code=True)
    assert 'os.environ.setdefault("API_TOKEN", "")' in notebook.cells[1].source
    assert "## Fill in\n\nTwo values are yours." in texts(notebook, "markdown")[1]
    assert texts(notebook)[1] == FIELDS
    assert 'os.environ["API_TOKEN"] = str(response.json()["token"])' in programs(notebook)[0]
    assert "s3cr3t" not in (tmp_path / "library.ipynb").read_text()


@pytest.mark.parametrize("is_given", [True, False])
def test_it_runs_on_this_computer(tmp_path, monkeypatch, capsys, is_given):
    """Where its address stands in the file, changes are allowed at once; a person may give it, too."""
    library = Library()
    add = request("Add", "POST", body=None)
    add["request"] |= {"url": "{{library}}/books", "body": {"mode": "raw", "raw": '{"title": "Emma"}'}}
    add["request"]["header"] = [{"key": "X-Card", "value": "{{card}}"}]
    variable = [{"key": "library", "value": library.url}] if is_given else []
    notebook = written(tmp_path, folder("A", add), variable=variable, code=True)
    monkeypatch.setenv("API_CARD", "gold-card")
    monkeypatch.setenv("API_LIBRARY", library.url)
    scope = {}
    for text in texts(notebook):
        exec(text.replace("allow_changes = False", "allow_changes = True"), scope)  # noqa: S102  (it is ours)
    library.close()
    assert f"allow_changes = {is_given}" in notebook.cells[1].source
    assert library.books[-1]["title"] == "Emma"
    assert "201" in capsys.readouterr().out


def test_what_needs_a_file_is_said_in_words(tmp_path):
    one = request("Send", "POST")
    one["request"]["body"] = {"mode": "file", "file": {"src": "/etc/passwd"}}
    notebook = written(tmp_path, folder("A", one), code=True)
    assert programs(notebook)[0].startswith("There is no program for it. It uploads a file")
    assert not [text for text in texts(notebook) if "passwd" in text]
