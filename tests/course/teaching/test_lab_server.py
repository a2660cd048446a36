"""What JupyterLab's page asks for the notebook of a collection: a real server, and all that it refuses."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
import requests

from kaizala_nb.course.teaching import lab as opener
from tests.browser.lab import JupyterLab
from tests.course.lessons.runner import NOTEBOOKS
from tests.patience import DEADLINE

FILE = "class/library.postman_collection.json"


@dataclass(frozen=True)
class Server:
    """Jupyter's server, with its folder and its token."""

    lab: JupyterLab

    @property
    def address(self) -> str:
        """Where the page asks."""
        return f"{self.lab.url}/kaizala-nb/notebook"

    def ask(self, given: object) -> requests.Response:
        """What is answered to whoever has the token."""
        headers = {"Authorization": f"token {self.lab.token}"}
        return requests.post(self.address, json=given, headers=headers, timeout=DEADLINE)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    lab = JupyterLab(tmp_path_factory.mktemp("lab"), variables=opener.variables())
    yield Server(lab)
    lab.stop()


@pytest.fixture
def root(server: Server) -> Path:
    """The folder that the server shows, with the library's collection in a folder, and copies where nobody may open them."""
    folder = server.lab.root
    shutil.rmtree(folder / "class", ignore_errors=True)
    for place in (folder / "class", folder / "class" / ".hidden"):
        place.mkdir()
        for name in opener.EXAMPLE:
            shutil.copy(NOTEBOOKS / name, place)
    (folder / "class" / "settings.json").write_text("{}")
    for place in (folder.parent / "outside.json", folder / "class" / ".hidden.json"):
        shutil.copy(NOTEBOOKS / opener.EXAMPLE[0], place)
    return folder


def files_of(root: Path) -> set[Path]:
    return set(root.parent.rglob("*.ipynb"))


def test_the_page_is_told_of_it(server):
    page = requests.get(f"{server.lab.url}/lab", params={"token": server.lab.token}, timeout=DEADLINE).text
    told = json.loads(re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    [ours] = [one for one in told["federated_extensions"] if one["name"] == "kaizala-nb"]
    assert told["kaizalaNb"] is True
    script = requests.get(f"{server.lab.url}{told['labextensionsUrl']}/kaizala-nb/{ours['load']}", timeout=DEADLINE)
    assert "/javascript" in script.headers["Content-Type"]


def test_the_notebook_is_written_beside_the_collection_and_then_left_alone(server, root):
    answer = server.ask({"path": FILE})
    assert answer.status_code == 200
    assert answer.json() == {
        "notebook": "class/library.ipynb",
        "lines": [
            "City library: 12 requests in 3 folders, 12 can be sent.",
            "Wrote library.ipynb.",
            "Practice service: its first cell of code says stand_in=True.",
        ],
    }
    written = root / "class" / "library.ipynb"
    nbformat.validate(nbformat.read(written, as_version=4))
    written.write_text("mine")
    again = server.ask({"path": f"/{FILE}"}).json()
    assert again["notebook"] == "class/library.ipynb"
    assert again["lines"][1] == "library.ipynb is yours; opening it."
    assert written.read_text() == "mine"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("../outside.json", "There is no such file"),
        ("class/../../outside.json", "There is no such file"),
        ("class/.hidden/library.postman_collection.json", "There is no such file"),
        ("class/.hidden.json", "There is no such file"),
        ("class/none.json", "There is no such file"),
        ("class/\0.json", "There is no such file"),
        ("", "Choose the file of a collection"),
        (".", "Choose the file of a collection"),
        ("class/..", "Choose the file of a collection"),
        ("class", "Name the file of a Postman collection, or its folder."),
        ("class/settings.json", "'settings.json' is no Postman collection."),
        ("class/readers.csv", "'readers.csv'"),
        (5, "The path of a collection is missing"),
        (None, "The path of a collection is missing"),
    ],
)
def test_what_is_refused_gets_a_sentence_and_no_notebook(server, root, path, said):
    answer = server.ask({"path": path})
    assert answer.status_code == 400
    assert said in answer.json()["message"]
    assert files_of(root) == set()


def test_nobody_gets_in_without_the_token_nor_another_page_with_the_users_cookie(server, root):
    assert requests.post(server.address, json={"path": FILE}, timeout=DEADLINE).status_code == 403
    with requests.Session() as page:
        page.get(f"{server.lab.url}/lab", params={"token": server.lab.token}, timeout=DEADLINE)
        forged = page.post(server.address, json={"path": FILE}, timeout=DEADLINE)
        assert forged.status_code == 403
        own = page.post(
            server.address, json={"path": FILE}, headers={"X-XSRFToken": page.cookies["_xsrf"]}, timeout=DEADLINE
        )
        assert own.status_code == 200
    assert files_of(root) == {root / "class" / "library.ipynb"}
