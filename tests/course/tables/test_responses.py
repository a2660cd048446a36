"""Answers that are a day or a time are times, by whatever name the type of the question has."""

from functools import partial

import pandas as pd
import pytest

from kaizala_nb.course.tables import READERS
from kaizala_nb.toolkit import tables

frame = partial(tables.frame, readers=READERS)
DAY = 1_500_336_000_000
"""18 July 2017, in epoch milliseconds."""


@pytest.mark.parametrize("kind", ["DateTime", "Date", "DateOnly", "dateonly", "DATETIME"])
def test_an_answer_that_is_a_time_is_one(kind):
    def response(name, answer):
        asked = {"title": "When?", "type": kind, "answer": answer}
        return {"responseId": name, "responseDetails": {"responseWithQuestions": [asked]}}

    responses = [response("a", DAY), response("b", None), response("c", 0)]
    column = frame({"actionDetails": {"responses": responses}}, "responses")["When?"]
    assert str(column.dtype) == "datetime64[ms, UTC]"
    assert column[0] == pd.Timestamp("2017-07-18T00:00:00Z")
    assert column.isna().tolist() == [False, True, False]
    assert column[2] == pd.Timestamp(0, tz="UTC")
