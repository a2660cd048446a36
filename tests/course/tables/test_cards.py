"""A card as a row: each id once, under one name."""

from functools import partial

import pytest

from kaizala_nb.course.tables import READERS
from kaizala_nb.toolkit import tables

frame = partial(tables.frame, readers=READERS)
PACKAGE = "25b39b30-0806-4d17-b6a7-a39f21fa52e9"
HEAD = {"referenceId": "r", "actionType": "ActionPackage", "sender": "+447700900001"}
BODY = {"actionId": "a", "title": "Whose keys are these?"}
COLUMNS = ["referenceId", "actionId", "packageId", "actionType", "sender", "title"]


@pytest.mark.parametrize("rows", ["actions", "responses"])
@pytest.mark.parametrize("ids", [{"id": PACKAGE, "packageId": PACKAGE}, {"id": PACKAGE}, {"packageId": PACKAGE}])
@pytest.mark.parametrize("body", ["actionBody", "actionDetails"])
def test_the_id_of_a_package_is_one_column(rows, ids, body):
    """Replies have it twice, and some captures under one of the two names alone."""
    table = frame({"actions": [ids | {body: BODY} | HEAD]}, rows)
    assert list(table.columns) == COLUMNS
    assert table["packageId"].tolist() == [PACKAGE]


def test_a_card_that_is_no_packages_has_none():
    table = frame({"actions": [{"actionBody": BODY} | HEAD]}, "actions")
    assert list(table.columns) == [name for name in COLUMNS if name != "packageId"]
