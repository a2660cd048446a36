"""Every face can be read: in JupyterLab, and in pages that have none of JupyterLab's colours, light and dark."""

import os
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.browser.contrast import measured, too_low, under_the_mouse
from tests.browser.lab import Notebook

BEGIN = """
from kaizala_nb import Kaizala
kaizala = Kaizala()
kaizala.sign_in("+447700900001").send_once()
kaizala.groups.create_group(name="Field team", members=["+447700900002"])
kaizala.content.send_message(message="Hello")
kaizala.content.post_poll(question="Lunch?", choices=["Yes", "No"])
inbox = kaizala.inbox()
kaizala.webhooks.subscribe_to_group(callback_url=inbox.url)
survey = kaizala["Send survey on a group"].step.example
kaizala.content.send_survey(title="Seven", questions=survey["questions"])
"""
FACES = {
    "form": ("kaizala.content.send_message.form()", "Request", "Message is needed."),
    "wrong": (
        "kaizala.content.send_survey.form(title='A', questions=['Why?', {'type': 'Numeric'}])",
        "Send",
        "It needs a title.",
    ),
    "survey": ("kaizala.content.send_survey.form(questions=survey['questions'][:4])", "More fields", "Question 4"),
    "upload": ("kaizala.content.upload_media.form(files=['nowhere.png'])", "Send", "cannot be read"),
    "meeting": ("kaizala.content.post_meeting.form(title='Review')", "Send", "Starting time is needed."),
    "secrets": ("kaizala.authentication.login_with_pin.form(pin='123456')", "More fields", "Step2"),
    "sent": ("kaizala.groups.create_group.form(name='A', members=['+447700900002'])", "Send", "200 OK"),
    "sign-in": ("kaizala.sign_in('+447700900003')", "Send PIN", "Your PIN is"),
    "phone": ("kaizala.phone('+447700900002')", "", "Field team"),
    "inbox": ("inbox", "", "Listens at"),
    "portal": ("kaizala.portal()", "", "Redirect URL"),
    "refusal": ("kaizala.groups.fetch_group_details(group_id='nowhere')", "", "Refused"),
    "not sent": ("kaizala.groups.create_group()", "", "Not sent"),
    "unknown": ("kaizala.groups.get_group()", "", "Did you mean"),
    "reply": ("kaizala.groups.fetch_group_details()", "", "200 OK"),
    "table": ("kaizala.groups.fetch_groups()", "", "Field team"),
    "variables": ("kaizala.environment", "", "test-group-id"),
    "journal": ("kaizala.sandbox.journal", "", "/v1/groups"),
}
"""What is shown, what is pressed in it, and a text that is there then."""
BARE = {"light": ("#fff", "#1f1f1f"), "dark": ("#1e1e1e", "#d4d4d4"), "white on black": ("#000", "#fff")}
"""Pages without JupyterLab's variables: what is behind a cell's output there, and the colour of text."""

# What a page needs to show an output that was taken out of JupyterLab: the rules of ipywidgets, those that the
# modules of JavaScript gave to the page, and what was put into fields.
TAKE = """output => {
  for (const field of output.querySelectorAll('input')) field.setAttribute('value', field.value);
  return output.outerHTML;
}"""
RULES = """() => [
  ...[...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).filter(
    rule => /\\.(widget|jupyter|jupyter-widgets?)-/.test(rule.selectorText || '')),
  ...document.adoptedStyleSheets.flatMap(sheet => [...sheet.cssRules]),
].map(rule => rule.cssText).join('\\n')"""


@pytest.fixture(scope="module")
def taken(browser, lab):
    """All faces in JupyterLab: what is hard to read there, also under the mouse; each face as HTML, and its rules."""
    found, below_the_mouse, faces = {}, {}, {}
    made = new_notebook(cells=[new_code_cell(code) for code in (BEGIN, *(code for code, *_ in FACES.values()))])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, lab.root / "faces.ipynb")
    notebook = Notebook(lab, browser, "faces.ipynb", dark=True)
    notebook.run(0)
    for index, (press, _) in enumerate((rest for _, *rest in FACES.values()), 1):
        cell = notebook.run(index)
        if press:
            cell.get_by_role("button", name=press).first.click()
    notebook.page.mouse.move(0, 0)
    for dark in (True, False):
        notebook.change_theme(dark=dark)
        for index, (name, (_, _, text)) in enumerate(FACES.items(), 1):
            output = notebook.cell(index).locator(".jp-Cell-outputArea")
            output.get_by_text(text).locator("visible=true").first.wait_for()
            output.evaluate("output => output.querySelectorAll('details').forEach(fold => { fold.open = true; })")
            if folder := os.environ.get("PICTURES"):
                output.screenshot(path=Path(folder) / f"{name}-lab-{'dark' if dark else 'light'}.png")
            found[name, dark] = len(measured(output)), too_low(output)
            faces[name] = output.evaluate(TAKE)
        with under_the_mouse(notebook.page) as pointed:
            outputs = {name: notebook.cell(index).locator(".jp-Cell-outputArea") for index, name in enumerate(FACES, 1)}
            below_the_mouse[dark] = pointed, {name: lines for name in FACES if (lines := too_low(outputs[name]))}
    rules = notebook.page.evaluate(RULES)
    assert notebook.outside == []
    notebook.close()
    return found, below_the_mouse, faces, rules


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_face_can_be_read_in_jupyterlab(taken, dark):
    found = taken[0]
    assert sum(found[name, dark][0] for name in FACES) > 200
    assert {name: found[name, dark][1] for name in FACES if found[name, dark][1]} == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_the_mouse_is_over_can_be_read_in_jupyterlab(taken, dark):
    pointed, low = taken[1][dark]
    assert pointed > 50
    assert low == {}


@pytest.mark.parametrize("kind", BARE)
def test_every_face_can_be_read_where_jupyterlabs_colours_are_not(browser, taken, kind):
    _, _, faces, rules = taken
    assert ".jupyter-button" in rules
    assert ".kz-form .kz-main" in rules
    ground, text = BARE[kind]
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    low, seen, pointed_at = {}, 0, 0
    for name, face in faces.items():
        page.set_content(
            f"<!doctype html><style>{rules}</style>"
            f'<body style="background:{ground};color:{text};font-family:sans-serif">{face}'
        )
        assert page.evaluate("() => getComputedStyle(document.body).getPropertyValue('--jp-ui-font-color1')") == ""
        if folder := os.environ.get("PICTURES"):
            page.screenshot(path=Path(folder) / f"{name}-bare-{kind}.png", full_page=True)
        seen += len(measured(page.locator("body")))
        lines = too_low(page.locator("body"))
        with under_the_mouse(page) as pointed:
            lines += too_low(page.locator("body"))
            pointed_at += pointed
        if lines:
            low[name] = lines
    page.close()
    assert seen > 200
    assert pointed_at > 50
    assert low == {}
