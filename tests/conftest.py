"""What holds for every test."""

import json
import os
import signal
import tempfile

import pytest
from hypothesis import HealthCheck, settings

try:
    from hypothesis.internal.conjecture import providers
except ImportError:  # a version of before, which takes no values from modules
    providers = None

if "SOAK" not in os.environ:
    # The same generated cases each time: what fails, fails at once and not for somebody else later. ``make soak`` has others.
    settings.register_profile("tests", derandomize=True)
    settings.load_profile("tests")
    if hasattr(providers, "_get_local_constants"):
        # Else the constants of all modules that happen to be imported are among the cases, in each order of the tests others.
        constants = providers._local_constants
        providers._get_local_constants = lambda: constants
# A machine that is busy fails no test: no deadline, and no word of how long cases take to generate.
settings.register_profile(
    "patient", settings(), deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)
settings.load_profile("patient")

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
def kernel_config():
    """Settings for a kernel that takes no ports: two that start at once could choose the same. The folder has a short name."""
    from kaizala_nb.course.teaching.kernel import by_files

    with tempfile.TemporaryDirectory(prefix="kaizala-") as sockets:
        yield by_files(sockets)


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
