"""Each saved success can be had from the stand-in, and every other request is answered, or refused with a request named."""

import json
import re
from pathlib import Path

import pytest

from tests.packaging.tracked import ROOT
from tests.postman.measure_stand_in import measured
from tests.postman.newman import COLLECTIONS

FOLDERS = sorted(one for one in (Path(__file__).parent / "collections-v3").iterdir() if one.is_dir())
LIBRARY = ROOT / "notebooks" / "library.postman_collection.json"


@pytest.mark.parametrize("stateless", [True, False])
def test_each_example_of_the_library_is_had_by_its_own_request(stateless: bool) -> None:
    saved = re.findall(r'"code": 2\d\d,', LIBRARY.read_text("utf-8"))
    assert measured([LIBRARY], stateless=stateless)["examples"] == {"by its request": len(saved)}


@pytest.mark.parametrize("stateless", [True, False])
def test_every_request_is_answered_or_refused_with_a_reason(stateless: bool, tmp_path: Path) -> None:
    odd = {
        "info": {"name": "Odd"},
        "item": [{"name": "No", "request": {"url": "http://h/a"}, "response": [{"code": 200}]}],
    }
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(odd))
    tables = measured([*COLLECTIONS, *FOLDERS, path], stateless=stateless)
    assert tables["examples"]["by its request"] >= 1
    kinds = {*tables["examples"], *tables["requests without examples"]}
    assert not [kind for kind in kinds if kind[:3].isupper()]
