"""A name that is mistyped on anything that a lesson shows is answered with the one that was meant."""

import copy
import linecache
import pickle
from unittest import mock

import pytest

from kaizala_nb import Api, Kaizala
from kaizala_nb.toolkit.client import errors
from tests.toolkit.stand_in.conftest import LIBRARY


@pytest.fixture(scope="module")
def names():
    """What the cells of a lesson hold."""
    kaizala = Kaizala(start="05")
    library = Api.from_postman(LIBRARY, stand_in=True)
    yield {
        "library": library,
        "kaizala": kaizala,
        "inbox": kaizala.inbox(),
        "asha": kaizala.phone("+447700900002"),
        "reply": kaizala.authentication.me(),
        "form": kaizala.groups.create_group.form(name="Choir"),
        "sign_in": kaizala.sign_in(),
        "question": kaizala.ask("05 twice"),
        "portal": kaizala.portal(),
    }
    kaizala.close()
    library.close()


def run(line, names):
    """Run a line as a cell of a notebook is run, whose text Python knows."""
    linecache.cache["<cell>"] = (len(line), None, [f"{line}\n"], "<cell>")
    exec(compile(line, "<cell>", "exec"), dict(names))  # noqa: S102  (our own lines)


def test_brackets_behind_a_reply_are_told_where_they_belong(names):
    reply = names["reply"]
    with pytest.raises(TypeError) as wrong:
        reply["mobileNumber"]
    line = wrong.value.advice.todo.splitlines()[0].partition(": ")[2]
    assert eval(line, {"reply": reply}) == "+447700900001"  # noqa: S307  (our own advice)
    with pytest.raises(TypeError, match="not iterable"):
        list(reply)


def test_a_column_in_brackets_behind_a_reply_is_one_of_its_table(names):
    reply = names["kaizala"].groups.fetch_groups()
    with pytest.raises(TypeError) as wrong:
        reply["groupName"]
    line = wrong.value.advice.todo.splitlines()[0].partition(": ")[2]
    names_of_groups = [group["groupName"] for group in reply.json["groups"]]
    assert list(eval(line, {"reply": reply})) == names_of_groups != []  # noqa: S307  (our own advice)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kaizala.grops", "groups"),
        ("kaizala.sandbx", "sandbox"),
        ("kaizala.groups.create_grup", "create_group"),
        ("kaizala.sandbox.advanc", "advance"),
        ("kaizala.environment.fil", "fill"),
        ("kaizala.session.renew_token", "renew_tokens"),
        ("inbox.event", "events"),
        ("asha.anwser", "answer"),
        ("reply.jso", "json"),
        ("form.sendonce", "send_once"),
        ("sign_in.sendonce", "send_once"),
        ("question.chose", "choose"),
        ("portal.registr", "register"),
    ],
)
def test_it_says_which_name_was_meant(names, typed, meant):
    with pytest.raises(AttributeError) as wrong:
        eval(typed, dict(names))  # noqa: S307  (our own lines)
    assert isinstance(wrong.value, errors.ApiError)
    assert f"Did you mean {meant!r}?" in str(wrong.value)


@pytest.mark.parametrize(
    ("typed", "meant", "right"),
    [
        ("kaizala.session.renew_token = True", "'renew_tokens'", "kaizala.session.renew_tokens = True"),
        ("inbox.anwser = 500", "'answer'", "inbox.answer = 500"),
        ("kaizala.envronment = {'a': '1'}", "'environment'", "kaizala.environment.update({'a': '1'})"),
        ("library.envronment = 1", "'environment'", 'library.environment["NAME"] = 1'),
        ("library.alow_changes = True", "'allow_changes'", "library.allow_changes = True"),
        ("library.session.stream_event = 5", "'stream_events'", "library.session.stream_events = 5"),
        ("library.sandbox.timeot = 2 * 30", "'timeout'", "library.sandbox.timeout = 2 * 30"),
        (
            "kaizala.environment.test_group_id = ''",
            "\"['test-group-id']\"",
            "kaizala.environment['test-group-id'] = ''",
        ),
        ("kaizala.sandbox.timeut = 9", "'timeout'", "kaizala.sandbox.timeout = 9"),
        ("asha.nme = 'A'", "'name'", "asha.name = 'A'"),
        ("form.nme = 'Band'", "\"values['name']\"", "form.values['name'] = 'Band'"),
        ("sign_in.number = ''", "\"form.values['mobile_number']\"", "sign_in.form.values['mobile_number'] = ''"),
        ("portal.nme = 'x'", "\"values['name']\"", "portal.values['name'] = 'x'"),
        ("reply.not3 = []", "'notes'", "reply.notes = []"),
    ],
)
def test_a_wrong_name_is_not_set_and_the_right_line_can_be_pasted(names, typed, meant, right):
    with pytest.raises(AttributeError) as wrong:
        run(typed, names)
    assert isinstance(wrong.value, errors.UnknownNameError)
    assert str(wrong.value).endswith(f", so nothing was set. Did you mean {meant}?")
    assert wrong.value.advice.todo == right
    run(right, names)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("inbox.events = []", "Read it: inbox.events"),
        ("inbox.pause = True", "inbox.pause()"),
        ("form.values = {}", 'form.values["NAME"] = ...'),
        ("kaizala.environment = 1", 'kaizala.environment["NAME"] = 1'),
        ("library.books = 1", "Read it: library.books"),
        ("kaizala.groups.create_group = 1", "Read it: kaizala.groups.create_group"),
        ("question.choose = 'a'", "question.choose()"),
    ],
)
def test_what_is_only_read_or_called_is_not_set(names, typed, right):
    with pytest.raises(errors.NotSettableError) as wrong:
        run(typed, names)
    assert isinstance(wrong.value, AttributeError)
    assert wrong.value.advice.todo == right


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("form.x = 1", "This can be set: form.values['name'], form.values["),
        ("library.books.x = 1", "See what it has: dir(library.books)"),
        ("kaizala.groups.create_group.form.name = 'Choir'", "kaizala.groups.create_group.form(name='Choir')"),
        ("setattr(inbox, 'anwser', 500)", "inbox.answer = 500"),
        ("setattr(kaizala.session, 'renew_token', False)", "kaizala.session.renew_tokens = False"),
        ("setattr(library.environment, 'update_', 1)", "api.environment.update()"),
    ],
)
def test_there_is_a_line_too_where_nothing_is_near_and_where_nobody_knows_the_code(names, typed, right):
    with pytest.raises(errors.UnknownNameError) as wrong:
        run(typed, names)
    assert wrong.value.advice.todo.startswith(right)


@pytest.mark.parametrize(
    "typed",
    [
        "inbox.tokn = 'hush-123'",
        "kaizala.environment.access_token = 'hush-123'",
        "kaizala.envronment = {'access-token': 'hush-123'}",
        "setattr(inbox, 'tokn', 'hush-123')",
    ],
)
def test_no_secret_that_was_typed_is_shown(names, typed):
    with pytest.raises(errors.UnknownNameError) as wrong:
        run(typed, names)
    assert "hush" not in wrong.value.as_text() + wrong.value.as_html()
    assert "token" in wrong.value.as_text() or "environment" in wrong.value.as_text()


def test_what_a_class_has_can_be_set_and_so_can_private_names(names, monkeypatch):
    for name, thing in names.items():
        thing._note_of_a_test = name
        assert thing._note_of_a_test == name
        with pytest.raises(errors.UnknownNameError):
            thing.zzzz = name
        assert "zzzz" not in vars(thing)
    monkeypatch.setattr(names["kaizala"].session, "send", print)
    with mock.patch.object(names["inbox"], "wait") as wait:
        names["inbox"].wait(3)
    wait.assert_called_once_with(3)
    names["form"].layout = {"width": "50%"}
    names["reply"].df = names["reply"].df.head(1)
    other = copy.copy(names["asha"])
    other.name = "Another"
    assert names["asha"].name != other.name


def test_the_minutes_are_started_by_no_call(names):
    sentence = names["kaizala"].minutes
    with pytest.raises(errors.UnknownNameError, match=r"This is a sentence\. It has no 'start'") as first:
        sentence.start()
    assert first.value.advice.todo == sentence
    with pytest.raises(errors.UnknownNameError, match=r"has no 'strat'\. Did you mean 'start'"):
        names["kaizala"].minutes.strat()
    assert "The stopwatch runs." in names["kaizala"].minutes.start()


def test_what_python_and_jupyter_ask_for_is_no_mistake(names):
    for thing in names.values():
        assert not hasattr(thing, "_repr_svg_")
        assert not hasattr(thing, "nothing_like_it")
        with pytest.raises(AttributeError):
            thing.__wrapped__  # noqa: B018  (it raises)
    assert copy.copy(names["inbox"]).url == names["inbox"].url
    with pytest.raises((TypeError, ValueError, pickle.PicklingError, AttributeError)):
        pickle.dumps(names["reply"])


def test_without_a_name_a_check_and_a_question_name_all(names):
    assert "There are: '00'" in repr(names["kaizala"].check())
    with pytest.raises(errors.InputError, match="There is no question ''"):
        names["kaizala"].ask()
    assert not names["kaizala"].check("00 yuor turn").passed
    assert "Did you mean '00 your turn'?" in repr(names["kaizala"].check("00 yuor turn"))
