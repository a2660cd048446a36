"""What a cell's output holds has a bound, whatever came; it says what is left out, and how to have all of it."""

import base64
import io
import json
import os
import re

import pytest
import requests
from IPython.lib.pretty import pretty
from PIL import Image

from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.client import errors, saving
from kaizala_nb.toolkit.client.masking import MASK
from kaizala_nb.toolkit.client.media import MOST_BYTES
from kaizala_nb.toolkit.collection.snippets import LANGUAGES
from tests.patience import DEADLINE
from tests.toolkit.client.conftest import respond

MOST = 200_000
FETCH = collection["Step3 - Fetch groups - direct"]
SEND = collection["Send message on a group"]
ATTACH = collection["Upload media from an attachment"]
TWO_MB = 2_000_000


def weight(shown: dict[str, str]) -> int:
    """Bytes of an output as a notebook keeps it."""
    return len(json.dumps(shown, ensure_ascii=False).encode("utf-8", "replace"))


def groups(number, **more):
    return {"groups": [{"groupId": f"g-{place}", "groupName": f"Group {place}", **more} for place in range(number)]}


BODIES = {
    "many rows": groups(30_000),
    "one long text": groups(1, welcomeMessage="x" * TWO_MB),
    "signs that HTML escapes": groups(1, welcomeMessage="\"'<&>" * (TWO_MB // 5)),
    "rows of signs that HTML escapes": groups(8_000, welcomeMessage='"' * 250),
    "control characters": groups(20, welcomeMessage="\x01" * 100_000),
    "emoji": groups(1, welcomeMessage="😀" * 500_000),
    "half emoji": groups(1, welcomeMessage="\ud83d" * 300_000),
    "many columns": groups(20, **{f"column {number} {'x' * 40}": '"' * 200 for number in range(1_000)}),
    "long names": {"x" * 500_000 + str(number): 1 for number in range(4)},
    "many names": {f"name {number}": number for number in range(10_000)},
    "a list": list(range(300_000)),
    "lists in lists": [[[list(range(10))] * 50] * 50] * 20,
    "long lists in cells": groups(20, list=["x" * 50] * 2_000),
    "one number of many digits": {"a": 10**4_000},
    "a text": "x" * TWO_MB,
}


@pytest.mark.parametrize("what", BODIES)
def test_the_faces_of_a_reply_have_a_bound(session, scripted, what):
    body = json.dumps(BODIES[what]).encode()
    scripted.answer = lambda handler: respond(handler, 200, body)
    reply = session.send(FETCH, {})
    shown = reply._repr_mimebundle_()
    assert set(shown) == {"text/html", "text/plain"}
    assert weight(shown) < MOST
    assert weight({"form": reply.head() + reply.folds() + reply.other_languages()}) < MOST
    for face in shown.values():
        assert "more" in face or "rows" in face or "columns" in face or len(body) < 10_000
    assert json.loads(reply.content) == reply.json == BODIES[what]


def test_what_is_left_out_is_said_and_how_to_have_it(session, scripted):
    body = json.dumps(
        {"groups": [{"groupId": "g", "welcomeMessage": "x" * TWO_MB, "groupName": "Behind"}] * 2}
    ).encode()
    scripted.answer = lambda handler: respond(handler, 200, body)
    for face in session.send(FETCH, {})._repr_mimebundle_().values():
        assert "… 1,999,800 characters more" in face  # in the JSON; what stands behind it is there
        assert face.count("Behind") >= 4
        assert re.search(r"… 1,999,(880|940) characters more", face)  # in the table
        assert "reply.json has all of it, reply.save(" in face
    body = json.dumps(groups(1_000)).encode()
    for face in session.send(FETCH, {})._repr_mimebundle_().values():
        assert "The first 20 of 1,000 rows; .df has them all." in face
        assert "… 980 more" in face


def test_what_is_short_is_shown_whole(session, scripted):
    body = json.dumps(groups(15, welcomeMessage="x" * 250)).encode()
    scripted.answer = lambda handler: respond(handler, 200, body)
    reply = session.send(FETCH, {})
    for face in reply._repr_mimebundle_().values():
        assert face.count("x" * 250) == 15
        assert "reply.save" not in face


@pytest.mark.parametrize("sign", ["x", '"', "a\n", "\x01", "😀", "\\"])
def test_a_request_with_a_large_file_in_it_has_a_bound(session, scripted, sign):
    scripted.answer = lambda handler: respond(handler, 200, b"{}")
    if sign == "x":
        given = {"file_content": base64.b64encode(os.urandom(3_000_000)).decode(), "file_name": "a.pdf"}
        reply = session.send(ATTACH, given)
    else:
        reply = session.send(SEND, {"message": (sign * 4_000)[:4_000]})
    assert weight(reply._repr_mimebundle_()) < MOST
    assert weight({"": repr(reply.request)}) < 20_000
    assert weight({"": str(reply.request)}) < 20_000
    for language in LANGUAGES:
        code = reply.code(language)
        assert weight({"": pretty(code)}) < MOST
        assert weight({"": repr(code)}) < MOST


def test_of_a_long_request_the_names_behind_the_content_are_seen(session, scripted):
    scripted.answer = lambda handler: respond(handler, 200, b"{}")
    content = base64.b64encode(os.urandom(3_000_000)).decode()
    reply = session.send(ATTACH, {"file_content": content, "file_name": "a.pdf"})
    for face in (*reply._repr_mimebundle_().values(), str(reply.request), repr(reply.request)):
        assert "… 3,999,800 characters more" in face
        assert "a.pdf" in face
    assert content in reply.request.body
    assert content in reply.code("requests")
    assert isinstance(reply.code(), str)
    assert 'reply.code("curl")' in reply.as_html().replace("&quot;", '"')


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(
            {"message": "<&>" * 600_000, "errorCode": "x" * 100_000, "errorCategoryKey": "y" * 100_000}
        ).encode(),
        json.dumps({"message": "No.", "errorCode": "x", "list": ["\x01" * 1000] * 2000}).encode(),
        b"<html>" * 300_000,
        b"\x00\xff" * 1_000_000,
    ],
)
@pytest.mark.parametrize("status", [200, 400, 503])
def test_the_faces_of_an_error_have_a_bound(session, scripted, body, status):
    session.retry_trouble = False
    scripted.answer = lambda handler: respond(handler, status, body[:-1] if status == 200 else body)
    with pytest.raises(errors.ApiError) as trouble:
        session.send(ATTACH, {"file_content": base64.b64encode(os.urandom(3_000_000)).decode(), "file_name": "a.pdf"})
    error = trouble.value
    assert weight(error._repr_mimebundle_()) < MOST
    for face in (error.panel(), str(error), repr(error), "\n".join(error._render_traceback_())):
        assert weight({"": face}) < MOST
    assert "What to do" in error.as_text()


def test_a_value_that_is_wrong_at_length_is_said_in_short(session):
    with pytest.raises(errors.InputError) as trouble:
        session.send(collection["Step1 - Create a group"], {"name": "A", "members": ["x" * TWO_MB]})
    for face in (*trouble.value._repr_mimebundle_().values(), str(trouble.value), repr(trouble.value)):
        assert weight({"": face}) < MOST


@pytest.mark.parametrize("value", ["x", ""])
def test_the_table_of_many_variables_has_a_bound(environment, value):
    environment.fill({f"name {number} {'<' * 300}": value * 5_000 for number in range(2_000)}, source='"' * 300)
    shown = environment._repr_mimebundle_()
    assert weight(shown) < MOST
    assert all("more" in face for face in shown.values())
    assert len(repr(environment)) < MOST


def test_the_journal_has_a_bound():
    from kaizala_nb import Kaizala

    kaizala = Kaizala()
    for number in range(100):
        requests.get(f"{kaizala.sandbox.url}/v1/{number}/{'x' * 3_000}", timeout=DEADLINE)
    shown = kaizala.sandbox.journal
    assert len(shown) == 100
    assert weight({"html": shown._repr_html_(), "text": repr(shown)}) < MOST
    kaizala.close()


def test_a_long_reason_is_cut(session, scripted):
    def answer(handler):
        handler.wfile.write(b"HTTP/1.1 200 " + b"O" * 60_000 + b"\r\nContent-Length: 2\r\n\r\n{}")

    scripted.answer = answer
    reply = session.send(FETCH, {})
    assert weight(reply._repr_mimebundle_()) < 20_000
    assert len(repr(reply)) < 2_000


def test_a_secret_in_a_reason_is_masked(session, scripted):
    def answer(handler):
        handler.wfile.write(b"HTTP/1.1 200 Hello SECRET-access\r\nContent-Length: 2\r\n\r\n{}")

    scripted.answer = answer
    reply = session.send(FETCH, {})
    assert all("SECRET" not in face for face in (*reply._repr_mimebundle_().values(), repr(reply)))


# -- pictures and media ----------------------------------------------------------------------------------------------


def picture(kind: str, side: int = 10) -> bytes:
    made = io.BytesIO()
    Image.effect_noise((side, side), 90).convert("RGB").save(made, kind)
    return made.getvalue()


def sent(session, scripted, content, kind, **more):
    scripted.answer = lambda handler: respond(handler, 200, content, Content_Type=kind, **more)
    return session.send(FETCH, {})


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_is_shown_as_one(session, scripted, kind):
    content = picture(kind)
    reply = sent(session, scripted, content, f"image/{kind.lower()}")
    html, text = reply.as_html(), reply.as_text()
    assert f'<img src="data:image/{kind.lower()};base64,{base64.b64encode(content).decode()}"' in html
    assert f"{len(content):,} bytes" in text
    assert "base64" not in text
    assert reply.content == content


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("PNG", 900), "image/png"),
        (b"%PDF-1.7\n" + os.urandom(3_000_000), "application/pdf"),
        (b"no picture", "image/png"),
        (b"x" * 3_000_000, "text/plain"),
    ],
)
def test_what_is_too_large_or_no_picture_is_named_with_its_size_and_how_to_save_it(session, scripted, content, kind):
    reply = sent(session, scripted, content, kind)
    for face in reply._repr_mimebundle_().values():
        assert "<img" not in face
        assert "<svg" not in face
        assert "writes" in face
        assert "reply.save(" in face
    assert weight(reply._repr_mimebundle_()) < MOST


def test_a_drawing_with_a_script_is_text(session, scripted):
    content = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>" + b" " * 3_000_000
    reply = sent(session, scripted, content, "image/svg+xml")
    assert "&lt;svg" in reply.as_html()
    assert "<svg" not in reply.as_html()
    assert weight(reply._repr_mimebundle_()) < MOST


def test_the_bound_of_a_picture(session, scripted):
    small = picture("PNG", 650)
    shown = sent(session, scripted, small, "image/png")._repr_mimebundle_()
    assert "<img" in shown["text/html"]
    assert 1_000_000 < weight(shown) < MOST_BYTES + MOST


def test_a_picture_that_fills_a_browsers_memory_is_not_shown(session, scripted):
    made = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(made, "PNG")
    assert len(made.getvalue()) < MOST_BYTES
    assert "<img" not in sent(session, scripted, made.getvalue(), "image/png").as_html()


# -- saving ----------------------------------------------------------------------------------------------------------


def test_a_reply_is_saved_as_it_came(session, scripted, tmp_path):
    for content, kind in (
        (b'{"a":  1}', "application/json"),
        (picture("PNG"), "image/png"),
        (b"\xff\r\n", "text/plain"),
    ):
        reply = sent(session, scripted, content, kind)
        path = reply.save(tmp_path / kind.replace("/", "."))
        assert path.read_bytes() == content


def test_it_is_saved_in_the_users_home(session, scripted, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert sent(session, scripted, b"{}", "application/json").save("~/reply.json") == tmp_path / "reply.json"
    assert (tmp_path / "reply.json").read_bytes() == b"{}"


def test_no_file_is_lost(session, scripted, tmp_path):
    path = tmp_path / "reply.json"
    path.write_text("mine")
    reply = sent(session, scripted, b"{}", "application/json")
    with pytest.raises(errors.InputError, match=r"There is .* already") as trouble:
        reply.save(path)
    assert "overwrite=True" in trouble.value.advice.todo
    assert path.read_text() == "mine"
    assert reply.save(str(path), overwrite=True) == path
    assert path.read_bytes() == b"{}"


@pytest.mark.parametrize("where", ["", ".", "none/reply.json", "a\0b", "x" * 5000, None, 7, "~nobody-of-this-name/x"])
def test_where_it_cannot_be_saved_that_is_said(session, scripted, tmp_path, monkeypatch, where):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(errors.InputError):
        sent(session, scripted, b"{}", "application/json").save(where)
    assert not list(tmp_path.iterdir())


def test_no_secret_is_saved(session, scripted, tmp_path):
    tokens = json.dumps({"accessToken": "SECRET-new", "endpointUrl": scripted.url, "accessTokenExpiry": 1}).encode()
    scripted.answer = lambda handler: respond(handler, 200, tokens)
    reply = session.send(collection["Step3 - Retrieve the access token"], {})
    saved = reply.save(tmp_path / "tokens.json").read_text()
    assert "SECRET" not in saved
    assert json.loads(saved)["accessToken"] == MASK
    assert b"SECRET-new" in reply.content
    for face in (repr(reply.content), str(reply.content), f"{reply.content}", pretty([reply.content])):
        assert "SECRET" not in face
    assert str(reply.content) == f"<{len(tokens)} bytes>"
    saved = sent(session, scripted, b"It is SECRET-connector.\xff", "text/plain").save(tmp_path / "a.txt").read_bytes()
    assert saved == b"It is {{application-secret}}.\xff"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://a/v1/picture.png?x=/b.gif", "picture.png"),
        ("http://a/v1/groups", "groups.bin"),
        ("http://a/", "slug.bin"),
        ("http://a/..", "slug.bin"),
        ('http://a/";import os;"', "slug.bin"),
        ("http://a/%2e%2e%2fx", "slug.bin"),
        ("http://a/" + "x" * 100, "slug.bin"),
        ("http://a/v1/json.py", "json.py.txt"),
        ("http://a/v1/JSON.PY", "JSON.PY.txt"),
    ],
)
def test_the_name_that_is_proposed_is_a_plain_one(url, name):
    assert saving.file_name(url, "slug", ".bin") == name
