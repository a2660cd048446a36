"""The drawings of the lessons: ``python -m tests.browser.drawings`` draws ``docs/drawings/*.svg`` and puts them into the lessons.

A drawing is a PNG that is attached to its cell, so it travels with the notebook, and every place that shows a notebook shows it:
JupyterLab, Notebook 7, GitHub, a page without network. Its name has the digest of its SVG file, so that a test sees an old one.
"""

import base64
import hashlib
import io
import re
from pathlib import Path

import nbformat
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser import executable
from tests.course.lessons.runner import NOTEBOOKS

DRAWINGS = Path(__file__).resolve().parents[2] / "docs" / "drawings"
LINK = re.compile(r"!\[(?P<words>[^\]]*)\]\(attachment:(?P<name>(?P<drawing>[\w-]+)-(?P<digest>[0-9a-f]{8})\.png)\)")
COLOURS = 64
SCALE = 2
"""Pixels of the picture for one of the page, so that it stays sharp on a good screen and when a page is enlarged."""


def digest(drawing: str) -> str:
    """The digest of a drawing's SVG file: eight signs."""
    return hashlib.sha256((DRAWINGS / f"{drawing}.svg").read_bytes()).hexdigest()[:8]


def drawn(browser: Browser, drawing: str) -> bytes:
    """A drawing as PNG. A lesson travels with it, so it has few colours, and a quarter of the bytes. Its corners are clear."""
    source = base64.b64encode((DRAWINGS / f"{drawing}.svg").read_bytes()).decode()
    page = browser.new_page(device_scale_factor=SCALE)
    page.set_content(f'<img src="data:image/svg+xml;base64,{source}">')
    picture = page.locator("img").screenshot(omit_background=True)
    page.close()
    few_colours = io.BytesIO()
    whole = Image.open(io.BytesIO(picture)).convert("RGBA")
    on_white = Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole).convert("RGB").quantize(COLOURS)
    on_white.putpalette([*on_white.getpalette()[: 3 * COLOURS], 255, 255, 255])  # the last colour is the clear one
    on_white.paste(COLOURS, mask=whole.getchannel("A").point(lambda alpha: 255 * (alpha < 128)))
    on_white.save(few_colours, "PNG", optimize=True, transparency=COLOURS)
    return few_colours.getvalue()


def attach(browser: Browser, lesson: Path) -> list[str]:
    """Draw the drawings of a lesson whose SVG file has changed, and give their names."""
    notebook = nbformat.read(lesson, as_version=4)
    changed = []
    for cell in notebook.cells:
        for link in LINK.finditer(cell.source) if cell.cell_type == "markdown" else ():
            name = f"{link['drawing']}-{digest(link['drawing'])}.png"
            if name not in cell.get("attachments", {}):
                picture = base64.b64encode(drawn(browser, link["drawing"])).decode()
                cell["attachments"] = {name: {"image/png": picture}}
                cell.source = cell.source.replace(link["name"], name)
                changed.append(name)
    if changed:
        nbformat.write(notebook, lesson)
    return changed


def main() -> None:
    """Draw what has changed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable.find(), args=["--no-sandbox"])
        for lesson in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")):
            for name in attach(browser, lesson):
                print(f"{lesson.name}: {name}")
        browser.close()


if __name__ == "__main__":
    main()
