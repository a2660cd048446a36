"""A Postman file opens no file but those of the folder that the user named: every way to name another is tried, through every door.

A server records what arrives. What stands in the file outside of the folder must never be in it.
"""

import json
import os
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from kaizala_nb.cli import main
from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Collection, Folder, Upload, Variable
from kaizala_nb.toolkit.collection.postman import KEY, PostmanFileError
from kaizala_nb.toolkit.collection.postman.writing import collection_file
from kaizala_nb.toolkit.notebook.bound import BoundStep
from kaizala_nb.toolkit.widgets.cells import FormsOfCells
from tests.toolkit.widgets.conftest import walk

PRIVATE = b"what stands in a private file"
OFFERED = b"what stands in the folder"
UPLOAD = collection["(a) Upload media (image / document / audio / album/ video)"]


@pytest.fixture(scope="module")
def recorder():
    """A server that answers everything with ``{}``, or with a path where it is asked for one, and keeps what it was sent."""

    class Recorder(BaseHTTPRequestHandler):
        def answer(self):
            size = int(self.headers.get("Content-Length") or 0)
            self.server.arrived.append(f"{self.command} {self.path}\n".encode() + self.rfile.read(size))
            body = json.dumps({"path": self.server.names}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = answer

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Recorder) as server:
        server.arrived, server.names = [], ""
        server.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """``files`` is the folder that is offered; ``private/secret.txt`` lies beside it, and ways lead there."""
    place = tmp_path_factory.mktemp("place")
    (place / "private").mkdir()
    (place / "private" / "secret.txt").write_bytes(PRIVATE)
    files = place / "files"
    (files / "sub").mkdir(parents=True)
    (files / "real.txt").write_bytes(OFFERED)
    (files / "sub" / "deep.txt").write_bytes(OFFERED)
    (files / "link.txt").symlink_to(place / "private" / "secret.txt")
    (files / "way").symlink_to(place / "private")
    (files / "twice.txt").symlink_to(files / "link.txt")
    (files / "near.txt").symlink_to(files / "sub" / "deep.txt")
    (files / "loop").symlink_to(files / "loop")
    (place / "files-beside").mkdir()
    (place / "files-beside" / "secret.txt").write_bytes(PRIVATE)
    os.mkfifo(files / "pipe")
    return place


# -- what an attacker writes; P stands for the path of the private file -----------------------------------------------

P = "<the private file>"
VALUES = {
    "text": P,
    "list": [P],
    "tuple": (P,),
    "list in a list": [[P]],
    "tuple in a list": [(P,)],
    "object": {"path": P},
    "object in a list": [{"path": P, "src": P}],
    "variable": Variable("path"),
    "variable in a list": [Variable("path")],
    "variable in a tuple": (Variable("path"),),
    "variable in text": ["{{path}}"],
    "as an address": [f"file://{P}"],
    "up": ["../private/secret.txt"],
    "up as text": "../private/secret.txt",
    "link": ["link.txt"],
    "folder that is a link": ["way/secret.txt"],
    "several": ["real.txt", P],
}
SOURCES = {
    "text": P,
    "list": [P],
    "list in a list": [[P]],
    "second of two": ["real.txt", P],
    "object": {"path": P},
    "up": "../private/secret.txt",
    "down and up": "sub/../../private/secret.txt",
    "up from here": "./../private/secret.txt",
    "link": "link.txt",
    "link to a link": "twice.txt",
    "folder that is a link": "way/secret.txt",
    "up from a link": "way/../private/secret.txt",
    "folder whose name begins so": "../files-beside/secret.txt",
    "NUL at the end": f"{P}\0.png",
    "NUL after a real one": f"real.txt\0{P}",
    "two slashes": f"//localhost{P}",
    "UNC": "\\\\localhost\\share\\secret.txt",
    "backslashes": "..\\private\\secret.txt",
    "address": f"file://{P}",
    "this computer's address": f"file://localhost{P}",
    "at sign": f"@{P}",
    "type after it": f"{P};type=text/plain",
    "variable": "{{path}}",
    "variable within": "{{folder}}/secret.txt",
    "escaped": "..%2fprivate%2fsecret.txt",
    "home": "~/secret.txt",
    "shell": f"$(cat {P})",
    "folder": "../private",
    "the folder itself": ".",
    "empty": "",
    "circle": "loop",
    "pipe": "pipe",
    "working folder of the process": f"/proc/self/root{P}",
    "standard input": "/dev/stdin",
    "device": "/dev/zero",
    "wildcard": "*/secret.txt",
    "very long": "../private/" * 500 + "secret.txt",
}


def with_path(value, path):
    if isinstance(value, str):
        return value.replace(P, path) if P in value else value
    if isinstance(value, list | tuple):
        return type(value)(with_path(one, path) for one in value)
    return {name: with_path(one, path) for name, one in value.items()} if isinstance(value, dict) else value


def declared(**changed):
    """The upload as this package declares it, written by somebody who changed the declaration."""
    folder = Folder("content", "Content")
    folder.add(replace(UPLOAD, **changed))
    return collection_file(Collection("Declared", [folder]))


def with_default(value, example=None):
    return declared(parameters=(replace(UPLOAD.parameters[0], default=value),), example=example or {})


def foreign(body, url="{{endpoint-url}}/v1/media"):
    item = {"name": "Upload", "request": {"method": "POST", "url": url, "body": body}}
    return {"info": {"name": "Foreign"}, "item": [item]}


def form(**part):
    return foreign({"mode": "formdata", "formdata": [{"key": "f", "type": "file"} | part]})


def declared_by_hand(**changed):
    """A declaration that says of its parameter what the writer would not: of another kind, in another place."""
    file = declared(example={})
    file["item"][0]["item"][0][KEY]["parameters"][0] |= changed
    return file


def attacks(path):
    for name, value in VALUES.items():
        yield f"default: {name}", lambda value=value: with_default(with_path(value, path))
        yield f"example: {name}", lambda value=value: declared(example={"files": with_path(value, path)})
        yield (
            f"default and example: {name}",
            lambda value=value: with_default(with_path(value, path), {"files": with_path(value, path)}),
        )
    for name, source in SOURCES.items():
        yield f"src: {name}", lambda source=source: form(src=with_path(source, path))
        yield (
            f"src of a file body: {name}",
            lambda source=source: foreign({"mode": "file", "file": {"src": with_path(source, path)}}),
        )
    yield "value of a part that is a file", lambda: form(value=path, src=[])
    yield "src of a part that is text", lambda: form(type="text", src=path, value="x")
    yield "src of a field of a form", lambda: foreign({"mode": "urlencoded", "urlencoded": [{"key": "a", "src": path}]})
    yield "src beside a text", lambda: foreign({"mode": "raw", "raw": f"@{path}", "src": path, "file": {"src": path}})
    yield "the address", lambda: foreign(None, f"file://{path}")
    yield "filled by a reply", lambda: with_default(Variable("filled"), {"files": Variable("filled")})
    for kind in ("text", "texts", "secret", "answers", "properties"):
        yield f"{kind} sent as files", lambda kind=kind: declared_by_hand(kind=kind, default=[path])
    for spot in ("body", "query", "header", "path", "variable"):
        yield f"files in the {spot}", lambda spot=spot: declared_by_hand(place=spot, default=[path])


NAMES = [name for name, _ in attacks("")]


@pytest.fixture
def attack(request, place, recorder, tmp_path):
    """The file of an attack, and what is in the environment beside it."""
    private = str(place / "private" / "secret.txt")
    recorder.arrived, recorder.names = [], private
    path = tmp_path / "attack.json"
    path.write_text(json.dumps(dict(attacks(private))[request.param]()), encoding="utf-8")
    return path, {"path": private, "filled": private, "folder": str(place / "private"), "endpoint-url": recorder.url}


def test_there_are_many_ways_to_try():
    assert len(NAMES) == len(set(NAMES))
    assert len(NAMES) > 100


@pytest.mark.parametrize("attack", NAMES, indirect=True)
def test_a_run_sends_nothing_that_was_not_offered(attack, recorder, place):
    path, variables = attack
    given = [f"--variable={name}={value}" for name, value in variables.items()]
    if KEY in path.read_text():  # only a collection that this package declares goes where it is told
        given += ["--url", recorder.url]
    for more in ([], ["--working-dir", str(place / "files")]):
        done = CliRunner().invoke(main, ["collection", "run", str(path), *given, *more])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert PRIVATE.decode() not in done.output
    assert PRIVATE not in b"".join(recorder.arrived)


@pytest.mark.parametrize("attack", NAMES, indirect=True)
def test_calls_forms_and_code_open_nothing(attack, recorder, place, monkeypatch):
    path, variables = attack
    monkeypatch.chdir(place / "files")
    try:
        steps = Collection.from_postman(path)
    except PostmanFileError:
        return
    environment = Environment(steps)
    environment.update(variables)
    session = Session(environment, recorder.url)
    for step in steps:
        bound = BoundStep(step, session, FormsOfCells())
        waiting = bound.form()
        assert PRIVATE.decode() not in waiting.as_text() + str([one.get_state() for one in walk(waiting)])
        doors = (
            lambda step=step: session.send(step, dict(step.example)),
            bound,
            waiting.send_once,
            lambda bound=bound: "".join(bound.code(language) for language in ("python", "requests", "curl")),
            lambda step=step: session.preview(step, dict(step.example)),
        )
        for door in doors:
            try:
                said = str(door())
            except ApiError as refused:
                said = refused.as_text()
            assert PRIVATE.decode() not in said
    session.close()
    assert PRIVATE not in b"".join(recorder.arrived)


# -- and what may be sent is sent -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source", ["real.txt", "sub/deep.txt", "./sub/../real.txt", "near.txt", "INSIDE", ["real.txt"]]
)
def test_what_lies_in_the_folder_is_sent(source, place, recorder, tmp_path):
    recorder.arrived = []
    source = str(place / "files" / "sub" / "deep.txt") if source == "INSIDE" else source
    path = tmp_path / "offered.json"
    path.write_text(json.dumps(form(src=source)))
    given = [f"--variable=endpoint-url={recorder.url}", "--working-dir", str(place / "files")]
    done = CliRunner().invoke(main, ["collection", "run", str(path), *given])
    assert done.exit_code == 0, done.output
    assert OFFERED in b"".join(recorder.arrived)
    recorder.arrived = []
    assert CliRunner().invoke(main, ["collection", "run", str(path), *given[:-2]]).exit_code == 1
    assert recorder.arrived == []


def test_a_path_that_the_user_gives_is_sent(place, recorder, tmp_path):
    path = tmp_path / "form.json"
    path.write_text(json.dumps(form(src="anything")))
    (step,) = steps = Collection.from_postman(path)
    environment = Environment(steps)
    environment["endpoint-url"] = recorder.url
    bound = BoundStep(step, Session(environment, recorder.url), FormsOfCells())
    wanted = place / "private" / "secret.txt"
    for given in (str(wanted), Path(wanted), [str(wanted)], (wanted,)):
        recorder.arrived = []
        bound(files_f=given)
        bound.form(files_f=given).send_once()
        assert b"".join(recorder.arrived).count(PRIVATE) == 2


def test_a_path_that_is_none_is_said_to_be_none():
    with pytest.raises(ValueError, match="is no path of a file"):
        Upload.read("a\0b")


def test_our_own_collection_with_an_odd_item_is_read_too(tmp_path):
    path = tmp_path / "ours.json"
    file = collection_file(collection)
    odd = {"name": "a note"}
    file["item"][0]["item"].insert(0, odd)
    path.write_text(json.dumps(file | {"item": [*file["item"], odd, 7]}), encoding="utf-8")
    said = CliRunner().invoke(main, ["collection", "check", str(path)])
    assert said.exit_code == 1
    assert said.output.startswith(f"{len(collection)} of {len(collection) + 3} requests can be sent.")
    assert (
        CliRunner().invoke(main, ["collection", "run", str(path), "--url=nonsense"]).exit_code == 1
    )  # it takes its options
