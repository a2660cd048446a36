"""The map is true: all that ``CONTRIBUTING.md`` names is there, drawings and words are those of the code, and its code runs."""

import importlib
import re
import textwrap
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kaizala_nb.course.lessons import Line, World
from kaizala_nb.course.lessons.check import line
from kaizala_nb.emulator import Emulator, access
from kaizala_nb.emulator.caller import Caller
from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.permissions import GET, GROUP_MEMBERS, Permission
from kaizala_nb.emulator.routes import Routes
from kaizala_nb.toolkit.collection import Folder, Step, variable
from tests.packaging.tracked import ROOT

PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("CONTRIBUTING.md", "README.md", "CHANGELOG.md")}
MAP = PAGES["CONTRIBUTING.md"]
DRAWINGS = "".join(re.findall(r"^```text\n(.*?)^```$", MAP, re.MULTILINE | re.DOTALL))
PROGRAMS = [textwrap.dedent(one) for one in re.findall(r"^ *```python\n(.*?)^ *```$", MAP, re.MULTILINE | re.DOTALL)]
WORDS = re.findall(r"^\| (\w+) \| .* \| `(kaizala_nb\.[\w.]+)` \|$", MAP, re.MULTILINE)
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def code_of(text: str) -> list[str]:
    """What stands in a page as code in a line: the words of it."""
    without_blocks = re.sub(r"^ *```.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return " ".join(re.findall(r"`([^`]+)`", without_blocks)).split()


def paths_of(text: str) -> list[str]:
    """The files and folders of the repository that a page names."""
    ours = r"(?:kaizala_nb|tests|notebooks|docs|binder|benchmarks|\.github)/[\w./-]*|[\w-]+\.(?:md|toml)"
    return sorted({word for word in code_of(text) if re.fullmatch(ours, word)})


def anchors_of(text: str) -> set[str]:
    """What GitHub calls the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", paths_of(MAP))
def test_the_paths_that_it_names_are_there(path):
    assert (ROOT / path).exists(), f"CONTRIBUTING.md names {path}"


@pytest.mark.parametrize("task", sorted(set(re.findall(r"(?:`|^ {4})(?:\w+=\w+ )?make ([a-z-]+)", MAP, re.MULTILINE))))
def test_the_tasks_that_it_names_are_there(task):
    assert re.search(rf"^{task}:", (ROOT / "Makefile").read_text(), re.MULTILINE), f"CONTRIBUTING.md names make {task}"


@pytest.mark.parametrize(("word", "path"), WORDS, ids=[word for word, _ in WORDS])
def test_a_word_that_is_a_class_is_one_in_the_code(word, path):
    module, _, name = path.rpartition(".")
    found = getattr(importlib.import_module(module), name)
    assert isinstance(found, type)
    assert found.__name__ == word


def test_the_glossary_was_read():
    assert {"Step", "Collection", "Api", "Environment", "Session", "Reply", "Check", "ApiError", "Form"} <= dict(
        WORDS
    ).keys()


def test_every_contract_is_explained():
    explained = MAP.partition("| contract | says |")[2].partition("\n\n")[0]
    names = re.findall(r"^\| ([A-Z].+?) \| ", explained, re.MULTILINE)
    assert sorted(names) == sorted(one["name"] for one in CONTRACTS), "CONTRIBUTING.md: the table of the contracts"


def test_every_wing_is_in_the_drawings():
    wings = [path.parent for path in (ROOT / "kaizala_nb").glob("*/__init__.py")]
    wings += [path.parent for path in (ROOT / "kaizala_nb" / "toolkit").glob("*/__init__.py")]
    drawn = set(re.findall(r"\w+", DRAWINGS))
    missing = {path.name for path in wings} - drawn
    assert not missing, "CONTRIBUTING.md: the drawings of the wings"


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name):
    for file, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", PAGES[name]):
        target: Path = ROOT / (file or name)
        assert target.exists(), file
        assert not anchor or anchor in anchors_of(target.read_text(encoding="utf-8")), anchor


def test_the_request_of_the_recipe_is_a_step():
    folder = Folder("groups", "Beyond the collection: groups")
    names: dict[str, object] = {"other_groups": folder, "variable": variable}
    [program] = [one for one in PROGRAMS if "other_groups.step" in one]
    exec(program, names)  # noqa: S102
    [step] = folder
    assert isinstance(step, Step)
    assert all(parameter.help for parameter in step.parameters)


def test_the_route_of_the_recipe_answers():
    routes = Routes()
    names: dict[str, object] = {
        "routes": routes,
        "Any": Any,
        "Transaction": Transaction,
        "Caller": Caller,
        "access": access,
    }
    names |= {"Permission": Permission, "GROUP_MEMBERS": GROUP_MEMBERS, "GET": GET}
    [program] = [one for one in PROGRAMS if "routes.route" in one]
    exec(program, names)  # noqa: S102
    [route] = routes
    emulator = Emulator()
    with emulator.transaction() as transaction:
        me, other = (transaction.users.of_number(f"+44770090000{number}")["id"] for number in (1, 2))
        transaction.groups.put("news", "News", "", "ConnectGroup")
        transaction.groups.add("news", me, "Admin", 1)
        transaction.subscriptions.add("news", other, 1)
        assert route.view(transaction, Caller(me, "", ""), group_id="news") == {"count": 1}
    emulator.close()


def test_the_check_of_the_recipe_tells_done_from_not_yet():
    names: dict[str, object] = {"World": World, "Line": Line, "line": line}
    [program] = [one for one in PROGRAMS if "-> list[Line]" in one]
    exec(program, names)  # noqa: S102
    done = []
    for query in ("", "?cursor=1"):
        call = {"method": "GET", "path": f"/v1/groups/g/reaction/summary{query}", "status": 200}
        world = World(phone=lambda number: {}, calls=lambda call=call: [call], you="")
        done += [one.done for one in names["news"](world)]
    assert done == [False, True]
