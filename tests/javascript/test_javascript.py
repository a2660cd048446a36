"""The modules of JavaScript: by the tests of their own, in node, and by their sizes."""

import re
import subprocess
from pathlib import Path

import pytest

from tests import node
from tests.javascript.__main__ import LAB_EXTENSION
from tests.packaging.tracked import ROOT
from tests.patience import DEADLINE

MODULES = sorted((ROOT / "kaizala_nb").rglob("javascript/*.mjs"))
TESTS = sorted(Path(__file__).parent.glob("*.test.mjs"))


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.name.partition(".")[0])
def test_in_node(file):
    try:
        command = [node.node(), "--test", str(file)]
    except node.NoNode as trouble:
        pytest.skip(str(trouble))
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=DEADLINE)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_module_is_short_and_makes_no_html_of_texts():
    assert len(MODULES) >= 10
    for file in [*MODULES, LAB_EXTENSION]:
        source = file.read_text()
        assert source.count("\n") < 300, file
        assert ("DOMParser" in source) == (file.name == "html.mjs"), file
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source), (
            file
        )


def test_no_module_imports_itself_by_way_of_others():
    """The loader would wait for ever."""
    imports = {file: [(file.parent / there).resolve() for there in imported(file)] for file in MODULES}
    assert {one for there in imports.values() for one in there} <= set(MODULES)
    while leaves := [file for file, there in imports.items() if not set(there) & imports.keys()]:
        for file in leaves:
            del imports[file]
    assert not imports


def imported(file: Path) -> list[str]:
    """The modules that a module imports, as it writes them."""
    return re.findall(r'^import .* from "(\..+)";$', file.read_text(), re.MULTILINE)
