"""What modules of JavaScript draw, in a real page."""

from tests.browser.test_page import BEGIN

LINKED = "() => globalThis[Symbol.for('kaizala-nb.modules')].size"


def test_many_widgets_link_the_modules_once_and_share_a_style_sheet(notebook):
    page = notebook(
        BEGIN, "import ipywidgets\ninbox = kaizala.inbox()\nipywidgets.VBox([inbox.box() for _ in range(200)])"
    )
    page.run(0)
    page.page.evaluate("() => { window.before = document.adoptedStyleSheets.length; }")
    cell = page.run(1)
    page.wait_until(lambda: cell.get_by_role("log").count() == 200)
    assert page.page.evaluate(LINKED) <= 12
    assert page.page.evaluate("() => document.adoptedStyleSheets.length - window.before") == 1
    assert page.errors == []
