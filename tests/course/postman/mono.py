"""The C# of the snippets, compiled and run by Debian's mono, with a stand-in of ours for RestSharp, in ``tests/postman/csharp``.

``python -m tests.course.postman.mono`` gets mono if there is none: by apt as root. Elsewhere it says what to install, and fails.
``make test`` does without: there the C# is read by :mod:`tests.toolkit.collection.csharp`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

_PACKAGES = ("mono-mcs", "mono-runtime")
_NONE = f"""No C# here: mcs and mono are not on PATH.
On Debian and Ubuntu: apt-get install {" ".join(_PACKAGES)}; elsewhere install Mono (https://www.mono-project.com/)."""
_STAND_IN = Path(__file__).parents[2] / "postman" / "csharp" / "RestSharp.cs"
_COMPILE = ["mcs", "-codepage:utf8", "-warnaserror+"]

needed = pytest.mark.skipif("CSHARP" not in os.environ, reason="make csharp compiles the C#")
"""On a test that compiles."""


def get() -> None:
    """See to it that mono is there. Raises ``SystemExit`` where it cannot be had."""
    if not _is_there() and shutil.which("apt-get") and os.geteuid() == 0:
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *_PACKAGES]):
            subprocess.run(["apt-get", *command], stdout=sys.stderr, check=False)
    if not _is_there():
        raise SystemExit(_NONE)


def _is_there() -> bool:
    return all(map(shutil.which, ("mcs", "mono")))


@cache
def _stand_in() -> Path:
    """The stand-in, compiled once."""
    library = Path(tempfile.mkdtemp(prefix="kaizala-csharp-")) / "RestSharp.dll"
    subprocess.run([*_COMPILE, "-target:library", f"-out:{library}", _STAND_IN], check=True)
    return library


def compiled(code: str) -> Path:
    """A program of C#, such as a snippet is. mono's compiler knows no programs without a class: one is put around the lines
    that follow the ``using``."""
    head, body = re.fullmatch(r"((?:using [\w.]+;\n)*)(.*)", code, re.DOTALL).groups()
    source = _stand_in().with_name("Snippet.cs")
    program = source.with_suffix(".exe")
    source.write_text(f"{head}class Snippet {{ static void Main() {{\n{body}\n}} }}\n", encoding="utf-8")
    done = subprocess.run(
        [*_COMPILE, f"-reference:{_stand_in()}", f"-out:{program}", source], capture_output=True, text=True, check=False
    )
    assert not done.returncode, f"{done.stdout}{done.stderr}\n{source.read_text(encoding='utf-8')}"
    return program


def run(code: str, environment: dict[str, str] | None = None) -> str:
    """Compile a program and run it; gives what it prints."""
    command = ["mono", str(compiled(code))]
    done = subprocess.run(command, capture_output=True, check=False, env=os.environ | (environment or {}), timeout=120)
    assert not done.returncode, f"{done.stderr.decode()}\n{code}"
    return done.stdout.decode()


if __name__ == "__main__":
    get()
