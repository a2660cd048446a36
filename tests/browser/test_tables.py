"""Long lists and answers in a real page: a bar while pages come, the notebook's own stop button, a chart of a poll."""

import os
import re
from pathlib import Path

import pandas as pd
from playwright.sync_api import expect

from kaizala_nb.toolkit import tables
from tests.toolkit.widgets.test_gathering import PREPARE

POLL = """
poll = kaizala.content.post_poll(question="Lunch?", choices=["Yes", "No"], group_id=team).json["actionId"]
for number, answer in {"+447700900002": "Yes", "+447700900003": "No", "+447700900004": "No"}.items():
    kaizala.phone(number).answer(poll, answer)
reply = kaizala.queries.fetch_survey_responses(action_id=poll, group_id=team)
reply
"""
_MIDDLE = """cell => {
  const text = document.createRange();
  text.selectNodeContents(cell);
  const box = text.getBoundingClientRect();
  return (box.top + box.bottom) / 2;
}"""
TEAM = """
people = ["+447700900002", "+447700900003", "+447700900004"]
team = kaizala.groups.create_group(name="Team", members=people).json["groupId"]
kaizala.sandbox.clear_faults()
kaizala.groups.get_subscribers()
"""


def test_the_stop_button_ends_a_long_list_with_what_has_come(notebook):
    page = notebook(PREPARE, "people = kaizala.groups.subscribers()\npeople", TEAM)
    page.run(0)
    long = page.cell(1)
    long.click()
    page.page.keyboard.press("Control+Enter")
    expect(long.get_by_text(re.compile(r"on \d+ pages? so far"))).to_be_visible()
    picture(long, "gathering")
    page.panel.get_by_role("button", name="Interrupt the kernel").click()
    expect(long.get_by_text("stopped after")).to_be_visible()
    expect(long.get_by_text("Go on with kaizala.groups.subscribers(cursor=")).to_be_visible()
    expect(long.get_by_role("columnheader", name="mobileNumber")).to_be_visible()
    picture(long, "stopped")
    short = page.run(2)
    expect(short.get_by_text("The first 20 of 50 rows; .df has them all.")).to_be_visible()
    picture(short, "long")


def test_answers_are_a_table_and_a_line_draws_them(notebook):
    page = notebook(PREPARE, TEAM, POLL, 'reply.df["Lunch?"].value_counts().plot.barh()')
    for index in (0, 1):
        page.run(index)
    table = page.run(2)
    expect(table.get_by_role("columnheader", name="Lunch?")).to_be_visible()
    picture(table, "poll")
    _the_keyboard_scrolls_it(page, table)
    _an_id_is_short_and_copied_whole(page, table)
    chart = page.run(3)
    expect(chart.locator("img")).to_be_visible()
    picture(chart, "chart")


def test_a_long_text_wraps_and_the_number_of_its_row_stands_on_its_first_line(browser):
    """Even beside a table that pandas has drawn: the style that comes with it holds for the whole page."""
    scope = [f"permission.{number}" for number in range(20)]
    table = tables.frame([{"token": "a token of some length", "address": "http://127.0.0.1:8600/", "scope": scope}])
    page = browser.new_page(viewport={"width": 560, "height": 400})
    page.set_content(pd.DataFrame({"a": [1]})._repr_html_() + table._repr_html_())
    wide = page.get_by_role("group", name=re.compile("^Table, 1 row"))
    assert wide.evaluate("wide => wide.scrollWidth <= wide.clientWidth")
    number, text = wide.locator("tbody th"), wide.locator("tbody td").first
    assert abs(number.evaluate(_MIDDLE) - text.evaluate(_MIDDLE)) < 5
    page.close()


def _the_keyboard_scrolls_it(page, cell) -> None:
    wide = cell.get_by_role("group", name=re.compile("^Table, 3 rows, "))
    assert wide.evaluate("wide => wide.scrollWidth > wide.clientWidth")
    wide.focus()
    page.page.keyboard.press("ArrowRight")
    page.wait_until(lambda: wide.evaluate("wide => wide.scrollLeft > 0"))
    wide.evaluate("wide => { wide.scrollLeft = 0; }")


def _an_id_is_short_and_copied_whole(page, cell) -> None:
    """A click marks the whole of it, without its middle being seen."""
    shown = cell.locator(".kz-id").first
    whole = shown.get_attribute("title")
    assert len(whole) == 36
    assert shown.bounding_box()["width"] < 150
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown.click()
    page.page.keyboard.press("Control+C")
    page.wait_until(lambda: page.page.evaluate("() => navigator.clipboard.readText()") == whole)


def picture(cell, name: str) -> None:
    """What it looks like, where ``PICTURES`` names a folder."""
    if folder := os.environ.get("PICTURES"):
        cell.screenshot(path=Path(folder) / f"{name}.png")
