"""The whole collection by Postman's runner and by ours, against the same Kaizala."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.calls import process
from benchmarks.turns import Comparison, compare
from kaizala_nb.course.inbox.receiver import Receiver
from kaizala_nb.course.postman import KAIZALA_FILES
from kaizala_nb.toolkit.collection.postman.export import export
from tests import node

PIN = "123456"


def runs() -> Comparison:
    """71 requests, from the start of the program to its end."""
    receiver = Receiver(lambda headers, body: 200, lambda: None)
    try:
        with (
            tempfile.TemporaryDirectory() as name,
            process("kaizala_nb", "serve", "--no-throttle", "--pin", PIN) as line,
        ):
            folder, known = Path(name), json.loads(line)
            export(KAIZALA_FILES.written(), folder)
            return compare(
                "kaizala-nb collection run",
                lambda: run_program([sys.executable, "-m", "kaizala_nb", "collection", "run", *_where(known)]),
                lambda: run_program(_newman(folder, known, receiver.url)),
                baseline_name="newman run",
                goal=1 / 5,
                rounds=7,
                warm_up=1,
            )
    finally:
        receiver.close()


def _where(known: dict[str, str]) -> list[str]:
    connector = ["--application-id", known["applicationId"], "--application-secret", known["applicationSecret"]]
    return ["--url", known["url"], *connector, "--pin", PIN, "--mobile-number", "+447700900001"]


def _newman(folder: Path, known: dict[str, str], callback_url: str) -> list[str]:
    variables = {
        "api-root": known["url"],
        "mobile-number": "+447700900001",
        "application-id": known["applicationId"],
        "application-secret": known["applicationSecret"],
        "pin": PIN,
        "callback-url": callback_url,
    }
    given = [word for name, value in variables.items() for word in ("--env-var", f"{name}={value}")]
    files = [
        str(folder / KAIZALA_FILES.collection_name),
        "-e",
        str(folder / KAIZALA_FILES.environment_name),
        "--working-dir",
        str(folder),
    ]
    return [*node.newman(), "run", *files, *given]


def run_program(command: list[str]) -> None:
    """Run a program to its end. Raises ``RuntimeError`` with its last words if it failed."""
    environment = node.environment()
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package is compiled once, not at each start
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
