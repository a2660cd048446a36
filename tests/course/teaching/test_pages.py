"""Lessons as pages: each stands alone, holds no script and no secret, and shows forms as they look."""

import json
import re
from contextlib import closing

import pytest
from click.testing import CliRunner
from ipywidgets import Widget
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from kaizala_nb import Kaizala
from kaizala_nb.cli import main
from kaizala_nb.course.teaching import lab, notebooks, pages
from kaizala_nb.course.teaching.still import DRAWN, picture
from tests.course.lessons.runner import LESSON_00, NOTEBOOKS, PRELUDE, read, secrets_in

VIEW = "application/vnd.jupyter.widget-view+json"
WAITS = "Waits: press Send, or run the next cell."


def test_a_page_shows_what_the_cells_show_and_nothing_secret(tmp_path, monkeypatch):
    """With canaries: every secret that the kernel sent or received is looked for."""
    secrets = tmp_path / "secrets.txt"
    secrets.touch()
    monkeypatch.setenv("SECRETS_FILE", str(secrets))
    ran = pages.run(read(), "lesson", first=[PRELUDE])
    page = pages.render(ran, LESSON_00.stem, [(LESSON_00.stem, "00 Your first message"), ("01-other", "01 <Other>")])
    known = frozenset(secrets.read_text().split())
    assert len(known) >= 7
    assert secrets_in(page, known) <= {"000000"}  # the wrong PIN, which the lesson itself tells the learner to try
    assert "widgets" not in ran.metadata
    assert not re.search(r"<script|<link|@import|\bon\w+=|url\((?!['\"]?data:)", page)
    assert "Content-Security-Policy" in page
    assert ' src="data:image/png;base64,' in page and '<img alt="A request has method' in page
    assert '<a href="01-other.html">01 &lt;Other&gt;</a>' in page
    shown = re.sub(r"\s+", " ", re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))
    for words in (
        "Check 00: the first message: 3 of 3 done",
        "Refused: 404",
        "Show an answer",
        "Sign in: three requests",
    ):
        assert words in shown
    assert WAITS not in shown  # the forms are there, as they look once they were sent


def test_a_page_shows_no_pin_that_nobody_has_used_yet(tmp_path, monkeypatch):
    """The first section of lesson 01 ends with one on the phone."""
    secrets = tmp_path / "secrets.txt"
    secrets.touch()
    monkeypatch.setenv("SECRETS_FILE", str(secrets))
    [lesson] = NOTEBOOKS.glob("01-*.ipynb")
    page = pages.render(pages.run(read(lesson), "lesson", first=[PRELUDE]), lesson.stem)
    known = frozenset(secrets.read_text().split())
    assert sum(secret.isdecimal() and len(secret) == 6 for secret in known) >= 2
    assert secrets_in(page, known) <= {"0000000000"}  # the wrong secret, which stands in the lesson's code
    assert "Your PIN is ••••••." in page


def test_a_form_is_pictured_as_it_looks_at_the_end_of_its_section():
    """Sent by the cell below it; and the phone beside it does not show what comes later in the lesson."""
    start, sign_in = [
        cell.source for cell in notebooks.code_cells(read()) if cell.source.startswith(("from kaizala_nb", "sign_in ="))
    ]
    ran = pages.run(
        new_notebook(
            cells=[
                new_code_cell(start),
                new_code_cell(sign_in),
                new_code_cell("sign_in.send_once().df"),
                new_markdown_cell("## Later"),
                new_code_cell('kaizala.groups.create_group(name="Made later")'),
            ]
        ),
        "lesson",
    )
    pictured = ran.cells[1].outputs[0].data
    assert VIEW not in pictured
    assert "Signed in as" in pictured["text/html"]
    assert "Made later" not in pictured["text/html"]


def test_a_picture_shows_texts_as_texts_and_no_password():
    hostile = "<img src=x onerror=alert(1)>"
    state = {
        "box": {"model_name": "VBoxModel", "state": {"children": [f"IPY_MODEL_{name}" for name in "abcdef"]}},
        "a": {"model_name": "TextModel", "state": {"description": hostile, "value": hostile}},
        "b": {"model_name": "PasswordModel", "state": {"description": "PIN", "value": "482913"}},
        "c": {"model_name": "ButtonModel", "state": {"description": hostile}},
        "d": {"model_name": "DropdownModel", "state": {"_options_labels": ["first", "second"], "index": 1}},
        "e": {"model_name": "TextModel", "state": {"value": "folded away", "layout": "IPY_MODEL_hidden"}},
        "f": {"model_name": "NeverHeardOfModel", "state": {"value": "?"}},
        "hidden": {"model_name": "LayoutModel", "state": {"display": "none"}},
    }
    output = new_output("display_data", {VIEW: {"model_id": "box"}, "text/plain": "as text"})
    picture(output, state)
    drawn = output.data["text/html"]
    assert "<img" not in drawn
    assert drawn.count("&lt;img") == 3
    assert "482913" not in json.dumps(output)
    assert "second" in drawn
    assert "first" not in re.sub(r"<style.*?</style>", "", drawn, flags=re.DOTALL)
    assert "folded away" not in drawn


def models_of(widget: Widget) -> set[str]:
    """The kinds of a widget and all that is in it."""
    return {widget._model_name}.union(*(models_of(child) for child in getattr(widget, "children", ())))


def test_every_form_can_be_pictured():
    with closing(Kaizala()) as kaizala:
        shown = [kaizala[name].form() for name in kaizala]
        shown += [kaizala.sign_in(), kaizala.portal(), kaizala.phone("+447700900002").box()]
        assert set().union(*map(models_of, shown)) <= set(DRAWN)


def test_times_ticks_and_files_are_pictured():
    when = {"year": 2026, "month": 0, "date": 5, "hours": 9, "minutes": 30, "seconds": 0, "milliseconds": 0}
    state = {
        "box": {"model_name": "VBoxModel", "state": {"children": [f"IPY_MODEL_{name}" for name in "abcde"]}},
        "a": {"model_name": "NaiveDatetimeModel", "state": {"description": "Due", "value": when}},
        "b": {"model_name": "NaiveDatetimeModel", "state": {"description": "Expiry", "value": None}},
        "c": {"model_name": "CheckboxModel", "state": {"description": "Invisible", "value": True}},
        "d": {"model_name": "FileUploadModel", "state": {"description": "Choose files", "value": []}},
        "e": {"model_name": "CheckboxModel", "state": {"description": "Anonymous", "value": False}},
    }
    output = new_output("display_data", {VIEW: {"model_id": "box"}})
    picture(output, state)
    for shown in ("2026-01-05 09:30", "Expiry", "☑ Invisible", "☐ Anonymous", "Choose files"):
        assert shown in output.data["text/html"]


def test_a_widget_that_cannot_be_pictured_stands_there_in_words():
    output = new_output("display_data", {VIEW: {"model_id": "gone"}, "text/plain": "a <form>"})
    picture(output, {})
    assert "a &lt;form&gt;" in output.data["text/html"]


def test_a_table_is_a_table_wherever_it_stands_and_a_heading_has_its_anchor():
    table = "| a | b |\n|---|---|\n| `1` | 2 |"
    quoted, listed = table.replace("|", "> |", 1).replace("\n", "\n> "), table.replace("\n", "\n  ")
    page = pages.render(
        new_notebook(cells=[new_markdown_cell(f"# A\n\n{table}\n\n> x\n>\n{quoted}\n\n- x\n\n  {listed}")]), "x"
    )
    assert page.count("<table>") == page.count("<code>1</code>") == 3
    assert 'href="#A"' in page
    assert "|---|" not in page


def test_a_link_to_a_sheet_or_a_lesson_leads_to_its_page_and_a_foreign_one_stays():
    page = pages.render_sheet("[a](sheet.md) [b](00-first.ipynb) [c](https://example.org/notes.md)", "teaching")
    for target in ("sheet.html", "00-first.html", "https://example.org/notes.md"):
        assert f'href="{target}"' in page


def test_the_tables_of_every_lesson_are_tables():
    for file in sorted(lab.lessons().glob("[0-9]*.ipynb")):
        page = pages.render(notebooks.clean(notebooks.read(file)), file.stem)
        assert not re.search(r"\|\s*-{3,}\s*\|", page), file.name
    assert re.search(r"<td[^>]*>the message</td>", pages.render(read(lab.lessons() / "06-reactions.ipynb"), "06"))


@pytest.fixture
def two_lessons(tmp_path, monkeypatch):
    """The second fails."""
    folder = tmp_path / "lessons"
    folder.mkdir()
    links = new_markdown_cell("# *First*\n\nGo on with [the second](01-second.ipynb#part).")
    refused = new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]})
    for name, cells in {"00-first": [links, refused], "01-second": [new_code_cell("1 / 0")]}.items():
        (folder / f"{name}.ipynb").write_text(notebooks.text(new_notebook(cells=cells)))
    monkeypatch.setattr(lab, "lessons", lambda: folder)
    return tmp_path


def test_a_lesson_that_fails_becomes_no_page_and_is_named(two_lessons):
    folder = two_lessons / "pages"
    ran = CliRunner().invoke(main, ["lessons", "pages", str(folder)])
    assert ran.exit_code == 1
    assert "01-second, cell 1: ZeroDivisionError" in ran.output
    assert [file.name for file in folder.iterdir()] == ["00-first.html"]
    page = (folder / "00-first.html").read_text()
    assert "<title>First</title>" in page
    assert 'href="01-second.html#part"' in page
