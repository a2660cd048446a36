"""The lessons on Binder: its environment as repo2docker says it would build it, a lesson in it, and the page behind a proxy's path.

``BINDER=skip`` leaves out what is built, which takes some 20 seconds and downloads from PyPI; ``BROWSER=skip`` the page.
"""

import json
import os
import re
import subprocess
import urllib.request
from importlib.metadata import version
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import nbformat
import pytest

from tests.browser.lab import JupyterLab, Notebook
from tests.course.lessons.test_lesson_00 import CREATE_GROUP, GROUP, SEND_MESSAGE, SIGN_IN, SIGNED_IN
from tests.packaging.binder import Binder, base, build, installed, pinned, plan
from tests.packaging.tracked import ROOT
from tests.patience import DEADLINE

README = (ROOT / "README.md").read_text()
BEHIND_A_PROXY = "/user/somebody-x1y2z3"


def test_binder_takes_the_python_that_the_package_needs():
    told = plan()
    assert told.python == "3.11"
    assert told.starts[:2] == ["jupyter", "notebook"]
    assert any("-r" in command and "binder/requirements.txt" in command for command in told.commands)
    assert "./binder/postBuild" in told.commands
    assert os.access(ROOT / "binder" / "postBuild", os.X_OK)


def test_the_post_build_script_stops_at_the_first_failure(tmp_path):
    """With a ``jupyter`` that fails, the build fails: an image that was half made is not shown to anybody."""
    broken = tmp_path / "jupyter"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    ran = subprocess.run([ROOT / "binder" / "postBuild"], env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, check=False)
    assert ran.returncode == 3


def test_the_pins_leave_binders_own_packages_alone():
    own = {line.partition("==")[0].lower().replace("_", "-") for line in base("3.11")}
    assert {"jupyterlab", "ipywidgets", "ipykernel", "nbconvert", "requests"} <= own
    assert not own & set(pinned())


def test_the_readmes_link_opens_the_first_lesson():
    """One link; its address is filled in by ``make address``."""
    links = re.findall(r"https://mybinder\.org/v2/\S+", README)
    assert len(links) == 1
    link = urlsplit(links[0])
    assert re.fullmatch(r"/v2/gh/[\w.-]+/[\w.-]+/HEAD", link.path)
    opens = parse_qs(link.query)["urlpath"][0]
    assert opens.startswith("lab/tree/notebooks/")
    assert (ROOT / opens.removeprefix("lab/tree/")).is_file()


@pytest.mark.skipif(os.environ.get("BINDER") == "skip", reason="BINDER=skip")
def test_the_lessons_run_in_binders_environment(tmp_path, request):
    binder = build(tmp_path / "binder")
    the_pins_are_what_came_on_top(binder)
    a_lesson_runs(binder, tmp_path / "ran")
    # the command of the image, behind a path of the hub's, opened where the README's link leads
    program = [str(binder.environment / "bin" / binder.plan.starts[0]), *binder.plan.starts[1:2]]
    program.append("--JupyterNotebookApp.expose_app_in_browser=True")
    server = JupyterLab(
        tmp_path / "server", root=binder.clone, program=program, variables=binder.variables, path=BEHIND_A_PROXY
    )
    try:
        the_page_comes_without_a_question(server)
        if os.environ.get("BROWSER") != "skip":
            for view in ("lab/tree", "notebooks"):
                a_form_sends_and_the_phone_shows_it(server, request, view)
    finally:
        server.stop()


def the_pins_are_what_came_on_top(binder: Binder) -> None:
    own = {line.partition("==")[0].lower().replace("_", "-"): line.partition("==")[2] for line in base("3.11")}
    there = installed(binder)
    assert {name: there.get(name) for name in own} == own, "A dependency replaced one of Binder's own packages."
    on_top = {name: version for name, version in there.items() if name not in own}
    assert on_top == pinned(), "The pins and the dependencies in pyproject.toml differ: make pins"


def a_lesson_runs(binder: Binder, folder: Path) -> None:
    lesson = "00-your-first-message.ipynb"
    binder.run("jupyter", "nbconvert", "--to=notebook", "--execute", f"--output-dir={folder}", f"notebooks/{lesson}")
    text = json.dumps(nbformat.read(folder / lesson, as_version=4).cells)
    assert "Check 00: the first message: 3 of 3 done" in text
    assert (
        version("kaizala-nb")
        == binder.run("python", "-c", "import kaizala_nb; print(kaizala_nb.__version__)").stdout[:-1]
    )


def the_page_comes_without_a_question(server: JupyterLab) -> None:
    page = f"{server.url}/lab/tree/notebooks/00-your-first-message.ipynb?token={server.token}"
    with urllib.request.urlopen(page, timeout=DEADLINE) as answer:  # noqa: S310
        text = answer.read().decode()
    told = json.loads(re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', text, re.DOTALL)[1])
    assert told["baseUrl"] == f"{BEHIND_A_PROXY}/"
    assert "@jupyterlab/apputils-extension:announcements" in told["disabledExtensions"]
    assert told["kaizalaNb"] is True
    assert "kaizala-nb" in {one["name"] for one in told["federated_extensions"]}


def a_form_sends_and_the_phone_shows_it(server: JupyterLab, request: pytest.FixtureRequest, view: str) -> None:
    notebook = Notebook(server, request.getfixturevalue("browser"), "notebooks/00-your-first-message.ipynb", view=view)
    for index in (1, SIGN_IN, SIGNED_IN, CREATE_GROUP, GROUP):
        notebook.run(index)
    form = notebook.run(SEND_MESSAGE)
    form.get_by_role("button", name="Send", exact=True).click()
    form.get_by_text("200 OK").wait_for()
    phone = form.get_by_role("log")
    phone.get_by_text("Hello from my notebook").wait_for()
    assert notebook.outside == []
    if view == "lab/tree":  # Notebook 7 misses a command of JupyterLab, and says so
        assert notebook.errors == []
    notebook.close()
