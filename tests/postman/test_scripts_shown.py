"""What is shown of scripts before anything is sent: ``api["…"].scripts`` and ``collection check``."""

import json
import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from kaizala_nb import Api, ApiError
from kaizala_nb.cli import main
from kaizala_nb.toolkit.collection.scripts.lines import Line
from kaizala_nb.toolkit.notebook import scripts as shown_scripts
from kaizala_nb.toolkit.runner import understood
from tests.postman.engine import scripted

SECRET = "s3cret-of-the-user"
LINES = [
    Line("Books", "prerequest", 1, 1, f'pm.environment.set("day", "{SECRET}")', "save", words="Sets {{day}}"),
    Line("", "test", 1, 1, 'pm.environment.set("id", <b>)', "save", problem="<b> is no JavaScript"),
    Line(
        "", "test", 2, 3, "pm.response.to.have.status(200)", "check", "ok", "The status is 200", "reply.status == 200"
    ),
]


@pytest.fixture
def file(tmp_path, monkeypatch):
    """A file of two requests in a folder; of the scripts of each this is understood."""
    for module in (shown_scripts, understood):
        monkeypatch.setattr(module, "understood_of", lambda scripts: LINES if scripts else [])
    books = [scripted({"name": name, "request": {"url": "http://h"}}, "test") for name in ("One", "Two")]
    plain = {"name": "Three", "request": {"url": "http://h"}}
    folder = scripted({"name": "Books", "item": books}, "prerequest")
    path = tmp_path / "library.json"
    path.write_text(json.dumps({"info": {"name": "Library"}, "item": [folder, plain]}), encoding="utf-8")
    return path


def test_each_line_of_scripts_is_shown_with_what_it_means_escaped_and_masked(file):
    api = Api.from_postman(file, environment={"password": SECRET})
    scripts = api["One"].scripts
    html, text = scripts._repr_mimebundle_()["text/html"], repr(scripts)
    assert text.startswith("2 of 3 lines were understood.\nBefore the request\nBooks 1   pm.environment.set(")
    assert ["2", "pm.response.to.have.status(200)", "The status is 200"] in [
        re.split(" {3,}", line) for line in text.splitlines()
    ]
    assert "Not understood: <b> is no JavaScript" in text
    assert "Not understood: &lt;b&gt; is no JavaScript" in html
    assert "reply.status == 200" in html
    assert "// Before the request: of Books\n// prerequest" in scripts.text
    assert SECRET not in html + text
    assert repr(api["Three"].scripts) == "This request has no scripts."


def test_however_long_scripts_are_an_output_has_its_bound(file, monkeypatch):
    long = "\"'<&>" * 1_000
    lines = [replace(line, text=long, words=long, python=long, problem="") for line in LINES] * 200
    monkeypatch.setattr(shown_scripts, "understood_of", lambda scripts: lines)
    api = Api.from_postman(file)
    scripts = api["One"].scripts
    assert len(json.dumps(scripts._repr_mimebundle_(), ensure_ascii=False)) < 200_000
    assert "… 360 more: .scripts.lines has all of them." in repr(scripts)


def test_check_counts_what_is_understood_and_tells_what_is_not(file):
    said = CliRunner().invoke(main, ["collection", "check", str(file)])
    assert said.exit_code == 0
    first, *lines = said.output.splitlines()
    assert first == "3 of 3 requests can be sent."
    assert lines[0] == "2 of 2 checks and 1 of 3 saved variables in the scripts were understood."
    assert lines[1:] == [
        f'Books / {name}, line 1: pm.environment.set("id", <b>): <b> is no JavaScript' for name in ("One", "Two")
    ]


def test_scripts_that_cannot_be_taken_in_a_way_are_said_at_once(file):
    with pytest.raises(ApiError, match="not taken in the way 'walk'"):
        Api.from_postman(file, scripts="walk")


def test_the_checks_of_a_script_are_counted_in_every_form(tmp_path):
    lines = [
        'pm.test("short", () => pm.response.to.have.status(200));',
        'pm.test("long", function () { pm.expect(pm.response.code).to.eql(200); });',
        'tests["old"] = responseCode.code === 200;',
        'pm.environment.set("id", pm.response.json().id);',
        'pm.sendRequest("http://h", () => {});',
    ]
    item = {"name": "One", "request": {"url": "http://h"}, "event": [{"listen": "test", "script": {"exec": lines}}]}
    path = tmp_path / "library.json"
    path.write_text(json.dumps({"info": {"name": "Library"}, "item": [item]}), encoding="utf-8")
    said = CliRunner().invoke(main, ["collection", "check", str(path)]).output
    assert "3 of 3 checks and 1 of 1 saved variable in the scripts were understood." in said
    assert 'Library / One, line 5: pm.sendRequest("http://h", () => {});: ' in said
