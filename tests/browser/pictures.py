"""Pictures of the lessons, for the README and for looking at: ``python -m tests.browser.pictures FOLDER [LESSON ...]``.

With a folder: lesson 00 click by click, at 700 and 500 px, and every lesson from top to bottom after Run All, at 1100 px; light
and dark. With lessons' numbers behind it (``04 05``) the pages of those alone. Without a folder it makes the two pictures of
the README, ``docs/lesson-00.png`` and ``docs/library.png``.
"""

import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from kaizala_nb.course.teaching.lab import EXAMPLE, copy_example
from kaizala_nb.toolkit.notebook.api import PostmanApi
from tests.browser import executable
from tests.browser.lab import BROWSER_ARGUMENTS, JupyterLab, Notebook
from tests.course.lessons.runner import LESSON_00, NOTEBOOKS
from tests.course.lessons.test_lesson_00 import (
    CHECK,
    CREATE_GROUP,
    EXPIRED,
    FIRST_CHECK,
    FOREIGN_GROUP,
    GROUP,
    JOURNAL,
    MESSAGE,
    RENEWED,
    SEND_MESSAGE,
    SIGN_IN,
    SIGNED_IN,
    WRONG_PIN,
)
from tests.postman.example_server import ExampleServer, example_in

_DOCS = Path(__file__).resolve().parents[2] / "docs"
README_PICTURE, LIBRARY_PICTURE = _DOCS / "lesson-00.png", _DOCS / "library.png"
PAGE = 1500
"""How many pixels high a picture of a page is."""

SHOWN = {
    "card": 1,
    "check": FIRST_CHECK,
    "journal": JOURNAL,
    "wrong-pin": WRONG_PIN,
    "expired": EXPIRED,
    "renewed": RENEWED,
    "not-found": FOREIGN_GROUP,
    "hints": CHECK,
}


def take(lab: JupyterLab, browser: Browser, folder: Path, *, width: int, dark: bool) -> None:
    """All pictures of the lesson, with an output area that is ``width`` pixels wide."""
    shutil.copy(LESSON_00, lab.root)
    notebook = Notebook(lab, browser, LESSON_00.name, width=1280, dark=dark)
    notebook.command("application:toggle-left-area")
    notebook.page.set_viewport_size({"width": width + beside_outputs(notebook), "height": 1100})
    name = f"{width}-{'dark' if dark else 'light'}"

    def picture(what: str, index: int) -> None:
        notebook.page.wait_for_timeout(500)
        outputs = notebook.cell(index).locator(".jp-Cell-outputWrapper")
        outputs.screenshot(path=folder / f"{what}-{name}.png")

    for index in (1, SIGN_IN):
        notebook.run(index)
    form = notebook.cell(SIGN_IN)
    picture("sign-in-1-start", SIGN_IN)
    form.get_by_role("button", name="Send PIN").click()
    sms = form.get_by_text("Your PIN is")
    sms.wait_for()
    form.get_by_role("button", name="Sign in").wait_for()
    picture("sign-in-2-pin", SIGN_IN)
    form.get_by_role("textbox", name="PIN").fill("000000")
    form.get_by_role("button", name="Sign in").click()
    form.get_by_text("Refused: 401").first.wait_for()
    picture("sign-in-3-wrong-pin", SIGN_IN)
    form.get_by_role("textbox", name="PIN").fill(re.search(r"\d{6}", sms.text_content())[0])
    notebook.page.wait_for_timeout(600)
    form.get_by_role("button", name="Sign in").click()
    form.get_by_text("Signed in as").wait_for()
    picture("sign-in-4-done", SIGN_IN)
    notebook.run(SIGNED_IN)
    form = notebook.run(CREATE_GROUP)
    picture("create-group-1", CREATE_GROUP)
    form.get_by_text("More fields").click()
    form.get_by_role("button", name="Send", exact=True).click()
    form.get_by_text("200 OK").wait_for()
    picture("create-group-2-sent", CREATE_GROUP)
    notebook.run(GROUP)
    notebook.run(SEND_MESSAGE)
    form = notebook.cell(SEND_MESSAGE)
    form.get_by_role("button", name="Send", exact=True).click()
    form.get_by_text("200 OK").wait_for()
    picture("message", SEND_MESSAGE)
    for index in range(MESSAGE, CHECK + 1):
        notebook.run(index)
    for what, index in SHOWN.items():
        picture(what, index)
    notebook.close()


def take_page(lab: JupyterLab, browser: Browser, lesson: Path, folder: Path, *, width: int, dark: bool) -> None:
    """A lesson from top to bottom after Run All, a picture a screenful: ``04-1100-light-00.png`` and so on."""
    shutil.copy(lesson, lab.root)
    copy_example(Path(lab.root))
    notebook = Notebook(lab, browser, lesson.name, width=width, dark=dark)
    notebook.command("application:toggle-left-area")
    notebook.page.set_viewport_size({"width": width, "height": PAGE})
    notebook.run_all()
    notebook.wait_until(lambda: not notebook.busy)
    scroller = notebook.panel.locator(".jp-WindowedPanel-outer").first
    for screen in range(100):
        # JupyterLab draws a cell when it comes near, which may move what is below it: so the pixels are counted from the top.
        scroller.evaluate("(element, top) => { element.scrollTop = top; }", screen * (PAGE - 200))
        notebook.page.wait_for_timeout(1000)
        notebook.page.screenshot(
            path=folder / f"{lesson.name[:2]}-{width}-{'dark' if dark else 'light'}-{screen:02}.png"
        )
        if scroller.evaluate("element => element.scrollTop + element.clientHeight > element.scrollHeight - 5"):
            break
    notebook.close()


def take_readme_picture(lab: JupyterLab, browser: Browser, file: Path) -> None:
    """The message's form and the phone, as the README shows them."""
    shutil.copy(LESSON_00, lab.root)
    notebook = Notebook(lab, browser, LESSON_00.name, width=1160)
    notebook.command("application:toggle-left-area")
    for index in (1, SIGN_IN, SIGNED_IN, CREATE_GROUP, GROUP, SEND_MESSAGE):
        notebook.run(index)
    form = notebook.cell(SEND_MESSAGE)
    form.get_by_role("button", name="Send", exact=True).click()
    form.get_by_text("200 OK").wait_for()
    notebook.page.mouse.move(0, 0)
    notebook.page.wait_for_timeout(1000)
    notebook.cell(SEND_MESSAGE).screenshot(path=file)
    notebook.close()


def take_library_picture(lab: JupyterLab, browser: Browser, file: Path, *, dark: bool = False) -> None:
    """A request of the library's notebook, sent, as the README shows it."""
    library = ExampleServer(NOTEBOOKS / EXAMPLE[0])
    PostmanApi.from_postman(example_in(lab.root, library.url)).notebook(lab.root / "library.ipynb", force=True)
    notebook = Notebook(lab, browser, "library.ipynb", width=1000, dark=dark)
    notebook.command("application:toggle-left-area")
    texts = notebook.texts()
    opening = notebook.index_of("Api.from_postman")
    notebook.write(opening, texts[opening].replace("allow_hosts=[]", f'allow_hosts=["{library.url}"]'))
    notebook.run(opening)
    log_in = notebook.run(notebook.index_of(".log_in.form()"))
    log_in.get_by_role("textbox", name="email").fill("sam@library.example")
    log_in.get_by_label("pin").fill("2468")
    log_in.get_by_role("button", name="Send", exact=True).click()
    log_in.get_by_text("200 OK").first.wait_for()
    first = notebook.index_of(".list_books.form()")
    for index in (first, first + 1):
        notebook.run(index)
    notebook.page.set_viewport_size({"width": 1000, "height": 1100})
    notebook.cell(first - 1)
    notebook.page.mouse.move(0, 0)
    notebook.page.wait_for_timeout(1500)
    boxes = [notebook.cell(index).bounding_box() for index in (first - 1, first + 1)]
    top, end = boxes[0]["y"], boxes[1]["y"] + boxes[1]["height"]
    notebook.page.screenshot(
        path=file, clip={"x": boxes[0]["x"], "y": top, "width": boxes[0]["width"], "height": end - top}
    )
    notebook.close()
    library.close()


def beside_outputs(notebook: Notebook) -> int:
    """How many pixels of the page are beside an output."""
    output = notebook.panel.locator(".jp-Cell").first.bounding_box()
    prompt = 64 + 2 * 10
    return round(notebook.page.viewport_size["width"] - output["width"] + prompt)


def main(folder: str | None = None, *lessons: str) -> None:
    """Take them."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        lab = JupyterLab(Path(temporary))
        browser = playwright.chromium.launch(executable_path=executable.get(), args=BROWSER_ARGUMENTS)
        try:
            if folder is None:
                README_PICTURE.parent.mkdir(exist_ok=True)
                take_readme_picture(lab, browser, README_PICTURE)
                take_library_picture(lab, browser, LIBRARY_PICTURE)
                return
            Path(folder).mkdir(parents=True, exist_ok=True)
            pages = [file for file in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")) if not lessons or file.name[:2] in lessons]
            for dark in (False, True):
                for width in () if lessons else (700, 500):
                    take(lab, browser, Path(folder), width=width, dark=dark)
                for file in pages:
                    take_page(lab, browser, file, Path(folder), width=1100, dark=dark)
        finally:
            browser.close()
            lab.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
