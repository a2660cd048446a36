"""Binder, without Docker: what repo2docker would build, laid down in a virtual environment and built by repo2docker's own commands.

repo2docker carries a conda lock for each Python; its Python packages are on PyPI under the same versions. What Dockerfile it would
write it tells by ``--no-build``: from there come the Python, the commands and what the image starts.

``python -m tests.packaging.binder`` (``make pins``) writes the versions in ``binder/requirements.txt`` anew: all that comes on top
of Binder's own packages, and none of those.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from tests.packaging.tracked import ROOT, tracked

REQUIREMENTS = ROOT / "binder" / "requirements.txt"
_BIN = Path(sys.executable).parent
_OURS = "-e .[lab]"
_HEAD = """\
# What Binder installs on top of its own JupyterLab, to the version, so that the lessons start tomorrow as they do today.
# After a change of the dependencies in pyproject.toml: make pins
"""
_ON_PYPI = {  # conda's names of what PyPI calls otherwise
    "brotli-python": "brotli",
    "jupyterhub-base": "jupyterhub",
    "nbconvert-core": "nbconvert",
    "python-fastjsonschema": "fastjsonschema",
}


@dataclass(frozen=True)
class Plan:
    """What repo2docker would build: the Python, the commands that run in the repository, what the image starts."""

    python: str
    commands: list[str]
    starts: list[str]


@dataclass(frozen=True)
class Binder:
    """The environment and the clone that lies in it."""

    environment: Path
    clone: Path
    plan: Plan
    home: Path

    def run(self, *command: str) -> subprocess.CompletedProcess:
        """A command in the clone, found as in the image. Raises ``AssertionError`` with what it printed when it fails."""
        return _checked(command, cwd=self.clone, env=self.variables)

    @property
    def variables(self) -> dict[str, str]:
        """The environment variables of the image; nothing of ours leads to another Python or another Jupyter."""
        ours = re.compile("JUPYTER|JPY_|IPYTHON|PYTHON|VIRTUAL_ENV")
        kept = {name: value for name, value in os.environ.items() if not ours.match(name)}
        prefix = str(self.environment)
        path = f"{self.environment / 'bin'}{os.pathsep}{kept['PATH']}"
        # PIP_NO_COMPILE: Python compiles what it imports, and most of it is never imported here
        image = {"KERNEL_PYTHON_PREFIX": prefix, "PATH": path, "HOME": str(self.home), "PYTHONUNBUFFERED": "1"}
        image |= {"REPO_DIR": str(self.clone)}
        return kept | image | {"PIP_NO_COMPILE": "1"}


def plan(repository: Path = ROOT) -> Plan:
    """What repo2docker says that it would build of a repository, which it does not touch."""
    told = _checked([_BIN / "jupyter-repo2docker", "--no-build", "--debug", repository], cwd=repository)
    lines = (told.stdout + told.stderr).splitlines()
    python = next(line for line in lines if line.startswith("Building conda environment for python="))
    starts = next(line for line in lines if line.startswith("CMD "))
    return Plan(
        python.partition("=")[2],
        [line.removeprefix("RUN ") for line in lines if line.startswith("RUN ") and "binder/" in line],
        json.loads(starts.removeprefix("CMD ")),
    )


def base(python: str) -> list[str]:
    """The Python packages of Binder's own environment, as ``name==version``."""
    lock = files("repo2docker.buildpacks.conda") / f"environment.py-{python}-linux-64.lock"
    packages = re.findall(
        r"^\S+/([^/#\s]+)-([^/#\s-]+)-(py[^/#\s-]*)\.(?:conda|tar\.bz2)", lock.read_text(), re.MULTILINE
    )
    return [f"{_ON_PYPI.get(name, name)}=={version}" for name, version, _build in packages]


def pinned() -> dict[str, str]:
    """The versions of ``binder/requirements.txt``."""
    return _versions(REQUIREMENTS.read_text())


def build(folder: Path) -> Binder:
    """Build it under ``folder`` as Binder would, which takes some 20 seconds and downloads from PyPI."""
    planned = plan()
    environment, clone, home, list_of_base = (folder / name for name in ("environment", "clone", "home", "base.txt"))
    home.mkdir(parents=True)
    list_of_base.write_text("\n".join(base(planned.python)))
    for file in tracked():
        copy = clone / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, copy)
    _checked([_BIN / "uv", "venv", "--quiet", "--python", _interpreter(planned.python), environment])
    uv = [_BIN / "uv", "pip", "install", "--quiet", "--no-deps", "--python", environment / "bin/python"]
    _checked([*uv, "--requirements", list_of_base])  # --no-deps: this, and not a package more
    # Binder's own command comes next and finds the pinned versions there already: pip takes 15 seconds to fetch them, uv one
    _checked([*uv, *(f"{name}=={version}" for name, version in pinned().items())])
    made = Binder(environment, clone, planned, home)
    for command in planned.commands:
        made.run("bash", "-c", command)
    return made


def installed(binder: Binder) -> dict[str, str]:
    """What is in the environment now, but for ourselves."""
    listed = _checked(
        [_BIN / "uv", "pip", "freeze", "--exclude-editable", "--python", binder.environment / "bin/python"]
    )
    return _versions(listed.stdout)


def work_out_pins(python: str) -> dict[str, str]:
    """The newest versions of what is needed on top of Binder's own packages, which stay as they are."""
    own = _versions("\n".join(base(python)))
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as constraints:
        constraints.write("\n".join(base(python)))
        constraints.flush()
        told = _checked(
            [
                *(_BIN / "uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate", "--extra", "lab"),
                *("--python-version", python, "--python-platform", "x86_64-manylinux_2_28"),
                *("--constraint", constraints.name, "pyproject.toml"),
            ],
            cwd=ROOT,
        )
    return {name: version for name, version in _versions(told.stdout).items() if name not in own}


def main() -> None:
    """Write the versions anew."""
    pins = work_out_pins(plan().python)
    lines = [f"{name}=={version}" for name, version in sorted(pins.items())]
    REQUIREMENTS.write_text(_HEAD + "\n".join([_OURS, *lines]) + "\n")
    print(f"{REQUIREMENTS.relative_to(ROOT)}: {len(lines)} versions")


def _interpreter(version: str) -> str:
    if sys.version_info[:2] == tuple(map(int, version.split("."))):
        return sys.executable
    return shutil.which(f"python{version}") or version  # where there is none, uv fetches one


def _versions(listed: str) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)==(\S+)", listed, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


def _checked(command: list | tuple, **options: object) -> subprocess.CompletedProcess:
    ran = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    shown = " ".join(str(word) for word in command)
    assert ran.returncode == 0, f"{shown}\n{ran.stdout}{ran.stderr}\nWithout a network: BINDER=skip leaves this out."
    return ran


if __name__ == "__main__":
    main()
