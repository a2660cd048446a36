"""Nothing of ours breaks a rule of accessibility that axe-core knows: a whole lesson, and the portal, with all folds open."""

import pytest

from tests import node
from tests.browser.axe import violations, violations_of_lesson
from tests.browser.test_page import BEGIN
from tests.course.lessons.runner import NOTEBOOKS

BAD = """from IPython.display import HTML
HTML('<div class="kz"><input><details><summary>More</summary><select></select></details></div><input>')"""


@pytest.fixture(scope="module", autouse=True)
def axe():
    """Where npm is not at hand, there is nothing to look with."""
    try:
        node.axe()
    except node.NoNode as trouble:
        pytest.skip(str(trouble))


def test_the_portal_and_what_is_wrong_in_it(notebook):
    page = notebook(BEGIN, "kaizala.portal()", BAD)
    page.run(0)
    cell = page.run(1)
    form = cell.get_by_role("group", name="The portal", exact=True)
    form.get_by_role("textbox", name="Name", exact=True).fill("")
    form.get_by_role("button", name="Register, and use it here").click()
    form.get_by_text("Name is needed.").wait_for()
    assert violations(cell) == []
    rules = [line.split(": ")[1] for line in violations(page.run(2))]
    assert sorted(rules) == ["label", "select-name"]  # of what is ours, and in a fold too
    page.change_theme(dark=True)
    assert violations(page.cell(1)) == []


def test_a_lesson(lab, browser):
    assert violations_of_lesson(lab, browser, NOTEBOOKS / "05-webhooks.ipynb") == []
