"""Checks the types of every module, which stand in its comments: ``python -m tests.javascript``, as ``make lint`` does."""

import subprocess
import sys

from tests import node
from tests.packaging.tracked import ROOT

LAB_EXTENSION = ROOT / "kaizala_nb/course/teaching/jupyter/labextensions/kaizala-nb/static/remoteEntry.js"
_STRICT = ["--noEmit", "--allowJs", "--checkJs", "--strict", "--noUnusedLocals", "--noUnusedParameters"]
_BROWSER = [
    "--target",
    "es2022",
    "--lib",
    "es2022,dom,dom.iterable",
    "--module",
    "esnext",
    "--moduleResolution",
    "bundler",
]


def main() -> int:
    """The checker's own exit code; 0 with a sentence where it cannot be had."""
    try:
        checker = node.typescript()
    except node.NoNode as trouble:
        print(f"The types of the JavaScript were not checked. {trouble}")
        return 0
    modules = [*sorted((ROOT / "kaizala_nb").rglob("javascript/*.mjs")), LAB_EXTENSION]
    return subprocess.run([*checker, *_STRICT, *_BROWSER, *map(str, modules)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
