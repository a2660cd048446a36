"""The portal's forms: a connector with the permissions that are ticked, and a token that goes into the variables alone."""

import json
import subprocess
import sys
from typing import Any

import pytest
from ipywidgets.widgets.widget import _instances as instances

from kaizala_nb.course.widgets.portal import TICKS, Portal
from kaizala_nb.toolkit.client import errors
from tests.toolkit.widgets.conftest import ASHA, ME, at
from tests.toolkit.widgets.page import press_for, raws


class Page:
    """A page that shows the portal. ``heard`` are the messages of the kernel to it."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.heard: list[dict[str, Any]] = []

    def leave(self, name: str, raw: object) -> None:
        """Fill in a field and leave it."""
        at(self.portal, name).value = raw

    def press(self, what: str, **filled: object) -> None:
        """Press a button, with these values in fields that were not left before."""
        self.heard += press_for(self.portal, what, 0, raws(self.portal) | filled)
        assert self.heard[-1]["problem"] == ""

    def note(self, part: str) -> str:
        """What is said beside a button."""
        return self._button(part)["note"]["words"]

    def says_problem(self, part: str) -> bool:
        """Whether it says that something is wrong."""
        return self._button(part)["note"]["is_problem"]

    def field(self, name: str) -> dict[str, Any]:
        """A field as the page is told of it."""
        return at(self.portal, name).content

    def line(self, what: str) -> str:
        """The line of Python that does what a button does."""
        return self._button(what)["line"]

    def hidden(self) -> set[str]:
        """The fields that are not shown."""
        return {item["field"] for item in self._items() if item.get("hidden")}

    def _button(self, what: str) -> dict[str, Any]:
        return next(item for item in self._items() if item.get("press") == what)

    def _items(self) -> list[dict[str, Any]]:
        return [item for part in self.portal.content["parts"] for item in part["items"]]

    def everything(self) -> str:
        """All that may be on the page or in a file: state, messages, HTML and text."""
        bundle = self.portal._repr_mimebundle_()
        return json.dumps([self.portal.content, self.heard, bundle, repr(self.portal.get_state())])


@pytest.fixture
def portal(signed_in):
    """The forms."""
    return signed_in.portal()


@pytest.fixture
def page(portal):
    """A page that shows them."""
    return Page(portal)


@pytest.fixture
def cell(monkeypatch):
    """Code that runs in a cell of a notebook, whose id is "portal"."""
    monkeypatch.setattr("kaizala_nb.toolkit.widgets.cells.current_message", lambda: {"metadata": {"cellId": "portal"}})
    runs = iter(range(100))
    monkeypatch.setattr("kaizala_nb.toolkit.widgets.cells.current_run", lambda: str(next(runs)))


def test_the_grid_is_the_services(signed_in):
    full = signed_in.sandbox.new_connector("All")["permissions"]
    assert {name: set(ticks) for name, ticks in TICKS.items()} == {name: set(ticks) for name, ticks in full.items()}


def test_it_is_one_widget(signed_in):
    signed_in.portal()  # brings what all widgets share
    before = set(instances)
    portal = signed_in.portal()
    new = [instances[key] for key in set(instances) - before]
    assert len(new) == 2  # it, and its layout
    assert len(json.dumps(portal.content)) < 8_000


def test_what_draws_it_came_with_the_form_before_it():
    """In a fresh interpreter, since here the portal is loaded already."""
    code = """from kaizala_nb import Kaizala
kaizala = Kaizala()
print(kaizala.groups.create_group.form()._library == kaizala.portal()._library)
kaizala.close()"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.stdout == "True\n", ran.stderr


def test_a_connector_is_registered_and_used(signed_in, page):
    page.leave("name", "Reader")
    page.press("register", permissions=["Group Information › Get"])
    assert "Reader is registered" in page.note("register")
    assert not page.says_problem("register")
    assert page.portal.values["connector"] == signed_in.environment["application-id"]
    assert any(words.startswith("Reader (") for _, words in page.field("connector")["choices"])
    signed_in.sign_in(ME).send_once()
    assert signed_in.groups.fetch_groups().status == 200
    with pytest.raises(errors.RefusedError) as refused:
        signed_in.groups.create_group(name="Not mine to make")
    assert refused.value.status == 403


@pytest.mark.parametrize("kind", ["user", "group", "tenant"])
def test_a_token_goes_into_the_variables_and_works(signed_in, page, kind):
    page.press("token", kind=kind)
    assert page.note("token").startswith("{{refresh-token}} is set.")
    signed_in.authentication.access_token()
    assert len(signed_in.groups.fetch_all_groups().df) == 1
    if kind == "group":
        made = signed_in.groups.create_group(name="Under it", members=[]).json
        assert made["isAddedAsSubGroup"] is True


def test_a_registered_connector_is_read_off_the_portal(signed_in, page):
    right = str(signed_in.environment["application-secret"])
    signed_in.environment["application-secret"] = "0000000000"
    with pytest.raises(errors.NotAuthenticated):
        signed_in.authentication.access_token()
    page.press("use")
    assert signed_in.environment["application-secret"] == right
    assert "are now those of Kaizala notebook." in page.note("use")
    assert "sign in again" not in page.note("use")
    assert signed_in.authentication.access_token().status == 200


def test_what_a_button_does_a_cell_can_do(signed_in, portal):
    assert "is registered" in portal.register("Reader", {"Group Information": ["Get"]})
    reader = signed_in.environment["application-id"]
    assert "sign in again" in portal.use("Kaizala notebook")
    said = portal.take_token("user")
    assert repr(said) == str(said), "a notebook shows it without quotes"
    portal.use(reader)
    assert signed_in.environment["application-id"] == reader
    portal.take_token("user")
    signed_in.authentication.access_token()
    with pytest.raises(errors.NotAllowed):
        signed_in.groups.create_group(name="Not mine to make")


@pytest.mark.parametrize("kind", ["User", "Group", "Tenant"])
def test_the_kind_of_a_token_may_be_written_as_in_the_form(signed_in, portal, kind):
    portal.take_token(kind)
    assert signed_in.authentication.access_token().status == 200
    assert signed_in.groups.fetch_all_groups().status == 200


@pytest.mark.parametrize("said", ["No connector is called 'nobody'", "Several connectors are called 'Twin'"])
def test_a_connector_that_cannot_be_told_is_not_used(signed_in, portal, said):
    for _ in range(2):
        signed_in.sandbox.new_connector("Twin")
    before = signed_in.environment["application-id"]
    with pytest.raises(errors.InputError, match=said):
        portal.use(said.split("'")[1])
    assert signed_in.environment["application-id"] == before


def test_what_cannot_be_had_is_said(signed_in, page):
    page.leave("mobile_number", ASHA)
    page.press("token", kind="group")
    assert "only an admin of the group" in page.note("token")
    assert page.says_problem("token")
    page.leave("mobile_number", ME)
    page.press("token")
    assert not page.says_problem("token")


def test_nothing_secret_is_in_the_forms(signed_in, page):
    for what in ("register", "use", "grant", "token"):
        page.press(what)
    for name in ("application-secret", "refresh-token"):
        assert len(signed_in.environment[name]) > 5
        assert str(signed_in.environment[name]) not in page.everything()
    for connector in signed_in.sandbox.registered():
        assert str(connector["applicationSecret"]) not in page.everything()


def test_a_connector_needs_a_name(signed_in, page):
    before = len(signed_in.sandbox.connectors)
    page.press("register", name=" ")
    assert page.field("name")["problems"] == {"": "Name is needed."}
    assert page.says_problem("register")
    assert len(signed_in.sandbox.connectors) == before
    page.leave("name", "Reader")
    assert page.field("name")["problems"] == {}
    assert page.note("register") == ""
    page.press("register", name="Reader")
    assert len(signed_in.sandbox.connectors) == before + 1


def test_values_are_read_and_set_without_a_page(signed_in, portal):
    assert portal.values["mobile_number"] == ME
    assert portal.values["group_id"] == signed_in.environment["test-group-id"]
    assert portal.values["connector"] == signed_in.environment["application-id"]
    assert len(portal.values["permissions"]) == sum(map(len, TICKS.values()))
    portal.values["mobile_number"] = ASHA
    with pytest.raises(errors.ApiError, match="only an admin of the group"):
        portal.take_token("group")


def test_what_is_typed_survives_the_running_of_its_cell(signed_in, cell):
    page = Page(signed_in.portal())
    assert page.portal.content["key"]
    page.leave("name", "Reader")
    page.leave("permissions", ["Media › Add"])
    signed_in.environment["mobile-number"] = ASHA
    assert signed_in.portal() is page.portal
    assert page.portal.values["name"] == "Reader"
    assert page.portal.values["mobile_number"] == ASHA  # nobody has changed it: it follows its variable
    page.press("register")
    again = Page(signed_in.portal())
    assert again.portal is not page.portal
    assert again.portal.content["key"] == page.portal.content["key"]
    assert again.note("register") == ""
    assert again.portal.values["name"] == "Reader"
    assert again.portal.values["permissions"] == ["Media › Add"]
    assert again.portal.values["connector"] == signed_in.environment["application-id"]
    signed_in.reset()
    assert signed_in.portal().values["name"] == "My connector"


def test_where_there_are_no_widgets_it_is_html_and_text(portal):
    portal.values["name"] = "<img src=x onerror=alert(1)>"
    portal.values["permissions"] = ["Text Message › Add", "Text Message › Remove"]
    bundle = portal._repr_mimebundle_()
    assert "Name: <img src=x" in bundle["text/plain"]
    assert "Permissions: Text Message: Add, Remove" in bundle["text/plain"]
    assert "<img" not in bundle["text/html"]
    assert "&lt;img src=x" in bundle["text/html"]
    assert "Token: User: all groups of a person" in bundle["text/plain"]
    with pytest.raises(errors.InputError):
        portal.use("nobody")
    portal.take_token("user")
    assert "{{refresh-token}} is set." in portal._repr_mimebundle_()["text/html"]
    assert "{{refresh-token}} is set." in portal.as_text()


def test_a_snapshot_shows_nothing_and_brings_everything_back(signed_in):
    snapshot = signed_in.sandbox.snapshot()
    assert str(signed_in.environment["application-secret"]) not in repr(snapshot)
    signed_in.groups.create_group(name="Another", members=[])
    signed_in.sandbox.restore(snapshot)
    assert len(signed_in.groups.fetch_groups().df) == 1


def test_a_permission_is_granted_and_sits_in_the_next_token(signed_in, portal, page):
    portal.register("Reader", {"Group Information": ["Get"]})
    signed_in.sign_in(ME).send_once()
    with pytest.raises(errors.NotAllowed):
        signed_in.groups.create_group(name="Not mine to make")
    page.press("grant", permission="Group Information › Add")
    assert "Reader has Group Information › Add." in page.note("grant")
    assert not page.note("use") and not page.note("register")
    with pytest.raises(errors.NotAllowed):  # a token holds what was granted when it was made
        signed_in.groups.create_group(name="Not yet mine to make")
    signed_in.authentication.access_token()
    assert signed_in.groups.create_group(name="Mine to make", members=[]).status == 200
    assert signed_in.groups.fetch_groups().status == 200  # what it had, it has


def test_one_form_is_shown_alone(signed_in):
    portal = signed_in.portal(show="token")
    assert [part["name"] for part in portal.content["parts"]] == ["token"]
    assert "Redirect URL" not in portal.as_text() and "Take the refresh token" not in portal.as_text()
    assert "is set" in portal.take_token("user")
    with pytest.raises(errors.InputError, match=r"no form 'grant'\. Its forms are: register, use, token"):
        signed_in.portal(show="grant")


def test_a_permission_is_marked_where_the_connector_has_it(signed_in, page):
    signed_in.sandbox.new_connector("Reader", {"Group Information": ["Get"]})
    fresh = Page(signed_in.portal())
    has_all = dict(fresh.field("permission")["choices"])
    assert has_all["Reaction › Add"] == "Reaction › Add (it has this)"
    reader = next(row["applicationId"] for row in signed_in.sandbox.registered() if row["name"] == "Reader")
    fresh.leave("connector", reader)
    words = dict(fresh.field("permission")["choices"])
    assert words["Group Information › Get"].endswith("(it has this)") and words["Reaction › Add"] == "Reaction › Add"
    assert fresh.portal.values["permission"] == "Group Information › Add"  # the first that it lacks
    fresh.leave("permission", "Reaction › Add")
    assert fresh.line("grant") == 'portal.grant("Reaction", "Add", name="Reader")'
    fresh.press("grant")
    assert dict(fresh.field("permission")["choices"])["Reaction › Add"].endswith("(it has this)")


def test_the_line_of_python_does_what_its_button_does(signed_in, page):
    page.leave("name", 'The "reader"')
    page.leave("permissions", ["Group Information › Get"])
    said = "is registered", "are now those of", "has Group Information › ", "is set"
    for what, words in zip(("register", "use", "grant", "token"), said, strict=True):
        page.press(what)  # so two connectors have this name
        assert words in eval(page.line(what), {"portal": page.portal}), page.line(what)  # noqa: S307  (our own line)
    assert [row["name"] for row in signed_in.sandbox.registered()].count('The "reader"') == 2


def test_the_connector_of_the_checks_is_not_offered(signed_in):
    kaizala = signed_in
    kaizala.check("06")
    names = [words for _, words in at(kaizala.portal(), "connector").content["choices"]]
    assert names and not [name for name in names if name.startswith("Checks")]


def test_a_field_that_does_not_count_is_hidden(page):
    assert page.hidden() == {"group_id"}
    page.leave("kind", "group")
    assert page.hidden() == set()
    page.leave("kind", "tenant")
    assert page.hidden() == {"mobile_number", "group_id"}
    assert "Mobile number" not in page.portal.as_text()


def test_a_permission_that_there_is_not_is_said(signed_in, portal):
    with pytest.raises(errors.InputError, match="can have"):
        portal.grant("Media", "Get")
    with pytest.raises(errors.InputError, match="the permissions are"):
        portal.grant("Everything", "Get")
    with pytest.raises(errors.InputError, match="What a token calls write is Add here"):
        portal.grant("Reaction", "write")
