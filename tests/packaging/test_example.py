"""The example of a Postman collection, beside the lessons: Postman takes it, and everything in it can be sent and is understood."""

import json

import jsonschema
from click.testing import CliRunner

from kaizala_nb.cli import main
from kaizala_nb.course.teaching import lab
from kaizala_nb.toolkit.collection import Collection
from tests import node
from tests.course.lessons.runner import NOTEBOOKS

FILE = NOTEBOOKS / lab.EXAMPLE[0]


def test_it_is_valid_by_postmans_own_schema():
    jsonschema.validate(json.loads(FILE.read_text("utf-8")), json.loads(node.schema().read_text()))


def test_everything_can_be_sent_and_all_scripts_are_understood():
    checked = CliRunner().invoke(main, ["collection", "check", str(FILE)])
    assert checked.exit_code == 0
    assert checked.output.splitlines() == [
        "12 of 12 requests can be sent.",
        "17 of 17 checks and 2 of 2 saved variables in the scripts were understood.",
    ]


def test_the_files_that_it_names_lie_beside_it():
    assert all((NOTEBOOKS / name).is_file() for name in lab.EXAMPLE)
    text = FILE.read_text("utf-8")
    assert all(f'"src": "{name}"' in text for name in lab.EXAMPLE if not name.endswith(".json"))


def test_its_environment_has_a_value_for_no_secret():
    environment = json.loads((NOTEBOOKS / lab.EXAMPLE[1]).read_text("utf-8"))
    assert [value["key"] for value in environment["values"] if value["value"]] == ["email"]
    known = set(Collection.from_postman(FILE).variables)
    assert {value["key"] for value in environment["values"]} <= known
