"""A notebook of plain programs: what may change something waits for a word, and no value of a person stands in it."""

import ast
from types import SimpleNamespace

import IPython
import pytest
import requests

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
    assert notebook.cells[1].source.startswith("# Whatever is printed here is saved with this notebook")
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
    assert FIELDS in texts(notebook)
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


def with_tests(item, *lines):
    item["event"] = [{"listen": "test", "script": {"exec": list(lines)}}]
    return item


def run(notebook, *changed):
    """Runs the code, with what is changed in it; gives what it printed of checks."""
    scope = {}
    for text in texts(notebook):
        for old, new in changed:
            text = text.replace(old, new)
        exec(text, scope)  # noqa: S102  (it is ours)


def test_a_request_has_its_checks_and_one_that_fails_ends_nothing(tmp_path, capsys):
    """Those of a request that is not sent are not made."""
    library = Library()
    lines = [
        'pm.test("All is well", () => pm.response.to.have.status(200));',
        'pm.test("It has a shelf", () => { pm.expect(pm.response.json().shelf).to.eql("North"); });',
        'pm.test("It is quick", () => { pm.expect(pm.response.responseTime).to.be.below(200); });',
    ]
    items = [with_tests(request("See"), *lines), with_tests(request("Add", "POST"), *lines)]
    for item in items:
        item["request"]["url"] = f"{library.url}/books"
    notebook = written(tmp_path, folder("A", *items), code=True)
    run(notebook, ("allow_changes = True", "allow_changes = False"))
    library.close()
    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if not line.startswith("200 ")] == [
        "Holds:  All is well",
        "FAILED: It has a shelf (TypeError: list indices must be integers or slices, not str)",
        "Not sent: it may change something. For that, set allow_changes to True above.",
    ]
    assert texts(notebook, "markdown").count("1 check of this request is JavaScript that was not translated.") == 2


def test_a_service_that_does_not_answer_is_one_line(tmp_path, monkeypatch, capsys):
    notebook = written(tmp_path, folder("A", request("Add", "POST")), code=True)
    given = []
    shell = SimpleNamespace(set_custom_exc=lambda kinds, show: given.append((kinds, show)))
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    run(notebook)
    ((kinds, show),) = given
    problem = requests.ConnectionError("Nobody is there")
    assert isinstance(problem, kinds)
    show(shell, type(problem), problem, None, tb_offset=None)
    assert capsys.readouterr().out.splitlines()[-1] == "ConnectionError: Nobody is there"


def test_a_check_that_many_requests_share_and_nobody_translated_is_named_once(tmp_path):
    shared = [{"listen": "test", "script": {"exec": ['pm.test("Quick", () => { pm.expect(quick()).to.be.true; });']}}]
    notebook = written(tmp_path, folder("A", request("One"), request("Two")) | {"event": shared}, code=True)
    notes = [text for text in texts(notebook, "markdown") if "not translated" in text]
    assert notes == ["1 check of several requests is JavaScript that was not translated."]


def test_no_secret_stands_in_a_check(tmp_path):
    key = {"key": "key", "value": "s3cr3t-of-the-file", "type": "secret"}
    lines = [
        'pm.test("It is s3cr3t-of-the-file", () => pm.response.to.have.status(200));',
        'pm.test("Same", () => { pm.expect(pm.response.json().name).to.eql("s3cr3t-of-the-file"); });',
        'pm.test("Token", () => { pm.expect(pm.response.json().token).to.eql("wh1sper"); });',
    ]
    written(tmp_path, folder("A", with_tests(request("One", needs="key"), *lines)), variable=[key], code=True)
    text = (tmp_path / "library.ipynb").read_text()
    assert "s3cr3t" not in text and "wh1sper" not in text
    assert "2 checks of this request are JavaScript that was not translated." in text


def test_what_needs_a_file_is_said_in_words(tmp_path):
    one = request("Send", "POST")
    one["request"]["body"] = {"mode": "file", "file": {"src": "/etc/passwd"}}
    notebook = written(tmp_path, folder("A", one), code=True)
    assert programs(notebook)[0].startswith("There is no program for it. It uploads a file")
    assert not [text for text in texts(notebook) if "passwd" in text]
