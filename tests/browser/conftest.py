"""A real browser on a real JupyterLab. ``BROWSER=skip`` leaves these tests out; where no browser is found they fail."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import executable
from tests.browser.lab import BROWSER_ARGUMENTS, PATIENCE, JupyterLab, Notebook


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    path = os.environ.get("BROWSER") or executable.find()
    if path == "skip":
        pytest.skip("BROWSER=skip")
    assert path, "No browser: run make test, which installs one, or name one with BROWSER=/path/to/chromium"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterLab]:
    """A JupyterLab as it comes."""
    made = JupyterLab(tmp_path_factory.mktemp("lab"))
    yield made
    made.stop()


@pytest.fixture
def one_after_the_other(lab: JupyterLab) -> Iterator[None]:
    """A JupyterLab whose widgets wait for the cells that run, as all did before they had a thread of their own in the kernel."""
    lab.set("@jupyterlab/apputils-extension", "kernels-settings", {"commsOverSubshells": "disabled"})
    yield
    lab.set("@jupyterlab/apputils-extension", "kernels-settings", {})


@pytest.fixture(scope="module")
def pages() -> Iterator[list[Notebook]]:
    """The page that the tests of a file share, if they do."""
    kept: list[Notebook] = []
    yield kept
    for one in kept:
        one.close()


@pytest.fixture
def notebook(
    browser: Browser, lab: JupyterLab, pages: list[Notebook], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Notebook]]:
    """``notebook("code of cell 0", "code of cell 1", ...)`` opens a notebook of these cells.

    To load JupyterLab takes six seconds. A file with ``ONE_PAGE = True`` loads it once: each of its tests opens a notebook, with a
    kernel of its own, in the page of the test before. A test that failed leaves its page to nobody.
    """
    opened: list[Notebook] = []
    failed = request.session.testsfailed

    def open_notebook(*cells: str, width: int = 1100) -> Notebook:
        made = new_notebook(cells=[new_code_cell(code) for code in cells])
        made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        name = f"{request.node.name.partition('[')[0]}-{len(opened)}.ipynb"
        nbformat.write(made, Path(lab.root) / name)
        if pages:
            opened.append(pages.pop())
            opened[-1].turn_to(name, width)
        else:
            opened.append(Notebook(lab, browser, name, width=width))
        return opened[-1]

    yield open_notebook
    for one in opened:
        assert one.outside == []
        if getattr(request.module, "ONE_PAGE", False) and not pages and request.session.testsfailed == failed:
            pages.append(one)
        else:
            one.close()
