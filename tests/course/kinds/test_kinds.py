"""Kaizala's own kinds: known once the course's requests are, and no sooner; usable by an ``Api`` of somebody else's too."""

import subprocess
import sys

import pytest

from kaizala_nb import Api
from kaizala_nb.course.kinds import Pin
from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.collection.kinds import kind_named, kind_of
from kaizala_nb.toolkit.collection.postman.writing import collection_file, text_of
from tests.packaging.tracked import ROOT
from tests.toolkit.widgets.conftest import at


@pytest.fixture
def exported(tmp_path):
    """The collection as ``kaizala-nb collection export`` writes it."""
    path = tmp_path / "kaizala.postman_collection.json"
    path.write_text(text_of(collection_file(collection)), encoding="utf-8")
    return path


def test_a_pin_is_a_secret_that_is_good_once():
    kind = kind_named(kind_of(Pin)[0])
    assert (kind.secret, kind.once, kind.capitals) == (True, "Six digits. The notebook does not keep them.", True)
    pins = [one for step in collection for one in step.parameters if one.kind == kind.name]
    assert [(one.label, one.check("12 34-56")) for one in pins[:1]] == [("PIN", "123456")]


def test_without_the_course_its_file_is_anybodys(exported):
    code = f"""
import sys
from kaizala_nb import Collection
read = Collection.from_postman({str(exported)!r})
assert not [name for name in sys.modules if name.startswith("kaizala_nb.course")]
print(len(read), sorted({{one.kind for step in read for one in step.parameters}}))
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT)}
    )
    count, _, kinds = ran.stdout.strip().partition(" ")
    assert int(count) == len(collection)
    assert "pin" not in kinds
    assert "'secret'" in kinds


def test_answers_are_filled_in_where_no_card_is_known(exported):
    api = Api.from_postman(exported, url="http://127.0.0.1:9")
    form = api.content.respond_to_survey.form(answers=["Yes", 12], group_id="x", action_id="y")
    assert at(form, "answers").value == ["Yes", "12"]
