"""Values of pandas and numpy, and what cannot be used, at the doors beside the requests: forms, phones, clock, inbox, variables."""

import numpy as np
import pandas as pd
import pytest
from ipywidgets import Widget

from kaizala_nb import Kaizala
from kaizala_nb.toolkit.client.errors import InputError
from tests.toolkit.collection.test_plain import ASHA, HALF, NONSENSE, TWINS
from tests.toolkit.widgets.page import checks_of

ME = "+447700900001"


@pytest.fixture(scope="module")
def kaizala():
    made = Kaizala()
    made.sign_in(ME).send_once()
    made.groups.create_group(name="Field team", members=pd.Series([ASHA]))
    yield made
    made.close()


@pytest.fixture
def group(kaizala) -> str:
    return kaizala.environment["test-group-id"]


@pytest.fixture(autouse=True)
def no_widgets():
    yield
    Widget.close_all()


def one_of_each_kind(kaizala):
    """A request and a parameter of it for each kind."""
    found = {}
    for name in kaizala:
        for parameter in kaizala[name].step.parameters:
            found.setdefault((parameter.kind, parameter.unit), (kaizala[name], parameter))
    return found


def test_a_form_takes_what_a_call_takes(kaizala):
    for (kind, _), (bound, parameter) in one_of_each_kind(kaizala).items():
        for theirs, ours in TWINS.get(kind, []):
            forms = [bound.form(**{parameter.name: value}) for value in (theirs, ours)]
            texts = [form.as_text() for form in forms]
            assert texts[0] == texts[1], (bound.step.name, parameter.name, theirs)
            assert checks_of(forms[0]) == checks_of(forms[1])


def test_a_form_shows_what_is_wrong_or_refuses_it_in_words(kaizala):
    odd = ["a DataFrame", "no unit", "too late", "infinite", "large", "the last moment", "an object", "in itself"]
    for bound, parameter in one_of_each_kind(kaizala).values():
        for value in [*map(NONSENSE.get, odd), *([pd.NA] if parameter.optional else []), NONSENSE["an infinite part"]]:
            try:
                form = bound.form(**{parameter.name: value})
                shown = form.as_text()
                checks_of(form), form._repr_mimebundle_()
            except InputError as refused:
                assert refused.problems
            else:
                assert "<NA>" not in shown
        with pytest.raises(InputError, match=r"\.$"):
            bound.form(**{parameter.name: HALF})


def test_a_form_of_the_same_series_is_the_same_form(kaizala, monkeypatch):
    """Two Series are not compared, but what stands in them."""
    monkeypatch.setattr("kaizala_nb.toolkit.widgets.cells.current_cell", lambda: "cell")
    monkeypatch.setattr("kaizala_nb.toolkit.widgets.cells.current_run", lambda: "first")
    first = kaizala.groups.create_group.form(name="x", members=pd.Series([ASHA, ASHA]))
    monkeypatch.setattr("kaizala_nb.toolkit.widgets.cells.current_run", lambda: "second")
    assert kaizala.groups.create_group.form(name="x", members=pd.Series([ASHA, ASHA])) is first


def test_variables_hold_texts(kaizala):
    environment = kaizala.environment
    for value, text in [
        (np.int64(5), "5"),
        (pd.NA, ""),
        (pd.NaT, ""),
        (None, ""),
        (float("nan"), ""),
        (np.str_("a"), "a"),
        (pd.Timestamp("2030-01-31 09:00"), "2030-01-31 09:00:00"),
    ]:
        environment["x"] = value
        assert environment["x"] == text
        assert type(environment["x"]) is str
    for value in (pd.Series(["a"]), np.array(["a", "b"]), pd.DataFrame({"a": [1]}), ["a"], {"a": 1}, HALF):
        with pytest.raises(InputError):
            environment["x"] = value
        with pytest.raises(InputError):
            environment.update({"x": value})
    for name in (5, HALF, pd.Series(["a"])):
        with pytest.raises(InputError):
            environment[name] = "x"
        with pytest.raises(KeyError):
            environment[name]
    del environment["x"]


def test_a_phone_takes_them(kaizala, group):
    asha = kaizala.phone(pd.Series([ASHA])[0], name=np.str_("Asha"))
    survey = kaizala.content.send_survey(
        title="x", questions=[{"title": "n", "type": "Numeric"}, {"title": "t", "type": "DateTime"}, "left out"]
    ).json["actionId"]
    asha.answer(np.str_(survey), np.int64(3), pd.Timestamp("2030-01-31", tz="UTC"), pd.NA)
    told = kaizala.queries.fetch_survey_responses(action_id=survey).df
    assert told[["n", "t"]].iloc[0].tolist() == [3, pd.Timestamp("2030-01-31", tz="UTC")]
    asha.share_location(group, np.float64(51.5), np.float32(0), np.str_("London"))
    asha.send_message(group, np.str_("from a table"))
    assert "from a table" in asha.chats["text"].tolist()
    for refused in (
        lambda: asha.answer(survey, HALF),
        lambda: asha.answer(survey, object()),
        lambda: asha.answer(survey, pd.Series([float("inf")])),
        lambda: asha.answer(pd.NA, "x"),
        lambda: asha.send_message(group, HALF),
        lambda: asha.send_message(group, pd.NA),
        lambda: asha.send_message(pd.Series([group, group]), "x"),
        lambda: asha.send_message(group, object()),
        lambda: asha.like(pd.NaT),
        lambda: asha.share_location(group, float("inf"), 1),
        lambda: asha.share_location(group, pd.NA, 1),
        lambda: asha.send_photo(group, "no bytes", 1, 1),
        lambda: kaizala.phone(np.int64(447700900002)),
        lambda: kaizala.phone(pd.Series([ASHA])),
        lambda: kaizala.phone(ASHA, name=pd.Series(["a"])),
        lambda: kaizala.phone(HALF),
    ):
        with pytest.raises(InputError) as trouble:
            refused()
        assert "<NA>" not in str(trouble.value)
    assert kaizala.phone(pd.NA).number == ME


def test_the_clock_takes_them(kaizala):
    before = kaizala.sandbox.now
    kaizala.sandbox.advance(days=np.int64(1), hours=np.float64(0.5), minutes=pd.NA)
    assert 88_200_000 <= kaizala.sandbox.now - before < 90_000_000
    kaizala.sandbox.deliveries, kaizala.sandbox.settle(np.float64(1))
    kaizala.sandbox.fail_next(np.int64(503), times=np.int64(1))
    kaizala.sandbox.clear_faults()
    kaizala.sandbox.seed(users=pd.DataFrame({"mobileNumber": [ASHA], "name": ["Asha"]}))
    for refused in (
        lambda: kaizala.sandbox.advance(hours=float("inf")),
        lambda: kaizala.sandbox.advance(hours="1"),
        lambda: kaizala.sandbox.advance("1 hour"),
        lambda: kaizala.sandbox.advance(days=10**400),
        lambda: kaizala.sandbox.advance(hours=pd.Series([1, 2])),
        lambda: kaizala.sandbox.advance(hours=True),
        lambda: kaizala.sandbox.fail_next(pd.Series([503])),
        lambda: kaizala.sandbox.fail_next(503, body=HALF),
        lambda: kaizala.sandbox.seed(users=[object()]),
        lambda: kaizala.sandbox.read_phone(5),
        lambda: kaizala.sandbox.new_token("user", mobile_number=object()),
        lambda: kaizala.sandbox.delete_connector(pd.Series(["a"])),
    ):
        with pytest.raises(InputError):
            refused()


def test_the_inbox_takes_them(kaizala, group):
    inbox = kaizala.inbox(token=pd.NA)
    assert inbox.token == kaizala.environment["callback-token"] != "<NA>"
    kaizala.webhooks.subscribe_to_group()
    kaizala.phone(ASHA).send_message(group, "x")
    assert len(inbox.wait(np.int64(1), np.float64(5), event_type=np.str_("TextMessageCreated"))) == 1
    assert len(inbox.wait(pd.NA, event_type=pd.NA)) == 1
    inbox.answer = np.int64(500)
    inbox.answer = np.int64(200)
    for refused in (
        lambda: inbox.wait(pd.Series([1])),
        lambda: inbox.wait(1, float("inf")),
        lambda: inbox.wait(1, event_type=5),
        lambda: kaizala.inbox(token=5),
        lambda: kaizala.inbox(token=HALF),
        lambda: setattr(inbox, "answer", pd.NA),
        lambda: setattr(inbox, "answer", pd.Series([200])),
    ):
        with pytest.raises(InputError) as trouble:
            refused()
        assert "<NA>" not in str(trouble.value)


def test_the_others_take_them(kaizala):
    assert kaizala.check("04", answer=np.int64(5)).lines
    assert kaizala.check("04", answer=pd.NA).lines
    assert "<NA>" not in str(kaizala.sign_in(pd.NA)._repr_mimebundle_())
    for refused in (
        lambda: kaizala.groups.subscribers(pd.NA),
        lambda: kaizala.groups.subscribers(HALF),
        lambda: kaizala.sign_in(HALF),
        lambda: kaizala.sign_in(pd.Series([ME])),
        lambda: Kaizala(url=pd.Series(["http://127.0.0.1:1"])),
        lambda: Kaizala(start=["04"]),
        lambda: kaizala.content.send_message.code("python", message=HALF),
    ):
        with pytest.raises(InputError):
            refused()
    line = kaizala.groups.create_group.code(name="x", members=pd.Series([ASHA]))
    assert line == f"kaizala.groups.create_group(name='x', members=['{ASHA}'])"
