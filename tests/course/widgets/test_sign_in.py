"""Signing in by hand: three requests, the PIN read off the phone, nothing sent twice, nothing kept."""

import pytest

from kaizala_nb import Kaizala
from kaizala_nb.toolkit.client import errors, waiting
from tests.toolkit.widgets.conftest import (
    ME,
    THIRD,
    button,
    buttons,
    calls,
    enter,
    field,
    press,
    text_of,
    text_on_page,
    walk,
)

GENERATE, LOG_IN, ACCESS = "/v1/generatePin", "/v1/loginWithPinAndApplicationId", "/v1/accessToken"


def journal(kaizala: Kaizala) -> list[tuple[str, int]]:
    """Path and status of each request."""
    return [(call["path"], call["status"]) for call in kaizala.sandbox.calls]


SIGNED_IN = [(GENERATE, 200), (LOG_IN, 200), (ACCESS, 200)]


def test_the_steps_are_there_from_the_start(kaizala):
    form = kaizala.sign_in(ME)
    said = text_of(form)
    assert "1 Ask for a PIN POST /v1/generatePin" in said
    assert "2 Log in POST /v1/loginWithPinAndApplicationId After step 1." in said
    assert "3 Get the access token GET /v1/accessToken Goes by itself after step 2." in said
    assert "With country code. Any number will do: nothing leaves this computer." in said
    assert buttons(form) == ["Send PIN"]
    assert field(form, "pin").disabled
    assert calls(kaizala) == 0


def test_by_hand_to_the_end(kaizala):
    form = kaizala.sign_in(ME)
    press(button(form, "Send PIN"))
    assert buttons(form) == ["Sign in", "Send a new PIN"]
    pin = str(kaizala.phone(ME).pin)
    assert f"Your PIN is {pin}." in text_on_page(form)
    assert pin not in text_of(form)
    field(form, "pin").value = pin
    assert "Six digits read. Not stored." in text_of(form)
    press(button(form, "Sign in"))
    assert journal(kaizala) == SIGNED_IN
    said = text_of(form)
    assert "Signed in as +44 •••• ••0001. Access token: 24 hours, until" in said
    assert "Refresh token: 365 days." in said
    assert said.count("200 OK") >= 3
    assert buttons(form) == ["Sign in as someone else"]
    assert pin not in said  # used: masked on the phone too
    assert len(form.send_once().df) == 3
    assert journal(kaizala) == SIGNED_IN


@pytest.mark.parametrize("steps", [0, 1, 3])
def test_send_once_goes_on_from_where_the_person_stopped(kaizala, steps):
    form = kaizala.sign_in(ME)
    if steps >= 1:
        press(button(form, "Send PIN"))
    if steps == 3:
        field(form, "pin").value = str(kaizala.phone(ME).pin)
        press(button(form, "Sign in"))
    df = form.send_once().df
    assert list(df.columns) == ["request", "status", "gave you", "valid until"]
    assert list(df["status"]) == [200, 200, 200]
    assert form.send_once().df.equals(df)
    assert journal(kaizala) == SIGNED_IN


def test_a_pin_that_was_typed_is_the_one_that_is_used(kaizala):
    form = kaizala.sign_in(ME)
    press(button(form, "Send PIN"))
    field(form, "pin").value = "111111"
    with pytest.raises(errors.RefusedError, match="PIN"):
        form.send_once()
    assert journal(kaizala)[-1] == (LOG_IN, 401)
    form.send_once()
    assert journal(kaizala)[-2:] == SIGNED_IN[1:]


def test_a_wrong_pin_shows_the_panel_in_the_words_of_the_form(kaizala):
    form = kaizala.sign_in(ME)
    press(button(form, "Send PIN"))
    field(form, "pin").value = "000000"
    press(button(form, "Sign in"))
    said = text_of(form)
    assert "Refused: 401 Kaizala does not know who you are" in said
    assert "Press Send a new PIN." in said
    assert "Nothing. You are not signed in yet." in said
    assert not field(form, "pin").disabled
    press(button(form, "Send a new PIN"))
    assert "Refused" not in text_of(form)
    form.send_once()
    assert [path for path, _ in journal(kaizala)] == [GENERATE, LOG_IN, GENERATE, LOG_IN, ACCESS]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12345", "That was 5 digits. A PIN has 6."),
        ("1234567", "That was 7 digits. A PIN has 6."),
        ("abc", "digits"),
        ("12345x6", "nothing else"),
    ],
)
def test_a_pin_of_another_length_is_said_and_not_sent(kaizala, typed, said):
    form = kaizala.sign_in(ME)
    press(button(form, "Send PIN"))
    field(form, "pin").value = typed
    assert said in text_of(form)
    press(button(form, "Sign in"))
    assert said in text_of(form)
    assert journal(kaizala) == SIGNED_IN[:1]


def test_an_emptied_pin_field_forgets_what_was_wrong(kaizala):
    form = kaizala.sign_in(ME)
    press(button(form, "Send PIN"))
    field(form, "pin").value = "12345"
    press(button(form, "Sign in"))
    assert "That was 5 digits." in text_of(form)
    press(button(form, "Sign in"))  # nothing was typed since
    assert "That was 5 digits." not in text_of(form)
    assert "PIN is needed." in text_of(form)
    assert journal(kaizala) == SIGNED_IN[:1]


@pytest.mark.parametrize("between", [" ", "-", "\u00a0", "\u2011", "\u202c"])
def test_a_pin_may_be_typed_in_two_halves(kaizala, between):
    form = kaizala.sign_in("+44\u00a07700\u2011900001")
    press(button(form, "Send PIN"))
    pin = str(kaizala.phone(ME).pin)
    field(form, "pin").value = f"{pin[:3]}{between}{pin[3:]}"
    assert "Six digits read." in text_of(form)
    press(button(form, "Sign in"))
    assert journal(kaizala) == SIGNED_IN


def test_digits_of_another_script_are_digits(kaizala):
    form = kaizala.sign_in("\u202a+44 7700 900001\u202c")
    press(button(form, "Send PIN"))
    pin = str(kaizala.phone(ME).pin)
    field(form, "pin").value = pin.translate({ord("0") + digit: 0x0660 + digit for digit in range(10)})
    press(button(form, "Sign in"))
    assert journal(kaizala) == SIGNED_IN


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("07700900001", "Add the country code, for example +44 7700 900001."),
        ("+44770", "Too short for +44."),
        ("+447", "Too short for a phone number."),
        ("+4477009000011234567", "Too long for +44."),
    ],
)
def test_a_number_that_is_none_is_said_beside_the_field(kaizala, number, said):
    form = kaizala.sign_in()
    field(form, "mobileNumber").value = number
    press(button(form, "Send PIN"))
    assert said in text_of(form)
    with pytest.raises(errors.InputError):
        form.send_once()
    assert calls(kaizala) == 0
    field(form, "mobileNumber").value = ME
    form.send_once()
    assert journal(kaizala) == SIGNED_IN


def test_a_number_that_is_none_is_said_in_the_form_from_the_start(kaizala):
    form = kaizala.sign_in("07700900001")
    assert "Add the country code, for example +44 7700 900001." in text_of(form)
    assert "Your phone" not in text_of(form)
    field(form, "mobileNumber").value = ME
    form.send_once()
    assert "Your phone …0001" in text_of(form)


def test_whoever_is_known_already_has_a_phone_beside_the_form(kaizala):
    kaizala.environment["mobile-number"] = ME
    assert "Your phone …0001" in text_of(kaizala.sign_in())


def test_enter_sends_each_pin_once_and_tab_none(kaizala, moments):
    """The browser says Enter before it sends the text: a wrong PIN and Enter, then the right one and Enter."""
    form = kaizala.sign_in(ME)
    enter(field(form, "mobileNumber"))  # as it stands: no text follows
    moments.pass_by()
    field(form, "pin").value = "999999"  # Tab
    assert moments.waiting == []
    assert journal(kaizala) == SIGNED_IN[:1]
    enter(field(form, "pin"), "111111")
    moments.pass_by()
    assert journal(kaizala)[1:] == [(LOG_IN, 401)]
    enter(field(form, "pin"), str(kaizala.phone(ME).pin))
    moments.pass_by()
    assert journal(kaizala) == [SIGNED_IN[0], (LOG_IN, 401), *SIGNED_IN[1:]]


def test_nothing_secret_stays_in_a_widget(kaizala):
    form = kaizala.sign_in(ME)
    press(button(form, "Send PIN"))
    pin = str(kaizala.phone(ME).pin)
    states = []
    field(form, "pin").observe(lambda change: states.append(field(form, "pin").value), "value")
    field(form, "pin").value = pin
    assert field(form, "pin").value == ""
    press(button(form, "Sign in"))
    state = "".join(str(one.get_state()) for one in walk(form))
    secrets = [
        pin,
        *(str(kaizala.environment[name]) for name in ("access-token", "refresh-token", "application-secret")),
    ]
    assert not [secret for secret in secrets if secret in state]


def test_a_click_that_is_heard_late_sends_nothing(kaizala):
    form = kaizala.sign_in(ME)
    old = button(form, "Send PIN")
    form.send_once()
    press(old)
    assert "Already sent by the cell below." in text_of(form)
    assert journal(kaizala) == SIGNED_IN


def test_a_double_click_asks_for_one_pin(kaizala, page_clock):
    form = kaizala.sign_in(ME)
    first = button(form, "Send PIN")
    press(first)
    press(button(form, "Send a new PIN"))
    press(first)
    assert journal(kaizala) == SIGNED_IN[:1]


def test_while_it_waits_for_the_service_nothing_can_be_pressed(kaizala, monkeypatch):
    form = kaizala.sign_in(ME)
    seen = []
    monkeypatch.setattr(
        waiting, "pause", lambda seconds: seen.append((text_of(form), button(form, "Send PIN").disabled))
    )
    kaizala.sandbox.fail_next(429, retry_after=3)
    press(button(form, "Send PIN"))
    ((said, disabled),) = seen
    assert "Sending again in 3 seconds." in said
    assert disabled
    assert buttons(form) == ["Sign in", "Send a new PIN"]


def test_somebody_else_may_sign_in_after(kaizala):
    form = kaizala.sign_in(ME)
    form.send_once()
    press(button(form, "Sign in as someone else"))
    assert kaizala.environment["mobile-number"] == ME
    field(form, "mobileNumber").value = THIRD
    form.send_once()
    assert kaizala.authentication.me().json["mobileNumber"] == THIRD
    assert "+44 •••• ••0003" in text_of(form)


def test_a_refused_last_step_can_be_sent_again(kaizala):
    form = kaizala.sign_in(ME)
    press(button(form, "Send PIN"))
    field(form, "pin").value = str(kaizala.phone(ME).pin)
    secret = kaizala.environment["application-secret"]
    spoil = lambda: kaizala.environment.update({"application-secret": "wrong"})  # noqa: E731
    kaizala.session.listeners.append(spoil)  # after request 2, before request 3
    press(button(form, "Sign in"))
    kaizala.session.listeners.remove(spoil)
    assert buttons(form) == ["Get the access token"]
    assert "Refused: 401" in text_of(form)
    kaizala.environment["application-secret"] = secret
    press(button(form, "Get the access token"))
    assert buttons(form) == ["Sign in as someone else"]


def test_another_kaizala_has_no_phone_to_read(kaizala):
    there = Kaizala(
        url=kaizala.sandbox.url,
        application_id=kaizala.environment["application-id"],
        application_secret=kaizala.environment["application-secret"],
    )
    form = there.sign_in(ME)
    assert f"This number gets an SMS from {kaizala.sandbox.url}." in text_of(form)
    assert "Your phone" not in text_of(form)
    with pytest.raises(errors.InputError, match="Nobody has signed in yet"):
        form.send_once()
    assert calls(kaizala) == 0
    press(button(form, "Send PIN"))
    with pytest.raises(errors.InputError, match="Nobody has signed in yet"):
        form.send_once()
    field(form, "pin").value = str(kaizala.phone(ME).pin)
    assert len(form.send_once().replies) == 3
    assert journal(kaizala) == SIGNED_IN


def test_a_pin_that_was_used_is_forgotten(kaizala):
    form = kaizala.sign_in(ME)
    press(button(form, "Send PIN"))
    field(form, "pin").value = str(kaizala.phone(ME).pin)
    assert field(form, "pin").filled
    press(button(form, "Sign in"))
    assert not field(form, "pin").filled
    assert "Six digits read." not in text_of(form)


def test_a_pin_that_was_typed_before_a_new_one_was_sent_is_forgotten(kaizala):
    form = kaizala.sign_in(ME)
    press(button(form, "Send PIN"))
    field(form, "pin").value = str(kaizala.phone(ME).pin)
    press(button(form, "Send a new PIN"))
    assert not field(form, "pin").filled
    assert "Six digits read." not in text_of(form)
    form.send_once()  # with the new one, off the phone
    assert journal(kaizala) == [(GENERATE, 200), *SIGNED_IN]
