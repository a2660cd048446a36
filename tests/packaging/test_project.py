"""What the project says of itself stands in one place: its version, its address, the Pythons that it is for."""

import os
import re
import shutil
import subprocess
import sys
import tomllib

from click.testing import CliRunner
from ruamel.yaml import YAML

import kaizala_nb
from kaizala_nb.cli import main
from tests.packaging import address
from tests.packaging.tracked import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
WORKFLOW = YAML(typ="safe", pure=True).load(ROOT / ".github" / "workflows" / "test.yml")
[JOB] = WORKFLOW["jobs"].values()


def pythons_of_the_classifiers() -> list[str]:
    """``["3.11", ...]``"""
    found = (
        re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", one) for one in PYPROJECT["project"]["classifiers"]
    )
    return [match[1] for match in found if match]


def test_the_version_stands_in_one_place():
    """In the package: asking the installed metadata for it would make ``import kaizala_nb`` three times as slow."""
    assert "version" not in PYPROJECT["project"]
    assert PYPROJECT["project"]["dynamic"] == ["version"]
    assert PYPROJECT["tool"]["hatch"]["version"] == {"path": "kaizala_nb/__init__.py"}
    assert CliRunner().invoke(main, ["--version"]).output == f"kaizala-nb, version {kaizala_nb.__version__}\n"


def test_importing_the_package_asks_no_metadata():
    code = "import sys, kaizala_nb; kaizala_nb.__version__; print('importlib.metadata' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_the_changelog_begins_with_this_version():
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    versions = [heading for heading in headings if heading != "Unreleased"]
    assert versions[0] == kaizala_nb.__version__, (
        "CHANGELOG.md: the newest version is not that of kaizala_nb/__init__.py"
    )


def test_the_authors_are_those_of_the_licence():
    [author] = PYPROJECT["project"]["authors"]
    assert f"Copyright (c) 2026 {author['name']}\n" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_readme_has_the_address_of_pyproject():
    assert address.filled_in(README, address.repository()) == README, "run: make address"


def test_an_address_that_is_filled_in_reaches_every_place_and_shows_the_badge():
    hidden = address.filled_in(README, address.NOT_FILLED_IN)
    filled = address.filled_in(hidden, "somebody/lessons-2")
    assert "OWNER" not in filled
    assert "git clone https://github.com/somebody/lessons-2 kaizala_nb\n" in filled
    assert "https://mybinder.org/v2/gh/somebody/lessons-2/HEAD?" in filled
    badge = "[![Open the lessons on Binder]"
    assert [line for line in hidden.splitlines()[:5] if line.startswith(f"<!-- {badge}")]
    assert [line for line in filled.splitlines()[:5] if line.startswith(badge)]
    assert address.filled_in(filled, address.NOT_FILLED_IN) == hidden


def test_the_command_fills_it_in(tmp_path):
    """``make address``, in a copy that has another address."""
    for name in ("pyproject.toml", "README.md", "tests/__init__.py", "tests/packaging"):
        copy = tmp_path / name
        copy.parent.mkdir(exist_ok=True)
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, copy)
    project = (tmp_path / "pyproject.toml").read_text()
    command = [sys.executable, "-m", "tests.packaging.address"]
    for url, status in (("https://github.com/me/mine.git", 0), ("https://example.org/me/mine", 1)):
        (tmp_path / "pyproject.toml").write_text(
            re.sub(r'^Repository = ".*"', f'Repository = "{url}"', project, flags=re.M)
        )
        environment = os.environ | {"PYTHONPATH": str(tmp_path)}
        ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == status, ran.stderr
    assert "needs an address such as https://github.com/owner/name" in ran.stderr
    assert (tmp_path / "README.md").read_text() == address.filled_in(README, "me/mine")


def test_the_workflow_runs_make_test_on_every_python_of_the_classifiers():
    assert JOB["strategy"]["fail-fast"] is False
    assert [one["python"] for one in JOB["strategy"]["matrix"]["include"]] == pythons_of_the_classifiers()
    checkout, setup, test = JOB["steps"]
    assert checkout["uses"].startswith("actions/checkout@")
    assert setup["uses"].startswith("actions/setup-python@")
    assert setup["with"] == {"python-version": "${{ matrix.python }}"}
    assert test["run"] == "make test PYTHON=python"
    assert {"push", "pull_request"} == set(WORKFLOW["on"])


def test_the_lowest_versions_are_tested_on_the_lowest_python():
    """Each version that they name has a wheel for that Python; for a newer Python some have none."""
    tested = [one["python"] for one in JOB["strategy"]["matrix"]["include"] if one["lowest"] != "skip"]
    assert tested == pythons_of_the_classifiers()[:1]
    assert PYPROJECT["project"]["requires-python"] == f">={tested[0]}"
    assert JOB["steps"][-1]["env"] == {"LOWEST": "${{ matrix.lowest }}"}
