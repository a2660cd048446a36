"""A lesson's page in a real browser: it asks for nothing, is readable in light and dark, and fits a narrow window."""

import subprocess
import sys

import pytest

LESSON = "00-your-first-message"
COLOURS = (
    "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color]"
)


@pytest.fixture(scope="module")
def page_file(browser, tmp_path_factory):
    """The first lesson's page, as the command makes it."""
    folder = tmp_path_factory.mktemp("pages")
    code = f"import sys; from pathlib import Path; from kaizala_nb.teaching import pages; next(pages.write(Path({str(folder)!r})))"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return folder / f"{LESSON}.html"


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
