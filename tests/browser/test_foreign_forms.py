"""A form of somebody else's file, by keyboard and with a screen reader: each value of a nested body has its name."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kaizala_nb import Api
from kaizala_nb.course.teaching.lab import EXAMPLE
from kaizala_nb.toolkit.collection.message import Message
from tests.browser.plain_page import PlainPage
from tests.course.lessons.runner import NOTEBOOKS
from tests.postman.example_server import ExampleServer

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
ALL = "ControlOrMeta+a"
KEYS = (ALL, "Enter", "ArrowUp")
STOP = re.compile(r"\w+ '[^']+'")


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


@pytest.fixture
def library() -> Iterator[Api]:
    """Our collection, whose service answers."""
    server = ExampleServer(NOTEBOOKS / EXAMPLE[0])
    made = Api.from_postman(NOTEBOOKS / EXAMPLE[0], environment={"base_url": server.url}, allow_hosts=[server.url])
    made.environment["token"] = "t0"
    yield made
    made.close()
    server.close()


def use_keys(page: PlainPage, widget, keys: Mapping[str, list[str | Path]]) -> list[str]:
    """Go through a widget by Tab, and press these keys at what has such a role and name. Gives where Tab came by."""
    shown, keyboard, to_press = page.show(widget), page.page.keyboard, dict(keys)
    shown.get_by_role("heading", level=3).evaluate("title => { title.tabIndex = -1; title.focus(); }")
    stops: list[str] = []
    while True:
        keyboard.press("Tab")
        said = [line.strip() for line in page.tree(shown) if line.endswith(" focused") and "heading3" not in line]
        if not said:
            assert not to_press, stops
            return stops
        stops.append(STOP.match(said[0])[0])
        assert f"({stops[-1].partition(chr(39))[2][:-1]})" not in said[0]  # nothing is said twice
        for key in to_press.pop(stops[-1], []):
            if isinstance(key, Path):
                with page.page.expect_file_chooser() as chooser:
                    keyboard.press("Enter")
                chooser.value.set_files(key)
            elif key in KEYS:
                keyboard.press(key)
            else:
                keyboard.type(key)


def sent_by(library: Api, page: PlainPage, name: str, keys: Mapping[str, list[str | Path]]) -> Message:
    """The request that goes out after these keys were pressed in its form."""
    form = library[name].form()
    use_keys(page, form, keys | {"button 'Send'": ["Enter"]})
    page.page.get_by_role("group", name=name).get_by_text(re.compile("20[01] ")).first.wait_for()
    return [*library._journal][-1].outgoing.call.message


def test_all_of_a_form_is_named_changed_and_sent_by_keyboard(page, library):
    """Each stop of Tab has the name that a screen reader says. The keys of a row that is added are pressed in it at once."""
    typed = {
        "textbox 'title'": [ALL, "Persuasion"],
        "combobox 'lent'": ["ArrowUp"],
        "textbox 'note'": ["signed"],
        "button 'Add an author'": ["Enter", "Anne"],
        "button 'Remove tag 1'": ["Enter"],
        "textbox 'shelf.number'": [ALL, "9"],
        "button 'More fields (1)'": ["Enter"],
        "textbox 'Idempotency-Key'": ["once"],
    }
    message = sent_by(library, page, "Add a book", typed)
    book = json.loads(message.body)
    assert message.header("Idempotency-Key") == "once"
    assert (book["title"], book["lent"], book["note"], book["tags"]) == ("Persuasion", True, "signed", ["city"])
    assert (book["authors"][1], book["shelf"]) == ({"name": "Anne"}, {"room": "East", "number": 9})
    message = sent_by(
        library, page, "Opening hours", {"button 'More fields (1)'": ["Enter"], "textbox 'holidays'": ["yes"]}
    )
    assert message.target.endswith("holidays=yes")
    cover = NOTEBOOKS / "cover.png"
    message = sent_by(
        library, page, "Add a cover", {"button 'Choose files'": [cover], "textbox 'caption'": [ALL, "The sea"]}
    )
    assert cover.read_bytes() in message.body
    assert b"The sea" in message.body


def test_the_request_of_a_form_with_many_fields_is_seen_whole(page, library):
    shown = page.show(library["Add a book"].form())
    shown.get_by_role("button", name="Request, before it is sent").click()
    page.heard()
    box = shown.locator(".kz-request pre")
    assert '"number": 2' in box.inner_text()
    assert box.evaluate("box => box.scrollHeight <= box.clientHeight")


def test_a_line_says_what_the_cell_of_a_form_leaves_out_and_adds(page, library):
    given = {"without": ["price", "shelf"], "headers": {"Prefer": "wait=5, <b>now</b>"}}
    shown = page.show(library["Add a book"].form(**given))
    expect(shown.get_by_text("Without price, shelf. With the header Prefer: wait=5, <b>now</b>.")).to_be_visible()
    expect(shown.get_by_label("title")).to_be_visible()
    expect(shown.get_by_label("price")).to_have_count(0)
    shown.get_by_role("button", name="Request, before it is sent").click()
    page.heard()
    expect(shown.locator(".kz-request pre")).to_contain_text("Prefer: wait=5, <b>now</b>")
    expect(page.show(library["Add a book"].form()).get_by_text("Without")).to_have_count(0)


def test_variables_are_filled_in_by_keyboard(page, library):
    values = {"textbox 'Email'": ["sam@library.example"], "textbox 'Pin'": ["2468"], "button 'Keep'": ["Enter"]}
    stops = use_keys(page, library.fill_in(), values)
    assert stops == [f"textbox '{name}'" for name in ("Email", "Pin", "Desk key", "Desk password")] + ["button 'Keep'"]
    expect(page.page.get_by_role("status")).to_have_text(re.compile("2 "))
    assert (library.environment["email"], library.environment["pin"]) == ("sam@library.example", "2468")
