"""Signing in by hand: three requests, the PIN read off the phone, nothing sent twice, nothing kept."""

import itertools

import pytest

from kaizala_nb import Kaizala
from kaizala_nb.toolkit.client import errors, waiting
from kaizala_nb.toolkit.widgets import cells
from kaizala_nb.toolkit.widgets.kept_text import KEPT
from tests.course.widgets.sign_in_page import SignInPage, text_of, text_on_page
from tests.toolkit.widgets.conftest import ASHA, ME, THIRD, calls, walk

GENERATE, LOG_IN, ACCESS = "/v1/generatePin", "/v1/loginWithPinAndApplicationId", "/v1/accessToken"


def journal(kaizala: Kaizala) -> list[tuple[str, int]]:
    """Path and status of each request."""
    return [(call["path"], call["status"]) for call in kaizala.sandbox.calls]


SIGNED_IN = [(GENERATE, 200), (LOG_IN, 200), (ACCESS, 200)]


@pytest.fixture
def cell(monkeypatch):
    """The cell that runs, as the front end tells: each form that is asked for is asked for in another run of it."""
    monkeypatch.setattr(cells, "current_cell", lambda: "cell-1")
    monkeypatch.setattr(cells, "current_run", map(str, itertools.count()).__next__)


def test_the_steps_are_there_from_the_start(kaizala):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    said = text_of(form)
    assert "1 Ask for a PIN POST /v1/generatePin" in said
    assert "2 Log in POST /v1/loginWithPinAndApplicationId After step 1." in said
    assert "3 Get the access token GET /v1/accessToken Goes by itself after step 2." in said
    assert "With country code. Any number: nothing leaves this computer." in said
    assert page.buttons == ["Send PIN"]
    assert page.content["step"] == 0
    assert calls(kaizala) == 0


def test_by_hand_to_the_end(kaizala):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    page.press("Send PIN")
    assert page.buttons == ["Sign in", "Send a new PIN"]
    pin = str(kaizala.phone(ME).pin)
    assert f"Your PIN is {pin}." in text_on_page(form)
    assert pin not in text_of(form)
    page.type_pin(pin)
    assert "Six digits. The notebook does not keep them." in text_of(form)
    page.press("Sign in")
    assert journal(kaizala) == SIGNED_IN
    said = text_of(form)
    assert "Signed in as +44 •••• ••0001. Access token: 24 hours, until" in said
    assert "Refresh token: 365 days." in said
    assert said.count("200 OK") >= 3
    assert page.buttons == ["Sign in as someone else"]
    assert pin not in said  # used: masked on the phone too
    assert len(form.send_once().df) == 3
    assert journal(kaizala) == SIGNED_IN


@pytest.mark.parametrize("steps", [0, 1, 3])
def test_send_once_goes_on_from_where_the_person_stopped(kaizala, steps):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    if steps >= 1:
        page.press("Send PIN")
    if steps == 3:
        page.type_pin(str(kaizala.phone(ME).pin))
        page.press("Sign in")
    df = form.send_once().df
    assert list(df.columns) == ["request", "status", "gave you", "valid until"]
    assert list(df["status"]) == [200, 200, 200]
    assert form.send_once().df.equals(df)
    assert journal(kaizala) == SIGNED_IN


def test_a_pin_that_was_typed_is_the_one_that_is_used(kaizala):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    page.press("Send PIN")
    page.type_pin("111111")
    with pytest.raises(errors.RefusedError, match="PIN"):
        form.send_once()
    assert journal(kaizala)[-1] == (LOG_IN, 401)
    form.send_once()
    assert journal(kaizala)[-2:] == SIGNED_IN[1:]


def test_a_wrong_pin_shows_the_panel_in_the_words_of_the_form(kaizala):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    page.press("Send PIN")
    page.type_pin("000000")
    page.press("Sign in")
    said = text_of(form)
    assert "Refused: 401 Kaizala does not know who you are" in said
    assert "Press Send a new PIN." in said
    assert "Nothing. You are not signed in yet." in said
    assert page.content["step"] == 1
    page.press("Send a new PIN")
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
    page = SignInPage(form)
    page.press("Send PIN")
    page.type_pin(typed)
    assert said in text_of(form)
    page.press("Sign in")
    assert said in text_of(form)
    assert journal(kaizala) == SIGNED_IN[:1]


def test_an_emptied_pin_field_forgets_what_was_wrong(kaizala):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    page.press("Send PIN")
    page.type_pin("12345")
    page.press("Sign in")
    assert "That was 5 digits." in text_of(form)
    page.press("Sign in")  # nothing was typed since
    assert "That was 5 digits." not in text_of(form)
    assert "PIN is needed." in text_of(form)
    assert journal(kaizala) == SIGNED_IN[:1]


@pytest.mark.parametrize("between", [" ", "-", "\u00a0", "\u2011", "\u202c"])
def test_a_pin_may_be_typed_in_two_halves(kaizala, between):
    form = kaizala.sign_in("+44\u00a07700\u2011900001")
    page = SignInPage(form)
    page.press("Send PIN")
    pin = str(kaizala.phone(ME).pin)
    page.type_pin(f"{pin[:3]}{between}{pin[3:]}")
    assert "Six digits." in text_of(form)
    page.press("Sign in")
    assert journal(kaizala) == SIGNED_IN


def test_digits_of_another_script_are_digits(kaizala):
    form = kaizala.sign_in("\u202a+44 7700 900001\u202c")
    page = SignInPage(form)
    page.press("Send PIN")
    pin = str(kaizala.phone(ME).pin)
    page.type_pin(pin.translate({ord("0") + digit: 0x0660 + digit for digit in range(10)}))
    page.press("Sign in")
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
    page = SignInPage(form)
    page.type_number(number)
    page.press("Send PIN")
    assert said in text_of(form)
    with pytest.raises(errors.InputError):
        form.send_once()
    assert calls(kaizala) == 0
    page.type_number(ME)
    form.send_once()
    assert journal(kaizala) == SIGNED_IN


def test_a_number_that_is_none_is_said_in_the_form_from_the_start(kaizala):
    form = kaizala.sign_in("07700900001")
    page = SignInPage(form)
    assert "Add the country code, for example +44 7700 900001." in text_of(form)
    assert "Your phone" not in text_of(form)
    page.type_number(ME)
    form.send_once()
    assert "Your phone …0001" in text_of(form)


def test_whoever_is_known_already_has_a_phone_beside_the_form(kaizala):
    kaizala.environment["mobile-number"] = ME
    assert "Your phone …0001" in text_of(kaizala.sign_in())


def test_enter_sends_each_pin_once_and_tab_none(kaizala):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    page.press("Send PIN")
    page.type_pin("999999")  # Tab
    assert journal(kaizala) == SIGNED_IN[:1]
    page.press("Sign in", pin="111111")  # Enter
    assert journal(kaizala)[1:] == [(LOG_IN, 401)]
    page.press("Sign in", pin=str(kaizala.phone(ME).pin))
    assert journal(kaizala) == [SIGNED_IN[0], (LOG_IN, 401), *SIGNED_IN[1:]]


def test_the_page_empties_the_field_of_a_pin_that_has_come(kaizala):
    page = SignInPage(kaizala.sign_in(ME))
    page.press("Send PIN")
    page.type_pin("123456")
    assert page.heard[-1] == {"kind": "kept", "name": "pin", "value": 6}  # how long it is, and no more


def test_nothing_secret_stays_in_a_widget(kaizala):
    """Nor is it on the way to the page, in whatever message."""
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    page.press("Send PIN")
    pin = str(kaizala.phone(ME).pin)
    page.type_pin(pin)
    told = str([*page.states, *page.heard])
    page.press("Sign in", pin=pin)
    assert journal(kaizala) == SIGNED_IN
    told += str([*page.states, *page.heard]) + "".join(str(one.get_state()) for one in walk(form))
    told += str(form._repr_mimebundle_())
    secrets = [
        pin,
        *(str(kaizala.environment[name]) for name in ("access-token", "refresh-token", "application-secret")),
    ]
    assert "Signed in as" in told
    assert not [secret for secret in secrets if secret in told]


def test_a_click_that_is_heard_late_sends_nothing(kaizala):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    form.send_once()
    page.press("Send PIN", round=0)
    assert "Already sent by the cell below." in text_of(form)
    assert journal(kaizala) == SIGNED_IN


@pytest.mark.parametrize("again", ["Send PIN", "Send a new PIN"])
def test_a_click_that_was_made_while_it_was_sent_sends_nothing(kaizala, again):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    rounds = []
    kaizala.session.listeners.append(lambda: rounds.append(page.content["round"]))
    page.press("Send PIN")
    page.press(again, round=rounds[0])
    assert "Already sent." in text_of(form)
    assert journal(kaizala) == SIGNED_IN[:1]


def test_while_it_waits_for_the_service_it_says_so(kaizala, monkeypatch):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    seen = []
    monkeypatch.setattr(waiting, "pause", lambda seconds: seen.append(page.content))
    kaizala.sandbox.fail_next(429, retry_after=3)
    page.press("Send PIN")
    (content,) = seen
    assert "Sending again in 3 seconds." in content["note"]
    assert content["busy"]
    assert content["step"] == 0
    assert page.buttons == ["Sign in", "Send a new PIN"]
    assert not page.content["busy"]


def test_it_says_how_far_it_is_while_it_signs_in(kaizala):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    page.press("Send PIN")
    assert page.content["said"] == "The PIN is sent. Type it from your phone."
    seen = []
    kaizala.session.listeners.append(lambda: seen.append(page.content))
    page.press("Sign in", pin=str(kaizala.phone(ME).pin))
    assert [(content["busy"], content["step"], content["note"]) for content in seen] == [(True, 1, "Sending …")] * 2
    assert (page.content["step"], page.content["note"]) == (3, "")
    assert page.content["result"].startswith("Signed in as")


def test_a_refusal_is_said_to_those_who_do_not_see_it(kaizala):
    page = SignInPage(kaizala.sign_in(ME))
    page.press("Send PIN", number="077")
    assert page.content["said"] == "Nothing was sent: correct what is marked."
    assert page.problems[0].startswith("Add the country code")
    page.press("Send PIN", number=ME)
    page.press("Sign in", pin="000000")
    assert page.content["said"].startswith("Refused: ")
    assert page.content["said"].endswith(". What is wrong stands below.")
    assert [bool(step["problem"]) for step in page.content["steps"]] == [False, True, False]


def test_a_number_that_changes_elsewhere_after_it_was_sent_stays_as_it_was(kaizala):
    """Another tab shows the number that was sent, and not one that was never used."""
    form = kaizala.sign_in(ME)
    page, other = SignInPage(form), SignInPage(form, view="another page")
    page.press("Send PIN", number="+44 7700 900003")
    stamp = page.content["fields"][0]["stamp"]
    other.type_number(ME)
    assert page.number == "+44 7700 900003"
    assert page.content["fields"][0]["stamp"] > stamp
    assert page.content["fields"][0]["by"] == ""
    form.send_once()
    other.press("Send PIN", number=ME, round=0)
    assert page.number == "+44 7700 900003"
    assert len(journal(kaizala)) == 3


def test_text_that_was_typed_before_the_page_was_loaded_again_is_said_to_be_kept(kaizala):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    page.type_number(THIRD, kept=True)
    assert page.buttons == ["As in the cell", "Send PIN"]
    page.press("As in the cell")
    assert page.number == ME
    assert page.buttons == ["Send PIN"]


def test_a_pin_that_comes_after_the_sign_in_is_forgotten(kaizala):
    """A field is left when the next cell runs, and the page says it after that."""
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    page.press("Send PIN")
    form.send_once()
    page.type_pin("111111")
    assert form.form.values["pin"] == ""
    assert page.heard[-1]["kind"] == "kept"


def test_somebody_else_may_sign_in_after(kaizala):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    form.send_once()
    page.press("Sign in as someone else")
    assert kaizala.environment["mobile-number"] == ME
    page.type_number(THIRD)
    form.send_once()
    assert kaizala.authentication.me().json["mobileNumber"] == THIRD
    assert "+44 •••• ••0003" in text_of(form)


def test_a_refused_last_step_can_be_sent_again(kaizala):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    page.press("Send PIN")
    page.type_pin(str(kaizala.phone(ME).pin))
    secret = kaizala.environment["application-secret"]
    spoil = lambda: kaizala.environment.update({"application-secret": "wrong"})  # noqa: E731
    kaizala.session.listeners.append(spoil)  # after request 2, before request 3
    page.press("Sign in")
    kaizala.session.listeners.remove(spoil)
    assert page.buttons == ["Get the access token"]
    assert "Refused: 401" in text_of(form)
    kaizala.environment["application-secret"] = secret
    page.press("Get the access token")
    assert page.buttons == ["Sign in as someone else"]


def test_another_kaizala_has_no_phone_to_read(kaizala):
    there = Kaizala(
        url=kaizala.sandbox.url,
        application_id=kaizala.environment["application-id"],
        application_secret=kaizala.environment["application-secret"],
    )
    form = there.sign_in(ME)
    page = SignInPage(form)
    assert f"This number gets an SMS from {kaizala.sandbox.url}." in text_of(form)
    assert "Your phone" not in text_of(form)
    with pytest.raises(errors.InputError, match="Nobody has signed in yet"):
        form.send_once()
    assert calls(kaizala) == 0
    page.press("Send PIN")
    with pytest.raises(errors.InputError, match="Nobody has signed in yet"):
        form.send_once()
    page.type_pin(str(kaizala.phone(ME).pin))
    assert len(form.send_once().replies) == 3
    assert journal(kaizala) == SIGNED_IN


def test_a_pin_that_was_used_is_forgotten(kaizala):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    page.press("Send PIN")
    page.type_pin(str(kaizala.phone(ME).pin))
    assert form.form.values["pin"]
    page.press("Sign in")
    assert not form.form.values["pin"]
    assert "Six digits." not in text_of(form)


def test_a_pin_that_was_typed_before_a_new_one_was_sent_is_forgotten(kaizala):
    form = kaizala.sign_in(ME)
    page = SignInPage(form)
    page.press("Send PIN")
    page.type_pin(str(kaizala.phone(ME).pin))
    page.press("Send a new PIN")
    assert not form.form.values["pin"]
    assert "Six digits." not in text_of(form)
    form.send_once()  # with the new one, off the phone
    assert journal(kaizala) == [(GENERATE, 200), *SIGNED_IN]


def test_it_is_one_widget_beside_the_phone(kaizala):
    sign_in = kaizala.sign_in(ME)
    form, phone = sign_in.children
    models = [sign_in, sign_in.layout, form, form.layout]
    assert len(models) + 1 <= 5  # and the library, which all forms share
    assert not hasattr(form, "children")
    assert phone.phone.number == ME
    SignInPage(sign_in).press("Send PIN")
    assert sign_in.children == (form, phone)


def test_where_there_are_no_widgets_it_is_there_as_text_and_as_html(kaizala):
    sign_in = kaizala.sign_in("<b>")
    bundle = sign_in._repr_mimebundle_()
    assert bundle["text/plain"].splitlines() == [
        "Sign in: three requests",
        "1  Ask for a PIN  POST /v1/generatePin",
        "   Mobile number: <b>",
        "2  Log in  POST /v1/loginWithPinAndApplicationId  After step 1.",
        "3  Get the access token  GET /v1/accessToken  Goes by itself after step 2.",
        "Waits: send the PIN, type it, sign in; or run the next cell.",
    ]
    assert "&lt;b&gt;" in bundle["text/html"]
    assert "<b>" not in bundle["text/html"]
    page = SignInPage(sign_in)
    page.press("Send PIN", number=ME)
    page.type_pin(str(kaizala.phone(ME).pin))
    bundle = sign_in._repr_mimebundle_()
    assert "   PIN: not shown" in bundle["text/plain"].splitlines()
    assert "1  Ask for a PIN  POST /v1/generatePin  200 OK" in bundle["text/plain"].splitlines()
    assert "Your phone …0001" in bundle["text/plain"]
    assert str(kaizala.phone(ME).pin) not in str(bundle)
    sign_in.send_once()
    bundle = sign_in._repr_mimebundle_()
    assert "Signed in as +44 •••• ••0001." in bundle["text/plain"]
    assert "Signed in as +44 •••• ••0001." in bundle["text/html"]
    assert bundle["text/html"].count("<summary>Reply</summary>") == 3
    assert repr(sign_in) == "<SignIn: 3 of 3 requests done>"


def test_a_secret_that_is_typed_as_the_number_is_masked_where_it_is_saved(kaizala):
    sign_in = kaizala.sign_in(ME)
    secret = str(kaizala.environment["application-secret"])
    SignInPage(sign_in).type_number(secret)
    bundle = sign_in._repr_mimebundle_()
    assert "Mobile number: " in bundle["text/plain"]
    assert secret not in bundle["text/plain"] + bundle["text/html"]


# -- when its cell is run again ----------------------------------------------------------------------------------------


def test_signing_in_goes_on_where_it_was(kaizala, cell):
    sign_in = kaizala.sign_in(ME)
    SignInPage(sign_in).press("Send PIN")
    assert kaizala.sign_in(ME) is sign_in
    assert len(sign_in.send_once().replies) == 3
    assert calls(kaizala) == 3
    assert kaizala.sign_in(ME) is not sign_in


def test_a_number_that_was_typed_is_kept(kaizala, cell):
    sign_in = kaizala.sign_in(ME)
    SignInPage(sign_in).type_number("+44 7700 900003")
    assert kaizala.sign_in(ME) is sign_in
    assert KEPT in text_of(sign_in)
    assert KEPT in sign_in.form.as_text()
    assert "Your phone …0003" in text_of(sign_in)
    sign_in.send_once()
    assert KEPT not in text_of(sign_in)
    assert SignInPage(sign_in).content["done"] is True, "the page forgets it"
    assert kaizala.environment["mobile-number"] == THIRD
    again = kaizala.sign_in(ME)
    page = SignInPage(again)
    assert page.number == "+44 7700 900003"
    assert KEPT in text_of(again)
    assert page.buttons == ["As in the cell", "Send PIN"]
    page.press("As in the cell")
    assert page.number == ME
    assert "Your phone …0001" in text_of(again)
    assert KEPT not in text_of(again)


def test_what_is_typed_is_kept_under_the_name_of_its_cell(kaizala, cell):
    assert SignInPage(kaizala.sign_in(ME)).content["key"] == "cell-1 sign_in 1"


def test_another_number_in_the_cell_wins(kaizala, cell):
    SignInPage(kaizala.sign_in(ME)).type_number(THIRD)
    assert SignInPage(kaizala.sign_in(ASHA)).number == ASHA


def test_a_pin_that_was_typed_is_not_in_the_next_form(kaizala, cell):
    sign_in = kaizala.sign_in(ME)
    page = SignInPage(sign_in)
    page.press("Send PIN")
    page.type_pin("111111")
    assert not kaizala.sign_in(THIRD).form.values["pin"]
