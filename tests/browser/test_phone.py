"""A phone in a real page: the pixels of a picture, where it scrolls, what is typed on its cards, a window of its own."""

import re

import pytest
from playwright.sync_api import expect

from tests import node
from tests.browser.axe import violations
from tests.browser.contrast import too_low
from tests.browser.lab import Notebook
from tests.browser.phone_pictures import BEGIN

PIXELS = """image => {
  const drawn = document.createElement('canvas');
  [drawn.width, drawn.height] = [image.naturalWidth, image.naturalHeight];
  const paper = drawn.getContext('2d');
  paper.drawImage(image, 0, 0);
  return { size: [drawn.width, drawn.height], pixels: [...paper.getImageData(0, 0, drawn.width, drawn.height).data] };
}"""
IS_WHOLE = "image => image.src.startsWith('blob:') && image.complete && image.naturalWidth > 0"
NOISE = """
sent = Image.effect_noise((300, 200), 80).convert("RGB").quantize(64).convert("RGB")
file = io.BytesIO()
sent.save(file, "PNG")
send(Upload("noise.png", file.getvalue()), content.send_image, caption="By the door, please")
show = kaizala.phone(people["Asha"], name="Asha")
"""
ROOM = "element => element.scrollHeight - element.clientHeight - element.scrollTop"


def phone_in(notebook, *cells) -> Notebook:
    """A notebook whose second cell shows Asha's phone."""
    page = notebook(BEGIN, *cells)
    page.run(0)
    return page


def test_the_picture_on_the_phone_has_the_pixels_that_were_sent(notebook):
    page = phone_in(notebook, NOISE, "show", "print(*sent.convert('RGBA').tobytes(), sep=',')")
    page.run(1)
    image = page.run(2).get_by_role("img", name="noise.png")
    page.wait_until(lambda: image.evaluate(IS_WHOLE))
    drawn = image.evaluate(PIXELS)
    assert drawn["size"] == [300, 200]
    pixels = ",".join(map(str, drawn["pixels"]))
    printed = page.run(3).locator(".jp-OutputArea-output")
    page.wait_until(lambda: printed.text_content().strip() == pixels)
    assert image.bounding_box()["width"] == 240


def test_it_has_one_size_and_shows_the_newest_unless_somebody_has_scrolled_up(notebook):
    write = "for number in range(95): asha.send_message(group, f'Message {number}')"
    page = phone_in(
        notebook,
        "kaizala.phone('+447700900009')",
        f"{write}\nasha",
        "content.send_message(message='Look here')",
        "print(1)\n" * 60,
    )
    empty = page.run(1).locator(".kz-phone")
    empty.get_by_text("Nothing yet.").wait_for()
    size = empty.bounding_box()
    assert (size["width"], size["height"]) == (280, 420)
    log = page.run(2).get_by_role("log")
    log.scroll_into_view_if_needed()
    expect(log.get_by_text("Message 94")).to_be_in_viewport()
    page.wait_until(lambda: log.evaluate(ROOM) < 2)
    expect(log.get_by_text("Message 54")).to_have_count(0)
    earlier = log.get_by_role("button", name="Show 40 earlier")
    earlier.evaluate("button => button.scrollIntoView()")
    before = log.get_by_text("Message 58").bounding_box()
    earlier.click()
    log.get_by_text("Message 54").wait_for()
    page.wait_until(lambda: abs(log.get_by_text("Message 58").bounding_box()["y"] - before["y"]) < 2)
    top = log.evaluate("log => log.scrollTop")
    page.run(3)
    cell = page.cell(2)
    more = cell.get_by_role("button", name="1 new message")
    more.wait_for()
    log = cell.get_by_role("log")
    assert log.evaluate("log => log.scrollTop") == top
    page.cell(4)  # far away: JupyterLab takes the phone off the page
    log = page.cell(2).get_by_role("log")
    page.wait_until(lambda: log.evaluate("log => log.scrollTop") == top)
    more.click()
    expect(log.get_by_text("Look here")).to_be_in_viewport()
    expect(more).to_be_hidden()
    size = cell.locator(".kz-phone").bounding_box()
    assert (size["width"], size["height"]) == (280, 420)
    log.locator(".kz-new").wait_for()


def test_what_is_typed_on_a_card_survives_a_rerun_and_a_reload(notebook):
    page = phone_in(notebook, "party = survey()", "asha")
    page.run(1)
    page.run(2).get_by_label("How many?").fill("1")
    page.cell(2).get_by_label("Cake").check()
    page.run(2)
    expect(page.cell(2).get_by_label("How many?")).to_have_value("1")
    page.save()
    page.reload()
    expect(page.cell(2).get_by_label("How many?")).to_have_value("1")
    expect(page.cell(2).get_by_label("Cake")).to_be_checked()
    page.cell(2).get_by_role("button", name="Answer as Asha").click()
    page.cell(2).get_by_text("What can you bring? Cake").wait_for()


def test_an_answer_to_a_survey_can_be_changed_on_the_phone(notebook):
    page = phone_in(notebook, "party = survey()\nasha.answer(party, ['Cake'], 'I', 1893456000000, 2)", "asha")
    page.run(1)
    cell = page.run(2)
    cell.get_by_text("What can you bring? Cake").wait_for()
    cell.get_by_role("button", name="Change answer").click()
    expect(cell.get_by_label("Cake")).to_be_checked()
    expect(cell.get_by_label("How many?")).to_have_value("2")
    expect(cell.get_by_label("Which day suits you?")).not_to_have_value("")
    cell.get_by_label("Music").check()
    cell.get_by_label("How many?").fill("")
    cell.get_by_role("button", name="Answer as Asha").click()
    cell.get_by_text("What can you bring? Cake, Music").wait_for()
    cell.get_by_text("How many? –").wait_for()
    cell.get_by_text("Which day suits you? Tue 1 Jan 2030").wait_for()
    expect(cell.get_by_role("button", name="Change answer")).to_be_focused()
    assert page.errors == []


def test_it_goes_into_a_window_and_a_panel_of_its_own(notebook):
    page = phone_in(notebook, "lunch = poll()", "asha", "content.send_message(message='To both')")
    page.run(1)
    cell = page.run(2)
    with page.page.expect_popup() as opened:
        cell.get_by_role("button", name="Show this phone in a window of its own").click()
    window = opened.value
    window.get_by_role("radio", name="Pizza").check()
    window.get_by_role("button", name="Answer as Asha").click()
    expect(window.get_by_role("button", name="Change")).to_be_focused()
    cell.locator(".kz-result").first.wait_for()
    own_panel = page._evaluate("() => window.jupyterapp.shell.currentWidget.id")
    page.command("notebook:create-output-view")
    panel = page.page.locator(".jp-LinkedOutputView").get_by_role("log")
    panel.wait_for()
    page._evaluate("id => window.jupyterapp.shell.activateById(id)", own_panel)
    page.run(3)
    window.get_by_role("log").get_by_text("To both").wait_for()
    panel.get_by_text("To both").wait_for()
    style = "phone => [getComputedStyle(phone).borderTopStyle, phone.clientHeight]"
    assert window.locator(".kz-phone").evaluate(style)[0] == "solid"
    window.close()
    assert page.errors == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_kind_of_message_can_be_read_by_everybody(lab, browser, dark):
    """No rule of accessibility that axe-core knows is broken, and every text can be read."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    texts = "texts(); files(); more_files(); lunch = poll(); cards(); party = survey()\nasha.answer(lunch, 'Pizza')"
    made = new_notebook(
        cells=[new_code_cell(code) for code in (BEGIN, texts, "kaizala.show(asha, kaizala.phone(), ben)")]
    )
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, lab.root / "phones.ipynb")
    notebook = Notebook(lab, browser, "phones.ipynb", dark=dark)
    for index in (0, 1, 2):
        cell = notebook.run(index)
    cell.get_by_text(re.compile("The summer party")).first.wait_for()
    cell.evaluate("cell => { for (const log of cell.querySelectorAll('.kz-phone')) log.style.height = 'auto'; }")
    assert too_low(cell.locator(".jp-Cell-outputArea")) == []
    try:
        node.axe()
    except node.NoNode as trouble:
        pytest.skip(str(trouble))
    assert violations(cell) == []
    assert notebook.outside == []
    notebook.close()
