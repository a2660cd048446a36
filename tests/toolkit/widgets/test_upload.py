"""Files in a form: chosen in a browser or named in code, sent with a bar that moves, and never in what is saved."""

import base64
import json

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from kaizala_nb.toolkit.client import errors
from tests.toolkit.widgets.conftest import button, calls, field, press, text_of, walk
from tests.toolkit.widgets.page import call_of, choose_file, say

PNG = b"\x89PNG\r\n\x1a\n" + b"what is in it is nobody's business" * 5


@pytest.fixture
def form(signed_in):
    """An upload without a file."""
    return signed_in.content.upload_media.form()


def choose(form, *files):
    """Files chosen in a page, as it sends them."""
    for name, content in files:
        choose_file(form, name, content)


def remove(form, index):
    """The page removes a file."""
    files = field(form, "FileName")
    files.value = files.value[:index] + files.value[index + 1 :]


def test_a_file_that_is_chosen_is_shown_and_sent(signed_in, form):
    choose(form, ("picture.png", PNG))
    assert f"picture.png, image/png, {len(PNG)} bytes" in text_of(form)
    assert form.send_once().status == 200
    assert calls(signed_in, "media") == 1
    assert "FileName: picture.png (image/png, " in str(form.send_once().request)


def test_the_bytes_do_not_stay_in_the_widget(form):
    choose(form, ("picture.png", PNG), ("other.jpg", PNG))
    assert len(field(form, "FileName").value) == 2
    assert "nobody's business" not in str([one.get_state() for one in walk(form)])
    assert "nobody's business" not in repr(form) + form.as_text()


def test_what_is_chosen_later_is_added_and_the_order_is_yours(signed_in, form):
    choose(form, ("one.png", PNG))
    choose(form, ("two.png", PNG), ("three.jpg", PNG))
    _, two, three = field(form, "FileName").value
    field(form, "FileName").value = [three, two]
    call = call_of(form)
    assert [(file.name, file.content) for _, file in call.files] == [("three.jpg", PNG), ("two.png", PNG)]


def test_a_large_file_comes_in_pieces_and_each_is_answered(form):
    content = bytes(range(256)) * 10_000
    answers = choose_file(form, "film.mp4", content)
    assert [one["at"] for one in answers] == [1_000_000, 2_000_000, 0]
    assert form.values["files"][0].content == content


def test_a_file_that_is_cancelled_does_not_come(form):
    about = {"kind": "file", "name": "files", "id": "1", "file": "film.mp4", "type": "", "size": 2_000_000}
    say(form, [b"0" * 1_000_000], **about, at=0)
    say(form, **about, at=0, cancel=True)
    assert form.values["files"] == []
    say(form, [b"1" * 1_000_000], **about, at=1_000_000)  # a piece that was on its way
    assert form.values["files"] == []


def test_a_piece_that_comes_twice_counts_once(form):
    about = {"kind": "file", "name": "files", "id": "1", "file": "film.mp4", "type": "", "size": 4}
    say(form, [b"ab"], **about, at=0)
    assert say(form, [b"ab"], **about, at=0) == [{"kind": "piece", "id": "1", "at": 2}]
    say(form, [b"cd"], **about, at=2)
    assert form.values["files"][0].content == b"abcd"


def test_an_empty_file_is_a_file_too(form):
    choose(form, ("empty.png", b""))
    assert "empty.png, image/png, 0 bytes" in text_of(form)


def test_a_type_that_the_name_does_not_say_is_the_browsers(form):
    choose(form, ("no-ending", b"text"))
    assert "no-ending, text/strange, 4 bytes" in text_of(form)


def test_an_album_is_several_files(signed_in, tmp_path):
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(PNG)
    form = signed_in.content.upload_media.form(files=[str(tmp_path / "a.png"), tmp_path / "b.png"])
    assert "File 1 a.png, image/png" in text_of(form)
    assert form.send_once().status == 200
    assert form.send_once().code() == (
        f"kaizala.content.upload_media(files={[str(tmp_path / 'a.png'), str(tmp_path / 'b.png')]!r})"
    )
    assert signed_in.content.send_album(caption="Two").status == 200


def test_a_path_where_nothing_is_sends_nothing_and_says_so_beside_it(signed_in, tmp_path):
    (tmp_path / "a.png").write_bytes(PNG)
    form = signed_in.content.upload_media.form(files=[str(tmp_path / "a.png"), str(tmp_path / "b.png")])
    press(button(form, "Send"))
    assert f"File 2: The file '{tmp_path / 'b.png'}' cannot be read: No such file or directory." in text_of(form)
    with pytest.raises(errors.InputError, match="File 2: "):
        form.send_once()
    assert calls(signed_in, "media") == 0
    (tmp_path / "b.png").write_bytes(PNG)
    assert form.send_once().status == 200


def test_another_file_of_the_same_name_is_a_change(signed_in, form):
    choose(form, ("picture.png", PNG))
    form.send_once()
    remove(form, 0)
    choose(form, ("picture.png", PNG))
    assert "The fields have changed" not in text_of(form)
    remove(form, 0)
    choose(form, ("picture.png", PNG + b"more"))
    assert "The fields have changed since they were sent." in text_of(form)
    assert calls(signed_in, "media") == 1


def test_a_bar_says_how_far_it_is_and_goes(signed_in, form):
    told = []
    form.observe(lambda change: told.append(change["new"]["progress"]), "content")
    heard = []
    signed_in.session.on_progress = lambda sent, size: heard.append((sent, size))
    choose(form, ("film.mp4", b"0" * 2_000_000))
    form.send_once()
    parts = [one for one in told if one]
    assert len(parts) > 5
    assert parts[-1]["percent"] == 100
    assert "of 2,000,1" in parts[0]["words"]
    assert told[-1] is None
    assert heard[-1][0] == heard[-1][1]
    signed_in.session.on_progress = print
    assert form.content["progress"] is None


def test_a_file_that_is_refused_stays_chosen(signed_in, form):
    choose(form, ("notes.xyz", b"text"))
    press(button(form, "Send"))
    assert "Refused: 415" in text_of(form)
    assert "notes.xyz, " in text_of(form)


def test_a_notebook_that_was_run_does_not_hold_the_file(kernel_config):
    notebook = new_notebook(
        cells=[
            new_code_cell(
                "from kaizala_nb import Kaizala\nkaizala = Kaizala()\n"
                'kaizala.sign_in("+447700900001").send_once()\n'
                "upload_media = kaizala.content.upload_media.form()\nupload_media"
            ),
            new_code_cell(
                "from tests.toolkit.widgets.test_upload import PNG, choose\n"
                'choose(upload_media, ("picture.png", PNG))\nlen(upload_media.values["files"])'
            ),
            new_code_cell("upload_media.send_once()"),
        ]
    )
    NotebookClient(notebook, kernel_name="python3", timeout=120, config=kernel_config).execute()
    text = nbformat.writes(notebook)
    assert json.loads(text)["metadata"]["widgets"]  # the state is there
    assert "picture.png" in text
    assert "nobody's business" not in text
    for start in range(3):  # base64 of bytes at any place
        assert base64.b64encode(PNG[start:]).decode()[8:40] not in text
