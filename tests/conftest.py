"""What holds for every test."""

import json
import signal

import pytest

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Shells start what runs in the background deaf to Ctrl-C, and so would be all that the tests start and interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def recorder():
    """A server that answers ``{}`` to each request, and writes down what it is sent."""
    from tests.postman.recorder import Recorder

    made = Recorder({})
    yield made
    made.close()


@pytest.fixture
def opened(tmp_path):
    """Opens a collection of some items. ``file`` is what its file has beside them, ``engine`` what carries its scripts out."""
    from kaizala_nb import Api

    made = []

    def open_collection(*items, name="Library", file=None, engine=None, **more):
        path = tmp_path / "library.json"
        path.write_text(json.dumps({"info": {"name": name}, "item": items} | (file or {})), encoding="utf-8")
        api = Api.from_postman(path, **more)
        if engine is not None:
            api.session.scripting.engine = engine
        made.append(api)
        return api

    yield open_collection
    for api in made:
        api.close()
