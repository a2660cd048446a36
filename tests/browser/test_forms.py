"""Each kind of field in a real page, used by hand; a poll from the form to the phone to the table; a file that is not saved."""

import base64
import re

from playwright.sync_api import expect

ONE_PAGE = True
BEGIN = """
from kaizala_nb import Kaizala
kaizala = Kaizala()
kaizala.sign_in("+447700900001").send_once()
kaizala.groups.create_group(name="Field team", members=["+447700900002"])
"""
SCRIPT = "<img src=x onerror='window.ran=1'>"
PNG = b"\x89PNG\r\n\x1a\n" + b"nobody else's business" * 40


def request_of(form):
    """The request before it is sent, as it stands."""
    fold = form.get_by_role("button", name="Request, before it is sent")
    if fold.get_attribute("aria-expanded") == "false":
        fold.click()
    return form.locator(".kz-request pre")


def part(form, *names):
    """The fieldset of these legends, each inside the one before."""
    for name in names:
        form = form.get_by_role("group", name=re.compile(rf"^{re.escape(name)}"))
    return form


def test_a_survey_is_built_by_hand_and_answered_in_its_own_fields(notebook):
    page = notebook(
        BEGIN,
        "kaizala.content.send_survey.form()",
        "kaizala.content.respond_to_survey.form()",
        "kaizala.queries.fetch_survey_responses()",
    )
    page.run(0)
    form = page.run(1)
    form.get_by_label("Title *").fill("About lunch")
    first = part(form, "Question 1")
    first.get_by_label("Title").fill("Which?")
    first.get_by_label("Type").select_option(label="SingleOption: one of several options")
    first.get_by_label("Option 1", exact=True).fill("Soup")
    first.get_by_label("Option 1", exact=True).press("Enter")
    expect(first.get_by_label("Option 2", exact=True)).to_be_focused()
    page.page.keyboard.type("Salad")
    page.page.keyboard.press("Enter")
    expect(first.get_by_label("Option 3", exact=True)).to_be_focused()
    page.page.keyboard.type("Nothing")
    page.page.keyboard.press("Tab")
    first.get_by_role("button", name="Move option 3 up").click()
    expect(first.get_by_label("Option 2", exact=True)).to_have_value("Nothing")
    expect(first.get_by_role("button", name="Move option 2 up")).to_be_focused()
    asked = {"How many?": "Numeric: a number", "When?": "DateTime: a date and time", "Where?": "Location: a place"}
    for number, (title, kind) in enumerate(asked.items(), 2):
        form.get_by_role("button", name="Add a question").click()
        row = part(form, f"Question {number}")
        expect(row.get_by_label("Title")).to_be_focused()
        page.page.keyboard.type(title)
        row.get_by_label("Type").select_option(label=kind)
    form.get_by_role("button", name="Add a question").click()
    expect(part(form, "Question 5").get_by_label("Title")).to_be_focused()
    form.get_by_role("button", name="Remove question 5").click()
    expect(form.get_by_role("button", name="Remove question 4")).to_be_focused()
    expect(request_of(form)).to_contain_text('"options": [{"title": "Soup"}, {"title": "Nothing"}, {"title": "Salad"}]')
    form.get_by_role("button", name="Send", exact=True).click()
    form.get_by_text("200 OK").wait_for()

    form = page.run(2)
    form.get_by_label("1. Which?").select_option("Nothing")
    form.get_by_label("2. How many?").fill("3")
    part(form, "3. When?").get_by_label("Date and time").fill("2030-01-31T09:30")
    part(form, "3. When?").get_by_label("Time zone").select_option("UTC+05:30")
    where = part(form, "4. Where?")
    where.get_by_label("Latitude").fill("51.5")
    where.get_by_label("Longitude").fill("-0.1")
    where.get_by_label("Name").fill("The office")
    page.page.keyboard.press("Tab")
    expect(request_of(form)).to_contain_text(
        '"answers": ["Nothing", 3, 1896062400, {"lt": 51.5, "lg": -0.1, "n": "The office"}]'
    )
    form.get_by_role("button", name="Send", exact=True).click()
    form.get_by_text("200 OK").wait_for()
    responses = page.run(3)
    responses.get_by_text("200 OK").wait_for()
    responses.get_by_text("Nothing").first.wait_for()


def test_a_poll_goes_from_the_form_to_the_phone_to_the_table(notebook):
    page = notebook(
        BEGIN,
        "post_poll = kaizala.content.post_poll.form()\n"
        'kaizala.show(post_poll, kaizala.phone("+447700900002", name="Asha"))',
        "kaizala.queries.fetch_polls()",
        "action = kaizala.queries.fetch_polls().json['actions'][0]['actionBody']['actionId']\n"
        "kaizala.queries.fetch_survey_responses(action_id=action)",
    )
    page.run(0)
    form = page.run(1)
    form.get_by_label("Question *").fill("Lunch?")
    part(form, "Choice 1").get_by_label("Title").fill("Soup")
    part(form, "Choice 2").get_by_label("Title").fill("Salad")
    form.get_by_text("More fields").click()
    part(form, "Expiry in hours").get_by_label("Number").fill("2")
    part(form, "Expiry in hours").get_by_label("Unit").select_option("days")
    expect(request_of(form)).to_contain_text('"expiryInHours": 48')
    form.get_by_role("button", name="Send", exact=True).click()
    form.get_by_text("200 OK").wait_for()
    phone = form.locator(".kz-side")
    phone.get_by_role("radio", name="Salad").check()
    phone.get_by_role("button", name="Answer as Asha").click()
    phone.locator(".kz-result").filter(has_text="SaladAsha's1").wait_for()
    page.run(2).locator("table").get_by_text("Lunch?").first.wait_for()
    page.run(3).locator("table").get_by_text("Salad").first.wait_for()


def test_files_are_chosen_sent_and_not_saved(notebook):
    page = notebook(
        BEGIN,
        "upload_media = kaizala.content.upload_media.form()\n"
        "told = []\n"
        "upload_media.observe(lambda change: told.append(change['new']['progress']), 'content')\nupload_media",
        "sum(one is not None for one in told), told[-1]",
        "kaizala.content.send_album.form(caption='Two')",
    )
    page.run(0)
    form = page.run(1)
    with page.page.expect_file_chooser() as chooser:
        form.get_by_role("button", name="Choose files").click()
    chooser.value.set_files(
        [
            {"name": "one.png", "mimeType": "image/png", "buffer": PNG},
            {"name": SCRIPT + ".png", "mimeType": "image/png", "buffer": PNG},
        ]
    )
    form.get_by_text(f"one.png, image/png, {len(PNG)} bytes").wait_for()
    form.get_by_role("button", name="Move file 2 up").click()
    expect(form.locator(".kz-file").first).to_contain_text("onerror")
    form.get_by_role("button", name="Remove file 1").wait_for()
    form.get_by_role("button", name="Remove file 1").click()
    expect(form.locator(".kz-file")).to_have_count(1)
    form.get_by_role("button", name="Send", exact=True).click()
    form.get_by_text("200 OK").wait_for()
    expect(page.run(2).locator(".jp-OutputArea-output").last).to_contain_text(re.compile(r"\([1-9]\d*, None\)"))
    album = page.run(3)
    album.get_by_role("button", name="Send", exact=True).click()
    album.get_by_text("200 OK").wait_for()
    held = page.page.evaluate(
        """async () => { const shown = window.jupyterapp.shell.currentWidget;
           return JSON.stringify(shown.context.model.toJSON()); }"""
    )
    saved = page.save()
    for text in (held, saved):
        assert "nobody else's business" not in text
        for start in range(3):
            assert base64.b64encode(PNG[start:]).decode()[:60] not in text
    assert page.page.evaluate("() => window.ran") is None


def test_a_file_as_large_as_the_service_takes_goes_in_pieces(notebook, tmp_path):
    """In a JupyterLab with its own limits. It can be cancelled on the way, and nothing is sent meanwhile."""
    (tmp_path / "film.mp4").write_bytes(b"0" * 19_900_000)
    page = notebook(BEGIN, "kaizala.content.upload_media.form()")
    page.run(0)
    form = page.run(1)
    choose = form.locator("input[type=file]")
    choose.set_input_files(tmp_path / "film.mp4")
    form.get_by_role("button", name="Cancel film.mp4").click()
    expect(form.get_by_role("progressbar", name="film.mp4")).to_have_count(0)
    expect(form.locator(".kz-file")).to_have_count(0)
    choose.set_input_files(tmp_path / "film.mp4")
    form.get_by_text("film.mp4, video/mp4, 19,900,000 bytes").wait_for()
    form.get_by_role("button", name="Send", exact=True).click()
    form.get_by_text("200 OK").wait_for()


def test_a_meeting_with_its_time_place_and_duration(notebook):
    page = notebook(BEGIN, "kaizala.content.post_meeting.form()", "kaizala.queries.fetch_meetings()")
    page.run(0)
    form = page.run(1)
    form.get_by_role("button", name="Send", exact=True).click()
    form.get_by_text("Starting time is needed.").wait_for()
    form.get_by_label("Title *").fill("Review")
    starts = part(form, "Starting time")
    starts.get_by_label("Date and time").fill("2030-01-01T14:30")
    starts.get_by_label("Time zone").select_option("UTC+05:30")
    form.get_by_text("Sent as 2030-01-01T09:00:00Z.").wait_for()
    form.get_by_text("More fields").click()
    part(form, "Duration").get_by_label("Number").fill("1.5")
    part(form, "Duration").get_by_label("Unit").select_option("hours")
    place = part(form, "Place")
    place.get_by_label("Latitude").fill("north")
    place.get_by_label("Longitude").fill("78.3")
    place.get_by_label("Name").fill(SCRIPT)
    form.get_by_label("Agenda").fill("All of it")
    form.get_by_role("button", name="Send", exact=True).click()
    form.get_by_text("The latitude of a place is a number of degrees.").wait_for()
    expect(place.get_by_label("Latitude")).to_be_focused()
    expect(place.get_by_label("Latitude")).to_have_attribute("aria-invalid", "true")
    expect(place.get_by_label("Latitude")).to_have_accessible_description(
        "The latitude of a place is a number of degrees."
    )
    place.get_by_label("Latitude").fill("17.4")
    page.page.keyboard.press("Tab")
    expect(request_of(form)).to_contain_text('"DurationInMins": 90')
    form.get_by_role("button", name="Send", exact=True).click()
    form.get_by_text("200 OK").wait_for()
    page.run(2).get_by_text("1 Jan 2030").first.wait_for()
    assert page.page.evaluate("() => window.ran") is None


def test_properties_texts_and_ticks(notebook):
    page = notebook(
        BEGIN,
        "kaizala.content.post_custom_action_with_properties.form()",
        "kaizala.groups.add_sub_group.form(sub_groups=[])",
        "kaizala.webhooks.subscribe_to_action.form(object_id='x', callback_url='http://127.0.0.1:9/')",
    )
    page.run(0)
    form = page.run(1)
    first = part(form, "Property 1")
    first.get_by_label("Name").fill("occasion")
    first.get_by_label("Value").fill(SCRIPT)
    first.get_by_label("Type").select_option("StringList")
    form.get_by_role("button", name="Add a property").click()
    expect(part(form, "Property 2").get_by_label("Name")).to_be_focused()
    page.page.keyboard.type("message")
    expect(request_of(form)).to_contain_text('"type": "StringList"')
    form = page.run(2)
    form.get_by_label("Sub group 1", exact=True).fill("5fe5b80a")
    form.get_by_label("Sub group 1", exact=True).press("Enter")
    expect(form.get_by_label("Sub group 2", exact=True)).to_be_focused()
    page.page.keyboard.type("9d1c7a52")
    page.page.keyboard.press("Tab")
    expect(request_of(form)).to_contain_text('{"subGroups": ["5fe5b80a", "9d1c7a52"]}')
    form = page.run(3)
    form.get_by_text("More fields").click()
    part(form, "Event types").get_by_label("ActionCreated").uncheck()
    expect(request_of(form)).to_contain_text('"eventTypes": ["ActionResponse"]')
    assert page.page.evaluate("() => window.ran") is None


def test_scripts_in_questions_and_options_do_not_run(notebook):
    page = notebook(
        BEGIN,
        f"script = {SCRIPT!r}\nasked = [{{'title': script, 'type': 'MultiOption', 'options': [script, 'b']}}]\n"
        "kaizala.content.send_survey.form(title=script, questions=asked)",
        "kaizala.content.respond_to_survey.form()",
        "kaizala.content.post_poll.form(question=script, choices=[script, {'title': 'b', 'image': script}])",
        "kaizala.content.upload_media.form(files=[script])",
    )
    page.run(0)
    form = page.run(1)
    request_of(form).wait_for()
    form.get_by_role("button", name="Send", exact=True).click()
    form.get_by_text("200 OK").wait_for()
    answers = page.run(2)
    answers.locator("legend").get_by_text("onerror").first.wait_for()
    answers.get_by_role("checkbox").first.wait_for()
    for index in (3, 4):
        form = page.run(index)
        form.get_by_role("button", name="Send", exact=True).click()
        form.get_by_text("onerror").first.wait_for(state="attached")
    page.page.wait_for_timeout(300)
    assert page.page.evaluate("() => window.ran") is None
    assert page.panel.locator("img[src=x]").count() == 0
