"""A collection, opened by one command in a real browser: its notebook, and its first request filled in and sent."""

import shutil
import sys
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, expect

from kaizala_nb.course.teaching.lab import EXAMPLE
from tests.browser.lab import JupyterLab, Notebook
from tests.course.lessons.runner import NOTEBOOKS
from tests.patience import DEADLINE


def open_library(folder: Path) -> JupyterLab:
    """JupyterLab, as ``kaizala-nb open`` starts it on the collection."""
    root = folder / "root"
    root.mkdir()
    for name in EXAMPLE:
        shutil.copy(NOTEBOOKS / name, root)
    program = (sys.executable, "-m", "kaizala_nb", "open", str(root / EXAMPLE[0]))
    return JupyterLab(folder, program=program, is_plain=False)


def test_one_command_and_the_first_request_is_sent(browser: Browser, tmp_path):
    lab = open_library(tmp_path)
    try:
        with urllib.request.urlopen(f"{lab.url}/?token={lab.token}", timeout=DEADLINE) as first:  # noqa: S310
            assert first.url.startswith(f"{lab.url}/doc/tree/library.ipynb")
        notebook = Notebook(lab, browser, "library.ipynb", view="doc/tree")
        notebook.page.get_by_role("heading", name="City library").wait_for()
        expect(notebook.page.locator("#jp-left-stack")).to_be_hidden()
        opened = notebook.run(notebook.index_of("Api.from_postman"))
        opened.get_by_text("Nothing leaves this computer. 12 of 12 can be sent.").wait_for()
        form = notebook.run(notebook.index_of(".log_in.form()"))
        expect(form.get_by_role("textbox", name="email")).to_have_value("sam@library.example")
        form.get_by_role("button", name="Send", exact=True).click()
        form.get_by_text("200 OK").first.wait_for()
        form.get_by_text("practice", exact=True).first.wait_for()
        assert notebook.outside == []
        notebook.close()
    finally:
        lab.stop()
