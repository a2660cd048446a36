"""What comes of scripts, read or run: what newman makes of them, or nothing. Nothing is done that newman does not do."""

import json

import pytest

from kaizala_nb.toolkit.client.interpreter.interpreter import Interpreter
from kaizala_nb.toolkit.collection.foreign.dynamic import value_of
from kaizala_nb.toolkit.collection.scripts.outcome import Said
from kaizala_nb.toolkit.collection.scripts.reading import ReadScripts
from tests import node
from tests.patience import DEADLINE
from tests.postman.corners import ALL
from tests.postman.idioms_judged import RECORDED, SENT, recorded
from tests.postman.verdicts import shape, verdicts

RECORD = {request["id"]: request for request in json.loads(RECORDED.read_text(encoding="utf-8"))}
DONE = {"equal", "random"}


def said_of(engine, idiom):
    """What is said of each thing that the scripts of a request do."""
    request = RECORD[idiom.name]
    events = [event for event in request["events"] if event["scripts"]]
    return {(one.kind, one.name): (one.said, one.why) for event in events for one in verdicts(engine, request, event)}


@pytest.mark.parametrize("idiom", ALL, ids=lambda one: one.name)
def test_what_is_read_is_done_as_newman_does_it(idiom):
    said = said_of(ReadScripts(value_of), idiom)
    allowed = DONE if idiom.read else DONE | {"reported"}
    assert {key: one for key, one in said.items() if one[0] not in allowed} == {}
    assert idiom.read or "reported" in {one for one, _ in said.values()}, "it is understood by now: say so"


@pytest.fixture(scope="module")
def interpreter():
    said = Said(200, "OK", (("Content-Type", "application/json"),), SENT.encode(), 0.1)
    one = Interpreter(lambda _: said, seconds=DEADLINE)
    yield one
    one.close()


@pytest.mark.parametrize("idiom", ALL, ids=lambda one: one.name)
def test_what_is_run_is_done_as_newman_does_it(idiom, interpreter):
    allowed = DONE if idiom.run else DONE | {"reported"}
    assert {key: one for key, one in said_of(interpreter, idiom).items() if one[0] not in allowed} == {}


def test_newman_still_says_what_stands_on_record():
    try:
        node.newman()
    except node.NoNode:
        pytest.skip("no node")
    now = {request["id"]: request for request in recorded()}
    assert {name: told(request) for name, request in now.items()} == {
        name: told(request) for name, request in RECORD.items()
    }


def told(request):
    """What newman says of the scripts of a request, without what is random."""
    scripts = [script for event in request["events"] for script in event["scripts"]]
    changes = [
        [*change[:2], *map(shape, change[2:])] if "random" in request["id"] else change
        for one in scripts
        for change in one["changes"]
    ]
    return [[one["results"], one["error"], one.get("next", ...)] for one in scripts], changes, request["skipped"]
