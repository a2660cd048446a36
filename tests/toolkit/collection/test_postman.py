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
from kaizala_nb.toolkit.collection.saves import saves_of
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
        assert (step.name, step.method, step.base, step.token) == (own.name, own.method, own.base, own.token)
        assert (step.saves, step.reply) == (own.saves, own.reply)
        if "files" in own.example:
            assert step.example == {"files_filename": ["picture.png"]}
            continue
        call, expected = step.call({}, variables), own.call(own.example, variables)
        assert call.path == expected.path
        assert {k: v for k, v in call.headers.items() if k != "Content-Type"} == expected.headers
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
    name=texts,
    doc=texts,
    rows=texts | st.none(),
    reply=st.dictionaries(texts, texts, max_size=3),
    title=texts,
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
    assert [folder.name for folder in read.folders] == ["[2.0] Groups", "[2.0] Groups / Inner"]
    login, one = read
    assert one.headers == {"Authorization": "Bearer {{access-token}}"}
    assert dict(login.saves) == {"refresh-token": "refreshToken"}
    assert "child_process" in login.scripts["test"]
    held = {"mobile-number": "+44'\"{{pin}}", "pin": "123456", "who": "a&b=c {{pin}}"}
    call = login.call({}, held)
    assert call.path == "/v1/login?who=a%26b%3Dc%20%7B%7Bpin%7D%7D"
    assert call.body_text == "{'number':'+44\\u0027\\\"{{pin}}', // it's\n pin:123456}\r\n"
    assert login.call({}, held | {"pin": "1, admin: true"}).body_text.endswith('pin:"1, admin: true"}\r\n')
    with pytest.raises(InvalidInput) as missing:
        login.call({}, {})
    assert missing.value.problems["pin"] == "Pin is needed. {{pin}} is not set."


def test_all_ways_to_write_an_address_are_read(written):
    for url, base, path in [
        ("https://api.kaiza.la/v1/x?a={{b}}#c", "https://api.kaiza.la", "/v1/x?a={{b}}"),
        ("localhost:8080/x", "http://localhost:8080", "/x"),
        ("{{host}}:{{port}}/x", "http://{{host}}:{{port}}", "/x"),
        ("{{base}}", "base", "/"),
        ("{{base}}?q=1", "base", "/?q=1"),
        (
            {"host": ["api", "kaiza", "la"], "protocol": "https", "path": ["v1", {"value": "x"}]},
            "https://api.kaiza.la",
            "/v1/x",
        ),
        (
            {"raw": "{{base}}/v1/:group/x", "variable": [{"key": "group", "value": "{{test-group-id}}"}]},
            "base",
            "/v1/{{test-group-id}}/x",
        ),
        (
            {"host": "{{base}}", "path": "v1", "query": [{"key": "a", "value": "1"}, {"key": "b", "disabled": True}]},
            "base",
            "/v1?a=1",
        ),
    ]:
        (step,) = written(item(url=url))
        assert (step.base, step.path) == (base, path), url


def test_forms_are_read_and_the_files_that_they_name_are_labels(written, tmp_path):
    (tmp_path / "secret.txt").write_text("keep out")
    (form,) = written(
        item(
            method="POST",
            url="{{b}}/x",
            body={
                "mode": "formdata",
                "formdata": [
                    {"key": "who", "value": "{{me}}", "type": "text"},
                    {"key": "what", "type": "file", "src": [str(tmp_path / "secret.txt"), "b.png"]},
                    {"key": "off", "type": "file", "src": "c", "disabled": True},
                ],
            },
        )
    )
    call = form.call({}, {"me": "I"})
    assert call.fields == (("who", "I"),)
    assert call.files == ()
    assert form.example == {"files_what": [str(tmp_path / "secret.txt"), "b.png"]}
    (encoded,) = written(
        item(
            method="POST", url="{{b}}/x", body={"mode": "urlencoded", "urlencoded": [{"key": "a b", "value": "{{c}}&"}]}
        )
    )
    assert encoded.call({}, {"c": "1&d=2"}).body_text == "a+b=1%26d%3D2%26"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "the file is not an object"),
        ("{}", "is no Postman collection"),
        ({"info": [], "item": []}, "info is not an object"),
        ({"info": {"name": 3}, "item": []}, "the collection's name is not text"),
    ],
)
def test_what_is_no_collection_is_said_in_a_sentence(written, file, said):
    with pytest.raises(PostmanFileError) as refused:
        written(file)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ({"info": {"name": "x"}, "item": [3]}, "It is no request"),
        ({"info": {"name": "x"}, "item": [{"name": "One"}]}, "It has neither a request"),
        ({"info": {"name": "x"}, "item": [{"name": [], "request": "x"}]}, "a request's name is not text"),
        (item(method="GET /", url="x"), "is no method"),
        (item(method=[], url="x"), "a method is not text"),
        (item(), "It has no address"),
        (item(url=[]), "It has no address"),
        (item(url=3), "an address is not an object"),
        (item(url={"host": [3]}), "part of an address is not text"),
        (item(url="{{b}}", header=[[]]), "an entry of header is not an object"),
        (item(url="{{b}}", header=[{"key": "a", "value": {"b": 1}}]), "a header is not text"),
        (item(url="{{b}}", body={"mode": "graphql", "graphql": {}}), "a body of the kind 'graphql'"),
        (item(url="{{b}}", body=[1]), "body is not an object"),
        (item(url="{{b}}", body={"mode": "raw", "raw": 3}), "a body is not text"),
        (item(url="{{b}}", auth={"type": "kerberos"}), "signs in by 'kerberos'"),
        (item(url="{{b}}", auth={"type": "bearer", "bearer": 3}), "auth is not an object"),
    ],
)
def test_an_item_that_cannot_be_read_stays_in_its_place_with_the_reason(written, file, said):
    (step,) = written(file)
    assert said in step.problem


def test_files_that_are_not_there_or_no_text_are_refused(tmp_path):
    with pytest.raises(PostmanFileError, match=r"cannot be read: No such file"):
        Collection.from_postman(tmp_path / "nothing.json")
    with pytest.raises(PostmanFileError, match=r"holds no Postman collection"):
        Collection.from_postman(tmp_path)
    (tmp_path / "latin").write_bytes(b'{"a": "\xe4"}')
    with pytest.raises(PostmanFileError, match=r"not text in UTF-8"):
        Collection.from_postman(tmp_path / "latin")


def test_folders_have_a_limit_to_their_depth(written):
    folder = {"name": "x", "item": []}
    for _ in range(40):
        folder = {"name": "x", "item": [folder]}
    with pytest.raises(PostmanFileError, match="more than 30 levels deep"):
        written({"info": {"name": "x"}, "item": [folder]})


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


def test_only_what_a_script_plainly_copies_is_read_off_it():
    scripts = [
        'pm.environment.set("a", pm.response.json().groupId);',
        "pm.collectionVariables.set('b', reply.members.find((one) => one.role === \"Member\").id)",
        'pm.environment.set("c", JSON.parse(atob(reply.mediaResource)).Files[0].Url);',
        'pm.environment.set("d", "text"); pm.environment.set("e", Date.now());',
        'pm.environment.set("f", process.env.HOME + "x");',
        'pm.environment.set("g", reply.a["b c"]);',
    ]
    assert saves_of(scripts) == {
        "a": "groupId",
        "b": "members[role=Member].id",
        "c": "mediaResource:base64.Files[0].Url",
    }


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
