"""What is shipped: a light import, one public face, walls between the packages, a wheel that holds the lessons."""

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import kaizala_nb
from kaizala_nb.course.teaching import lab
from tests.packaging.tracked import ROOT, tracked

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def modules_after(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after some code."""
    code += "; import sys, json; print(json.dumps(list(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/")
    return set(json.loads(ran.stdout))


def test_the_public_face():
    assert kaizala_nb.__all__ == sorted(kaizala_nb.__all__) == dir(kaizala_nb)
    assert kaizala_nb.__all__ == ["Api", "ApiError", "Collection", "Kaizala", "KaizalaError", "Upload", "__version__"]
    for name in kaizala_nb.__all__:
        assert getattr(kaizala_nb, name)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = kaizala_nb.nonsense


@pytest.mark.parametrize(
    ("name", "home"),
    [("Upload", "kaizala_nb"), ("Collection", "kaizala_nb"), ("Step", "kaizala_nb.toolkit.collection")],
)
def test_lessons_that_were_handed_out_still_find_their_names(name, home):
    """They import them from where they were; a cell of theirs is told where each is now, and finds it there."""
    told = f"from {home} import {name}"
    code = f"from kaizala_nb.collection import {name} as old; {told}; assert {name} is old"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/", env={"PYTHONPATH": str(ROOT)}
    )
    assert f"DeprecationWarning: kaizala_nb.collection goes with the next release: {told}\n" in ran.stderr


def test_a_name_that_never_was_there_is_not_found():
    with pytest.raises(ImportError, match="nonsense"):
        from kaizala_nb.collection import nonsense  # noqa: F401


@pytest.mark.parametrize("code", ["import kaizala_nb", "from kaizala_nb import KaizalaError", "import kaizala_nb.cli"])
def test_importing_it_loads_nothing_heavy(code):
    loaded = modules_after(code)
    heavy = {"pandas", "numpy", "ipywidgets", "IPython", "flask", "waitress", "sqlite3", "kaizala_nb.emulator"}
    assert not heavy & loaded


def test_the_requests_load_no_form():
    """A kind knows what makes its field, and loads it with the first form."""
    loaded = modules_after("from kaizala_nb.course.steps import collection; assert list(collection)")
    assert not {"pandas", "ipywidgets", "flask", "phonenumbers", "kaizala_nb.course.widgets.fields"} & loaded


def test_the_door_without_a_socket_needs_no_server():
    loaded = modules_after("from kaizala_nb.emulator import Emulator, doors; doors.in_process(Emulator())")
    assert "kaizala_nb.serving.adapter" in loaded
    assert "waitress" not in loaded


def test_another_kaizala_needs_no_emulator():
    loaded = modules_after("from kaizala_nb import Kaizala; Kaizala(url='http://127.0.0.1:9')")
    assert not {"pandas", "ipywidgets", "flask", "kaizala_nb.emulator"} & loaded


def changed_by_import(code: str) -> list[str]:
    """The lines of a module that change something that another module made, as soon as somebody imports it."""
    statements = [one for one in ast.parse(code).body if isinstance(one, ast.Assign | ast.AnnAssign | ast.AugAssign)]
    made = {one.id for one in statements for one in ast.walk(one) if isinstance(one, ast.Name) and is_set(one)}
    targets = [one for one in statements for one in ast.walk(one) if isinstance(one, ast.Attribute) and is_set(one)]
    return [ast.unparse(one) for one in targets if ast.unparse(one).partition(".")[0] not in made]


def is_set(node: ast.Name | ast.Attribute) -> bool:
    return isinstance(node.ctx, ast.Store)


def test_a_change_by_import_would_be_found():
    assert changed_by_import("from a import A\nA.run = A.name = B = 1\nB.run = 2") == ["A.run", "A.name"]


def test_to_import_a_module_changes_no_other():
    """A script may, once it runs: a test that imports all modules would change what the tests after it see."""
    files = sorted((ROOT / "kaizala_nb").rglob("*.py"))
    assert {file.name: found for file in files if (found := changed_by_import(file.read_text()))} == {}


def lint_of_a_copy(folder: Path, module: str = "", line: str = "") -> subprocess.CompletedProcess:
    """What import-linter says of a copy of the package, in which a module has one more line."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(ROOT / "kaizala_nb", folder / "kaizala_nb", ignore=shutil.ignore_patterns("__pycache__"))
    if module:
        file = folder / "kaizala_nb" / module
        file.write_text(f"{file.read_text()}\n{line}\n")
    # the copy stands first on the path
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache"], cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": "."}
    )


def test_a_copy_breaks_no_wall(tmp_path):
    assert lint_of_a_copy(tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("emulator/core.py", "from kaizala_nb.toolkit.display import faces"),
        ("course/kaizala.py", "from kaizala_nb.emulator import Emulator"),
        ("toolkit/client/session.py", "from kaizala_nb.course import kaizala"),
        ("toolkit/client/session.py", "from kaizala_nb.toolkit.widgets import form"),
        ("toolkit/collection/step.py", "import requests"),
        ("toolkit/tables/columns.py", "from kaizala_nb.toolkit.collection import Step"),
        ("toolkit/widgets/form.py", "from kaizala_nb.emulator import Emulator"),
        ("toolkit/widgets/form.py", "import ipykernel"),
        ("serving/secrecy.py", "from kaizala_nb.toolkit.display import faces"),
        ("serving/adapter.py", "from kaizala_nb.emulator import Emulator"),
        ("emulator/groups/rules.py", "from kaizala_nb.emulator.subgroups import rules"),  # a circle
        ("toolkit/client/authorisation.py", "if TYPE_CHECKING: from kaizala_nb.toolkit.client.session import Session"),
    ],
)
def test_the_walls_stand(tmp_path, module, line):
    """With one import across a wall the copy does not pass."""
    broken = lint_of_a_copy(tmp_path, module, line)
    assert broken.returncode == 1
    assert "BROKEN" in broken.stdout


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("def untyped(name): return name", "no-untyped-def"),
        ("number: int = 'one'", "assignment"),
    ],
)
def test_types_are_checked(tmp_path, lines, told):
    """A fault of types in any module is told; the whole package is checked by make lint."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "kaizala_nb").mkdir()
    (tmp_path / "kaizala_nb" / "__init__.py").write_text(f"{lines}\n")
    mypy = [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "cache")]
    checked = subprocess.run(mypy, cwd=tmp_path, capture_output=True, text=True)
    assert checked.returncode == 1
    assert told in checked.stdout


def test_dependencies_are_what_is_imported():
    """What the package imports without an extra, and nothing else; an extra's package is no dependency of all."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    declared = {re.match(r"[\w.-]+", line)[0] for line in told}
    files = [file for file in (ROOT / "kaizala_nb").rglob("*.py") if "teaching" not in file.parts]
    imported = {name for file in files for name in imports_of(ast.parse(file.read_text()))}
    packages = packages_distributions()
    found = {one.lower().replace("_", "-") for name in imported for one in packages.get(name, ())}
    assert declared <= found | {"tzdata"}, "nothing imports them"  # zoneinfo reads tzdata
    come_with_these = {"ipython", "traitlets", "werkzeug", "numpy", "pydantic-core", "pydantic_core"}
    come_with_these |= {
        "openpyxl",
        "pyarrow",
        "faker",
        "botocore",
        "cryptography",
        "edgegrid-python",
        "jsonschema",
        "mistune",
        "nbformat",
        "oauthlib",
        "pyspnego",
        "quickjs-ng",
    }  # the extras "files", "lab", "random", "auth" and "scripts"; without them a sentence says so
    assert found - declared <= come_with_these | {"kaizala-nb"}, "not declared"


def imports_of(tree: ast.AST) -> set[str]:
    """The packages that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the tracked files."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_lessons_example_and_licence(wheel):
    assert wheel.name.startswith(f"kaizala_nb-{kaizala_nb.__version__}-")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    lessons = [path.name for path in lab.lesson_files()]
    assert {Path(name).name for name in names if name.startswith("kaizala_nb/notebooks/")} == {*lessons, *lab.EXAMPLE}
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "kaizala_nb/course/teaching/page.html.j2" in names
    assert {"kaizala_nb/toolkit/widgets/javascript/loader.mjs", "kaizala_nb/course/widgets/javascript/inbox.mjs"} <= {
        *names
    }
    assert "kaizala_nb/course/teaching/jupyter/labconfig/default_setting_overrides.json" in names
    assert not [name for name in names if name.startswith(("tests", "notebooks", "benchmarks"))]


def test_the_wheel_brings_an_extension_to_the_jupyterlab_of_the_environment(wheel):
    data = f"kaizala_nb-{kaizala_nb.__version__}.data/data"
    with zipfile.ZipFile(wheel) as archive:
        of_the_page = json.loads(archive.read(f"{data}/share/jupyter/labextensions/kaizala-nb/package.json"))
        script = f"{data}/share/jupyter/labextensions/kaizala-nb/{of_the_page['jupyterlab']['_build']['load']}"
        assert archive.read(script) == archive.read(
            "kaizala_nb/course/teaching/jupyter/" + script.partition("jupyter/")[2]
        )
        of_the_server = json.loads(archive.read(f"{data}/etc/jupyter/jupyter_server_config.d/kaizala_nb.json"))
    assert of_the_page["version"] == kaizala_nb.__version__
    [module] = of_the_server["ServerApp"]["jpserver_extensions"]
    assert import_module(module)._jupyter_server_extension_points() == [{"module": module}]


def test_lessons_of_an_installed_wheel_are_copied_once_and_never_overwritten(wheel, tmp_path):
    site, here = tmp_path / "site", tmp_path / "here"
    here.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    code = f"""
import sys; sys.path.insert(0, {str(site)!r})
from pathlib import Path
from kaizala_nb.course.teaching import lab
assert not lab.is_clone(), lab.__file__
print(len(lab.copy_lessons(Path("kaizala-lessons"))))
print(lab.command(Path("kaizala-lessons"), ("--no-browser",)))
"""

    def run() -> list[str]:
        return subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=here
        ).stdout.splitlines()

    first = run()
    copies = sorted((here / "kaizala-lessons").iterdir())
    assert int(first[0]) == len(copies) >= 1
    assert "00-your-first-message.ipynb" in first[1]
    copies[0].write_text("mine")
    assert run()[0] == "0"
    assert copies[0].read_text() == "mine"


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a clone")
def test_no_file_names_this_machine_or_a_registry():
    words = re.compile(
        "|".join(
            ["/home" + "/", "/root" + "/", "/work" + "/", r"pypi\." + "org", "pythonhosted" + r"\.", r"npmjs\." + "org"]
        )
    )
    for file in tracked():
        found = words.search(file.read_text(errors="replace"))
        assert not found, f"{file}: {found}"
