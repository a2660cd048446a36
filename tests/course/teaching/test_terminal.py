"""Names of files and sentences of others reach a terminal, and none of them steers it."""

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from kaizala_nb.cli import main
from kaizala_nb.toolkit.display.terminal import one_line, plain, title
from tests.course.lessons.runner import LESSON_00

EVIL = "\x1b]0;x\x07\x1b[2J\x9b1m\u202e\nrow\rz"
STEERS = set("\x1b\x07\x9b\u202e\r\x00")


def said(*arguments):
    done = CliRunner().invoke(main, list(map(str, arguments)))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert not STEERS & set(done.output)
    done.output.encode()  # a name in no encoding is shown as far as it is one
    return done


def test_a_text_is_shown_with_signs_in_place_of_what_steers():
    assert plain("a\x1b[2J\tb\n😀é\udcff") == "a�[2J�b\n😀é�"
    assert one_line("a\nb") == "a�b"
    assert title(" a\r\nb\x1bc") == "a b�c"


def test_marks_have_a_row_a_file_whatever_it_is_called(tmp_path):
    formulas = ("=1+1.ipynb", "+1.ipynb", "-1.ipynb", "@x.ipynb")
    for name in (f"{EVIL}.ipynb", *formulas):
        (tmp_path / name).write_text("no notebook")
    with open(os.fsencode(tmp_path) + b"/\xff\xfe.ipynb", "wb") as file:
        file.write(b"{}")
    done = said("lessons", "mark", tmp_path)
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 1 + 2 + len(formulas)
    assert "]0;x��[2J�1m��row�z.ipynb" in done.stdout
    assert all(f"'{formula}" in done.stdout for formula in formulas)


def test_files_that_are_written_are_named_in_a_line_each(tmp_path):
    folder = tmp_path / EVIL
    assert len(said("lessons", "copy", folder).stdout.splitlines()) == len(list(folder.iterdir()))
    assert len(said("collection", "export", folder).stdout.splitlines()) == 3
    (folder / "lesson.ipynb").write_text(LESSON_00.read_text().replace('"outputs": []', '"outputs": [ ]', 1))
    assert len(said("lessons", "clean", folder / "lesson.ipynb").stdout.splitlines()) == 1
    (folder / "none.ipynb").write_text("{")
    assert "none.ipynb" in said("lessons", "clean", folder / "none.ipynb").output
    (folder / "none.json").write_text("{}")
    assert "is no Postman collection" in said("collection", "run", folder / "none.json").output


@pytest.mark.parametrize(
    "arguments",
    [
        ("lessons", "mark", f"/nowhere/{EVIL}"),
        ("lessons", "clean", f"/nowhere/{EVIL}"),
        ("collection", "run", f"/nowhere/{EVIL}"),
        ("collection", "run", "--folder", EVIL),
        ("collection", "run", "--url", f"http://{EVIL}"),
        ("reset", "--url", f"http://{EVIL}", "--key", "x"),
        ("serve", "--pin", EVIL),
        (EVIL,),
    ],
    ids=lambda arguments: " ".join(arguments)[:20].strip("\x1b"),
)
def test_what_is_wrong_with_an_argument_is_said_plainly(arguments):
    assert said(*arguments).exit_code in (1, 2)


def test_what_a_service_says_no_with_is_said_plainly():
    class Evil(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.dumps({"errorCode": EVIL, "message": EVIL}).encode()
            self.send_response(403, "No")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Evil) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        done = said("reset", "--url", f"http://127.0.0.1:{server.server_port}", "--key", "x")
        server.shutdown()
    assert done.exit_code == 1
