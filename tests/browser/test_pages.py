"""A lesson's page in a real browser: it asks for nothing, is readable in light and dark, and fits a narrow window."""

import re
import subprocess
import sys

import pytest

from kaizala_nb.course.teaching import pages
from tests.course.lessons.runner import LESSON_00
from tests.packaging.tracked import ROOT

LESSON = LESSON_00.stem
COLOURS = (
    "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color]"
)


@pytest.fixture(scope="module")
def page_file(browser, tmp_path_factory):
    """The first lesson's page, as the command makes it."""
    folder = tmp_path_factory.mktemp("pages")
    file = folder / f"{LESSON}.html"
    code = f"""from pathlib import Path
from kaizala_nb.course.teaching import notebooks, pages
ran = pages.run(notebooks.read(Path({str(LESSON_00)!r})), "lesson")
Path({str(file)!r}).write_text(pages.render(ran, {LESSON!r}, [({LESSON!r}, "00 Your first message")]))"""
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return file


def brightness(colour: str) -> float:
    """From 0 to 255, of "rgb(r, g, b)"."""
    return sum(float(part) for part in colour.partition("(")[2].rstrip(")").split(",")[:3]) / 3


def test_a_page_stands_alone_in_light_and_dark(browser, page_file):
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 500, "height": 800})
        page = context.new_page()
        asked, said = [], []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda message, said=said: said.append(message.text))
        page.goto(page_file.as_uri())
        ground, words = map(brightness, page.evaluate(COLOURS))
        assert (ground > 200 and words < 100) if scheme == "light" else (ground < 60 and words > 150)
        assert asked == [page_file.as_uri()]
        assert said == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert page.get_by_text("Hello from my notebook").first.is_visible()
        answer = page.get_by_text("Show an answer")
        answer.click()
        assert page.get_by_text("Welcome to the team").is_visible()
        context.close()


@pytest.mark.parametrize("name", ["teaching", "sheet"])
def test_a_sheet_prints_on_one_page(browser, tmp_path, name):
    file = tmp_path / f"{name}.html"
    file.write_text(
        pages.render_sheet((ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8"), name), encoding="utf-8"
    )
    page = browser.new_page()
    page.goto(file.as_uri())
    for size in ("A4", "Letter"):
        printed = page.pdf(format=size, margin=dict.fromkeys(("top", "right", "bottom", "left"), "1.2cm"))
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, size
    page.close()
