"""The page about the stand-in is so: its commands run in their order, and its tables name what there is."""

import json
import re
import shlex
import subprocess
import sys

from kaizala_nb.course.runner.serving import serve
from kaizala_nb.toolkit.stand_in.control import CALLS
from tests import node
from tests.packaging.tracked import ROOT
from tests.toolkit.stand_in.conftest import TIMEOUT

PAGE = (ROOT / "docs" / "stand-in.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^ {4}((?:kaizala-nb|curl|newman) .+)$", PAGE, re.MULTILINE)
ADDRESS = "http://127.0.0.1:8601"


def run(words):
    """What a command prints."""
    ran = subprocess.run(
        words, capture_output=True, text=True, check=False, timeout=5 * TIMEOUT, cwd=ROOT, env=node.environment()
    )
    return ran.stdout + ran.stderr


def test_its_commands_run_one_after_the_other():
    first, *others = map(shlex.split, COMMANDS)
    assert first[1:3] == ["collection", "serve"]
    first[first.index("8601")] = "0"  # whatever is free
    said = []
    command = [sys.executable, "-m", "kaizala_nb", *first[1:]]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            known = json.loads(process.stdout.readline())
            assert set(known) == set(re.findall(r"^\| `(\w+)` \|", PAGE.partition("Then it is")[0], re.MULTILINE))
            for words in others:
                words = [word.replace(ADDRESS, known["url"]) for word in words]
                program = node.newman() if words[0] == "newman" else [words[0], "-sS"]
                said.append(run([*program, *words[1:]]))
        finally:
            process.kill()
    hours, newman, faults, choices = said
    assert "Monday" in hours
    assert re.search(r"requests │ +12 │ +0 ", newman), newman
    assert re.search(r"assertions │ +\d+ │ +0 ", newman), newman
    assert json.loads(faults)["faults"][0]["request"] == "Start / Opening hours"
    assert json.loads(choices)["choices"][0]["times"] == 1


def test_its_tables_name_every_option_and_every_call():
    options = set(re.findall(r"^\| `(--[\w-]+)", PAGE, re.MULTILINE))
    assert options == {name for one in serve.params for name in one.opts if name.startswith("--")}
    for path, calls in CALLS.items():
        assert f"/_stand_in/{path}`" in PAGE, path
        (row,) = [line for line in PAGE.splitlines() if line.startswith("| `") and f"/_stand_in/{path}`" in line]
        assert set(calls) <= set(re.findall(r"GET|POST|PUT|DELETE", row)), row
