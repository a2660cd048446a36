"""Postman's schema 3.0.0: a folder is read whole; what is wrong in one file stays there; and hostile files are refused in words."""

import os

import pytest

from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.environment import read_environment
from kaizala_nb.toolkit.collection.postman.version3 import folders
from tests.patience import bounded


@pytest.fixture
def written(tmp_path):
    """Writes files into a folder, and reads the collection in it."""

    def write(files, folder="shelf"):
        for name, text in files.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return Collection.from_postman(tmp_path / folder)

    return write


def request(rest="", url="http://h/x"):
    return f"$kind: http-request\nurl: {url}\nmethod: GET\n{rest}\n"


DEFINITION = ".resources/definition.yaml"


# -- what is read -----------------------------------------------------------------------------------------------------


def test_order_counts_and_folders_stand_among_requests(written):
    read = written(
        {
            "b.request.yaml": request("order: 2000"),
            "c.request.yml": request("order: 1000.5"),
            "last/.resources/definition.yaml": "$kind: collection\nname: 'A / B'\norder: 3e3\n",
            "last/x.request.yaml": request(),
            "none.request.yaml": request(),
            "a.request.yaml": request("order: 1000"),
            "notes.md": "x",
            "empty/notes.md": "x",
        }
    )
    assert [(folder.name, step.name) for folder in read.folders for step in folder] == [
        ("shelf", "none"),
        ("shelf", "a"),
        ("shelf", "c"),
        ("shelf", "b"),
        ("A / B", "x"),
    ]


def test_words_and_numbers_stay_as_they_are_written(written):
    values = ["no", "on", "yes", "1.10", "0x1f", "1e3", "010", "2020-01-02", "12345678901234567890", "190:20:30"]
    (step,) = written({"a.request.yaml": request("headers:\n" + "".join(f"  x-{one}: {one}\n" for one in values))})
    assert list(step.headers.values()) == values


# -- what is wrong stays where it is ----------------------------------------------------------------------------------


def test_a_faulty_file_is_named_with_its_line_and_the_others_are_read(written):
    read = written(
        {
            "a.request.yaml": request("order: 1"),
            "b.request.yaml": request("order: 2", url="{{base}}/x"),
            "c.request.yaml": request("headers: 3\norder: 3"),
            "d.request.yaml": "$kind: websocket-request\nurl: ws://h\norder: 4\n",
            "e.request.yaml": request("order: 5"),
        }
    )
    assert [(step.name, step.problem) for step in read] == [
        ("a", ""),
        ("b", "b.request.yaml, line 2: It has a key that is no text. A value that begins with {{ needs quotes."),
        ("c", "c.request.yaml, line 4: headers is neither a mapping nor a list of entries."),
        ("d", "It is a WebSocket request: only HTTP can be sent."),
        ("e", ""),
    ]


def test_what_inherits_from_a_faulty_definition_is_not_sent(written):
    read = written(
        {
            DEFINITION: "$kind: collection\nauth: {type: bearer, credentials: {token: T}}\n",
            "in/.resources/definition.yaml": "$kind: collection\nauth: {{x}}\n",
            "in/own.request.yaml": request("auth: {type: noauth}"),
            "in/inherits.request.yaml": request(),
            "out.request.yaml": request("order: 1"),
        }
    )
    assert [(step.name, bool(step.problem)) for step in read] == [
        ("definition.yaml", True),
        ("inherits", True),
        ("own", False),
        ("out", False),
    ]
    assert "in/.resources/definition.yaml, line 2" in read["inherits"].problem


def test_several_collections_are_named_and_one_is_taken(tmp_path, written):
    read = written({"postman/collections/One/a.request.yaml": request()}, "project")
    assert (read.name, len(read)) == ("One", 1)
    assert Collection.from_postman(tmp_path / "project" / "postman").name == "One"
    with pytest.raises(PostmanFileError, match="'project' holds several collections: 'One', 'Two'"):
        written({"postman/collections/Two/a.request.yaml": request()}, "project")
    with pytest.raises(PostmanFileError, match="holds no Postman collection"):
        written({"readme.md": ""}, "nothing")


# -- hostile files ----------------------------------------------------------------------------------------------------

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
)


@pytest.mark.parametrize(
    "text, said",
    [
        (BOMB, "line 5: It holds more than 20,000 values."),
        ("a: !!python/object/apply:os.system [id]\n", "line 1: It has the tag"),
        ("a: " + "[" * 10_000, "line 1: It is nested more than 50 levels deep."),
        ("a:\n" + "".join(" " * n + "a:\n" for n in range(1, 200)), "levels deep."),
        (
            "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [[[[[[*a{n - 1}]]]]]]\n" for n in range(1, 12)),
            "levels deep.",
        ),
        ("x" * 50_000_000, "bytes."),
        ("a: &a [*a]\n", "line 1: Its 'a' refers to itself."),
        ("a: *b\n", "line 1: It refers to 'b', which it has not named."),
        ("a: x\0y\n", "It is no YAML"),
        ("url: a\nurl: b\n", "line 2: It has the key 'url' twice."),
        ("%a\n" * 100_000, "It has a directive"),
        ("a: 1\n---\nb: 1\n", "It holds a second document."),
        ("a: 1\n b: 2\n", "line 2: It is no YAML"),
        ("", "It holds no mapping."),
        (b"\xff\xff", "is not text in UTF-8 or UTF-16."),
    ],
    ids=lambda one: one[:12] if isinstance(one, str) and one.endswith(".") else "",
)
def test_a_hostile_file_is_refused_in_words(written, text, said):
    with bounded():
        bad, good = written({"bad.request.yaml": text, "good.request.yaml": request()})
    assert said in bad.problem and len(bad.problem) < 300
    assert not good.problem


def test_links_are_not_followed(tmp_path, written):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.request.yaml").write_text(request())
    files = {"a.request.yaml": request("examples: ../outside"), "b.request.yaml": request("examples: .resources/b")}
    written(files | {".resources/b/ok.example.yaml": "response: {body: {content: '{\"id\": 7}'}}\n"})
    os.symlink(outside, tmp_path / "shelf" / "c")
    os.symlink(outside / "secret.request.yaml", tmp_path / "shelf" / "d.request.yaml")
    os.symlink("/dev/zero", tmp_path / "shelf" / ".resources" / "b" / "z.example.yaml")
    read = written({})
    assert [(step.name, step.problem) for step in read] == [
        ("a", ""),
        ("Examples of a.request.yaml", "a.request.yaml: its examples are in '../outside', outside of the collection."),
        ("b", ""),
        ("z", ".resources/b/z.example.yaml: It is a link. Links are not followed."),
        ("c", "c: It is a link. Links are not followed."),
        ("d", "d.request.yaml: It is a link. Links are not followed."),
    ]
    assert read["b"].reply == {"id": 7}


@pytest.mark.parametrize("source", ["../secret.txt", "/etc/passwd", "in/../../secret.txt"])
def test_no_source_of_a_file_is_opened_by_its_name(tmp_path, written, source):
    (tmp_path / "secret.txt").write_text("secret")
    form = f"body: {{type: formdata, content: [{{type: file, key: f, src: {source}}}]}}"
    body = f"body: {{type: file, content: {{src: {source}}}}}"
    for step in written({"a.request.yaml": request(form), "b.request.yaml": request(body)}):
        with pytest.raises(CannotSend, match=f"It uploads a file, '{source}', and you chose none"):
            step.call({}, {})


def test_too_many_files_are_refused(written, monkeypatch):
    monkeypatch.setattr(folders, "MOST_FILES", 3)
    with pytest.raises(PostmanFileError, match="holds more than 3 requests and examples"):
        written({f"in/{n}.request.yaml": request() for n in range(4)})


def test_environments_and_globals(tmp_path):
    path = tmp_path / "Local.environment.yaml"
    path.write_text(
        "name: Local\nvalues:\n  - {key: a, value: no, type: secret, enabled: true}\n  - {key: b, value: x, enabled: false}\n"
    )
    read = read_environment(path)
    assert (read, read.secret) == ({"a": "no"}, {"a"})
    path.write_text("values: {a: 1.10, b: '2'}\n")
    assert read_environment(path) == {"a": "1.10", "b": "2"}
    path.write_text("values: {a: {{x}}}\n")
    with pytest.raises(PostmanFileError, match=r"Local.environment.yaml, line 1: "):
        read_environment(path)


OF_A_REQUEST = "$kind name description url method headers queryParams pathVariables body auth scripts examples order settings query"
OF_A_DEFINITION = "$kind name description variables auth scripts order"
ANYTHING = [
    "",
    "9" * 5000,
    "0x" + "f" * 5000,
    "1e999999999",
    "[]",
    "[3, {key: [x]}, x]",
    "{key: [a, {b: c}], type: [x]}",
    "{type: file, content: [{}, 3]}",
]
ANYTHING += ["{type: formdata, content: [{type: file, src: {a: b}}]}", "[{type: bearer, credentials: 3}]"]


@pytest.mark.parametrize("value", ANYTHING)
def test_anything_in_the_place_of_anything_is_read_or_said(written, value):
    files = {
        f"{name}.request.yaml": f"url: http://h/:a\n{name}: {value}\n" for name in OF_A_REQUEST.split() if name != "url"
    }
    files |= {f"url of {value.count('a')}.request.yaml": f"url: {value}\n"}
    for name in OF_A_DEFINITION.split():
        files |= {f"in {name}/.resources/definition.yaml": f"{name}: {value}\n", f"in {name}/x.request.yaml": request()}
    files["in example/a.request.yaml"] = request("examples: .")
    files["in example/a.example.yaml"] = f"request: {value}\nresponse: {value}\n"
    files["in example/b.example.yaml"] = (
        f"request: {{headers: {value}}}\nresponse: {{body: {value}, statusCode: {value}}}\n"
    )
    for step in written(files):
        assert (step.parameters, step.signature, step.doc, step.scripts, step.reply, step.variables) is not None
        assert not step.problem or step.problem.endswith(".")
