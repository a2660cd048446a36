"""Pictures of phones, to be looked at: ``python -m tests.browser.phone_pictures FOLDER [NAME ...]``.

At 1100, 700 and 500 px, light and dark: an empty phone, SMS, each kind of message and card, a long chat, a form beside a phone.
"""

import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator, sync_playwright

from tests.browser import executable
from tests.browser.lab import BROWSER_ARGUMENTS, JupyterLab, Notebook
from tests.browser.pictures import beside_outputs

BEGIN = r"""
import io, wave
from PIL import Image, ImageDraw
from kaizala_nb import Kaizala, Upload
kaizala = Kaizala()
people = {"Asha": "+447700900002", "Ben": "+447700900003", "Chen": "+447700900004"}
kaizala.sandbox.seed(users=[{"mobileNumber": number, "name": name} for name, number in people.items()])
kaizala.sign_in("+447700900001").send_once()
kaizala.groups.create_public_group(name="Town news")
news = kaizala.environment["test-public-group-id"]
kaizala.groups.add_subscribers(subscribers=[people["Asha"]])
kaizala.groups.create_group(name="Field team", welcome_message="Welcome!", members=list(people.values())[:2])
group = kaizala.environment["test-group-id"]
asha, ben = (kaizala.phone(people[name], name=name) for name in ("Asha", "Ben"))
content = kaizala.content

def draw(name, text, colour, size=(640, 360), form="PNG"):
    sheet = Image.effect_noise(size, 20).convert("RGB") if form == "JPEG" else Image.new("RGB", size, colour)
    ImageDraw.Draw(sheet).text((30, 60), text, fill="white", font_size=48)
    file = io.BytesIO()
    sheet.save(file, form)
    return Upload(name, file.getvalue())

def send(file, how, **more):
    content.upload_media(files=file if isinstance(file, list) else [file])
    how(**more)

def texts():
    content.send_message(message="Good morning, everybody")
    content.send_message(message="The bridge is closed on Sunday, and the road behind it until Tuesday at noon. https://example.com/a/long/way")
    asha.send_message(group, "Thank you. I shall take the ferry.")
    asha.send_message(group, "Does it run?")
    ben.send_message(group, "\u05e9\u05dc\u05d5\u05dd, OK?")
    last = asha.read()["chats"][-2]["referenceId"]
    ben.like(last)
    ben.comment(last, "It does, every hour.")

def files():
    send(draw("sign.png", "By the door", "steelblue"), content.send_image, caption="By the door, please")
    send(draw("plan.pdf", "Floor plan", "slategray", form="PDF"), content.send_document, caption="The floor plan")
    hum = io.BytesIO()
    with wave.open(hum, "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(bytes([100] * 40 + [150] * 40) * 50)
    send(Upload("hum.wav", hum.getvalue()), content.send_audio, caption="What is this noise?")

def more_files():
    send(Upload("clip.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isommp41"), content.send_video, caption="To be continued")
    signs = [draw("in.png", "In", "steelblue"), draw("out.png", "Out", "seagreen"), draw("rain.jpg", "Rain", "gray", form="JPEG")]
    send(signs, content.send_album, caption="Our new signs")
    asha.share_location(group, 17.385, 78.4867, "Hyderabad")
    ben.send_photo(group, draw("p.jpg", "Here", "tan", (300, 400), "JPEG").content, 51.5, -0.1, "The office")

def poll():
    choices = ["Pizza", "Pasta with a very long name", "\u05e9\u05dc\u05d5\u05dd, OK?"]
    return content.post_poll(question="Lunch on Friday?", choices=choices).json["actionId"]

def cards():
    content.post_job(title="Water the plants", due_date=8, assigned_to=[people["Asha"], people["Ben"]])
    content.post_meeting(title="Planning the party", starting_time="2030-05-06T09:00:00Z", place=(17.4, 78.3, "Hyderabad"))
    content.post_announcement(message="The kitchen is open again")

def survey():
    questions = [{"title": "What can you bring?", "type": "MultiOption", "options": ["Salad", "Cake", "Music"]},
        {"title": "Who drives?", "type": "SingleOption", "options": ["I", "You"]},
        {"title": "Which day suits you?", "type": "DateTime"}, {"title": "How many?", "type": "Numeric"}]
    return content.send_survey(title="The summer party", questions=questions).json["actionId"]
"""
PHONES = {
    "nothing": "kaizala.phone('+447700900009', name='Hana')",
    "welcome": "asha",
    "sms": "kaizala.authentication.generate_pin(mobile_number='+447700900001')\nkaizala.phone()",
    "texts": "texts()\nasha",
    "texts-own": "kaizala.phone()",
    "files": "files()\nben",
    "more-files": "more_files()\nasha",
    "poll-before": "lunch = poll()\nasha",
    "poll-after": """for phone in (asha, ben): phone.answer(lunch, 'Pizza')
kaizala.phone().answer(lunch, 'Pasta with a very long name')
asha""",
    "cards": "cards()\nasha",
    "survey": "party = survey()\nasha",
    "survey-after": "asha.answer(party, ['Cake'], 'I', 1893456000000, None)\nasha",
    "survey-change": "asha",
    "custom": "content.post_custom_action(title='Who has the ladder?')\nben",
    "long": "for number in range(95): (asha, ben)[number % 3 == 0].send_message(group, f'Message {number}')\nasha",
    "form": "send = content.send_message.form(message='Hello from my notebook')\nkaizala.show(send, asha)",
}


def prepare(name: str, cell: Locator) -> None:
    """What a person does before the picture."""
    if name == "survey-change":
        cell.get_by_role("button", name="Change answer").last.click()
    if name == "form":
        cell.get_by_role("button", name="Send", exact=True).click()
        cell.get_by_text("200 OK").wait_for()
        cell.get_by_role("log").get_by_text("Hello from my notebook").wait_for()


def main(folder: str, *only: str) -> None:
    """Take them: all, or those of these names."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        lab = JupyterLab(Path(temporary))
        browser = playwright.chromium.launch(executable_path=executable.get(), args=BROWSER_ARGUMENTS)
        made = new_notebook(cells=[new_code_cell(code) for code in (BEGIN, *PHONES.values())])
        made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(made, lab.root / "phones.ipynb")
        try:
            for dark in (False, True):
                notebook = Notebook(lab, browser, "phones.ipynb", dark=dark)
                notebook.command("application:toggle-left-area")
                notebook.run(0)
                for index, name in enumerate(PHONES, 1):
                    cell = notebook.run(index)
                    cell.get_by_role("log").wait_for()
                    prepare(name, cell)
                    for width in (1100, 700, 500) if name == "form" else (700,):
                        notebook.page.set_viewport_size({"width": width + beside_outputs(notebook), "height": 1100})
                        notebook.page.wait_for_timeout(700)
                        if not only or name in only:
                            cell.locator(".jp-Cell-outputWrapper").screenshot(
                                path=Path(folder) / f"{name}-{width}-{'dark' if dark else 'light'}.png"
                            )
                print(notebook.errors, notebook.outside)
                notebook.close()
        finally:
            browser.close()
            lab.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
