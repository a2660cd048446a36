"""The request before it is sent: it follows the fields, says what is missing, and shows no secret."""

from kaizala_nb import Kaizala
from tests.toolkit.widgets.conftest import ASHA, field, walk
from tests.toolkit.widgets.page import say


def preview(form):
    """The request, which the page shows now."""
    say(form, kind="preview", open=True)
    return lambda: shown_in(form)


def shown_in(form):
    """What the page shows of the request; "" while nobody looks at it."""
    request = form.content["request"]
    if request is None:
        return ""
    return request["text"] or f"It cannot be sent yet: {' '.join(request['missing'])}"


def test_it_is_what_will_be_sent_and_follows_the_fields(signed_in):
    form = signed_in.content.send_message.form(message="Hello")
    shown = preview(form)
    group = signed_in.environment["test-group-id"]
    assert f"POST {signed_in.sandbox.url}/v1/groups/{group}/messages" in shown()
    assert "accessToken: {{access-token}}" in shown()
    assert '{"message": "Hello"}' in shown()
    field(form, "message").value = "Something else"
    assert '{"message": "Something else"}' in shown()
    before = shown_in(form)
    form.send_once()
    assert str(form.send_once().request).splitlines()[-1] == '{"message": "Something else"}'
    assert shown_in(form) == "", "the reply has the request that was sent"
    assert preview(form)() == before


def test_what_cannot_be_sent_yet_says_what_is_missing(signed_in):
    form = signed_in.content.post_poll.form()
    shown = preview(form)
    assert "It cannot be sent yet: Question is needed. Choices are needed." in shown()
    field(form, "question").value = "Lunch?"
    assert "It cannot be sent yet: Choices are needed." in shown()


def test_a_variable_that_is_set_elsewhere_is_followed(kaizala):
    form = kaizala.content.send_message.form(message="Hello")
    shown = preview(form)
    assert "Group is needed. {{test-group-id}} is not set." in shown()
    kaizala.sign_in("+447700900001").send_once()
    kaizala.groups.create_group(name="Field team", members=[ASHA])
    assert f"/v1/groups/{kaizala.environment['test-group-id']}/messages" in shown()


def test_no_secret_is_in_it():
    kaizala = Kaizala()
    try:
        form = kaizala.authentication.login_with_pin.form(mobile_number="+447700900001")
        shown = preview(form)
        assert "PIN is needed." in shown()
        kaizala.authentication.generate_pin(mobile_number="+447700900001")
        field(form, "pin").value = pin = str(kaizala.phone().pin)
        secret = str(kaizala.environment["application-secret"])
        assert "loginWithPinAndApplicationId" in shown()
        assert '"applicationSecret": "{{application-secret}}"' in shown()
        states = str([one.get_state() for one in walk(form)])
        assert pin not in states
        assert secret not in states
        assert form.send_once().status == 200
    finally:
        kaizala.close()


def test_of_an_upload_it_names_the_files(signed_in, tmp_path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    shown = preview(signed_in.content.upload_media.form(files=[str(tmp_path / "a.png")]))
    assert "FileName: a.png (image/png, 4 bytes)" in shown()
    assert "Content-Type: multipart/form-data" in shown()


def test_while_it_is_closed_nothing_is_worked_out(signed_in):
    form = signed_in.content.send_message.form(message="Hello")
    assert shown_in(form) == ""
    fold = preview(form)
    assert "Hello" in fold()
    say(form, kind="preview", open=False)
    assert shown_in(form) == ""
