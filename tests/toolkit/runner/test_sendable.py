"""How many requests of a collection can be sent, where Faker is not installed."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kaizala_nb import Api, Collection
from kaizala_nb.cli import main
from kaizala_nb.course.teaching.opening import about


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(sys.modules, "faker", None)
    names = ("$randomPhrase", "$randomInt", "$randomCity")
    items = [
        {"name": name, "request": {"method": "GET", "url": f"https://a.example/?q={{{{{name}}}}}"}} for name in names
    ]
    given = [{"key": "$randomCity", "value": "Ulm"}]
    file = tmp_path / "library.json"
    file.write_text(json.dumps({"info": {"name": "Library"}, "item": items, "variable": given}))
    return file


def test_a_request_with_a_value_of_faker_s_is_not_counted_wherever_it_is_said(file: Path) -> None:
    ran = CliRunner().invoke(main, ["collection", "check", str(file)])
    assert ran.exit_code == 1
    assert ran.output.splitlines()[:2] == [
        "2 of 3 requests can be sent.",
        "Library / $randomPhrase: {{$randomPhrase}} is a random value of Postman's, made by Faker."
        ' Install what makes it: pip install "kaizala-nb[random]"',
    ]
    assert about(Collection.from_postman(file)) == "Library: 3 requests, 2 can be sent."


@pytest.mark.parametrize(
    ("environment", "said"),
    [({}, "2 of 3 requests can be sent"), ({"$randomPhrase": "ink"}, "3 of 3 requests can be sent")],
)
def test_the_card_counts_it_once_it_has_a_value(file: Path, environment: dict[str, str], said: str) -> None:
    api = Api.from_postman(file, environment=environment)
    assert said in api._repr_mimebundle_()["text/plain"]
    api.close()
