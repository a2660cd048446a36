"""Pictures with very many pixels in very few bytes: taken, and never many of them opened at once."""

import base64
import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from kaizala_nb.emulator import resource
from kaizala_nb.emulator.media_types import IMAGE, File
from tests.emulator.world import upload

MOST_GROWTH = 500_000_000
"""Bytes by which uploads may let the process grow. One PNG of 19 megapixels takes 160 MB while it is open."""


def flat(pixels: tuple[int, int], kind: str, mode: str = "RGBA") -> bytes:
    """A picture of one colour."""
    made = io.BytesIO()
    Image.new(mode, pixels).save(made, kind)
    return made.getvalue()


def peak(pid: int) -> int:
    """The most memory that a process ever had, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read as Linux tells it")
@pytest.mark.parametrize("pixels", [(7000, 7000), (4400, 4400)])
def test_eight_uploads_of_a_large_picture_take_the_memory_of_one(served, pixels):
    me = served.client.signed_in()
    upload(me, "/v1/media", flat((10, 10), "PNG"))
    content, before = flat(pixels, "PNG"), peak(served.process.pid)
    assert len(content) < 1_000_000
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: upload(me, "/v1/media", content), range(8)))
    assert {reply.status_code for reply in replies} == {200}
    assert peak(served.process.pid) - before < MOST_GROWTH


def thumbnail(text: str) -> str:
    """The thumbnail in a resource."""
    return json.loads(base64.b64decode(text)).get("Thumbnail", "")


@pytest.mark.parametrize(
    ("pixels", "kind", "mode", "has"),
    [
        ((4400, 4400), "PNG", "L", True),
        ((4600, 4600), "PNG", "L", False),
        ((7000, 7000), "JPEG", "L", True),
        ((7200, 7200), "JPEG", "L", False),
    ],
)
def test_a_picture_has_a_thumbnail_up_to_a_number_of_pixels(me, pixels, kind, mode, has):
    reply = upload(me, "/v1/media", flat(pixels, kind, mode), kind=f"image/{kind.lower()}")
    assert reply.status_code == 200
    assert bool(thumbnail(reply.json()["mediaResource"])) is has


def test_a_picture_that_cannot_be_read_keeps_no_other_from_its_turn(me):
    broken = flat((100, 100), "PNG")[:60]
    assert not thumbnail(upload(me, "/v1/media", broken).json()["mediaResource"])
    assert thumbnail(upload(me, "/v1/media", flat((10, 10), "PNG")).json()["mediaResource"])


def test_where_there_are_no_threads_there_are_thumbnails_too(monkeypatch):
    monkeypatch.setattr(resource.sys, "platform", "emscripten")
    monkeypatch.delattr(resource, "_ONE_AT_A_TIME")
    text = resource.write(IMAGE, [("id", File("a.png", "image/png", flat((10, 10), "PNG")))], "http://127.0.0.1/")
    assert thumbnail(text)
