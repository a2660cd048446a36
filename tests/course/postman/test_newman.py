"""The exported files do in Postman's own runner what the steps do here: every request, in order, answered with 200."""

import json
import os
import subprocess
import threading

import jsonschema
import pytest

from kaizala_nb.course.inbox.receiver import Receiver
from kaizala_nb.course.postman import KAIZALA_FILES
from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.collection.postman.export import export
from tests import node
from tests.emulator.conftest import serve

PIN = "123456"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    export(KAIZALA_FILES.written(), folder)
    return folder


def test_the_collection_is_valid_by_postmans_schema(folder):
    schema = json.loads(node.schema().read_text())
    exported = json.loads((folder / KAIZALA_FILES.collection_name).read_text())
    jsonschema.Draft7Validator(schema).validate(exported)
    del exported["item"][0]["item"][0]["request"]["header"][0]["key"]  # the schema does look at every request
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate(exported)


def test_newman_runs_every_request_in_order_and_nothing_fails(folder, tmp_path):
    served = serve("--pin", PIN)
    shaken = []
    receiver = Receiver(lambda headers, body: 200, lambda: shaken.append(True))
    try:
        report = run_newman(
            folder,
            {
                "api-root": served.known["url"],
                "mobile-number": "+447700900001",
                "application-id": served.known["applicationId"],
                "application-secret": served.known["applicationSecret"],
                "pin": PIN,
                "callback-url": receiver.url,
            },
        )
    finally:
        receiver.close()
        served.process.kill()
        served.process.wait()
        served.process.stdout.close()
        served.process.stderr.close()
    run = report["run"]
    assert run["failures"] == []
    assert [one["item"]["name"] for one in run["executions"]] == [step.name for step in collection]
    for one in run["executions"]:
        assert one["response"]["code"] == 200, one["item"]["name"]
        assert len(one["assertions"]) >= 1, one["item"]["name"]
        assert not [assertion for assertion in one["assertions"] if "error" in assertion]
    assert run["stats"]["assertions"]["failed"] == 0
    assert run["stats"]["testScripts"]["failed"] == 0
    assert len(shaken) == sum(step.name.startswith("Subscribe") for step in collection)


def run_newman(folder, variables):
    """Newman's report. It holds tokens, so it goes through a pipe and is never kept."""
    reading, writing = os.pipe()
    command = [
        *node.newman(),
        "run",
        str(folder / KAIZALA_FILES.collection_name),
        "-e",
        str(folder / KAIZALA_FILES.environment_name),
    ]
    command += ["--working-dir", str(folder), "-r", "json", "--reporter-json-export", f"/dev/fd/{writing}"]
    for name, value in variables.items():
        command += ["--env-var", f"{name}={value}"]
    content = bytearray()

    def read():
        with os.fdopen(reading, "rb") as pipe:
            content.extend(pipe.read())

    reader = threading.Thread(target=read)
    reader.start()
    try:
        done = subprocess.run(
            command,
            pass_fds=[writing],
            capture_output=True,
            text=True,
            env=node.environment(),
            check=False,
            timeout=120,
        )
    finally:
        os.close(writing)
        reader.join()
    assert content, done.stdout[-2000:] + done.stderr[-2000:]
    return json.loads(content)
