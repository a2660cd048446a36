"""Which browser the tests drive: one on PATH, else Debian's by apt as root, else Playwright's own.

``python -m tests.browser.executable`` gets one if there is none and prints its path, or "skip" if ``BROWSER=skip`` was said.
Where none can be had it says so and fails: a test suite that quietly left the browser out would prove nothing.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_NONE = """No browser for the tests: none of {names} is on PATH, and neither apt nor Playwright could install one.
Install Chromium, or name one with BROWSER=/path/to/chromium, or leave these tests out with BROWSER=skip."""


def find() -> str:
    """The path of a Chromium, or ""."""
    on_path = next((path for name in _NAMES if (path := shutil.which(name))), "")
    return on_path or _of_playwright()


def get() -> str:
    """The path of a Chromium, installed if need be; "skip" if that was said. Raises ``SystemExit`` where none can be had."""
    if said := os.environ.get("BROWSER"):
        return said
    if not find():
        for command in _installers():
            subprocess.run(command, stdout=sys.stderr, check=False)
            if find():
                break
    if not (found := find()):
        raise SystemExit(_NONE.format(names=", ".join(_NAMES)))
    return found


def _installers() -> list[list[str]]:
    playwright = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        return [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"], *playwright]
    return playwright


def _of_playwright() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else ""


if __name__ == "__main__":
    print(get())
