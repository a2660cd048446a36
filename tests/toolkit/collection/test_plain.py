"""Values of pandas and numpy, and what can be sent by nobody, as the value of every parameter of every request."""

import decimal
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaizala_nb.course.environment import BEYOND, PUBLISHED
from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.collection import InvalidInput, Upload
from kaizala_nb.toolkit.collection.plain import plain

HALF = "\ud83d"
ASHA, BEN = "+447700900002", "+447700900003"
NINE = datetime(2030, 1, 31, 9)
PARAMETERS = [(step, parameter) for step in collection for parameter in step.parameters]
FILLED = dict.fromkeys([*PUBLISHED, *BEYOND], "id") | {
    "mobile-number": ASHA,
    "mobile-number-2": ASHA,
    "mobile-number-3": BEN,
}

TWINS = {
    "text": [(np.str_("abc"), "abc"), (pd.Series(["abc"])[0], "abc")],
    "secret": [(np.str_("abc"), "abc")],
    "pin": [(np.int64(123456), 123456), (np.str_("123456"), "123456")],
    "number": [(np.int64(5), 5), (np.float64(5), 5.0), (np.array(5), 5), (pd.Series([5])[0], 5)],
    "decimal": [(np.float32(2.5), 2.5), (np.int8(2), 2)],
    "flag": [(np.bool_(True), True), (pd.Series([False], dtype="boolean")[0], False)],
    "mobile number": [(pd.Series([ASHA])[0], ASHA), (np.str_(ASHA), ASHA)],
    "mobile numbers": [
        (pd.Series([ASHA, BEN], index=["Asha", "Ben"]), [ASHA, BEN]),
        (np.array([ASHA, BEN]), [ASHA, BEN]),
        (pd.Index([ASHA]), [ASHA]),
        (pd.array([ASHA]), [ASHA]),
        (pd.Series([ASHA], dtype="category"), [ASHA]),
    ],
    "texts": [(pd.Series(["a", "b"]), ["a", "b"]), (np.array(["a", "b"]), ["a", "b"])],
    "duration": [
        (np.int64(5), 5),
        (pd.Timedelta("2h"), timedelta(hours=2)),
        (np.timedelta64(2, "h"), timedelta(hours=2)),
        (np.timedelta64(7_200 * 10**9, "ns"), timedelta(hours=2)),
        (np.float64(3), 3.0),
    ],
    "time": [
        (pd.Timestamp(NINE), NINE),
        (pd.Timestamp(NINE, tz="Asia/Kolkata"), NINE.replace(tzinfo=timezone(timedelta(hours=5, minutes=30)))),
        (np.datetime64(NINE), NINE),
        (np.datetime64(NINE, "ns"), NINE),
        (np.datetime64("2030-01-31"), date(2030, 1, 31)),
        (pd.date_range("2030-01-31 09:00", periods=1)[0], NINE),
        (np.datetime64("2030-01-31"), datetime(2030, 1, 31)),
    ],
    "place": [
        (pd.Series({"name": "London", "longitude": -0.1, "latitude": 51.5}), (51.5, -0.1, "London")),
        (np.array([51.5, -0.1]), (51.5, -0.1)),
        ({"latitude": np.float64(51.5), "longitude": np.float32(0), "name": pd.NA}, (51.5, 0.0)),
    ],
    "poll choices": [(pd.Series(["a", "b"]), ["a", "b"]), (pd.DataFrame({"title": ["a"], "image": [pd.NA]}), ["a"])],
    "questions": [
        (
            pd.DataFrame({"title": ["a", "b"], "type": ["SingleOption", None], "options": [np.array(["x"]), None]}),
            [{"title": "a", "type": "SingleOption", "options": ["x"]}, "b"],
        ),
        (pd.Series(["a", "b"]), ["a", "b"]),
    ],
    "properties": [
        (pd.Series({"a": 1, "b": "x"}), {"a": 1, "b": "x"}),
        (pd.DataFrame({"name": ["a"], "value": [pd.NA]}), {"a": ""}),
        (
            {"at": pd.Timestamp(NINE, tz="UTC"), "on": np.datetime64("2030-01-31")},
            {"at": "2030-01-31T09:00:00Z", "on": "2030-01-31"},
        ),
        ({"a": [pd.Timestamp(NINE, tz="UTC"), np.int64(1)]}, {"a": '["2030-01-31T09:00:00Z", 1]'}),
    ],
    "answers": [
        (pd.Series(["a", None, 2.0]), ["a", None, 2.0]),
        ([np.array(["a", "b"]), np.int64(3), pd.NaT], [["a", "b"], 3, None]),
        ([pd.Timestamp(NINE, tz="UTC"), np.datetime64("2030-01-31")], [NINE.replace(tzinfo=UTC), date(2030, 1, 31)]),
    ],
}

loop: list = []
loop.append(loop)
NONSENSE = {
    "a Series": pd.Series([1, 2]),
    "a Series of objects": pd.Series({"title": "x", "name": object(), "latitude": pd.NA, "longitude": 1}),
    "an empty Series": pd.Series([], dtype=object),
    "a DataFrame": pd.DataFrame({"a": [1, None]}),
    "an empty DataFrame": pd.DataFrame(),
    "a matrix": np.array([[1, 2], [3, 4]]),
    "no unit": np.timedelta64(2),
    "months": np.timedelta64(2, "M"),
    "too late": np.datetime64(10**17, "s"),
    "too long": np.timedelta64(2**62, "D"),
    "masked": np.ma.array([1], mask=[True])[0],
    "void": np.void(b"x"),
    "a period": pd.Period("2030-01"),
    "an interval": pd.Interval(1, 2),
    "infinite": float("inf"),
    "minus infinite": np.float64("-inf"),
    "infinite in words": "inf",
    "large": 10**400,
    "large in words": "1e999",
    "signals": decimal.Decimal("sNaN"),
    "infinite decimal": decimal.Decimal("Infinity"),
    "the last moment": datetime.max,
    "the first moment": datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
    "the last day": date.max,
    "the longest": timedelta.max,
    "bytes": b"x",
    "complex": 1 + 2j,
    "an object": object(),
    "a function": len,
    "in itself": loop,
    "odd keys": {(1, 2): pd.NA},
    "an infinite part": [{"name": "a", "value": float("inf"), "title": "x", "latitude": float("inf"), "longitude": 1}],
    "an odd part": [{"name": "a", "value": object()}],
    "a moment in a part": [{"name": "a", "value": datetime.min, "type": "DateTime"}],
    "missing parts": [pd.NA, None, float("nan")],
    "moments in lists": [[datetime.max], {"a": date.max}],
}
HALVES = [
    HALF,
    f"half {HALF}",
    "\ude00x",
    [HALF],
    {"title": HALF},
    {HALF: 1},
    [{"name": "a", "value": HALF}],
    pd.Series([HALF], dtype=object),
    np.array([HALF]),
]
HALVES += [(1, 2, HALF), Upload(f"{HALF}.png", b"")]
MISSING = [
    None,
    pd.NA,
    pd.NaT,
    float("nan"),
    np.float64("nan"),
    np.datetime64("NaT"),
    np.timedelta64("NaT"),
    decimal.Decimal("NaN"),
]


def call(step, parameter, value):
    """The request with this value, and those of the example otherwise."""
    files = {"files": [Upload("a.png", b"x")]} if step.sends_files else {}
    return step.call({**step.example, "pin": "123456", **files, parameter.name: value}, FILLED)


def sent(made) -> tuple:
    """All of a request that travels, and the line of Python that says it."""
    parts = (made.path, made.headers, made.body_text, [(name, file.name) for name, file in made.files])
    repr(parts).encode()
    (made.body_text or "").encode()
    return parts


@pytest.mark.parametrize(
    "kind", sorted({parameter.kind for _, parameter in PARAMETERS} - {"choice", "choices", "files"})
)
def test_values_of_pandas_and_numpy_are_sent_as_pythons_own(kind):
    of_kind = [(step, parameter) for step, parameter in PARAMETERS if parameter.kind == kind]
    for step, parameter in of_kind:
        for theirs, ours in TWINS[kind]:
            made, twin = call(step, parameter, theirs), call(step, parameter, ours)
            assert sent(made) == sent(twin), (step.name, parameter.name, theirs)
            assert plain(made.arguments[parameter.name]) == made.arguments[parameter.name]
            assert "np." not in repr(made.arguments) and "Timestamp" not in repr(made.arguments)


def test_choices_and_paths_may_come_from_a_table(tmp_path):
    file = tmp_path / "a.png"
    file.write_bytes(b"x")
    for step, parameter in PARAMETERS:
        if parameter.kind == "choice":
            ours = parameter.choices[-1]
            theirs = pd.Series([ours], dtype="category")[0]
        elif parameter.kind == "choices":
            ours, theirs = list(parameter.choices[:2]), pd.Series(parameter.choices[:2])
        elif parameter.kind == "files":
            ours, theirs = [file], np.array([file])
        else:
            continue
        assert sent(call(step, parameter, theirs)) == sent(call(step, parameter, ours))


@pytest.mark.parametrize("missing", MISSING, ids=repr)
def test_what_is_missing_is_left_out_or_asked_for(missing):
    """As None is: in each place the same comes of it, be that a request or a sentence."""
    for step, parameter in PARAMETERS:
        outcomes = []
        for value in (missing, None):
            try:
                outcomes.append(sent(call(step, parameter, value)))
            except InvalidInput as refused:
                outcomes.append(refused.problems)
        assert outcomes[0] == outcomes[1], (step.name, parameter.name)
        assert "<NA>" not in str(outcomes)


@pytest.mark.parametrize("value", NONSENSE.values(), ids=list(NONSENSE))
def test_what_cannot_be_sent_is_said_in_a_sentence_and_never_sent(value):
    for step, parameter in PARAMETERS:
        try:
            made = repr(sent(call(step, parameter, value)))
        except InvalidInput as refused:
            assert all(problem.rstrip("}")[-1] in "." for problem in refused.problems.values()), refused.problems
        else:
            assert not {"<NA>", "NaT", "Infinity"} & set(made.replace('"', " ").split()), (
                step.name,
                parameter.name,
                made,
            )


@pytest.mark.parametrize("value", HALVES, ids=lambda value: type(value).__name__)
def test_half_an_emoji_is_said_wherever_it_stands(value):
    for step, parameter in PARAMETERS:
        with pytest.raises(InvalidInput) as refused:
            call(step, parameter, value)
        assert HALF not in str(refused.value)
        if isinstance(value, str) and parameter.kind not in ("choice", "pin"):
            assert "half a character" in str(refused.value)


def test_a_list_with_something_missing_says_which():
    step = collection["Step1 - Create a group"]
    with pytest.raises(InvalidInput, match="Members: entry 2 of 3 is missing"):
        step.call({"name": "x", "members": pd.Series([ASHA, None, BEN])}, {})


values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(st.characters(), max_size=5),
        st.datetimes(),
        st.dates(),
        st.timedeltas(),
        st.sampled_from([pd.NA, pd.NaT, np.int64(1), np.float32(0.5), np.bool_(True), HALF, object()]),
        st.datetimes(datetime(1700, 1, 1), datetime(2200, 1, 1)).map(pd.Timestamp),
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(lambda held: pd.Series(held, dtype=object))
        | st.dictionaries(
            st.sampled_from(["title", "name", "value", "latitude", "longitude", "options", "type"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PARAMETERS), values)
def test_whatever_is_given_is_sent_or_refused_in_words(where, value):
    try:
        sent(call(*where, value))
    except InvalidInput as refused:
        assert refused.problems
