"""A form of somebody else's file, by keyboard and with a screen reader: each value of a nested body has its name."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from kaizala_nb import Api
from tests.browser.plain_page import PlainPage

BODY = """{"title": "Emma", "lent": false, "shelf": {"room": "North"},
 "authors": [{"name": "Ines", "papers": [7]}]}"""
QUERY = [{"key": "notify", "value": "yes", "disabled": True, "description": "Tell the readers."}]
URL = {"host": ["http://127.0.0.1:9"], "path": ["books"], "query": QUERY}
LINES = "Dear all,\nthe lamp flickers."
ITEMS = [
    {"name": "Add a book", "request": {"method": "POST", "url": URL, "body": {"mode": "raw", "raw": BODY}}},
    {"name": "Tell us", "request": {"method": "POST", "url": URL, "body": {"mode": "raw", "raw": LINES}}},
]
TREE = """
group 'Add a book'
  heading3 'Add a book'
  textbox 'title'
  combobox 'lent'
  textbox 'shelf.room'
  group 'authors body'
    list ''
      group 'Author 1'
        textbox 'name'
        group 'papers'
          list ''
            textbox 'Paper 1'
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[PlainPage]:
    made = PlainPage(browser)
    yield made
    made.close()


@pytest.fixture
def api(tmp_path) -> Iterator[Api]:
    path = tmp_path / "library.json"
    path.write_text(json.dumps({"info": {"name": "Library"}, "item": ITEMS}), encoding="utf-8")
    made = Api.from_postman(path)
    yield made
    made.close()


def body_of(form) -> dict:
    return json.loads(form._call([field.checked() for field in form._fields]).message.body)


def test_each_value_of_a_nested_body_has_its_name_and_rows_are_added_by_keyboard(page, api):
    form = api["Add a book"].form()
    shown = page.show(form)
    keyboard = page.page.keyboard
    tree = [line for line in page.tree(shown) if not line.strip().startswith(("button", "paragraph"))]
    assert tree[: len(TREE.strip().splitlines())] == TREE.strip().splitlines()
    shown.get_by_label("shelf.room").fill("South")
    shown.get_by_role("button", name="Add a paper").press("Enter")
    keyboard.type("8")
    shown.get_by_role("button", name="Add an author").press("Enter")
    keyboard.type("Sam")
    keyboard.press("Tab")
    more = shown.get_by_role("button", name="More fields")
    more.press("Enter")
    off = shown.get_by_role("textbox", name="notify")
    assert "kz-off" in off.locator("..").get_attribute("class")
    off.fill("no")
    more.focus()
    page.heard()
    assert "kz-off" not in off.locator("..").get_attribute("class")
    authors = [{"name": "Ines", "papers": [7, 8]}, {"name": "Sam"}]
    assert body_of(form) == json.loads(BODY) | {"shelf": {"room": "South"}, "authors": authors}


def test_enter_begins_a_new_line_in_a_text_of_several(page, api):
    form = api["Tell us"].form()
    shown = page.show(form)
    text = shown.get_by_role("textbox", name="body")
    text.press("ControlOrMeta+End")
    text.press("Enter")
    page.page.keyboard.type("Thanks")
    page.page.keyboard.press("Tab")
    page.heard()
    assert form.values["body"] == f"{LINES}\nThanks"
