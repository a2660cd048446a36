"""A name that is mistyped on anything that a lesson shows is answered with the one that was meant."""

import copy
import pickle

import pytest

from kaizala_nb import Kaizala
from kaizala_nb.toolkit.client import errors


@pytest.fixture(scope="module")
def names():
    """What the cells of a lesson hold."""
    kaizala = Kaizala(start="05")
    yield {
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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kaizala.grops", "groups"),
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
