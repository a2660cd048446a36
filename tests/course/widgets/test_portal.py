"""The portal's forms: a connector with the permissions that are ticked, and a token that goes into the variables alone."""

import ipywidgets as widgets
import pytest

from kaizala_nb.course.widgets.portal import TICKS
from kaizala_nb.toolkit.client import errors
from tests.toolkit.widgets.conftest import ASHA, ME, button, field, press, text_of, walk


@pytest.fixture
def portal(signed_in):
    """The forms."""
    return signed_in.portal()


def test_the_grid_is_the_services(signed_in):
    full = signed_in.sandbox.new_connector("All")["permissions"]
    assert {name: set(ticks) for name, ticks in TICKS.items()} == {name: set(ticks) for name, ticks in full.items()}


def test_a_connector_is_registered_and_used(signed_in, portal):
    for one in walk(portal):
        if isinstance(one, widgets.Checkbox):
            one.value = one is portal._boxes["Group Information", "Get"]
    field(portal, "name").value = "Reader"
    press(button(portal, "Register, and use it here"))
    assert "Reader is registered" in text_of(portal)
    signed_in.sign_in(ME).send_once()
    assert signed_in.groups.fetch_groups().status == 200
    with pytest.raises(errors.RefusedError) as refused:
        signed_in.groups.create_group(name="Not mine to make")
    assert refused.value.status == 403


@pytest.mark.parametrize("kind", ["user", "group", "tenant"])
def test_a_token_goes_into_the_variables_and_works(signed_in, portal, kind):
    portal._kind.value = kind
    press(button(portal, "Take the refresh token"))
    assert "{{refresh-token}} is set." in text_of(portal)
    signed_in.authentication.access_token()
    assert len(signed_in.groups.fetch_all_groups().df) == 1
    if kind == "group":
        made = signed_in.groups.create_group(name="Under it", members=[]).json
        assert made["isAddedAsSubGroup"] is True


def test_a_registered_connector_is_read_off_the_portal(signed_in, portal):
    right = str(signed_in.environment["application-secret"])
    signed_in.environment["application-secret"] = "0000000000"
    with pytest.raises(errors.NotAuthenticated):
        signed_in.authentication.access_token()
    press(button(portal, "Use its id and secret here"))
    assert signed_in.environment["application-secret"] == right
    assert "are now those of Kaizala notebook." in text_of(portal)
    assert "sign in again" not in text_of(portal)
    assert signed_in.authentication.access_token().status == 200


def test_what_a_button_does_a_cell_can_do(signed_in, portal):
    assert "is registered" in portal.register("Reader", {"Group Information": ["Get"]})
    reader = signed_in.environment["application-id"]
    assert "sign in again" in portal.use("Kaizala notebook")
    portal.use(reader)
    assert signed_in.environment["application-id"] == reader
    portal.take_token("user")
    signed_in.authentication.access_token()
    with pytest.raises(errors.NotAllowed):
        signed_in.groups.create_group(name="Not mine to make")


@pytest.mark.parametrize("said", ["No connector is called 'nobody'", "Several connectors are called 'Twin'"])
def test_a_connector_that_cannot_be_told_is_not_used(signed_in, portal, said):
    for _ in range(2):
        signed_in.sandbox.new_connector("Twin")
    before = signed_in.environment["application-id"]
    with pytest.raises(errors.InputError, match=said):
        portal.use(said.split("'")[1])
    assert signed_in.environment["application-id"] == before


def test_what_cannot_be_had_is_said(signed_in, portal):
    field(portal, "mobileNumber").value = ASHA
    portal._kind.value = "group"
    press(button(portal, "Take the refresh token"))
    assert "only an admin of the group" in text_of(portal)


def test_nothing_secret_is_in_the_forms(signed_in, portal):
    press(button(portal, "Register, and use it here"))
    press(button(portal, "Use its id and secret here"))
    press(button(portal, "Take the refresh token"))
    state = "".join(str(one.get_state()) for one in walk(portal))
    for name in ("application-secret", "refresh-token"):
        assert str(signed_in.environment[name]) not in state


def test_a_snapshot_shows_nothing_and_brings_everything_back(signed_in):
    snapshot = signed_in.sandbox.snapshot()
    assert str(signed_in.environment["application-secret"]) not in repr(snapshot)
    signed_in.groups.create_group(name="Another", members=[])
    signed_in.sandbox.restore(snapshot)
    assert len(signed_in.groups.fetch_groups().df) == 1


def test_a_permission_is_granted_and_sits_in_the_next_token(signed_in, portal):
    portal.register("Reader", {"Group Information": ["Get"]})
    signed_in.sign_in(ME).send_once()
    with pytest.raises(errors.NotAllowed):
        signed_in.groups.create_group(name="Not mine to make")
    portal._permission.value = "Group Information › Add"
    press(button(portal, "Grant it this permission"))
    assert "Reader has Group Information › Add." in text_of(portal)
    with pytest.raises(errors.NotAllowed):  # a token holds what was granted when it was made
        signed_in.groups.create_group(name="Not yet mine to make")
    signed_in.authentication.access_token()
    assert signed_in.groups.create_group(name="Mine to make", members=[]).status == 200
    assert signed_in.groups.fetch_groups().status == 200  # what it had, it has


def test_a_permission_that_there_is_not_is_said(signed_in, portal):
    with pytest.raises(errors.InputError, match="can have"):
        portal.grant("Media", "Get")
    with pytest.raises(errors.InputError, match="the permissions are"):
        portal.grant("Everything", "Get")
