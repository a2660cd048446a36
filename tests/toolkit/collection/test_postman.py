"""Postman's files: read back to equal steps; anybody else's to steps a request; and never more than text."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kaizala_nb.cli import main
from kaizala_nb.course.environment import BEYOND, PUBLISHED
from kaizala_nb.course.picture import picture
from kaizala_nb.course.postman import KAIZALA_FILES
from kaizala_nb.course.steps import collection
from kaizala_nb.course.steps.folder import KAIZALA
from kaizala_nb.toolkit.collection import Collection, Folder, InvalidInput, Variable
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.postman import KEY, PostmanFileError
from kaizala_nb.toolkit.collection.postman.writing import collection_file, text_of
from tests.course.steps.contract import COLLECTION


def without_key(value):
    """The file as Postman gives it back: what is none of its own is gone."""
    if isinstance(value, dict):
        return {name: without_key(one) for name, one in value.items() if name != KEY}
    return [without_key(one) for one in value] if isinstance(value, list) else value


@pytest.fixture
def written(tmp_path):
    """Writes a file of Postman's, and reads it."""

    def write(file):
        path = tmp_path / "file.json"
        path.write_text(file if isinstance(file, str) else json.dumps(file), encoding="utf-8")
        return Collection.from_postman(path, KAIZALA)

    return write


def item(**request):
    return {"info": {"name": "Other"}, "item": [{"name": "One", "request": {"method": "GET"} | request}]}


# -- out and back -----------------------------------------------------------------------------------------------------


def test_what_is_exported_reads_back_to_equal_steps(written):
    read = written(text_of(collection_file(collection)))
    assert read.name == collection.name
    assert [(folder.slug, folder.name) for folder in read.folders] == [(f.slug, f.name) for f in collection.folders]
    assert list(read) == list(collection)


def test_exported_again_it_is_the_same_file(written):
    text = text_of(collection_file(collection))
    assert text_of(collection_file(written(text))) == text


def test_the_exported_requests_are_those_on_record():
    items = collection_file(collection)["item"]
    for folder, (name, requests) in zip(items, COLLECTION.items(), strict=False):
        assert folder["name"] == name
        found = [
            (one["name"], f"{one['request']['method']} {one['request']['url']['raw'].partition('}}')[2]}")
            for one in folder["item"]
        ]
        assert found == requests


def test_a_request_is_written_with_its_variables():
    by_name = {one["name"]: one["request"] for folder in collection_file(collection)["item"] for one in folder["item"]}
    login = json.loads(by_name["Step2 - Login with pin and applicationId to get refreshToken"]["body"]["raw"])
    assert login["pin"] == "{{pin}}"
    group = by_name["Step1 - Create a group"]
    assert json.loads(group["body"]["raw"])["members"] == ["{{mobile-number-2}}"]
    assert {"key": "accessToken", "value": "{{access-token}}"} in group["header"]
    upload = by_name["(a) Upload media (image / document / audio / album/ video)"]
    assert upload["body"]["formdata"] == [
        {"key": "FileName", "type": "file", "src": "picture.png", "contentType": "image/png"}
    ]
    answers = json.loads(by_name["Posting a response to a survey"]["body"]["raw"])["actionBody"]["answers"]
    assert answers[-1] == "{{media-resource}}"


def test_after_a_trip_through_postman_the_requests_are_the_same(written):
    """Postman drops keys that are none of its own: the steps are made from the requests then."""
    read = written(without_key(collection_file(collection)))
    assert [folder.name for folder in read.folders] == [folder.name for folder in collection.folders]
    variables = {name: f"value-of-{name}" for name in PUBLISHED | BEYOND} | {"mobile-number-2": "+447700900002"}
    variables |= {"mobile-number": "+447700900001", "mobile-number-3": "+447700900003", "pin": "123456"}
    for step, own in zip(read, collection, strict=True):
        assert (step.name, step.method, step.base) == (own.name, own.method, own.base)
        assert (set(step.fills), step.reply) == (set(own.saves), own.reply)
        if "files" in own.example:
            assert step.example == {"files_file_name": ["picture.png"]}
            continue
        call, expected = step.call({}, variables), own.call(own.example, variables)
        assert call.path == expected.path
        token = {} if own.token is None else {own.token.header: "value-of-access-token"}
        assert {k: v for k, v in call.headers.items() if k != "Content-Type"} == expected.headers | token
        assert (json.loads(call.body_text) if call.body_text else None) == expected.body


def test_a_request_that_was_changed_beside_its_declaration_is_the_one_that_counts(written):
    file = collection_file(collection)
    file["item"][0]["item"][0]["request"]["body"]["raw"] = '{"mobileNumber": "{{somebody}}"}'
    file["item"][1]["item"][0]["name"] = "Another name"  # is in one place only, and may be changed there
    file["item"][1]["item"][0][KEY]["slug"] = "groups; import os"
    read = written(file)
    changed, renamed, *_ = (step for folder in read.folders[:2] for step in list(folder)[:1])
    assert [parameter.wire for parameter in changed.parameters] == ["somebody"]
    assert renamed.name == "Another name"
    assert renamed.slug == "another_name"
    assert read.folders[1]["fetch_groups"] == collection.folders[1]["fetch_groups"]


def broken(value, replacement):
    """Every way to put a replacement in the place of one part of a declaration."""
    yield replacement
    if isinstance(value, dict):
        for name, one in value.items():
            for changed in broken(one, replacement):
                yield value | {name: changed}
    elif isinstance(value, list):
        for index, one in enumerate(value):
            for changed in broken(one, replacement):
                yield [*value[:index], changed, *value[index + 1 :]]


@pytest.mark.parametrize("replacement", [None, 7, [], {}, "x", {"$variable": 1}, {"$tuple": "x"}, [{}], True])
def test_a_declaration_that_makes_no_sense_is_not_believed(written, replacement):
    """Whatever part of it is something else: there is a step, of the request, that can be called."""
    base = collection_file(Collection("c", [collection.folders[1]]))
    original = base["item"][0]["item"][0]
    base["item"][0]["item"] = [
        original | {KEY: changed} for changed in broken(original[KEY], replacement) if changed != original[KEY]
    ]
    variables = {"mobile-number-2": "+447700900002", "access-token": "t"}
    for step in written(base):
        given = step.example if step.text is None else {}
        try:
            assert step.call(given, variables).path.startswith("/v1/groups")
        except InvalidInput as trouble:
            assert trouble.problems


# -- odd names --------------------------------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "{{access-token}}",
        "{{",
        "}}",
        '"}',
        "'); DROP",
        "</script>",
        "\u2028",
        "\x00",
        "a/b",
        "{x}",
        "$variable",
        "class",
    ]
)
values = st.recursive(
    texts | st.integers() | st.booleans() | st.none() | st.builds(Variable, texts),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=120, deadline=None)
@given(
    name=texts.filter(bool),
    doc=texts,
    rows=texts | st.none(),
    reply=st.dictionaries(texts, texts, max_size=3),
    title=texts.filter(bool),
    saves=st.dictionaries(texts, st.sampled_from(["groupId", "members[role=Member].id", "a.b"]), max_size=2),
    body=st.dictionaries(texts, values.filter(lambda value: "Variable" not in repr(type(value))), max_size=2),
    message=texts,
    answers=st.lists(texts | st.integers() | st.builds(Variable, texts), max_size=3),
)
def test_odd_names_and_values_survive_the_way_out_and_back(
    tmp_path_factory, name, doc, rows, reply, title, saves, body, message, answers
):
    body = json.loads(json.dumps(body, default=lambda variable: variable.name))
    step = replace(
        collection["Posting a response to an action"],
        name=name,
        doc=doc,
        rows=rows,
        reply=reply,
        saves=saves,
        body=body,
        example={"package_id": message or "p", "answers": answers},
    )
    folder = Folder("content", title)
    folder.add(step)
    path = tmp_path_factory.mktemp("odd") / "file.json"
    path.write_text(text_of(collection_file(Collection(title, [folder]))), encoding="utf-8")
    read = Collection.from_postman(path)
    assert (read.name, read.folders[0].name, list(read)) == (title, title, [step])


def test_a_collection_that_was_read_keeps_its_whole_file(written, tmp_path):
    file = collection_file(collection)
    assert written(file).file == file
    other = item(url="http://h/x") | {"variable": [{"key": "a", "value": "1"}], "event": [], "whose": "somebody's"}
    (tmp_path / "other.json").write_text(json.dumps({"collection": other}))
    assert Collection.from_postman(tmp_path / "other.json").file == other
    assert collection.file is None


# -- other people's files ---------------------------------------------------------------------------------------------


def test_the_collection_as_it_was_written_by_hand_is_read(written):
    """Loosely written JSON, a Bearer token, scripts of Postman's early years, folders in folders."""
    file = {
        "info": {"name": "Kaizala", "schema": "https://schema.getpostman.com/json/collection/v2.0.0/collection.json"},
        "auth": {"type": "bearer", "bearer": {"token": "{{access-token}}"}},
        "item": [
            {
                "name": "[2.0] Groups",
                "item": [
                    {"name": "Inner", "item": [{"name": "One", "request": "{{endpoint-url}}/v1/groups"}]},
                    {
                        "name": "Login",
                        "event": [
                            {
                                "listen": "test",
                                "script": {
                                    "exec": [
                                        "var jsonData = JSON.parse(responseBody);",
                                        'postman.setEnvironmentVariable("refresh-token", jsonData.refreshToken);',
                                        "pm.environment.set('x', require('child_process').execSync('id'));",
                                    ]
                                },
                            }
                        ],
                        "request": {
                            "auth": {"type": "noauth"},
                            "method": "post",
                            "header": "Content-Type: application/json",
                            "url": "{{api-root}}/v1/login?who={{who}}",
                            "body": {"mode": "raw", "raw": "{'number':'{{mobile-number}}', // it's\n pin:{{pin}}}\r\n"},
                        },
                    },
                ],
            }
        ],
    }
    read = written(file)
    assert [folder.name for folder in read.folders] == ["[2.0] Groups / Inner", "[2.0] Groups"]
    one, login = read
    held = {"access-token": "T", "endpoint-url": "http://h"}
    assert one.call({}, held).headers["Authorization"] == "Bearer T"
    assert "refresh-token" in login.fills
    assert "child_process" in login.scripts["test"]
    held = {"mobile-number": "+447700900001", "pin": "123456", "who": "me", "api-root": "http://h"}
    assert login.call({}, held).path == "/v1/login?who=me"
    with pytest.raises(InvalidInput) as missing:
        login.call({}, {"api-root": "http://h"})
    assert missing.value.problems["pin"] == "Pin is needed. {{pin}} is not set."


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "holds no object of JSON"),
        ('{"openapi": "3.0.0", "paths": {}}', "It describes an API in OpenAPI"),
        ('{"name": "Test", "values": []}', "It is an environment"),
        ("{}", "is no Postman collection"),
    ],
)
def test_what_is_no_collection_is_said_in_a_sentence(written, file, said):
    with pytest.raises(PostmanFileError) as refused:
        written(file)
    assert said in str(refused.value)


@pytest.mark.parametrize("where", ["request", "folder", "file"])
def test_a_script_or_an_authorisation_beside_a_declaration_counts(written, where):
    file = collection_file(collection)
    folder = file["item"][0]
    entry = {"request": folder["item"][0], "folder": folder, "file": file}[where]
    entry["event"] = [
        {"listen": "test", "script": {"exec": ["pm.test('it is 299', () => pm.response.to.have.status(299))"]}}
    ]
    step = next(iter(written(file)))
    assert any("it is 299" in script.text for script in step.item.scripts)
    del entry["event"]
    entry = entry["request"] if where == "request" else entry
    entry["auth"] = {"type": "bearer", "bearer": [{"key": "token", "value": "{{t}}"}]}
    read = written(file)
    held = {name: "x" for name in PUBLISHED | BEYOND} | {"api-root": "http://h", "t": "T"}
    assert next(iter(read)).call({}, held).headers["Authorization"] == "Bearer T"


def test_files_that_are_not_there_or_no_text_are_refused(tmp_path):
    with pytest.raises(PostmanFileError, match=r"cannot be read: No such file"):
        Collection.from_postman(tmp_path / "nothing.json")
    with pytest.raises(PostmanFileError, match=r"holds no Postman collection"):
        Collection.from_postman(tmp_path)
    (tmp_path / "latin").write_bytes(b'{"a": "\xe4"}')
    with pytest.raises(PostmanFileError, match=r"not text in UTF-8"):
        Collection.from_postman(tmp_path / "latin")


_KEYS = (
    "name item request url raw host path query variable header body mode formdata urlencoded key value src type auth event "
    "listen script exec info response method disabled options file bearer apikey"
)
KEYS = _KEYS.split()
WORDS = ["raw", "formdata", "urlencoded", "bearer", "apikey", "file", "{{x}}", "POST"]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*KEYS, KEY]), inner | st.sampled_from(WORDS), max_size=5)
    ),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(file=anything, entry=anything, request=anything)
def test_any_file_is_read_or_refused_in_a_sentence(tmp_path_factory, file, entry, request):
    path = tmp_path_factory.getbasetemp() / "any.json"
    if isinstance(file, dict) and isinstance(entry, dict):
        file = file | {"item": [entry | {"request": request}]}
    path.write_text(json.dumps(file))
    try:
        steps = list(Collection.from_postman(path))
    except PostmanFileError as refused:
        assert str(refused).endswith((".", "…"))
        return
    for step in steps:
        assert step.slug.isidentifier()
        try:
            step.call({}, {})
        except InvalidInput as trouble:
            assert trouble.problems
        except CannotSend as trouble:
            assert str(trouble).endswith(".")


# -- the command ------------------------------------------------------------------------------------------------------


def test_export_writes_three_files_and_leaves_other_peoples_alone(tmp_path):
    folder, run = tmp_path / "new" / "out", CliRunner().invoke
    first = run(main, ["collection", "export", str(folder)])
    assert first.exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        KAIZALA_FILES.collection_name,
        KAIZALA_FILES.environment_name,
        "picture.png",
    ]
    assert run(main, ["collection", "export", str(folder)]).exit_code == 0  # the same again
    (folder / KAIZALA_FILES.environment_name).write_text("mine")
    refused = run(main, ["collection", "export", str(folder)])
    assert refused.exit_code == 1
    assert KAIZALA_FILES.environment_name in refused.output
    assert "--force" in refused.output
    assert (folder / KAIZALA_FILES.environment_name).read_text() == "mine"
    assert run(main, ["collection", "export", str(folder), "--force"]).exit_code == 0
    assert "mobile-number" in (folder / KAIZALA_FILES.environment_name).read_text()


def test_a_link_is_not_written_through(tmp_path):
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / KAIZALA_FILES.collection_name).symlink_to(tmp_path / "precious")
    arguments = ["collection", "export", str(tmp_path / "out")]
    assert CliRunner().invoke(main, arguments).exit_code == 1
    assert CliRunner().invoke(main, [*arguments, "--force"]).exit_code == 0
    assert (tmp_path / "precious").read_text() == "mine"


def test_the_environment_holds_the_published_variables_then_those_beyond(tmp_path):
    CliRunner().invoke(main, ["collection", "export", str(tmp_path)])
    file = json.loads((tmp_path / KAIZALA_FILES.environment_name).read_text())
    assert file["name"] == "Kaizala-APIs-environment"
    assert {one["key"]: one["value"] for one in file["values"]} == PUBLISHED | BEYOND
    assert [one["key"] for one in file["values"]] == [*PUBLISHED, *BEYOND]
    assert {one["key"] for one in file["values"] if one["type"] == "secret"} >= {
        "access-token",
        "application-secret",
        "pin",
    }


def test_the_picture_is_one():
    import io

    from PIL import Image

    with Image.open(io.BytesIO(picture())) as opened:
        opened.verify()
        assert (opened.format, opened.size) == ("PNG", (48, 48))
