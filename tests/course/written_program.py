"""A program that ``kaizala.program(...)`` has written, run as a learner would: it asks for the PIN of the newest SMS."""

import os
import subprocess
import sys
from pathlib import Path

from kaizala_nb import Kaizala
from tests.patience import DEADLINE


def run(program: Path, kaizala: Kaizala) -> list[str]:
    """Run it in its folder; gives what it printed after the PIN, a line a request."""
    running = subprocess.Popen(
        [sys.executable, "-u", program.name],
        cwd=program.parent,
        env=os.environ | {"KAIZALA_APPLICATION_SECRET": str.__str__(kaizala.environment["application-secret"])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with running:
        assert running.stdout.readline() == "Step1 - Generate Pin 200\n"
        said, _ = running.communicate(f"{kaizala.phone().pin}\n", timeout=DEADLINE)
    assert running.returncode == 0, said
    return said.splitlines()
