"""A mask of permissions: what it allows, in words and as a grid, however it is put together."""

import pytest

from kaizala_nb.emulator import permissions
from kaizala_nb.emulator.permissions import ADD, ALL, GET, GROUP_INFORMATION, MEDIA, REMOVE, UPDATE, Permission


@pytest.mark.parametrize("mask", ["2.2:2.4", "2.4:2.2", "2.6", "2.2:3.4:2.4"])
def test_what_stands_in_several_parts_is_allowed_by_all_of_them(mask):
    assert permissions.parse(mask)[GROUP_INFORMATION] == ADD | GET
    for verb in (ADD, GET):
        assert permissions.allows(mask, Permission(GROUP_INFORMATION, verb))
    for verb in (REMOVE, UPDATE):
        assert not permissions.allows(mask, Permission(GROUP_INFORMATION, verb))


def test_a_grid_whose_names_differ_in_casing_alone_is_one_permission():
    ticks = {"Group Information": ["Get"], "group information": ["add"], "MEDIA": ["Add"]}
    mask = permissions.mask_of(ticks)
    assert mask == "2.6:9.2"
    assert permissions.grid(mask) == {"Group Information": ["Get", "Add"], "Media": ["Add"]}
    assert permissions.scope(mask) == "groupinfo.write,groupinfo.read,media.write"


def test_all_holds_every_verb_and_no_other_resource():
    mask = f"{GROUP_INFORMATION}.{ALL}"
    assert all(permissions.allows(mask, Permission(GROUP_INFORMATION, verb)) for verb in (ADD, GET, REMOVE, UPDATE))
    assert not permissions.allows(mask, Permission(MEDIA, ADD))
    assert permissions.scope(mask) == "groupinfo.all"


def test_several_verbs_mean_any_of_them():
    either = Permission(GROUP_INFORMATION, ADD | UPDATE)
    assert [permissions.allows(f"2.{verb}", either) for verb in (ADD, GET, REMOVE, UPDATE)] == [
        True,
        False,
        False,
        True,
    ]
    assert either.scope == "groupinfo.write or groupinfo.update"


@pytest.mark.parametrize("mask", ["2", "2.", ".2", "2.0", "2.32", "7.2", "2.2:", "2.2,3.2", "x.2", "2.2 ", "02.222"])
def test_what_is_no_mask_is_refused(mask):
    with pytest.raises(ValueError, match="a permission is"):
        permissions.parse(mask)
