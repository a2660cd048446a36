"""What is sent for anybody's collection: byte for byte what newman sends, through a real session, to a real socket."""

import json
from copy import deepcopy

import pytest

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Collection, Upload
from tests import node
from tests.postman.newman import COLLECTIONS, EXPECTED, FILES, comparable, recorded, values_for, without_scripts
from tests.postman.recorder import Recorder, led_to

RECORD = json.loads(EXPECTED.read_text(encoding="utf-8"))

COOKIE = "Cookie: seen=1\r\n"


def wanted(name):
    """What newman sends, but for one thing: a cookie does not go on to another host."""
    sent = deepcopy(RECORD[name])
    for item, requests in sent:
        if item == "redirect elsewhere":
            assert COOKIE in requests[1]
            requests[1] = requests[1].replace(COOKIE, "")
    return sent


def sent_by_us(path, recorder, tmp_path):
    """For each request its name and what was sent."""
    file = without_scripts(json.loads(path.read_text(encoding="utf-8")))
    copy = tmp_path / path.name
    copy.write_text(json.dumps(file), encoding="utf-8")
    collection = Collection.from_postman(copy)
    environment = Environment(collection)
    environment.fill(collection.variables, source="the file", scope="collection")
    environment.fill(values_for(file), source="you")
    session = Session(environment, None)
    done = []
    for step in collection:
        before = len(recorder.sent)
        try:
            session.send(step, {name: [file_of(one) for one in names] for name, names in step.example.items()})
        except ApiError as error:
            assert error.status is None or error.status < 500, error.as_text()
        done.append([step.name, [comparable(one).decode("latin-1") for one in recorder.sent[before:]]])
    session.close()
    return done


def file_of(source):
    return Upload.inside(FILES, source)


@pytest.mark.parametrize("path", COLLECTIONS, ids=lambda path: path.stem)
def test_each_request_is_sent_as_newman_sends_it(path, tmp_path, monkeypatch):
    recorder = Recorder()
    with led_to(recorder, monkeypatch):
        done = sent_by_us(path, recorder, tmp_path)
    recorder.close()
    assert done == wanted(path.stem)


def test_newman_still_sends_what_stands_on_record():
    try:
        node.newman()
    except node.NoNode:
        pytest.skip("no node")
    assert recorded() == RECORD
