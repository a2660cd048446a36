"""One declaration gives the call, its checks and the request; names are found as people type them."""

import inspect
import json

import pytest

from kaizala_nb.course.environment import BEYOND, PUBLISHED, KaizalaEnvironment
from kaizala_nb.course.steps import collection, webhooks
from kaizala_nb.emulator.evidence.table import row_of
from kaizala_nb.toolkit.collection import InvalidInput
from kaizala_nb.toolkit.collection.postman.writing import item_of
from kaizala_nb.toolkit.collection.snippets import snippet

VARIABLES = {
    "test-group-id": "g-1@1",
    "mobile-number": "+447700900001",
    "application-id": " abc ",
    "mobile-number-2": "+447700900002",
}


def test_the_variables_are_filled_by_the_steps_that_say_so():
    filled = KaizalaEnvironment().filled_by
    assert filled["refresh-token"] == "Step2 - Login with pin and applicationId to get refreshToken"
    assert filled["endpoint-url"] == filled["access-token"] == "Step3 - Retrieve the access token"
    assert filled["test-action-id"] == "Post custom action on a group"
    assert filled["test-webhook-id"] == "Subscribe to all events at group level"
    yours = {"mobile-number", "mobile-number-2", "mobile-number-3", "api-root", "application-id", "application-secret"}
    assert set(PUBLISHED) - set(filled) == yours
    assert set(filled) <= set(PUBLISHED) | set(BEYOND)


def test_every_parameter_has_help_and_a_name_in_words():
    for step in collection:
        first_line = step.doc.splitlines()[0]
        assert first_line.endswith(".") or ":" in first_line, f"{step.name}: its docstring begins with a sentence"
        for parameter in step.parameters:
            assert parameter.help, f"{step.name}: its docstring has no line for {parameter.name} under Args:"
            assert parameter.label[0].isupper()


def test_a_request_is_as_the_collection_has_it():
    call = collection["Step1 - Create a group"].call(
        {"name": "Kaizala Test group", "welcome_message": "Welcome"}, VARIABLES
    )
    assert call.body == {"name": "Kaizala Test group", "welcomeMessage": "Welcome", "groupType": "Group"}, (
        "a call sends nobody's number that was not given; the collection's own request has one"
    )
    assert collection["Send message on a group"].call({"message": "x"}, VARIABLES).path == "/v1/groups/g-1@1/messages"
    assert (
        collection["Step4 - Fetch groups - all"].call({}, {}).path == "/v1/groups?fetchAllGroups=true&showDetails=true"
    )
    assert collection["Step3 - Fetch groups - direct"].call({}, {}).path == "/v1/groups"
    pin = collection["Step1 - Generate Pin"].call({}, VARIABLES)
    assert pin.body == {"mobileNumber": "+447700900001", "applicationId": " abc "}


def test_what_is_left_out_does_not_travel():
    call = collection["Send message on a group"].call({"message": "x", "subscribers": None}, VARIABLES)
    assert call.body == {"message": "x"}


def test_the_signature_reads_as_it_was_written():
    signature = collection["Send message on a group"].signature
    assert str(signature).startswith(
        "(message: str, group_id: str = {{test-group-id}}, subscribers: list[MobileNumber] | None = None"
    )
    assert list(inspect.signature(lambda: 0).parameters) == []


@pytest.mark.parametrize("name", ["step1 - create a group", "Step1  -  Create a group", "STEP1 - CREATE A GROUP"])
def test_names_are_found_whatever_their_case_and_blanks(name):
    assert collection[name].slug == "create_group"


def test_a_name_that_is_near_gets_a_suggestion():
    with pytest.raises(KeyError):
        collection["Step1 - Creat group"]
    assert collection.near("Step1 - Creat group")[0] == "Step1 - Create a group"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"name": ""}, "Name is needed."),
        ({"name": "  "}, "Name is needed."),
        ({"name": 7}, "Name is text, not int."),
        ({"name": "x", "members": ["12"]}, "'12': Add the country code, for example +44 7700 900001."),
        ({"name": "x", "members": ["+4412"]}, "'+4412': Too short for +44."),
        ({"name": "x", "members": "+447700900002, +44770090000299999"}, "'+44770090000299999': Too long for +44."),
        ({"name": "x", "members": 5}, "Members is a list."),
        ({"name": "x", "group_type": "Club"}, "Group type is one of Group, ConnectGroup."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(given, problem):
    with pytest.raises(InvalidInput) as invalid:
        collection["Step1 - Create a group"].call(given, {})
    assert list(invalid.value.problems.values()) == [problem]


def test_every_problem_is_said_at_once():
    with pytest.raises(InvalidInput) as invalid:
        collection["Step2 - Login with pin and applicationId to get refreshToken"].call({"pin": "12345"}, {})
    assert invalid.value.problems == {
        "pin": "That was 5 digits. A PIN has 6.",
        "mobile_number": "Mobile number is needed. {{mobile-number}} is not set.",
        "application_id": "Application is needed. {{application-id}} is not set.",
    }


def test_numbers_are_written_as_people_write_them():
    call = collection["Step1 - Create a group"].call({"name": "x", "members": "+44 7700 900002;\n+44-7700-900003"}, {})
    assert call.body["members"] == ["+447700900002", "+447700900003"]


def test_generated_python_is_quoted_and_holds_no_secret():
    evil = "'); import os; os.system('x') #\n{{x}}"
    call = collection["Send message on a group"].call({"message": evil}, VARIABLES)
    assert eval(snippet(call, "python").replace("kaizala.content.send_message", "dict")) == {"message": evil}  # noqa: S307
    login = collection["Step2 - Login with pin and applicationId to get refreshToken"]
    call = login.call({"pin": 482913}, {**VARIABLES, "application-secret": "SECRET"})
    assert snippet(call, "python") == "kaizala.authentication.login_with_pin(pin=...)"
    assert "482913" not in repr(call)
    assert "SECRET" not in repr(call)


@pytest.mark.parametrize(
    ("method", "path", "slug"),
    [
        ("post", "//v1/groups/", "create_group"),
        ("GET", "/V1/Groups", "fetch_groups"),
        ("GET", "/v1/groups?fetchAllGroups=true&showDetails=true", "fetch_all_groups"),
        ("GET", "/v1/groups?showDetails=true", "fetch_groups_with_details"),
        ("GET", "/v1/groups/abc%401", "fetch_group_details"),
        ("DELETE", "/v1/groups/a/members/b", "remove_member"),
    ],
)
def test_a_request_is_recognised(method, path, slug):
    assert collection.match(method, path).slug == slug


def test_a_request_of_nobody_is_not():
    assert collection.match("GET", "/v2/groups") is None
    assert collection.match("PATCH", "/v1/groups") is None


def test_every_step_names_its_source():
    """The last line of its docstring is the row of the page of evidence that has its method and its path."""
    for step in collection:
        path = step.path.partition("?")[0]
        row = row_of(step.method, path)
        assert row, f"{step.name}: no row in kaizala_nb/emulator/evidence/ has {step.method} {path}"
        source = f"row {row.number} of docs/evidence.md. The request is {row.request}, the answer is {row.reply}."
        assert step.doc.splitlines()[-1] == f"Source: {source}", f"{step.name}: its docstring ends with its source"


def test_the_source_is_in_the_way_of_nobody_who_fills_in_or_imports():
    for step in collection:
        assert not any("Source:" in parameter.help for parameter in step.parameters), step.name
        assert "Source:" not in json.dumps(item_of(step)["request"]), step.name


def test_what_a_webhook_listens_to_has_a_label_of_its_own():
    steps = (webhooks.subscribe_to_group, webhooks.subscribe_to_action, webhooks.subscribe_to_package)
    assert [step.parameters[0].label for step in steps] == ["Group", "Card", "Package"]
