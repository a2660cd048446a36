"""The object that a notebook holds: its requests by both names, another Kaizala by address, phones, checks, reset."""

import gc
import inspect
import json
import os
import pydoc
import socket
import subprocess
import sys
from collections.abc import Iterator

import pandas as pd
import pytest
import requests

from kaizala_nb import Kaizala, KaizalaError
from kaizala_nb.course.errors import NoSandboxError
from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.masking import MASK
from tests.patience import DEADLINE, wait_until

ME, ASHA, THIRD = "+447700900001", "+447700900002", "+447700900003"
SCRIPT = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def kaizala() -> Iterator[Kaizala]:
    """A local Kaizala, signed in, with a group."""
    made = Kaizala()
    sign_in(made)
    made.groups.create_group(name="Field team", members=[ASHA])
    yield made
    made.close()


def sign_in(kaizala: Kaizala, number: str = ME) -> None:
    """The three requests, by code."""
    kaizala.authentication.generate_pin(mobile_number=number)
    kaizala.authentication.login_with_pin(pin=kaizala.phone().pin)
    kaizala.authentication.access_token()


@pytest.fixture(scope="module")
def served() -> Iterator[dict]:
    """A ``kaizala-nb serve``, and what it printed."""
    command = [sys.executable, "-m", "kaizala_nb", "serve", "--no-throttle"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield json.loads(process.stdout.readline())
        process.kill()


def faces_of(shown: object) -> tuple[str, str]:
    """HTML and text, as a notebook shows them."""
    bundle = shown._repr_mimebundle_()
    return bundle.get("text/html", ""), bundle["text/plain"]


def test_plain_requests_reach_it_past_a_proxy_of_the_environment(monkeypatch):
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "intranet.example")  # so that it is put back
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    kaizala = Kaizala()
    assert requests.get(kaizala.sandbox.url + "/v1/users/me", timeout=DEADLINE).status_code == 401
    assert os.environ["no_proxy"] == "intranet.example,127.0.0.1"
    kaizala.close()


# -- requests by their names ------------------------------------------------------------------------------------------


def test_a_request_has_two_names(kaizala):
    assert kaizala["Step1 - Create a group"] is kaizala.groups.create_group
    assert [name for name in kaizala if kaizala[name] is not None] == list(kaizala)
    assert kaizala._ipython_key_completions_() == list(kaizala)
    assert len(list(kaizala)) == len(collection)


def test_each_request_tells_what_it_is(kaizala):
    for folder in (kaizala.authentication, kaizala.groups, kaizala.content):
        for bound in folder:
            assert bound.step.name in bound.__doc__
            assert bound.step.path in bound.__doc__
            assert inspect.signature(bound).return_annotation.__name__ == "Reply"
            assert bound.__name__ in dir(folder)
    assert next(iter(inspect.signature(kaizala.authentication.login_with_pin).parameters)) == "pin"
    assert "create_group" in repr(kaizala.groups)


@pytest.mark.parametrize(
    ("look", "near"),
    [
        (lambda kaizala: kaizala["Step 1 - Create group"], "Step1 - Create a group"),
        (lambda kaizala: kaizala["send a message on group"], "Send message on a group"),
        (lambda kaizala: kaizala.groups.make_group, "create_group"),
        (lambda kaizala: kaizala.groups.fetch_group, "fetch_groups"),
    ],
)
def test_a_name_that_is_near_gets_a_suggestion(kaizala, look, near):
    with pytest.raises(KaizalaError, match=f"Did you mean '{near}'"):
        look(kaizala)


def test_a_request_that_does_something_else_is_not_suggested(kaizala):
    with pytest.raises(KaizalaError) as unknown:
        kaizala.groups.update_group()
    assert str(unknown.value) == "No request is called 'update_group'."
    assert unknown.value.advice.todo == "See them all: dir(kaizala.groups)"


def test_hasattr_and_getattr_work_as_python_has_them(kaizala):
    assert not hasattr(kaizala.groups, "nonsense")
    assert getattr(kaizala.groups, "nonsense", None) is None
    with pytest.raises(KeyError):
        kaizala["nonsense"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda step: step(nmae="Field team"),
        lambda step: step.form(nmae="Field team"),
        lambda step: step.code(nmae="Field team"),
    ],
    ids=["a call", "a form", "code"],
)
def test_an_argument_that_there_is_not_is_said_with_the_one_that_it_is_like(kaizala, ask):
    with pytest.raises(
        errors.InputError, match=r"unexpected keyword argument 'nmae'\. Did you mean 'name'\?"
    ) as refused:
        ask(kaizala.groups.create_group)
    assert "name, welcome_message, members, group_type" in refused.value.advice.todo
    with pytest.raises(errors.InputError) as unlike:
        kaizala.groups.create_group(colour="green")
    assert "Did you mean" not in str(unlike.value)


def test_help_shows_what_a_request_does_and_where_that_is_known_from(kaizala):
    words = pydoc.plain(pydoc.render_doc(kaizala.groups.create_group))
    assert "Whoever the access token belongs to becomes its admin." in words
    assert "Source: row " in words


@pytest.mark.parametrize(
    ("mistake", "meaning", "todo"),
    [
        (lambda kaizala: kaizala.phone("0770"), "Add the country code", "Give the whole number"),
        (lambda kaizala: kaizala.phone(447700900001), 'A number is text, in quotes: "+447700900001".', "in quotes"),
        (lambda kaizala: kaizala.groups.make_group(), "No request is called 'make_group'.", "dir(kaizala.groups)"),
        (lambda kaizala: kaizala.environment["massage"], "'massage'", "list(kaizala.environment)"),
        (
            lambda kaizala: kaizala.show("asha"),
            "This is no form, phone, inbox, reply or DataFrame, but str.",
            "kaizala.show(",
        ),
        (
            lambda kaizala: kaizala.show(None),
            "This is no form, phone, inbox, reply or DataFrame, but NoneType.",
            "kaizala.show(",
        ),
        (
            lambda kaizala: kaizala.groups.create_group.form(name="A", group_type="Hub"),
            "Group type is one of Group, ConnectGroup.",
            "Correct group_type=...",
        ),
        (
            lambda kaizala: kaizala.groups.remove_member(member_id="+447700900002"),
            "nobody of this id is in it: the person has gone, or this is a number and no id.",
            "kaizala.groups.query_members().df",
        ),
        (
            lambda kaizala: kaizala.groups.query_members(group_id="449b16d5-772d-4b25-8154-6d39ae357dfc"),
            "There is no such group, or you are not in it.",
            "Give the id of a group, not its name: kaizala.groups.fetch_groups().df",
        ),
    ],
)
def test_a_mistake_is_said_with_what_to_do(kaizala, mistake, meaning, todo):
    with pytest.raises(KaizalaError) as refused:
        mistake(kaizala)
    assert meaning in refused.value.advice.meaning
    assert todo in refused.value.advice.todo


def test_there_is_no_phone_of_ones_own_before_one_has_signed_in():
    here = Kaizala()
    with pytest.raises(errors.InputError, match="Nobody has signed in yet"):
        here.phone()
    here.close()


def test_one_host_may_be_allowed_without_a_list():
    there = Kaizala(url="http://127.0.0.1:9", allow_hosts="127.0.0.1:10")
    assert "http://127.0.0.1:10/v1" in there.session.allowed


def test_code_gives_the_call(kaizala):
    assert kaizala.groups.create_group.code(name="It's", members=[ASHA]) == (
        f'kaizala.groups.create_group(name="It\'s", members=[{ASHA!r}])'
    )
    assert "123456" not in kaizala.authentication.login_with_pin.code(pin="123456")


# -- another Kaizala --------------------------------------------------------------------------------------------------


def test_another_kaizala_is_not_called_until_it_is_used(monkeypatch):
    monkeypatch.delenv("KAIZALA_EMULATOR_KEY", raising=False)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.2)
        there = Kaizala(url=f"http://127.0.0.1:{listener.getsockname()[1]}")
        assert "No call was made yet." in faces_of(there)[1]
        with pytest.raises(TimeoutError):
            listener.accept()
    with pytest.raises(NoSandboxError, match="No key is known") as refused:
        there.phone(ASHA).read()
    assert "Kaizala(url=..., key=...)" in refused.value.advice.todo
    with pytest.raises(NoSandboxError):
        _ = there.sandbox.journal
    assert not there.check("00").passed
    with pytest.raises(errors.InputError, match="application"):
        there.authentication.generate_pin(mobile_number=ME)


@pytest.mark.parametrize("how", ["arguments", "variables"])
def test_another_kaizala_works_with_its_connector_and_key(served, monkeypatch, how):
    connector = {"application_id": served["applicationId"], "application_secret": served["applicationSecret"]}
    if how == "variables":
        monkeypatch.setenv("KAIZALA_APPLICATION_ID", served["applicationId"])
        monkeypatch.setenv("KAIZALA_APPLICATION_SECRET", served["applicationSecret"])
        monkeypatch.setenv("KAIZALA_EMULATOR_KEY", served["key"])
        there = Kaizala(url=served["url"])
    else:
        there = Kaizala(url=served["url"] + "/", key=served["key"], **connector)
    sign_in(there)
    there.groups.create_group(name="Over there", members=[ASHA])
    there.content.send_message(message="Hello")
    assert there.phone(ASHA).chats["text"].iloc[-1] == "Hello"
    assert there.check("00").passed


def test_a_wrong_key_is_said_so(served):
    there = Kaizala(url=served["url"], key="wrong")
    with pytest.raises(NoSandboxError, match="key"):
        there.phone(ASHA).read()


@pytest.mark.parametrize(
    "url", ["", "localhost", "ftp://127.0.0.1", "http://", "http://user@host", "http://host/path", "http://host?x=1"]
)
def test_what_is_no_address_is_said_so(url):
    with pytest.raises(errors.InputError):
        Kaizala(url=url)


def test_two_kaizalas_in_a_notebook_do_not_know_each_other(kaizala):
    with_other = Kaizala()
    sign_in(with_other)
    assert not len(with_other.groups.fetch_groups().df)
    assert len(kaizala.groups.fetch_groups().df) >= 1
    with_other.close()
    with pytest.raises(errors.ConnectionTrouble, match="Nobody listens"):
        with_other.groups.fetch_groups()


# -- phones, tables, reset --------------------------------------------------------------------------------------------


def test_a_phone_reads_as_text_and_as_tables(kaizala):
    kaizala.content.send_message(message="Read me")
    asha = kaizala.phone(ASHA, name="Asha")
    assert faces_of(asha)[1].splitlines()[0] == "Asha's phone …0002"
    assert faces_of(asha)[1].splitlines()[-1].endswith("You (notebook): Read me")
    assert list(asha.chats.columns) == ["groupName", "from", "text", "at"]
    assert str(asha.chats["at"].dtype).startswith("datetime64")
    assert "phone" in kaizala.phone().title
    assert ASHA not in repr(asha)


def test_a_pin_is_good_once_and_its_repr_is_a_mask(kaizala):
    kaizala.authentication.generate_pin()
    me = kaizala.phone()
    pin = me.pin
    assert repr(pin) == repr(MASK)
    assert pin not in str(me.sms)
    kaizala.authentication.login_with_pin(pin=pin)
    with pytest.raises(errors.InputError, match="no unused PIN"):
        _ = me.pin
    assert pin not in faces_of(me)[1]
    kaizala.authentication.access_token()


def test_lists_are_a_row_a_thing(kaizala):
    members = kaizala.groups.query_members().df
    assert len(members) == 2
    assert members.columns[0].endswith("d")
    assert len(kaizala.groups.fetch_all_groups().df) >= 1
    assert len(kaizala.groups.fetch_group_details().df) == 1
    removed = kaizala.groups.remove_member(member_id=members[members["mobileNumber"] == ASHA]["id"].iloc[0])
    assert removed.status == 200
    assert len(kaizala.groups.query_members().df) == 1
    kaizala.groups.add_members(members=[ASHA, THIRD])
    assert len(kaizala.groups.query_members().df) == 3
    assert kaizala.authentication.me().df["mobileNumber"].iloc[0] == ME


def test_a_name_from_outside_is_text_in_every_face():
    here = Kaizala()
    here.sandbox.seed(users=[{"mobileNumber": ASHA, "name": SCRIPT}])
    sign_in(here)
    here.groups.create_group(name=SCRIPT, welcome_message=SCRIPT, members=[ASHA])
    shown = [
        here.content.send_message(message=SCRIPT),
        here.groups.fetch_groups(),
        here.groups.query_members(),
        here.check("00"),
        here.environment,
    ]
    html = "".join(faces_of(one)[0] for one in shown)
    boxes = (here.phone(ASHA, name=SCRIPT).box(), here.phone().box())
    html += "".join(box._repr_mimebundle_()["text/html"] for box in boxes)
    form = here.content.send_message.form(message=SCRIPT)
    html += "".join(widget.value for widget in walk(form) if type(widget).__name__ == "HTML")
    html += "".join(getattr(widget, "description", "") for widget in walk(form))
    with pytest.raises(KaizalaError) as refused:
        here.content.send_message(message="x", group_id=SCRIPT)
    html += refused.value._repr_mimebundle_()["text/html"]
    assert "&lt;img" in html
    assert "<img" not in html
    here.close()


def walk(widget: object) -> Iterator[object]:
    """A widget and all that it holds."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def test_reset_empties_the_local_kaizala_and_the_variables():
    here = Kaizala()
    sign_in(here)
    here.groups.create_group(name="Field team", members=[ASHA])
    assert here.reset() == "Empty again. Run the lesson from its first cell."
    assert here.environment["access-token"] == ""
    assert here.environment["mobile-number"] == ""
    assert not here.sandbox.calls
    assert not here.sandbox.read_phone(ASHA)["chats"]
    sign_in(here)
    assert here.authentication.me().status == 200
    here.close()


def test_after_a_reset_a_form_does_not_show_its_old_reply(kaizala):
    sign_in_form = kaizala.sign_in(ME)
    sign_in_form.send_once()
    form = kaizala.groups.create_group.form(name="Field team", members=[ASHA])
    waits = kaizala.groups.create_group.form(name="Night shift", members=[ASHA])
    assert form.send_once().status == 200
    kaizala.reset()
    for sent in (form, sign_in_form):
        with pytest.raises(errors.InputError, match="The service was emptied after this was sent"):
            sent.send_once()
        assert sent.done  # so its cell makes a new one
    kaizala.sign_in(ME).send_once()
    assert waits.send_once().status == 200
    assert form.send().status == 200
    assert form.send_once().status == 200


def test_an_unknown_check_and_a_closed_kaizala_raise_nothing(kaizala):
    assert "There is no check '99'" in repr(kaizala.check("99"))
    here = Kaizala()
    here.close()
    assert not here.check("00").passed
    assert "cannot be checked" in repr(here.check("00"))


def test_it_stops_when_nobody_holds_it():
    import gc
    import threading

    before = set(threading.enumerate())
    here = Kaizala()
    its_own = set(threading.enumerate()) - before
    assert its_own
    del here
    gc.collect()
    wait_until(lambda: not any(one.is_alive() for one in its_own))


def test_no_widget_holds_it():
    """Widgets live as long as the kernel: a Kaizala that one of them held would never stop."""
    gc.disable()
    try:
        made = Kaizala()
        sandbox = made.sandbox
        form = made.sign_in(ME)
        form.send_once()
        made.groups.create_group.form(name="A").send_once()
        shown = made.show(made.content.send_message.form(), made.phone(ASHA), made.inbox(), made.portal())
        assert made.check("00") is not None
        del made
        with pytest.raises(NoSandboxError):
            sandbox.now  # noqa: B018
    finally:
        gc.enable()
    assert form.children and shown.children


def test_a_token_of_another_variable_is_used_for_a_while_and_never_renewed(kaizala):
    kaizala.bots.create_bot(name="Pollster")
    kaizala.bots.bot_access_token()
    mine = kaizala.authentication.me().json["id"]
    with kaizala.session.using("bot-access-token"):
        assert kaizala.authentication.me().json["id"] == kaizala.environment["bot-user-id"]
    assert kaizala.authentication.me().json["id"] == mine

    def renewals() -> int:
        return sum(call["path"] == "/v1/accessToken" for call in kaizala.sandbox.calls)

    before = renewals()
    kaizala.environment["bot-access-token"] = "none.such.token"
    with pytest.raises(errors.NotAuthenticated), kaizala.session.using("bot-access-token"):
        kaizala.authentication.me()
    assert renewals() == before
    kaizala.environment["access-token"] = "none.such.token"  # the same, as one's own, is renewed
    assert kaizala.authentication.me().json["id"] == mine
    assert renewals() == before + 1
    with pytest.raises(errors.UnknownVariableError), kaizala.session.using("bot-acess-token"):
        raise AssertionError("never got here")


def test_a_reply_and_a_table_stand_beside_a_form(kaizala):
    kaizala.sign_in("+447700900001").send_once()
    reply = kaizala.groups.create_group(name="<img src=x>", members=["+447700900002"])
    table = pd.DataFrame({"<b>": ["<img src=x>"]})
    beside = kaizala.show(kaizala.content.send_message.form(), reply, table, kaizala.phone())
    html = beside._repr_mimebundle_()["text/html"]
    assert reply.as_html() in html
    assert table._repr_html_() in html
    assert "<img" not in html
    assert "POST   200 OK" in beside._repr_mimebundle_()["text/plain"]
