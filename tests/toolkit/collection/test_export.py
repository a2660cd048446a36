"""Export: what is written stays in its folder and takes nobody's work away, is the same each time, and holds no secret."""

import json
import os
import unicodedata

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from kaizala_nb.cli import main
from kaizala_nb.course.steps import collection as course
from kaizala_nb.course.steps.folder import KAIZALA
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.postman.environment import read_environment
from kaizala_nb.toolkit.collection.postman.file_names import Names
from kaizala_nb.toolkit.collection.postman.version3.yaml_writing import yaml_of


def request(name, **more):
    return {"name": name, "request": {"method": "GET", "url": "http://h/x"} | more}


def tree(folder):
    """The content of each file below a folder."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.fixture
def export(tmp_path):
    """Exports a file, by the command; gives the result."""

    def export(items, *options, **more):
        source = tmp_path / "source.json"
        source.write_text(json.dumps({"info": {"name": "Lib"}, "item": items} | more), encoding="utf-8")
        arguments = ["collection", "export", str(tmp_path / "postman"), "--from", str(source), *options]
        return CliRunner().invoke(main, arguments)

    return export


@pytest.fixture
def home(tmp_path):
    """Where a collection of version 3 is written."""
    return tmp_path / "postman" / "collections" / "Lib"


# -- the collection of the course -------------------------------------------------------------------------------------


def test_as_a_folder_of_version_3_the_course_reads_back_to_equal_steps(tmp_path):
    written = CliRunner().invoke(main, ["collection", "export", str(tmp_path), "--format", "v3"])
    assert written.exit_code == 0, written.output
    assert len(written.output.splitlines()) == 3
    read = Collection.from_postman(tmp_path, KAIZALA)
    assert list(read) == list(course)
    assert [(one.slug, one.name) for one in read.folders] == [(one.slug, one.name) for one in course.folders]
    (environment,) = (tmp_path / "postman" / "environments").iterdir()
    assert "access-token" in read_environment(environment).secret
    (path,) = tmp_path.rglob("Step1 - Create a group.request.yaml")
    path.write_text(path.read_text().replace("Kaizala Test group", "Another group", 1))
    changed = [
        step.name for step, own in zip(Collection.from_postman(tmp_path, KAIZALA), course, strict=True) if step != own
    ]
    assert changed == ["Step1 - Create a group"]


# -- names of files ---------------------------------------------------------------------------------------------------

names = st.text(st.sampled_from('./\\:*?"<>| \t\n\x00\u202eAaﬁfié\u0301CONuln1¹$-'), max_size=14) | st.text(
    max_size=300
)


@settings(deadline=None)
@given(st.lists(names, max_size=6))
def test_any_name_is_the_name_of_one_file_in_its_folder(several):
    taken = Names()
    files = [taken.new(name, "request", ".request.yaml") + ".request.yaml" for name in several]
    for file in files:
        assert os.path.basename(os.path.normpath(file)) == file
        assert not file.startswith((".", " "))
        assert not any(unicodedata.category(sign)[0] == "C" for sign in file)
        assert not set(file) & set('<>:"/\\|?*')
        assert len(file.encode()) < 230
        assert file.partition(".")[0].strip().lower() not in ("con", "nul", "com1", "com¹")
        assert not file.removesuffix(".request.yaml").endswith((".", " "))
    assert len({unicodedata.normalize("NFKC", file).casefold() for file in files}) == len(files)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Sign in", "Sign in"),
        ("con", "_con"),
        ("Com1.x", "_Com1.x"),
        ("LPT¹", "_LPT¹"),
        ("console", "console"),
        ("../../up", "-..-up"),
        ("..", "request"),
        ("end. ", "end"),
        ("a\nb\u202ec", "a-b-c"),
    ],
)
def test_a_name_that_a_system_refuses_is_changed(name, file):
    assert Names().new(name, "request") == file


def test_requests_keep_their_names_and_order_whatever_their_files_are_called(export, home):
    called = ["../../up", "CON", "", ".hidden", "a/b", "Same", "same", "é" * 300, "no", "1.0", "x.request.yaml"]
    items = [request(name) for name in called] + [
        {"name": "../Same", "item": [request("in")]},
        {"name": "", "item": []},
    ]
    assert export(items, "--format", "v3").exit_code == 0
    assert set(os.listdir(home.parent.parent.parent)) == {"source.json", "postman"}
    assert os.listdir(home.parent) == ["Lib"]
    read = Collection.from_postman(home)
    assert [one["name"] for one in read.file["item"]][:-2] == [name or "request" for name in called]
    assert [step.name for step in read] == [*(name or "request" for name in called), "in"]


# -- YAML -------------------------------------------------------------------------------------------------------------

texts = st.text(max_size=12) | st.text(
    st.sampled_from(" \t\n\r-#:'\"{}[]|>&*!%@`\\,?~=<1.ex0yno\x85\u2028\ufeff"), max_size=9
)


@settings(deadline=None)
@given(
    st.dictionaries(texts, texts | st.lists(texts, max_size=2) | st.integers() | st.booleans() | st.none(), max_size=4)
)
def test_any_text_is_the_same_text_in_yaml(value):
    text = yaml_of(value)
    assert yaml_of(value) == text
    assert YAML(typ="safe", pure=True).load(text) == (value or {})


@pytest.mark.parametrize(
    "text", ["no", "On", "null", "1.10", "1:20", "2026-11-26", "0x1", "~", ".inf", "{{base}}/x", "a: b"]
)
def test_a_text_that_looks_like_something_else_is_quoted(text):
    assert yaml_of({"a": text}) == f'a: "{text}"\n'


def test_a_text_of_several_lines_stands_as_a_block():
    assert yaml_of({"a": "{\n  1\n}", "b": "x"}) == "a: |-\n  {\n    1\n  }\nb: x\n"


# -- what is in the folder already ------------------------------------------------------------------------------------


def test_of_an_older_export_only_what_nobody_has_changed_goes(export, home):
    items = [request("One"), request("Two"), {"name": "Shelf", "item": [request("Three")]}]
    assert export(items, "--format", "v3").exit_code == 0
    (home / "Mine.request.yaml").write_text("$kind: http-request\nurl: http://mine/\n")
    before = tree(home)
    assert export(items, "--format", "v3").exit_code == 0
    assert tree(home) == before  # written twice, it is the same
    refused = export(items[:1], "--format", "v3")
    assert refused.exit_code == 1
    assert "Two.request.yaml" in refused.output
    assert "Nothing was written" in refused.output
    assert tree(home) == before
    (home / "Two.request.yaml").write_text("# mine now")
    done = export(items[:1], "--format", "v3", "--force")
    assert done.exit_code == 0
    assert "Two.request.yaml is no longer in the collection. It stays, because somebody has changed it." in done.stderr
    left = set(tree(home))
    assert {"One.request.yaml", "Two.request.yaml", "Mine.request.yaml"} <= left
    assert not (home / "Shelf").exists()


def test_a_list_that_somebody_has_changed_removes_nobodys_files(export, home, tmp_path):
    from hashlib import sha256

    assert export([request("One")], "--format", "v3").exit_code == 0
    (tmp_path / "outside.request.yaml").write_text("mine")
    (home / "notes.txt").write_text("mine")
    (home / "link.request.yaml").symlink_to(tmp_path / "outside.request.yaml")
    names = ["../../../outside.request.yaml", "notes.txt", "link.request.yaml", str(tmp_path / "outside.request.yaml")]
    (home / ".resources" / "exported.json").write_text(
        json.dumps(dict.fromkeys(names, sha256(b"mine").hexdigest()) | {"x.request.yaml": 3})
    )
    assert export([request("One")], "--format", "v3", "--force").exit_code == 0
    assert (tmp_path / "outside.request.yaml").read_text() == "mine"
    assert (home / "notes.txt").exists()
    assert (home / "link.request.yaml").is_symlink()


def test_no_folder_that_is_a_link_is_written_through(export, home, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    home.parent.mkdir(parents=True)
    home.symlink_to(tmp_path / "elsewhere")
    refused = export([request("One")], "--format", "v3", "--force")
    assert refused.exit_code == 1
    assert "is a link or a file, and no folder" in refused.output
    assert list((tmp_path / "elsewhere").iterdir()) == []


# -- secrets ----------------------------------------------------------------------------------------------------------

SECRETS = {
    "bearer-token": {"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "S3CRET"}]}},
    "basic-password": {"auth": {"type": "basic", "basic": {"username": "ann", "password": "S3CRET"}}},
    "x-api-key": {"header": [{"key": "X-Api-Key", "value": "S3CRET", "disabled": True}]},
    "authorization": {"header": "Authorization: Bearer S3CRET"},
    "access-token": {
        "url": {
            "raw": "http://h/x?access_token=S3CRET",
            "host": ["h"],
            "path": ["x"],
            "query": [{"key": "access_token", "value": "S3CRET"}],
        }
    },
    "password": {"method": "POST", "body": {"mode": "raw", "raw": '{"user": "ann", "password": "S3CRET"}'}},
    "nonce-password": {
        "method": "POST",
        "body": {"mode": "raw", "raw": "<UserToken>\n<NoncePassword>S3CRET</NoncePassword></UserToken>"},
    },
    "client-secret": {
        "method": "POST",
        "body": {"mode": "urlencoded", "urlencoded": [{"key": "client_secret", "value": "S3CRET"}]},
    },
    "pin": {"method": "POST", "body": {"mode": "graphql", "graphql": {"query": "q", "variables": '{"pin": "S3CRET"}'}}},
}


def test_the_password_of_an_address_is_called_so(export):
    said = export([request("One", url="http://ann:S3CRET@h/x?pin=4711-PIN")]).output
    assert "the password in One." in said
    assert "the query 'pin' in One." in said


@pytest.mark.parametrize("version", ["v2.1", "v3"])
@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_left_out_unless_it_is_asked_for(export, tmp_path, name, version):
    items = [request("One", **SECRETS[name])]
    left_out = export(items, "--format", version)
    assert left_out.exit_code == 0
    assert left_out.output.count("--with-secret") == 1
    assert f"--with-secret {name}" in left_out.output
    assert "S3CRET" not in left_out.output
    content = b"".join(tree(tmp_path / "postman").values()).decode()
    assert "S3CRET" not in content
    assert f"{{{{{name}}}}}" in content
    kept = export(items, "--format", version, "--with-secret", name, "--force")
    assert kept.exit_code == 0
    assert "--with-secret" not in kept.output
    assert "S3CRET" in b"".join(tree(tmp_path / "postman").values()).decode()


def test_a_secret_variable_loses_its_value_and_names_stay(export, tmp_path):
    variables = [
        {"key": "base", "value": "http://h"},
        {"key": "badge", "value": "S3CRET", "type": "secret"},
        {"key": "api_key", "value": "S3CRET"},
        {"key": "token", "value": "{{badge}}"},
    ]
    items = [request("One", header=[{"key": "token", "value": "{{token}}"}, {"key": "api-key", "value": "other"}])]
    done = export(items, "--format", "v3", variable=variables)
    assert [line.rpartition(" ")[2] for line in done.output.splitlines()[1:]] == ["badge)", "api_key)", "api-key)"]
    read = Collection.from_postman(tmp_path / "postman")
    assert read.variables == {"base": "http://h", "badge": "", "api_key": "", "token": "{{badge}}"}
    unknown = export(items, "--with-secret", "nothing", variable=variables)
    assert unknown.exit_code == 2
    assert "There are: badge, api_key, api-key." in unknown.output
