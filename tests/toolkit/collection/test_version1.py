"""Files of Postman's version 1: read whole, whatever their order says; and files in UTF-16."""

import json

import pytest

from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.postman.environment import read_environment

OF_A_COLLECTION = "name order folders folders_order variables auth events description"
OF_A_REQUEST = (
    "name url headers headerData queryParams pathVariables pathVariableData dataMode data rawModeData dataOptions graphqlModeData "
    "currentHelper helperAttributes auth tests preRequestScript events responses method"
)


@pytest.fixture
def written(tmp_path):
    def write(file):
        path = tmp_path / "v1.json"
        path.write_text(json.dumps(file), encoding="utf-8")
        return Collection.from_postman(path)

    return write


def request(id_, **more):
    return {"id": id_, "name": f"é {id_}", "method": "GET", "url": "http://h/{{a}}", **more}


def test_nothing_is_lost_whatever_the_order_says(written):
    folders = [
        {"id": "f", "name": "F", "order": ["c", "c", "gone"], "folders_order": ["g", "f"]},
        {"id": "g", "name": "G", "order": ["b", 3], "folders_order": ["f"]},
        {"id": "h", "name": "H", "order": None},
    ]
    requests = [request(one) for one in ("a", "b", "c", "d")] + [{"name": "no id", "url": "http://h"}, None]
    read = written({"name": "Old", "order": ["d"], "folders": folders, "requests": requests})
    assert [(folder.name, step.name) for folder in read.folders for step in folder] == [
        ("F / G", "é b"),
        ("F", "é c"),
        ("Old", "é d"),
        ("Old", "é a"),
        ("Old", "no id"),
    ]
    assert "H" in [folder.name for folder in read.folders]


@pytest.mark.parametrize("junk", [None, 3, "x", [], {}, [None, 3, {"id": {}}]], ids=repr)
def test_anything_in_the_place_of_anything_is_read(written, junk):
    assert (
        len(
            written(
                {"requests": junk if isinstance(junk, list) else [], **{name: junk for name in OF_A_COLLECTION.split()}}
            )
        )
        < 3
    )
    read = written({"requests": [request("a", **{name: junk}) for name in OF_A_REQUEST.split()]})
    for step in read:
        assert (step.parameters, step.scripts, step.reply, step.problem) is not None


def test_scripts_replies_and_variables_are_read(written):
    old = request("a", tests="let x;\nlet y;", preRequestScript="let z;", events=[{"listen": "test"}])
    old["responses"] = [
        {"name": "ok", "responseCode": {"code": 200}, "text": '{"id": 7}', "request": json.dumps(request("z"))}
    ]
    new = request("b", tests=None, events=[{"listen": "test", "script": {"exec": ["let w;"]}}])
    read = written(
        {"name": "Old", "requests": [old, new], "variables": [{"id": "a", "value": "1"}, {"key": "b", "value": "2"}]}
    )
    first, second = read
    assert first.scripts == {"test": "let x;\nlet y;", "prerequest": "let z;"}
    assert second.scripts == {"test": "let w;"}
    assert first.reply == {"id": 7}
    assert read.variables == {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    "mark, encoding", [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")]
)
def test_files_with_a_mark_of_their_encoding_are_read(tmp_path, mark, encoding):
    path = tmp_path / "file.json"
    path.write_bytes(mark + json.dumps({"info": {"name": "é"}, "item": []}, ensure_ascii=False).encode(encoding))
    assert Collection.from_postman(path).name == "é"
    path.write_bytes(mark + json.dumps({"values": {"a": "é"}}, ensure_ascii=False).encode(encoding))
    assert read_environment(path) == {"a": "é"}
