"""Lesson 00 in other houses than JupyterLab with ipywidgets 8: each in an environment of its own, in ``build/houses``.

``make houses`` runs this; ``make test`` leaves it out, but for Notebook 7, which is a part of Binder's environment.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.lab import PATIENCE, JupyterLab, Notebook
from tests.course.lessons.runner import LESSON_00
from tests.course.lessons.test_lesson_00 import CREATE_GROUP, SEND_MESSAGE, SIGN_IN
from tests.course.lessons.test_lesson_00 import FIRST_CHECK as CHECK
from tests.packaging.tracked import ROOT
from tests.ports import free_port

pytestmark = pytest.mark.skipif(os.environ.get("HOUSES") != "1", reason="make houses")

PIN = re.compile(r"Your PIN is (\d{6})")
RESTARTED = "The kernel has restarted"


def environment(name: str, *packages: str) -> Path:
    """The folder of the programs of an environment that has these packages, and this project."""
    folder = ROOT / "build" / "houses" / name
    uv = [sys.executable, "-m", "uv"]
    if not folder.exists():
        subprocess.run([*uv, "venv", "--quiet", "--python", sys.executable, folder], check=True)
    python = folder / "bin" / "python"
    subprocess.run([*uv, "pip", "install", "--quiet", "--python", python, "--editable", ROOT, *packages], check=True)
    return folder / "bin"


@pytest.mark.parametrize(
    ("name", "packages", "program", "view"),
    [
        (
            "notebook",
            ["notebook>=7", "ipykernel"],
            ["notebook", "--JupyterNotebookApp.expose_app_in_browser=True"],
            "notebooks",
        ),
        ("ipywidgets-7", ["jupyterlab>=4.2", "ipywidgets<8", "ipykernel"], ["jupyterlab"], "lab/tree"),
    ],
)
def test_by_hand_in_jupyter(browser, tmp_path, name, packages, program, view):
    programs = environment(name, *packages)
    server = JupyterLab(tmp_path, program=[str(programs / "python"), "-m", *program])
    shutil.copy(LESSON_00, server.root)
    try:
        notebook = Notebook(server, browser, LESSON_00.name, view=view)
        notebook.run(1)
        sign_in_by_hand(notebook.run(SIGN_IN))
        expect(notebook.run(SIGN_IN + 1).locator("table").first).to_be_visible()
        for index in (CREATE_GROUP, SEND_MESSAGE):
            notebook.run(index).get_by_role("button", name="Send", exact=True).click()
            notebook.cell(index).get_by_text("200 OK").wait_for()
            expect(notebook.run(index + 1).locator("table").first).to_be_visible()
        form = notebook.cell(SEND_MESSAGE)
        form.get_by_role("log", name="Asha's phone").get_by_text("Hello from my notebook").wait_for()
        notebook.run(CHECK).get_by_text("3 of 3 done").first.wait_for()
        notebook.command("kernelmenu:shutdown")
        notebook.cell(SEND_MESSAGE).get_by_role("button", name="Send again").click()
        notebook.cell(SEND_MESSAGE).get_by_text(RESTARTED).first.wait_for()
        assert notebook.outside == []
        notebook.context.close()
    finally:
        server.stop()


def test_in_voila(browser, tmp_path):
    programs = environment("voila", "voila>=0.5", "ipykernel")
    shutil.copy(LESSON_00, tmp_path)
    options = ["--no-browser", "--Voila.ip=127.0.0.1", "--port={port}"]
    with served(browser, tmp_path, programs / "voila", LESSON_00.name, *options) as page:
        the_cells_have_run_and_a_press_sends(page)


def test_in_marimo(browser, tmp_path):
    programs = environment("marimo", "marimo>=0.25")
    subprocess.run([programs / "marimo", "convert", LESSON_00, "-o", tmp_path / "lesson.py"], check=True)
    options = ["--headless", "--no-token", "--host=127.0.0.1", "--port={port}"]
    with served(browser, tmp_path, programs / "marimo", "run", "lesson.py", *options) as page:
        the_cells_have_run_and_a_press_sends(page)


@contextmanager
def served(browser: Browser, folder: Path, *command: Path | str) -> Iterator[Page]:
    """The page of a server that runs all cells for whoever opens it."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    words = [str(word).format(port=port) for word in command]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(words, cwd=folder, stdout=log, stderr=log, env=os.environ | {"HOME": str(folder)})
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    try:
        wait_for(server, address)
        page = context.new_page()
        page.goto(address, wait_until="commit")
        yield page
    finally:
        context.close()
        server.terminate()
        server.wait(PATIENCE / 1000)


def wait_for(server: subprocess.Popen, address: str) -> None:
    """Wait until somebody could connect. No page is asked for: that would run the cells."""
    end = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}nothing-here", timeout=5):  # noqa: S310
                return
        except URLError as trouble:
            if hasattr(trouble, "code"):
                return
            time.sleep(0.2)
    raise RuntimeError(f"No server at {address}")


def sign_in_by_hand(form: Locator) -> None:
    form.get_by_role("button", name="Send PIN").click()
    sms = form.get_by_text(PIN)
    sms.wait_for()
    form.get_by_role("textbox", name="PIN").fill(PIN.search(sms.text_content())[1])
    form.get_by_role("button", name="Sign in", exact=True).click()
    form.get_by_text("Signed in as").wait_for()


def the_cells_have_run_and_a_press_sends(page: Page) -> None:
    page.get_by_text("3 of 3 done").first.wait_for()
    page.get_by_text("Signed in as").first.wait_for()
    phone = page.get_by_role("log", name="Asha's phone")
    phone.get_by_text("Hello from my notebook").first.wait_for()
    form = page.get_by_role("group", name="Send message on a group").first
    form.get_by_role("textbox", name="Message").fill("Pressed")
    form.get_by_role("button", name="Send again").click()
    phone.get_by_text("you: Pressed").wait_for()
    assert form.evaluate("form => getComputedStyle(form.querySelector('input')).borderTopWidth") == "1px"
