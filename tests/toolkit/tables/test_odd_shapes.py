"""Whatever a service answers, its reply has a table: readers that find something else than they expect leave it as it is."""

import copy
import json
import random
from functools import partial

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaizala_nb.course.steps import collection
from kaizala_nb.course.tables import READERS
from kaizala_nb.toolkit import tables

frame = partial(tables.frame, readers=READERS)

ROWS = sorted({step.rows for step in collection if step.rows})
_NAMES = [
    "actions",
    "actionBody",
    "actionDetails",
    "responses",
    "responseDetails",
    "responseWithQuestions",
    "questions",
]
_NAMES += ["title", "type", "answer", "groups", "subGroups", "result", "summary", "reactionsCountMap", "failedResult"]
_NAMES += [
    "choices",
    "place",
    "properties",
    "sentAt",
    "validity",
    "scope",
    "latitude",
    "id",
    "actionType",
    "name",
    "at",
]
_KINDS = ["SingleOption", "MultiOption", "Numeric", "DateTime", "Location", "Image", "AttachmentList", "PhoneNumber"]
_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        [*_KINDS, "Job", "true", "2017-07-18T08:33:51Z", "9999-12-31T23:59:59-12:00", 10**30, 1500377471000]
    ),
)
_JSON = st.recursive(
    _LEAVES,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.sampled_from(_NAMES), inside, max_size=5),
    max_leaves=25,
)
ANSWERED = {
    "actionType": "Survey",
    "actionDetails": {
        "questions": [{"title": "Why?", "type": "Text"}, {"title": "How many?", "type": "Numeric"}],
        "responses": [
            {
                "responseId": "r",
                "responder": "+447700900002",
                "responseTime": 1500377471000,
                "responseLocation": {"latitude": 1.5, "longitude": 2, "name": ""},
                "responseDetails": {
                    "responseWithQuestions": [
                        {"title": "Why?", "type": "Text", "answer": "so"},
                        *({"title": kind, "type": kind, "options": [], "answer": [1]} for kind in _KINDS),
                    ]
                },
            },
        ],
    },
}


@given(value=_JSON, rows=st.sampled_from([None, *ROWS]), example=st.sampled_from([{}, {"actions": [{}]}, {"id": "x"}]))
@settings(max_examples=400, deadline=None)
def test_any_json_has_a_table_that_can_be_shown(value, rows, example):
    table = frame(value, rows, example)
    assert table._repr_html_()
    assert repr(table)
    assert len(set(table.columns)) == len(table.columns)


@pytest.mark.parametrize("seed", range(40))
def test_a_reply_with_something_else_in_a_place_of_it_has_a_table(seed):
    chance = random.Random(seed)  # noqa: S311
    replies = [(step.reply, step.rows) for step in collection if step.reply] + [(ANSWERED, "responses")]
    for reply, rows in replies:
        broken = copy.deepcopy(reply)
        for _ in range(3):
            place, key = chance.choice(list(_places(broken)))
            place[key] = chance.choice([None, 7, -1.5, "x", True, [], {}, [None], [[1]], {"a": {"b": 1}}, 10**40])
        table = frame(broken, rows, reply)
        assert isinstance(table, pd.DataFrame), json.dumps(broken)
        assert table.to_string()


def _places(value):
    """Every place of some JSON, as what holds it and where in that it stands."""
    for key, entry in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if isinstance(entry, dict | list):
            yield from _places(entry)


def test_answers_that_do_not_fit_their_question_stay_as_they_are():
    table = frame(ANSWERED, "responses")
    assert table["Why?"].tolist() == ["so"]
    for kind in ("Numeric", "DateTime", "Location", "AttachmentList", "PhoneNumber"):
        assert table[kind].tolist() == [[1]], kind
    assert table["SingleOption"].tolist() == [1]


def test_every_type_of_answer_is_read():
    given = {
        "Image": [{"mediaUrl": "http://127.0.0.1/a.png", "mediaFileName": "a.png"}],
        "AttachmentList": [{"mediaUrl": "http://127.0.0.1/a.pdf"}, {"mediaUrl": "http://127.0.0.1/b.pdf"}],
        "PhoneNumber": {"cc": "44", "pn": "7700900002"},
        "DateTime": -631152000000,
        "MultiOption": "One",
    }
    asked = [{"title": kind, "type": kind, "answer": answer} for kind, answer in given.items()]
    response = {"responseId": "r", "responseDetails": {"responseWithQuestions": asked}}
    table = frame({"actionDetails": {"responses": [response]}}, "responses")
    assert table.iloc[0][list(given)].tolist() == [
        "http://127.0.0.1/a.png",
        ["http://127.0.0.1/a.pdf", "http://127.0.0.1/b.pdf"],
        "+44 7700900002",
        pd.Timestamp("1950-01-01T00:00:00Z"),
        ["One"],
    ]


def test_cards_of_one_list_may_ask_different_things():
    def card(name, *asked):
        response = {"responseId": name, "responseDetails": {"responseWithQuestions": list(asked)}}
        return {"actionBody": {"actionId": name, "title": name, "responses": [response]}}

    first = card("A", {"title": "Rating", "type": "Numeric", "answer": 3.0})
    second = card("B", {"title": "Rating", "type": "Text", "answer": "good"}, {"title": "Why?", "type": "Text"})
    table = frame({"actions": [first, second]}, "responses")
    assert table["Rating"].tolist() == [3, pd.NA]
    assert table["Rating (2)"].tolist() == [pd.NA, "good"]
    assert table["Why?"].isna().all()
    assert table["title"].tolist() == ["A", "B"]


def test_a_group_list_is_read_in_either_of_its_shapes():
    below = [{"groupName": "Sub", "groupId": "s"}]
    for value in ({"groupId": "g", "subGroups": below}, {"groups": [{"groupId": "g", "subGroups": below}]}):
        assert frame(value, "subGroups")["groupId"].tolist() == ["s"]


def test_an_older_card_has_its_time_in_another_field():
    card = {
        "referenceId": "r",
        "creationTime": 1500377471,
        "actionBody": {"imageUrl": "x", "sender": "me"},
        "sender": "+1",
    }
    table = frame({"actions": [card]}, "actions")
    assert table["creationTime"].iloc[0] == pd.Timestamp("2017-07-18T11:31:11Z")
    assert table[["sender", "sender (2)"]].iloc[0].tolist() == ["+1", "me"]
