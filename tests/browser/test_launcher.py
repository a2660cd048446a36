"""A collection, opened from JupyterLab's file browser and from its launcher, by what the package brings to JupyterLab's page."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_notebook
from playwright.sync_api import Browser, expect

from kaizala_nb.course.teaching import lab as opener
from tests.browser.lab import JupyterLab, Notebook
from tests.course.lessons.runner import NOTEBOOKS

HOSTILE = "<img src=x onerror=alert(1)>.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the library's collection, a notebook, and a file that is no collection."""
    folder = tmp_path / "root"
    folder.mkdir()
    for name in opener.EXAMPLE:
        shutil.copy(NOTEBOOKS / name, folder)
    (folder / HOSTILE).write_text(json.dumps({}))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(metadata={"kernelspec": kernel}), folder / "first.ipynb")
    return folder


def test_a_collection_is_opened_from_the_file_browser_and_from_the_launcher(browser: Browser, root, tmp_path):
    lab = JupyterLab(tmp_path, variables=opener.variables())
    try:
        notebook = Notebook(lab, browser, "first.ipynb")
        page = notebook.page
        files = page.locator("#filebrowser .jp-DirListing-item")
        files.filter(has_text="readers.csv").click(button="right")
        page.get_by_role("menuitem", name="Rename").wait_for()
        expect(page.get_by_role("menuitem", name="Open as Postman Collection")).to_have_count(0)
        page.keyboard.press("Escape")

        files.filter(has_text="library.postman_collection.json").click(button="right")
        page.get_by_role("menuitem", name="Open as Postman Collection").click()
        page.get_by_text("City library: 12 requests in 3 folders, 12 can be sent.").wait_for()
        notebook.panel.get_by_role("heading", name="City library").wait_for()
        expect(files.filter(has_text="library.ipynb")).to_be_visible()
        notebook.wait_for_kernel()
        notebook.run(notebook.index_of("Api.from_postman")).get_by_text("Nothing leaves this computer.").wait_for()

        notebook.command("launcher:create")
        page.locator(".jp-LauncherCard", has_text="Postman collection").click()
        dialog = page.get_by_role("dialog")
        dialog.locator(".jp-DirListing-item", has_text=HOSTILE).click()
        expect(dialog.get_by_text("library.postman_environment.json")).to_have_count(0)
        dialog.get_by_role("button", name="Select").click()
        expect(dialog).to_contain_text(f"'{HOSTILE}' is no Postman collection.")
        expect(dialog.locator("img")).to_have_count(0)
        dialog.get_by_role("button", name="Close").click()
        assert (notebook.outside, notebook.errors) == ([], [])
        notebook.context.close()
    finally:
        lab.stop()
