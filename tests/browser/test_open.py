"""A collection, opened by one command in a real browser: its notebook, and its first request filled in and sent."""

import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kaizala_nb.course.teaching.lab import EXAMPLE
from tests.browser.lab import JupyterLab, Notebook
from tests.course.lessons.runner import NOTEBOOKS
from tests.patience import DEADLINE
from tests.postman.example_server import ExampleServer, example_in


@pytest.fixture
def library() -> Iterator[ExampleServer]:
    """The service of the library."""
    server = ExampleServer(NOTEBOOKS / EXAMPLE[0])
    yield server
    server.close()


def open_library(folder: Path, library: ExampleServer, *options: str) -> JupyterLab:
    """JupyterLab, as ``kaizala-nb open`` with these options starts it on the collection."""
    root = folder / "root"
    root.mkdir()
    program = (sys.executable, "-m", "kaizala_nb", "open", str(example_in(root, library.url)), *options)
    return JupyterLab(folder, program=program, is_plain=False)


def test_one_command_and_the_first_request_is_sent(browser: Browser, library, tmp_path):
    lab = open_library(tmp_path, library)
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
        assert (library.calls, notebook.outside) == ([], [])
        notebook.close()
    finally:
        lab.stop()


def test_at_the_real_service_a_host_is_named_before_the_first_request_is_sent(browser: Browser, library, tmp_path):
    lab = open_library(tmp_path, library, "--live")
    try:
        notebook = Notebook(lab, browser, "library.ipynb", view="doc/tree")
        notebook.page.get_by_role("heading", name="City library").wait_for()
        expect(notebook.page.locator("#jp-left-stack")).to_be_hidden()
        notebook.run(notebook.index_of("Api.from_postman"))
        form = notebook.run(notebook.index_of(".log_in.form()"))
        expect(form.get_by_role("textbox", name="email")).to_have_value("sam@library.example")
        form.get_by_label("pin").fill("2468")
        form.get_by_role("button", name="Send", exact=True).click()
        line = f"library.allow_hosts('{library.url}')"
        form.get_by_text(line).wait_for()
        assert library.calls == []
        turn = notebook.index_of("# Your turn")
        notebook.write(turn, line)
        notebook.run(turn).get_by_text(f"Secrets of yours may go to {library.url}.").wait_for()
        notebook.page.wait_for_timeout(600)  # a click within half a second of the first one is the same double click
        form.get_by_role("button", name="Send", exact=True).click()
        form.get_by_text("200 OK").first.wait_for()
        assert library.calls == ["POST /login"]
        assert notebook.outside == []
        assert "2468" not in notebook.save()
        notebook.close()
    finally:
        lab.stop()
