"""What is sent for collections of schema 3.0.0: what Postman's own command line sends, through a real session, to a real socket."""

import json

import pytest

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Collection
from tests.postman.official import COLLECTIONS, EXPECTED, comparable, values_for
from tests.postman.recorder import Recorder
from tests.postman.test_bytes import file_of

RECORD = json.loads(EXPECTED.read_text(encoding="utf-8"))


KEY_IN_QUERY = ("/key-in-the-query HTTP/1.1", "\r\nk: k1"), ("/key-in-the-query?k=k1 HTTP/1.1", "")


def wanted(name):
    """What the command line sends, but for one thing: a key goes into the query where its file says so."""
    sent = RECORD[name]
    said, meant = KEY_IN_QUERY
    if name == "signing":
        assert any(said[0] in one and said[1] in one for one in sent)
        sent = [one.replace(said[0], meant[0]).replace(said[1], meant[1]) for one in sent]
    return sent


@pytest.mark.parametrize("path", COLLECTIONS, ids=lambda path: path.name)
def test_each_request_is_sent_as_the_command_line_sends_it(path):
    recorder = Recorder()
    collection = Collection.from_postman(path)
    environment = Environment(collection)
    environment.fill(collection.variables, source="the file", scope="collection")
    environment.fill(values_for(recorder), source="you")
    session = Session(environment, None)
    for step in collection:
        session.send(step, {name: [file_of(one) for one in names] for name, names in step.example.items()})
    session.close()
    recorder.close()
    assert [comparable(one, recorder.port) for one in recorder.sent] == wanted(path.name)
