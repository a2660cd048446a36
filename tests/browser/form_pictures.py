"""Pictures of the forms that have more than lines: ``python -m tests.browser.form_pictures FOLDER``, to be looked at.

At 700 and 500 px, light and dark: survey builder, poll, upload, meeting, answers, properties, webhooks, filled in and refused.
"""

import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, sync_playwright

from tests.browser import executable
from tests.browser.lab import BROWSER_ARGUMENTS, JupyterLab, Notebook
from tests.browser.pictures import beside_outputs

BEGIN = """
from pathlib import Path
from kaizala_nb import Kaizala
kaizala = Kaizala()
kaizala.sign_in("+447700900001").send_once()
kaizala.groups.create_group(name="Field team", members=["+447700900002"])
for name in ("harbour.png", "a picture whose name is rather long for a form.jpg"):
    Path(name).write_bytes(b"\\x89PNG\\r\\n\\x1a\\n" + b"0" * 123_456)
survey = kaizala["Send survey on a group"].step.example
"""

SURVEY = "kaizala.content.send_survey.form(title='A test survey', questions=survey['questions'][:4], due_date=48)"
FORMS = {
    "survey-empty": ("kaizala.content.send_survey.form()", ""),
    "survey-filled": (SURVEY, ""),
    "survey-wrong": (
        "kaizala.content.send_survey.form(title='A survey', questions=['Why?', {'type': 'Numeric'}])",
        "Send",
    ),
    "survey-sent": (SURVEY, "Send"),
    "poll-empty": ("kaizala.content.post_poll.form()", ""),
    "poll-filled": ("kaizala.content.post_poll.form(question='Lunch?', choices=['Yes', 'No'], expiry_in_hours=10)", ""),
    "upload-empty": ("kaizala.content.upload_media.form()", ""),
    "upload-filled": (
        "kaizala.content.upload_media.form(files=['harbour.png', 'a picture whose name is rather long for a form.jpg'])",
        "",
    ),
    "upload-wrong": ("kaizala.content.upload_media.form(files=['harbour.png', 'nowhere.png'])", "Send"),
    "meeting-empty": ("kaizala.content.post_meeting.form()", "More fields"),
    "meeting-filled": (
        "kaizala.content.post_meeting.form(title='Review', starting_time='2030-01-01T09:00:00+05:30', duration=45, "
        "place=(17.4, 78.3, 'Hyderabad'), agenda='All of it')",
        "Request",
    ),
    "answers-known": (
        "kaizala.content.send_survey(title='Seven', questions=survey['questions'])\n"
        "kaizala.content.respond_to_survey.form(answers=['Some text', 'Opt1', ['MOpt1'], 12])",
        "",
    ),
    "answers-free": ("kaizala.content.respond_to_action.form(action_id='x', answers=['test text', 12])", ""),
    "properties": (
        "kaizala.content.post_custom_action_with_properties.form(properties={'name': 'TestTitle', 'occasion': 'birthday'})",
        "",
    ),
    "webhook": ("kaizala.webhooks.subscribe_to_group.form(callback_url='http://127.0.0.1:9/hook')", "More fields"),
    "sub-groups": ("kaizala.groups.add_sub_group.form(sub_groups=['5fe5b80a', '6ab'])", "Request"),
}


def take(lab: JupyterLab, browser: Browser, folder: Path, *, width: int, dark: bool, only: tuple[str, ...]) -> None:
    """The pictures, with an output area that is ``width`` pixels wide."""
    forms = {name: form for name, form in FORMS.items() if not only or name in only}
    made = new_notebook(cells=[new_code_cell(code) for code in (BEGIN, *(code for code, _ in forms.values()))])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, lab.root / "forms.ipynb")
    notebook = Notebook(lab, browser, "forms.ipynb", width=1280, dark=dark)
    notebook.command("application:toggle-left-area")
    notebook.page.set_viewport_size({"width": width + beside_outputs(notebook), "height": 2400})
    notebook.run(0)
    for index, (name, (_, press)) in enumerate(forms.items(), 1):
        form = notebook.run(index)
        form.get_by_role("button", name="Send", exact=True).wait_for()
        if press:
            form.get_by_role("button", name=press).click()
        notebook.page.wait_for_timeout(700)
        form.locator(".jp-Cell-outputWrapper").screenshot(
            path=folder / f"{name}-{width}-{'dark' if dark else 'light'}.png"
        )
    notebook.close()


def main(folder: str, *only: str) -> None:
    """Take them: all, or those of these names."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        lab = JupyterLab(Path(temporary))
        browser = playwright.chromium.launch(executable_path=executable.get(), args=BROWSER_ARGUMENTS)
        try:
            for width in (700, 500):
                for dark in (False, True):
                    take(lab, browser, Path(folder), width=width, dark=dark, only=only)
        finally:
            browser.close()
            lab.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
