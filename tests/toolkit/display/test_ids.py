"""Ids are short where they are shown, no two of them alike, and a shortened one is refused."""

import random
import uuid

import pytest

from kaizala_nb.toolkit.display import ids

ID = "5b0c6a5e-52d1-4d8a-8086-cf8f342534de"


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        (ID, "5b0c6a5e…34de"),
        (ID.upper(), "5B0C6A5E…34DE"),
        (f"{ID}@1", "5b0c6a5e…34de@1"),
    ],
)
def test_an_id_keeps_its_beginning_and_its_end(whole, short):
    [parts] = ids.shorten(ids.in_text(whole)).values()
    assert str(parts) == short
    assert "".join(parts) == whole


def test_no_two_ids_look_alike():
    chance = random.Random(7)  # noqa: S311
    alike = {f"5b0c6a5e-52d1-4d8a-{chance.randrange(16**4):04x}-cf8f342534de" for _ in range(50)}
    alike |= {f"5b0c6a5e-{number}2d1-4d8a-8086-cf8f342534de" for number in range(4)}
    alike |= {f"{ID}@1", f"{ID}@2", ID.replace("cf8f", "cf8e")}
    alike |= {str(uuid.UUID(int=number)) for number in range(20)}
    short = ids.shorten(alike)
    assert len({str(parts) for parts in short.values()}) == len(short) == len(alike)
    assert {"".join(parts) for parts in short.values()} == alike


def test_what_only_looks_like_one_is_no_id():
    assert ids.in_text(f"/v1/groups/{ID}/messages?x={ID}@1,{ID}") == [ID, f"{ID}@1", ID]
    assert ids.in_text(f"a{ID} {ID}0 {ID}-1 5b0c6a5e") == []


@pytest.mark.parametrize("name", ["id", "_id", "ID", "groupId", "group_id", "member_ids", "test-group-id", "botUserID"])
def test_the_names_of_ids(name):
    assert ids.names_ids(name)


@pytest.mark.parametrize("name", ["paid", "valid", "idea", "isValid", "groupName", "bids"])
def test_other_names(name):
    assert not ids.names_ids(name)


REFUSED = r"^This id is shortened\. Take it from `\.df`\.$"


@pytest.mark.parametrize("value", ["5b0c6a5e…34de", " 5b0c6a5e…34de@1 ", ["x", "5b0c6a5e...8f342534de"]])
@pytest.mark.parametrize("is_id", [True, False])
def test_a_shortened_id_is_refused(value, is_id):
    with pytest.raises(ValueError, match=REFUSED):
        ids.refuse_shortened(value, is_id=is_id)


def test_where_only_an_id_can_stand_any_that_was_cut_is_refused():
    for value in ("5b0c6a5e…", "book-2030…17"):
        ids.refuse_shortened(value, is_id=False)
        with pytest.raises(ValueError, match=REFUSED):
            ids.refuse_shortened(value, is_id=True)
    for value in (ID, "a", "…", "", None, 7, "and so on … and on"):
        ids.refuse_shortened(value, is_id=True)
